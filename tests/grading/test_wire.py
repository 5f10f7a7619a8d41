"""Do messages arrive whole, and is everything else an error with a name?"""

from __future__ import annotations

import os
import threading
import time

import msgpack
import pytest

from nablabook.grading.wire import HEAD, LARGEST, Channel, Closed, Garbled, Late, TooLarge


@pytest.fixture
def ends():
    a, b = Channel.pair()
    yield a, b
    a.close()
    b.close()


def test_messages_arrive_in_order_and_whole(ends) -> None:
    a, b = ends
    messages = [{"id": 1, "v": "∇" * 1000}, [1, 2.5, None], {"b": b"x" * 3_000_000}]
    sender = threading.Thread(target=lambda: [a.send(m) for m in messages])
    sender.start()
    assert [b.receive() for _ in messages] == messages
    sender.join()


def test_what_comes_together_is_told_apart(ends) -> None:
    a, b = ends
    messages = [1, "two", {"three": 3}, b"4" * 5000, [5]]
    for message in messages[:3]:
        a.send(message)
    a.send(messages[3])
    a.send(messages[4])
    assert [b.receive(time.monotonic() + 5) for _ in messages] == messages


def test_the_bytes_of_a_message_are_those_that_came(ends) -> None:
    a, b = ends
    for message in ({"id": 1}, {"v": b"x" * 100_000}):
        a.send(message)
        b.receive(time.monotonic() + 5)
        assert bytes(b.came) == msgpack.packb(message)


def test_a_wait_is_as_long_as_its_own_deadline(ends) -> None:
    a, b = ends
    for seconds in (0.4, 0.1, 0.3):
        start = time.monotonic()
        with pytest.raises(Late):
            b.receive(start + seconds)
        assert seconds <= time.monotonic() - start + 0.001 < seconds + 0.3
    a.send("there")
    threading.Timer(0.3, a.send, ("later",)).start()
    assert (b.receive(), b.receive()) == ("there", "later")


def test_descriptors_travel_along(ends) -> None:
    a, b = ends
    read, write = os.pipe()
    a.send({"here": 1}, (write,))
    message, (fd,) = b.receive_fds(1)
    os.write(fd, b"through")
    assert os.read(read, 7) == b"through"
    assert message == {"here": 1}
    for descriptor in (read, write, fd):
        os.close(descriptor)


def test_an_end_that_is_closed_is_told_so(ends) -> None:
    a, b = ends
    a.close()
    with pytest.raises(Closed):
        b.receive()
    with pytest.raises(Closed):
        b.send({"x": 1}), b.send({"x": 2})


def test_waiting_ends_at_the_deadline_also_when_bytes_trickle(ends) -> None:
    a, b = ends
    a.sock.send(HEAD.pack(100) + b"abc")
    start = time.monotonic()
    with pytest.raises(Late):
        b.receive(time.monotonic() + 0.2)
    assert time.monotonic() - start < 5


def test_a_receiver_that_takes_nothing_does_not_hold_the_sender(ends) -> None:
    a, _ = ends
    with pytest.raises(Late):
        a.send({"v": b"x" * 5_000_000}, deadline=time.monotonic() + 0.2)


@pytest.mark.parametrize("raw", [HEAD.pack(LARGEST + 1), HEAD.pack(3) + b"\xc1\xc1\xc1", HEAD.pack(2) + b"\x91\xc1"])
def test_what_is_no_message_is_garbled(ends, raw: bytes) -> None:
    a, b = ends
    a.sock.sendall(raw)
    with pytest.raises(Garbled):
        b.receive(time.monotonic() + 5)


def test_a_message_that_is_too_large_is_not_sent(ends) -> None:
    a, _ = ends
    with pytest.raises(TooLarge, match="MB is the most"):
        a.send({"v": bytes(LARGEST)})
