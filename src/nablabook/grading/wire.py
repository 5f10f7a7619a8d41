"""Messages over a Unix socket: a length, then msgpack. Bounded, and no pickle."""

from __future__ import annotations

import array
import socket
import struct
import time
from collections.abc import Callable
from typing import Any

import msgpack

#: Bytes of one message.
LARGEST = 64 * 2**20
HEAD = struct.Struct("!I")
#: Bytes that are read at once.
SHORT = 4096
#: How C writes seconds and millionths of them.
TIMEVAL = struct.Struct("@ll")
#: Seconds that a wait may be too long.
SLACK = 0.1


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


def packed(message: Any) -> bytes:
    """A message of plain types as it goes over a channel."""
    return msgpack.packb(message, use_bin_type=True)


class Channel:
    """One end of a socket that carries messages, and file descriptors beside them."""

    def __init__(self, sock: socket.socket) -> None:
        self.sock = sock
        #: The last message as it came.
        self.came: memoryview | bytes = b""
        #: What came after it.
        self._rest = b""
        #: Seconds that the socket waits before it gives up reading, and writing; 0 for ever.
        self._waits = {socket.SO_RCVTIMEO: 0.0, socket.SO_SNDTIMEO: 0.0}

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
        self.send_packed(packed(message), fds, deadline)

    def send_packed(self, body: bytes, fds: tuple[int, ...] = (), deadline: float | None = None) -> None:
        """Send what `packed` has given."""
        if len(body) > LARGEST:
            raise TooLarge(f"{len(body) / 2**20:.0f} MB, and {LARGEST / 2**20:.0f} MB is the most")
        ancillary = [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array("i", fds))] if fds else []
        try:
            self._limit(socket.SO_SNDTIMEO, deadline)
            parts = [HEAD.pack(len(body)), body]
            sent = self.sock.sendmsg(parts, ancillary)
            if sent == HEAD.size + len(body):
                return
            for part in parts:
                left = memoryview(part)[sent:]
                sent = max(0, sent - len(part))
                while left:
                    self._limit(socket.SO_SNDTIMEO, deadline)
                    left = left[self.sock.send(left) :]
        except BlockingIOError:
            raise Late("it takes no more messages") from None
        except OSError as error:
            raise Closed(str(error)) from None

    def receive(self, deadline: float | None = None) -> Any:
        """The next message; raises one of `WireError`."""
        return self.receive_fds(0, deadline)[0]

    def receive_fds(self, count: int, deadline: float | None = None) -> tuple[Any, list[int]]:
        """The next message and up to `count` descriptors that came with it."""
        fds: list[int] = []
        got = self._rest or self._some(deadline, count, fds)
        while len(got) < HEAD.size:
            got += self._some(deadline, count, fds)
        (size,) = HEAD.unpack_from(got)
        if size > LARGEST:
            raise Garbled(f"a message of {size} bytes is announced")
        self.came, self._rest = memoryview(got)[HEAD.size : HEAD.size + size], got[HEAD.size + size :]
        if len(self.came) < size:
            self.came = self._all(size, deadline, count, fds)
        try:
            return msgpack.unpackb(self.came, raw=False, strict_map_key=True), fds
        except (ValueError, TypeError, RecursionError, msgpack.exceptions.UnpackException) as error:
            raise Garbled(type(error).__name__) from None

    def _some(self, deadline: float | None, count: int, fds: list[int]) -> bytes:
        """What there is to be read; where descriptors may come along, no more than the head of a message."""
        if not count:
            return self._heard(self.sock.recv, SHORT, deadline)
        head = bytearray(HEAD.size)
        return bytes(head[: self._heard(self._with_fds, memoryview(head), deadline, count, fds)])

    def _all(self, size: int, deadline: float | None, count: int, fds: list[int]) -> memoryview:
        """A message of which the beginning has come."""
        # Made at once: what grows is copied each time.
        whole = memoryview(bytearray(size))
        done = len(self.came)
        whole[:done] = self.came
        while done < size:
            rest = whole[done:]
            if count:
                done += self._heard(self._with_fds, rest, deadline, count, fds)
            else:
                done += self._heard(self.sock.recv_into, rest, deadline)
        return whole

    def _with_fds(self, into: memoryview, count: int, fds: list[int]) -> int:
        part, ancillary, *_ = self.sock.recvmsg_into([into], socket.CMSG_SPACE(count * 4))
        for _, _, data in ancillary:
            fds.extend(array.array("i", data[: len(data) - len(data) % 4]))
        return part

    def _heard(self, read: Callable[..., Any], what: Any, deadline: float | None, *rest: Any) -> Any:
        """What a read of the socket gives, which is never nothing."""
        self._limit(socket.SO_RCVTIMEO, deadline)
        try:
            found = read(what, *rest)
        except BlockingIOError:
            raise Late("no answer") from None
        except OSError as error:
            raise Closed(str(error)) from None
        if not found:
            raise Closed("it has ended")
        return found

    def _limit(self, side: int, deadline: float | None) -> None:
        """Have the socket wait until the deadline, or a little longer: to tell it takes as long as a short message."""
        left = 0.0 if deadline is None else deadline - time.monotonic()
        if deadline is not None and left <= 0:
            raise Late("no answer")
        if left <= self._waits[side] <= (left + SLACK if left else 0.0):
            return
        self._waits[side] = left
        whole = int(left)
        self.sock.setsockopt(
            socket.SOL_SOCKET, side, TIMEVAL.pack(whole, max(int((left - whole) * 1e6), int(left > 0)))
        )
