"""A memory of locked cells: one that asks the same and hears the same, from the same start, shows the same.

What a locked cell shows is decided by its source, by what the names in it stand for when it starts, and by what the
student's process answers. So for a submission that answers as an earlier one did, only the questions are asked; what
the answers lead to, the comparisons with torch, the figures, is known. At the first new answer the cell is run after
all: it is given the answers that it has had, and goes on with the student's process from there.

    a start, and the answers so far  ->  the next questions, each with the answer that was expected; what was shown

A cell is only left out if it has left everything as it was that later cells look at. One that hasn't is run for what
it binds, and draws nothing.
"""

from __future__ import annotations

import hashlib
import itertools
import os
import re
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import cache
from types import ModuleType
from typing import Any, NamedTuple

import msgpack

from nablabook.build import names
from nablabook.checks import older
from nablabook.grading import contents, mistakes
from nablabook.grading.wire import Channel, WireError
from nablabook.plots import showing

#: Files that are kept; one has from 1 to 50 kB.
MOST = 10_000
#: Characters of answers that are kept for a cell.
LARGEST = 20 * 2**20
#: Modules whose answers differ each time: Python seeds `random` anew in every fork.
CHANGING = frozenset({"random", "time", "datetime", "uuid", "secrets", "os", "sys", "platform", "resource", "psutil"})


WORD = re.compile(r"\w+")


class Known:
    """What is known of one cell from one start."""

    def __init__(self, folder: str, start: str) -> None:
        self.folder, self.start = folder, start
        self.heard = Heard(start)
        #: Why nothing more is heard.
        self.failure: WireError | None = None

    def ask(self, channel: Channel | None, deadline: float, count: int) -> dict | None:
        """Ask what the cell would ask; what is known of its end, None where that is nothing.

        `count` is the cell's number, which a traceback tells.
        """
        steps = self._read(self.start)
        while steps is not None:
            for question, expected, hidden in steps["questions"]:
                if channel is None:
                    return None
                try:
                    self.heard.asks(hidden)
                    channel.send_packed(question, deadline=deadline)
                    self.heard.add(question, channel.receive(deadline), channel.came, hidden)
                except WireError as failure:
                    self.failure = failure
                    return None
                if self.heard.name != expected:
                    steps = self._read(self.heard.name)
                    break
            else:
                return steps if steps["count"] in (None, count) else None
        return None

    def keep(self, known: int, outputs: list[dict], binds: bool, count: int) -> None:
        """Note what cell number `count` has shown, and the questions that led there after the first `known` of them.

        `binds` says whether the cell has changed what later cells look at.
        """
        heard = self.heard
        raised = any(output["output_type"] == "error" for output in outputs)
        steps = {"questions": heard.steps[known:], "outputs": outputs, "binds": binds}
        steps["count"] = count if raised else None
        name = heard.steps[known - 1].name if known else self.start
        with suppress(ValueError, TypeError):
            _write(self.folder, name, msgpack.packb(steps, use_bin_type=True))

    def _read(self, name: str) -> dict | None:
        """A file that can't be read costs only time."""
        data = _read(self.folder, name)
        try:
            return None if data is None else msgpack.unpackb(data, raw=False, strict_map_key=False)
        except (ValueError, msgpack.exceptions.UnpackException):
            return None


@cache
def _room(folder: str) -> Iterator[int]:
    """As many numbers as files may be added. A process counts once: that takes longer than to write one."""
    return iter(range(MOST - len(os.listdir(folder))))


def _write(folder: str, name: str, data: bytes) -> None:
    """All of it or nothing; what can't be kept costs only time."""
    with suppress(OSError):
        if next(_room(folder), None) is not None:
            # A folder of ours alone, and one process of each number: nobody else has this name.
            unfinished = f"{folder}/unfinished-{os.getpid()}"
            with open(unfinished, "wb") as file:
                file.write(data)
            os.replace(unfinished, f"{folder}/{name}")


def _read(folder: str, name: str) -> bytes | None:
    try:
        with open(f"{folder}/{name}", "rb", buffering=0) as file:
            return file.read()
    except OSError:
        return None


@contextmanager
def _pictures(folder: str) -> Iterator[None]:
    """Within it, a picture that was drawn for anybody isn't drawn again."""

    def kept(content: str, draw: Callable[[], bytes]) -> bytes:
        name = f"picture-{content}"
        found = _read(folder, name)
        if found is None:
            found = draw()
            _write(folder, name, found)
        return found

    before = showing.kept
    showing.kept = kept
    try:
        yield
    finally:
        showing.kept = before


@contextmanager
def _remembering(known: Known, listening: Listening | None) -> Iterator[None]:
    """Within it, what was drawn or computed for anybody is neither drawn nor computed again."""

    def read(name: str) -> bytes | None:
        return _read(known.folder, name)

    def write(name: str, data: bytes) -> None:
        _write(known.folder, name, data)

    with _pictures(known.folder), mistakes.on(mistakes.Files(read, write, lambda: listening.sent if listening else 0)):
        yield


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

    def __init__(self, channel: Channel, known: Known, hidden: Callable[[], bool]) -> None:
        super().__init__(channel.sock)
        self._rest = channel._rest
        self.heard, self._failure, self._hidden = known.heard, known.failure, hidden
        before = zip(known.heard.steps, known.heard.answers, strict=True)
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


class Random:
    """The states of the random generators. To read them takes as long as to run a short cell, so it is done once after
    each."""

    def __init__(self) -> None:
        self._known = ""

    def states(self) -> str:
        self._known = self._known or contents.random_states()
        return self._known

    def may_have_changed(self) -> None:
        self._known = ""


_random = Random()


class State:
    """What later cells look at: the names that they need, and the generators of random numbers."""

    def __init__(self, needed: Iterable[str], namespace: Mapping[str, Any]) -> None:
        self._found = {name: contents.of_values([namespace[name]]) for name in needed if name in namespace}
        self._shared = _random.states(), sorted(older._failed)

    def is_left_by(self, other: State) -> bool:
        """Whether nothing differs, as far as can be seen; what can't be seen may differ."""
        mine, theirs = (None in state._found.values() for state in (self, other))
        return not (mine or theirs) and (self._found, self._shared) == (other._found, other._shared)


def start_of(message: dict, namespace: Mapping[str, Any]) -> str | None:
    """A name for what a cell starts from; None where that can't be told. The student's names are asked for."""
    source = message["source"]
    needed = names.needed(source) - set(message["names"])
    modules = {v.__name__.partition(".")[0] for n in needed if isinstance(v := namespace.get(n), ModuleType)}
    if (modules | {module.partition(".")[0] for module in names.imported(source)}) & CHANGING:
        return None
    # A check only asks about names that stand in its cell.
    failed = sorted(older._failed.intersection(WORD.findall(source))) if older._failed else []
    about = (source, message["names"], sorted(message["caps"].items()), failed, _random.states())
    return contents.of_cell(needed, namespace, lambda found: found.say(*about))


def outputs_of(
    message: dict,
    namespace: Mapping[str, Any],
    channel: Channel | None,
    deadline: float,
    run: Callable[[Channel | None], Sequence[dict]],
    hidden: Callable[[], bool],
) -> tuple[list[dict], Heard]:
    """What a locked cell shows, and what was heard. `run` runs it, with another channel in place of this; `hidden`
    says, from within it, whether it has come to its hidden tests.

    `message` says what the judge is asked to run; `run` tells by its own means of a student's process that is lost.
    """

    def really(channel: Channel | None) -> list[dict]:
        try:
            return list(run(channel))
        finally:
            _random.may_have_changed()

    # Where the student's process is lost before anything could be asked, the names are unbound: nobody else's are.
    usable = message.get("memory") and (channel is not None or not message["names"])
    start = start_of(message, namespace) if usable else None
    known = Known(message.get("memory", ""), start or "")
    end = known.ask(channel, deadline, message["count"]) if start else None
    if end is not None and not end["binds"]:
        return end["outputs"], known.heard
    asked = len(known.heard.steps)
    listening = Listening(channel, known, hidden) if channel else None
    if end is not None:
        with _unseen():
            really(listening)
        return end["outputs"], known.heard
    kept = message.get("kept")
    before = State(kept, namespace) if start and kept is not None else None
    with _remembering(known, listening) if usable else nullcontext():
        shown = really(listening)
    if start and known.heard.complete and (listening is None or listening.all_heard):
        binds = before is not None and not before.is_left_by(State(kept or [], namespace))
        known.keep(asked, shown, binds, message["count"])
    return shown, known.heard


@contextmanager
def _unseen() -> Iterator[None]:
    showing.seen = False
    try:
        yield
    finally:
        showing.seen = True
