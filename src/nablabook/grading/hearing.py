"""What a judge asks a student's process and hears from it, noted so that it need not be asked again."""

from __future__ import annotations

import hashlib
import itertools
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from nablabook.grading.wire import Channel, WireError

#: Bytes of answers that are kept for a cell.
LARGEST = 20 * 2**20


class Step(NamedTuple):
    """A question as it was sent, the name of all that was heard up to its answer, and whether a hidden test asked."""

    question: bytes
    name: str
    hidden: bool


class Heard:
    """What a student's process was asked and has answered, from one start."""

    def __init__(self, start: str) -> None:
        self.start = self.name = start
        self.steps: list[Step] = []
        self.answers: list[Any] = []
        #: Whether a hidden test has asked anything. A question that was never answered was seen all the same.
        self.has_hidden = False
        self._size = 0

    def asks(self, hidden: bool) -> None:
        """To be told before a question is sent."""
        self.has_hidden = self.has_hidden or hidden

    def add(self, question: bytes, answer: Any, came: bytes | memoryview, hidden: bool) -> None:
        """What was asked, what was answered, and the bytes of the answer."""
        text = hashlib.blake2b(self.name.encode(), digest_size=20)
        text.update(came)
        self._size += len(came)
        self.name = text.hexdigest()
        self.steps.append(Step(question, self.name, hidden))
        self.answers.append(answer)
        if not self.complete:
            self.steps.clear()
            self.answers.clear()

    @property
    def complete(self) -> bool:
        """Whether it was not too much to be kept."""
        return self._size <= LARGEST

    @property
    def has_open(self) -> bool:
        """Whether anything was answered before the hidden tests."""
        return not self.complete or bool(self.steps and not self.steps[0].hidden)

    def open(self) -> list[Step]:
        """The steps before the hidden tests."""
        return list(itertools.takewhile(lambda step: not step.hidden, self.steps))


class Listening(Channel):
    """A channel that notes what goes over it, and first gives again what was heard before."""

    def __init__(self, channel: Channel, heard: Heard, failure: WireError | None, hidden: Callable[[], bool]) -> None:
        super().__init__(channel.sock)
        self._rest = channel._rest
        self.heard, self._failure, self._hidden = heard, failure, hidden
        before = zip(heard.steps, heard.answers, strict=True)
        self._again = deque((step.question, answer) for step, answer in before)
        self._asked = b""
        #: How many questions were asked, those of before included.
        self.sent = 0
        #: Whether each question was one of before, or was answered now.
        self.whole = self._failure is None

    def send_packed(self, body: bytes, fds: tuple[int, ...] = (), deadline: float | None = None) -> None:
        self.sent += 1
        if self._again and self._again[0][0] != body:
            # It asks something else this time: what was heard to the old question is no answer.
            self._again.clear()
            self.whole = False
        self._asked = body
        if not self._again and self._failure is None:
            self.heard.asks(self._hidden())
            with self._watched():
                super().send_packed(body, fds, deadline)

    def receive(self, deadline: float | None = None) -> Any:
        if self._again:
            return self._again.popleft()[1]
        if self._failure is not None:
            raise self._failure
        with self._watched():
            answer = super().receive(deadline)
        self.heard.add(self._asked, answer, self.came, self._hidden())
        return answer

    @property
    def all_heard(self) -> bool:
        """Whether what was heard is all that there was to hear."""
        return self.whole and not self._again

    @contextmanager
    def _watched(self) -> Iterator[None]:
        try:
            yield
        except BaseException:
            self.whole = False
            raise
