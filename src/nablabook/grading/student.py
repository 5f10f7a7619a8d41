"""The process that runs a student's cells: it never sees a test.

Its driver sends it cells to run, and at a graded cell a socket: there it answers the judge, or a fork of it does, so
that whatever the student's functions do costs that cell and nothing else (`nablabook.grading.run` says when).
"""

from __future__ import annotations

import contextlib
import functools
import os
import signal
import sys
from collections import deque
from types import ModuleType
from typing import Any

import msgpack
import numpy as np

from nablabook.checks import call, purity
from nablabook.checks.call import Raised
from nablabook.checks.subject import Local
from nablabook.grading.shell import Caps, Shell
from nablabook.grading.values import Forged, Unsendable, decode, encode
from nablabook.grading.wire import Channel, TooLarge, WireError
from nablabook.plots import showing


class NoTorch(ModuleType):
    """Stands for torch: it can be imported, as a notebook's first cell does, and nothing of it can be used."""

    class Tensor:
        """What matplotlib and others ask of every value; none is one."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        raise ImportError(f"torch.{name}: torch checks your answers; while they are graded your cells do without it")


def hide_torch() -> None:
    """Put the stand-in in torch's place."""
    sys.modules["torch"] = NoTorch("torch")


def hurry() -> None:
    """See to it that a call of the student's takes no longer than it has to."""
    call.timed_elsewhere = True
    purity.Watch.imports = purity.Imports()


def main(control: Channel, shell: Shell) -> None:
    """Serve the driver until it closes the channel."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    while True:
        try:
            message, fds = control.receive_fds(1)
        except WireError:
            return
        reply: dict[str, Any] = {"id": message["id"]}
        if message["op"] == "run":
            reply["outputs"] = _run(shell, message)
            reply["failed"] = not shell.last_execution_succeeded
        elif message["op"] == "serve":
            serve = _serve_apart if message["apart"] else _serve
            reply["pid"] = serve(control, fds[0], shell)
        elif message["op"] == "probe":
            from nablabook.grading.confine import trials

            reply["found"] = trials.all_of(message["canaries"], fds)
        elif message["op"] == "reap":
            _reap(message["pid"])
        control.send(reply)


def _run(shell: Shell, message: dict) -> list[dict]:
    showing.seen = not message["silent"]
    signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        outputs = shell.run(message["source"], Caps(**message["caps"]), message["count"], message["silent"])
    except KeyboardInterrupt:  # between the cell's last line and here
        outputs = shell.recorder.outputs
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return [] if message["silent"] else _plain(outputs)


def _plain(outputs: list[dict]) -> list[dict]:
    """Outputs of msgpack's own types: a student's repr may return a string's subclass, a mime bundle anything."""
    if isinstance(outputs, dict):
        return {str(key): _plain(value) for key, value in outputs.items()}
    if isinstance(outputs, list | tuple):
        return [_plain(value) for value in outputs]
    if outputs is None or type(outputs) in (bool, int, float):
        return outputs
    if isinstance(outputs, bytes):
        import base64

        return base64.b64encode(outputs).decode()
    return str(outputs).encode("utf-8", "replace").decode()  # halves of characters can't be sent


def _serve(_: Channel, fd: int, shell: Shell) -> int:
    """Answer the judge until it closes the channel; 0."""
    import socket

    channel = Channel(socket.socket(fileno=fd))
    # Exits and interrupts of the student's too: the judge hears that the line has ended.
    with contextlib.suppress(BaseException), contextlib.closing(channel):
        Server(channel, shell.user_ns).loop()
    return 0


def _serve_apart(control: Channel, fd: int, shell: Shell) -> int:
    """A fork that answers the judge; its number, or 0 where the student's own processes leave no room for it."""
    try:
        pid = os.fork()
    except OSError:
        # Orphans that have ended still count; what else is there is left to the driver.
        _bury_orphans()
        try:
            pid = os.fork()
        except OSError:
            os.close(fd)
            return 0
    if pid:
        os.close(fd)
        return pid
    import socket

    code = 0
    try:
        control.close()
        Server(Channel(socket.socket(fileno=fd)), shell.user_ns).loop()
    except BaseException:
        code = 1
    finally:
        os._exit(code)


def _bury_orphans() -> None:
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        pass


def _reap(pid: int) -> None:
    try:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
    except (ProcessLookupError, ChildProcessError):
        pass


class Server:
    """Answers the judge's questions about the names of a notebook."""

    def __init__(self, channel: Channel, names: dict[str, Any]) -> None:
        self.channel, self.names = channel, names
        #: What the judge's functions have answered that answer the same each time: the function, what it was given.
        self._answers: dict[tuple[int, bytes], dict] = {}
        #: The judge's functions whose next foretold answer was used, since the last message.
        self._used: list[int] = []

    def loop(self) -> None:
        while True:
            try:
                message = self.channel.receive()
            except WireError:
                return
            self._answer(message["id"], lambda message=message: self._ask(message))

    def _answer(self, number: int, make: Any) -> None:
        """Send what `make` gives; what can't be sent is told in its place."""
        try:
            self._send({"id": number, "value": make()})
        except (Unsendable, TooLarge) as error:
            self._send({"id": number, "unsendable": str(error)})

    def _send(self, message: dict) -> None:
        self.channel.send({**message, "used": self._used} if self._used else message)
        self._used = []

    def _ask(self, message: dict) -> Any:
        name = message["name"]
        if message["op"] == "fetch":
            return self._fetch(name)
        function = self.names[name]
        options = {key: decode(arg, self._function) for key, arg in message.get("options", {}).items()}
        subject = Local(functools.partial(function, **options) if options else function)
        if message["op"] == "call":
            return self._call(subject, message)
        if message["op"] == "draw":
            return encode(_as_dict(subject.draw(self._arguments(message))), _kind_only)
        if message["op"] == "uses":
            return subject.uses(tuple(message["forbidden"]))
        if message["op"] == "loops":
            return subject.loops()
        raise Forged(message["op"])

    def _fetch(self, name: str) -> Any:
        """A value, or what there is to know of a function; None for a name that is not bound."""
        if name not in self.names:
            return None
        value = self.names[name]
        if callable(value):
            subject = Local(value)
            return {"function": {"blank": subject.is_blank(), "names": subject.argument_names(12)}}
        return {"value": encode(value, _kind_only)}

    def _call(self, subject: Local, message: dict) -> Any:
        result = subject.call(self._arguments(message), tuple(message["forbidden"]), bool(message.get("keep")))
        return encode(_as_dict(result), _kind_only)

    def _arguments(self, message: dict) -> tuple:
        return tuple(decode(arg, self._function) for arg in message["args"])

    def _function(self, tree: dict) -> Any:
        """A function among the arguments: one of the student's own by its name, or one of the judge's to call back."""
        if tree["!"] == "name":
            return self.names[tree["v"]]
        return self._callback(tree["v"], tree["n"], tree["steady"], deque(tree["foretold"]))

    def _callback(self, number: int, name: str, steady: bool, foretold: deque[dict]) -> Any:
        def callback(*args: Any) -> Any:
            reply = self._call_back(number, [encode(arg, _kind_only) for arg in args], steady, foretold)
            if "error" in reply:
                raise ValueError(f"{name}: {reply['error']}")
            for place, changed in reply["changed"]:
                if isinstance(args[place], np.ndarray):
                    args[place][...] = decode(changed)
            return decode(reply["value"])

        callback.__name__ = callback.__qualname__ = name
        return callback

    def _call_back(self, number: int, args: list, steady: bool, foretold: deque[dict]) -> dict:
        """What a function of the judge's answers."""
        at = msgpack.packb(args) if steady or foretold else b""
        if steady and (number, at) in self._answers:
            return self._answers[number, at]
        if foretold and foretold[0]["at"] == at:
            self._used.append(number)
            return foretold.popleft()
        self._send({"callback": number, "args": args})
        reply = self.channel.receive()
        if steady:
            self._answers[number, at] = reply
        return reply


def _as_dict(result: Any) -> dict:
    # Of most calls there is nothing to tell but the value.
    fields = {name: field for name, field in vars(result).items() if name == "value" or field}
    if isinstance(result.error, Raised):
        fields["error"] = dict(vars(result.error))
    return fields


def _kind_only(_: Any) -> dict:
    return {"!": "function"}
