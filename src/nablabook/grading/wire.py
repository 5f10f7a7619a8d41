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
        #: The last message as it came.
        self.came: bytearray | bytes = b""

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
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
        try:
            self._limit(deadline)
            parts = [HEAD.pack(len(body)), body]
            sent = self.sock.sendmsg(parts, ancillary)
            for part in parts:
                left = memoryview(part)[sent:]
                sent = max(0, sent - len(part))
                while left:
                    self._limit(deadline)
                    left = left[self.sock.send(left) :]
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
        self.came = body = self._read(size, deadline, count, fds)
        try:
            return msgpack.unpackb(body, raw=False, strict_map_key=True), fds
        except (ValueError, TypeError, RecursionError, msgpack.exceptions.UnpackException) as error:
            raise Garbled(type(error).__name__) from None

    def _read(self, size: int, deadline: float | None, count: int, fds: list[int]) -> bytearray:
        # Made at once: what grows is copied each time.
        got = bytearray(size)
        left = memoryview(got)
        while left:
            self._limit(deadline)
            try:
                if count:
                    part, ancillary, *_ = self.sock.recvmsg_into([left], socket.CMSG_SPACE(count * 4))
                    for _, _, data in ancillary:
                        fds.extend(array.array("i", data[: len(data) - len(data) % 4]))
                else:
                    part = self.sock.recv_into(left)
            except TimeoutError:
                raise Late("no answer") from None
            except OSError as error:
                raise Closed(str(error)) from None
            if not part:
                raise Closed("it has ended")
            left = left[part:]
        return got

    def _limit(self, deadline: float | None) -> None:
        if deadline is None:
            self.sock.settimeout(None)
            return
        left = deadline - time.monotonic()
        if left <= 0:
            raise Late("no answer")
        self.sock.settimeout(left)
