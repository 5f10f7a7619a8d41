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

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from functools import partial
from types import ModuleType
from typing import Any

import msgpack

from nablabook.build import names
from nablabook.checks import older
from nablabook.grading import contents, files, mistakes
from nablabook.grading.hearing import Heard, Listening
from nablabook.grading.wire import Channel, WireError
from nablabook.plots import showing

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
            files.write(self.folder, name, msgpack.packb(steps, use_bin_type=True))

    def _read(self, name: str) -> dict | None:
        """A file that can't be read costs only time."""
        data = files.read(self.folder, name)
        try:
            return None if data is None else msgpack.unpackb(data, raw=False, strict_map_key=False)
        except (ValueError, msgpack.exceptions.UnpackException):
            return None


@contextmanager
def _pictures(folder: str) -> Iterator[None]:
    """Within it, a picture that was drawn for anybody isn't drawn again."""

    def kept(content: str, draw: Callable[[], bytes]) -> bytes:
        name = f"picture-{content}"
        found = files.read(folder, name)
        if found is None:
            found = draw()
            files.write(folder, name, found)
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
    read, write = partial(files.read, known.folder), partial(files.write, known.folder)
    with _pictures(known.folder), mistakes.on(mistakes.Files(read, write, lambda: listening.sent if listening else 0)):
        yield


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
    listening = Listening(channel, known.heard, known.failure, hidden) if channel else None
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
