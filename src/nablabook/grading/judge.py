"""The process that runs our locked cells and the tests, with torch: it never runs a student's code.

The student's names stand for questions to the student's process. What comes back is taken for a claim, never for code.
"""

from __future__ import annotations

import builtins
import time
from collections.abc import Callable
from typing import Any

from nablabook.checks.arrays import as_input
from nablabook.checks.call import Call, Raised
from nablabook.checks.subject import Elsewhere
from nablabook.grading import claims, memory, retold
from nablabook.grading.callbacks import Callback
from nablabook.grading.hearing import Heard
from nablabook.grading.shell import Caps, Shell
from nablabook.grading.values import Forged, Unsendable, decode, encode, stand_in
from nablabook.grading.wire import Channel, Garbled, Late, TooLarge, WireError


class Lost(Exception):
    """The student's process can't answer any more."""


def main(control: Channel, shell: Shell) -> None:
    """Serve the driver until it closes the channel."""
    import socket

    #: By the place of their cells in the notebook, what was heard there: it may be asked again.
    heard: dict[int, Heard] = {}
    while True:
        try:
            message, fds = control.receive_fds(1)
        except WireError:
            return
        line = None
        if fds:
            line = Line(Channel(socket.socket(fileno=fds[0])), message["seconds"])
        reply: dict[str, Any] = {"id": message["id"]}
        try:
            if message["op"] == "again":
                before = heard.get(message["place"])
                reply["same"] = bool(line and before and retold.same_again(before, line.channel, line.deadline))
            else:
                reply["outputs"], there = run(shell, message, line)
                if line is not None:
                    there.answers.clear()
                    heard[message["place"]] = there
                    reply |= {"late": line.late, "told": there.has_open, "hidden": there.has_hidden}
        finally:
            if line is not None:
                line.channel.close()
        control.send(reply)


def run(shell: Shell, message: dict, line: Line | None) -> tuple[list[dict], Heard]:
    """Run one locked cell with the student's names that it needs, each fetched anew, or remember what it shows."""
    for name in message["names"]:
        shell.user_ns.pop(name, None)

    def really(channel: Channel | None) -> list[dict]:
        if line is not None and channel is not None:
            line.channel = channel
            for name in message["names"]:
                _fetch(shell, name, line)
        outputs = shell.run(message["source"], Caps(**message["caps"]), message["count"])
        # What is written to stderr never decides a grade, and nbgrader takes any of it for a failure.
        return [{**o, "name": "stdout"} if o.get("name") == "stderr" else o for o in outputs]

    channel, deadline = (line.channel, line.deadline) if line else (None, 0.0)
    mark = retold.Mark(message["source"], shell.user_ns)
    return memory.outputs_of(message, shell.user_ns, channel, deadline, really, lambda: mark.passed)


def _fetch(shell: Shell, name: str, line: Line) -> None:
    try:
        found, value = line.fetch(name)
    except Lost as lost:
        found, value = True, Broken(name, str(lost), line)
    except Unsendable:  # a list that holds itself, say
        found, value = True, stand_in("object")
    if found:
        shell.user_ns[name] = value


class Line:
    """The questions to one fork of the student's process, with one deadline for all of them."""

    def __init__(self, channel: Channel, seconds: float) -> None:
        self.channel, self.seconds = channel, seconds
        self.deadline = time.monotonic() + seconds
        self.number = 0
        self.lost = ""
        self.late = False
        self.callbacks: list[Callback] = []

    def fetch(self, name: str) -> tuple[bool, Any]:
        """Whether the name is bound, and its value: data, or a `StudentFunction`."""
        found = self.ask({"op": "fetch", "name": name})
        if found is None:
            return False, None
        try:
            if "function" in found:
                known = found["function"]
                return True, StudentFunction(name, [str(n) for n in known["names"]][:12], bool(known["blank"]), self)
            return True, decode(found["value"])
        except (Forged, KeyError, TypeError, ValueError) as error:
            raise self._give_up(f"what stands for {name} is garbled ({type(error).__name__})") from None

    def ask(self, question: dict) -> Any:
        """The answer to a question; raises `Lost` where none comes."""
        if self.lost:
            raise Lost(self.lost)
        self.number += 1
        try:
            self.channel.send({"id": self.number, **question}, deadline=self.deadline)
            while True:
                reply = self.channel.receive(self.deadline)
                for used in reply.get("used", ()):
                    self.callbacks[used].was_used()
                if "callback" not in reply:
                    break
                answer = self.callbacks[reply["callback"]].answer(reply["args"])
                self.channel.send(answer, deadline=self.deadline)
            if reply["id"] != self.number:
                raise Garbled("an answer to another question")
        except Late:
            self.late = True
            raise self._give_up(f"your code ran longer than {self.seconds:g} s") from None
        except TooLarge as error:
            raise self._give_up(f"an argument is too large: {error}") from None
        except (WireError, LookupError, TypeError, ValueError, AttributeError, Forged) as error:
            garbled = not isinstance(error, WireError) or isinstance(error, Garbled)
            words = "the answer of your code can't be read" if garbled else "your code ended the process that ran it"
            raise self._give_up(words) from None
        if "unsendable" in reply:
            raise Unsendable(claims.refusal(reply["unsendable"]))
        return reply.get("value")

    def _give_up(self, why: str) -> Lost:
        self.lost = why
        return Lost(why)

    def function(self, function: Callable) -> dict:
        """A function among the arguments: the student's own by name, one of ours by number."""
        if isinstance(function, StudentFunction):
            return {"!": "name", "v": function.__name__}
        number, callback = self._callback(function)
        name = getattr(function, "__name__", "function")
        about = {"v": number, "n": name, "steady": callback.is_steady, "foretold": list(callback.foretold())}
        return {"!": "callback", **about}

    def _callback(self, function: Callable) -> tuple[int, Callback]:
        """Its number; a steady function has one, and one alone."""
        watch = getattr(function, "watch", None)
        before: list[bytes] = []
        for number, known in enumerate(self.callbacks):
            if known.is_steady and known.function is function:
                return number, known
            if watch and known.watch and known.watch.group is watch.group and len(known.calls) > len(before):
                before = known.calls
        self.callbacks.append(Callback(function, tuple(before)))
        return len(self.callbacks) - 1, self.callbacks[-1]


class StudentFunction(Elsewhere):
    """Stands for a function in the student's process: a check's `Subject`, and callable by locked cells."""

    def __init__(self, name: str, names: list[str], blank: bool, line: Line) -> None:
        self.__name__ = name
        self._names, self._blank, self._line = names, blank, line
        #: What its code looks like is asked before it is called: then it has seen no input to put into the answer.
        self._words: dict[tuple, str] = {}
        self._called = False

    def __call__(self, *args: Any, **options: Any) -> Any:
        result = self._result({"op": "call", "forbidden": []}, args, options)
        if result.error is not None:
            raise _as_exception(result.error)
        return result.value

    def call(self, args: tuple, forbidden: tuple[str, ...] = (), keep: bool = False) -> Call:
        return self._result({"op": "call", "forbidden": list(forbidden), "keep": keep}, args)

    def draw(self, args: tuple) -> Call:
        return self._result({"op": "draw"}, args)

    def _result(self, question: dict, args: tuple, options: dict[str, Any] | None = None) -> Call:
        try:
            sent = [encode(as_input(arg), self._line.function) for arg in args]
            named = {name: encode(as_input(arg), self._line.function) for name, arg in (options or {}).items()}
            asked = {**question, "name": self.__name__, "args": sent, "options": named}
            self._called = True
            return claims.call(decode(self._line.ask(asked)), self.argument_names(len(args)))
        except Lost as lost:
            return Call(error=Raised("", str(lost)))
        except Unsendable as unsendable:
            return Call(error=Raised("", f"the result can't be graded: {unsendable}"))
        except (Forged, TypeError, AttributeError, KeyError, ValueError) as error:
            return Call(error=Raised("", f"the answer of your code can't be read ({type(error).__name__})"))

    def argument_names(self, count: int) -> list[str]:
        extra = [f"argument {i + 1}" for i in range(len(self._names), count)]
        return (self._names + extra)[:count]

    def is_blank(self) -> bool:
        return self._blank

    def uses(self, forbidden: tuple[str, ...]) -> str:
        return self._word({"op": "uses", "forbidden": list(forbidden)})

    def loops(self) -> str:
        return self._word({"op": "loops"})

    def _word(self, question: dict) -> str:
        key = (question["op"], *question.get("forbidden", ()))
        if key not in self._words:
            try:
                word = str(self._line.ask({**question, "name": self.__name__}))[:80]
            except (Lost, Unsendable, ValueError):
                word = ""  # the call that follows says what happened
            self._words[key] = word if not (word and self._called) else "something"
        return self._words[key]


class Broken(StudentFunction):
    """Stands for a name of a process that was lost before it could be asked for it."""

    def __init__(self, name: str, why: str, line: Line) -> None:
        super().__init__(name, [], False, line)
        self._why = why


def _as_exception(raised: Raised) -> Exception:
    kind = getattr(builtins, raised.type, None)
    if isinstance(kind, type) and issubclass(kind, Exception):
        try:
            return kind(raised.message)
        except TypeError:
            pass
    return RuntimeError(f"{raised.type}: {raised.message}")
