"""Messages over a Unix socket: a length, then msgpack. Bounded, and no pickle."""

from __future__ import annotations

import array
import socket
import struct
import time
from typing import Any

import msgpack

#: Bytes of one message.
LARGEST = 64 * 2**20
HEAD = struct.Struct("!I")


class WireError(Exception):
    """The other side can't be talked to any more; the message says why."""


class Closed(WireError):
    """The other side is gone."""


class Late(WireError):
    """The other side didn't answer in time."""


class Garbled(WireError):
    """What came is no message; nothing after it can be trusted."""


class TooLarge(WireError):
    """A message over `LARGEST`."""


class Channel:
    """One end of a socket that carries messages, and file descriptors beside them."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock

    @classmethod
    def pair(cls) -> tuple[Channel, Channel]:
        """Two ends of a new channel."""
        a, b = socket.socketpair(socket.AF_UNIX, socket.SOCK_STREAM)
        return cls(a), cls(b)

    def fileno(self) -> int:
        return self.sock.fileno()

    def close(self) -> None:
        self.sock.close()

    def send(self, message: Any, fds: tuple[int, ...] = (), deadline: float | None = None) -> None:
        """Send a message of plain types; with it the descriptors `fds`."""
        body = msgpack.packb(message, use_bin_type=True)
        if len(body) > LARGEST:
            raise TooLarge(f"{len(body) / 2**20:.0f} MB, and {LARGEST / 2**20:.0f} MB is the most")
        data = memoryview(HEAD.pack(len(body)) + body)
        try:
            if fds:
                self._limit(deadline)
                ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))]
                data = data[self.sock.sendmsg([data], ancillary) :]
            while data:
                self._limit(deadline)
                data = data[self.sock.send(data) :]
        except TimeoutError:
            raise Late("it takes no more messages") from None
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, deadline: float | None = None) -> Any:
        """The next message; raises one of `WireError`."""
        return self.receive_fds(0, deadline)[0]

    def receive_fds(self, count: int, deadline: float | None = None) -> tuple[Any, list[int]]:
        """The next message and up to `count` descriptors that came with it."""
        fds: list[int] = []
        head = self._read(HEAD.size, deadline, count, fds)
        (size,) = HEAD.unpack(head)
        if size > LARGEST:
            raise Garbled(f"a message of {size} bytes is announced")
        body = self._read(size, deadline, count, fds)
        try:
            return msgpack.unpackb(body, raw=False, strict_map_key=True), fds
        except (ValueError, TypeError, RecursionError, msgpack.exceptions.UnpackException) as error:
            raise Garbled(type(error).__name__) from None

    def _read(self, size: int, deadline: float | None, count: int, fds: list[int]) -> bytes:
        got = bytearray()
        while len(got) < size:
            self._limit(deadline)
            want = min(size - len(got), 2**20)
            try:
                if count:
                    part, ancillary, *_ = self.sock.recvmsg(want, socket.CMSG_SPACE(count * 4))
                    for _, _, data in ancillary:
                        fds.extend(array.array("i", data[: len(data) - len(data) % 4]))
                else:
                    part = self.sock.recv(want)
            except TimeoutError:
                raise Late("no answer") from None
            except OSError as error:
                raise Closed(str(error)) from None
            if not part:
                raise Closed("it has ended")
            got += part
        return bytes(got)

    def _limit(self, deadline: float | None) -> None:
        if deadline is None:
            self.sock.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late("no answer")
        self.sock.settimeout(left)
