"""A warm process that forks: started once as a program of its own, with everything imported that its forks need.

    python -m nablabook.grading.zygote student confined FD
    python -m nablabook.grading.zygote judge open FD
    python -m nablabook.grading.zygote student shared FD FD2

FD is its end of a channel. FD2 is a judge's, which begins as a fork of the same process: both import much of the same.

It answers four messages: fork a process that serves a notebook on the descriptor that came along; interrupt one; end
one; get ready for cells that all forks to come will run. A fifth has it fork a twin, another warm process, for the
driver at the other end of the descriptor that came along. Where `shared` stands in the place of `confined` or `open`
it serves no notebook, and each twin is confined for itself or isn't.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from nablabook import garbage
from nablabook.grading import warming
from nablabook.grading.confine import routes, syscalls
from nablabook.grading.confine.cage import Cage, CannotConfine
from nablabook.grading.confine.limits import Quotas
from nablabook.grading.starting import CONFINED, SHARED
from nablabook.grading.wire import Channel, WireError

if TYPE_CHECKING:
    from nablabook.grading.shell import Shell

# One thread for every library, before any is imported: a fork of a process with a pool of threads hangs.
for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"):
    os.environ[_variable] = "1"


def main(role: str, how: str, fd: int, branch: int | None = None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the driver's to handle
    garbage.put_off()
    # What libraries print to the bare descriptors belongs to no cell.
    null = os.open(os.devnull, os.O_RDWR)
    for bare in (0, 1) if "NABLABOOK_DEBUG" in os.environ else (0, 1, 2):
        os.dup2(null, bare)
    os.close(null)
    control = Channel(socket.socket(fileno=fd))
    shell = warming.both()
    if branch is not None:
        role, control = _branch(role, control, Channel(socket.socket(fileno=branch)))
    (warming.judge if role == "judge" else warming.student)()
    # Its name is the role; each takes a while to import what only it needs.
    serve = importlib.import_module(f"nablabook.grading.{role}").main
    assert _tasks() == 1, "a fork of a process with threads hangs"
    garbage.settle()
    forks = Forks(role, control, serve, shell)
    if how == SHARED or forks.get_ready(how):
        forks.loop()


class Forks:
    """The processes of notebooks, from their start to their burial."""

    def __init__(self, role: str, control: Channel, serve: Callable[[Channel, Shell], None], shell: Shell) -> None:
        self.role, self.control, self.serve, self.shell = role, control, serve, shell
        self.cage = Cage()
        self.alive: set[int] = set()
        #: The most threads that it has had.
        self.tasks = 1

    def get_ready(self, how: str) -> bool:
        """Confine what is to be forked, and tell the driver; whether that can be done."""
        # Confined, it has other numbers.
        self.control.send({"pid": os.getpid()})
        try:
            if how == CONFINED:
                self.cage = routes.start()
            self.cage.close_doors()
        except CannotConfine as error:
            self.control.send({"refused": str(error)})
            return False
        cage = {"route": self.cage.name, "passed_over": list(self.cage.passed_over)}
        self.control.send({"ready": self.role, **cage})
        return True

    def loop(self) -> None:
        """Serve the driver until it closes the channel."""
        while True:
            if not select.select([self.control], [], [], self.cage.watch())[0]:
                continue
            try:
                message, fds = self.control.receive_fds(1)
                self._do(message, fds)
            except WireError:
                break
        for pid in self.alive:
            self.cage.end(pid)

    def _do(self, message: dict, fds: list[int]) -> None:
        if message["op"] == "expect":
            self._expect(message["sources"])
        elif message["op"] == "fork":
            self._fork(message["folder"], Quotas(**message["quotas"]), fds[0])
        elif message["op"] == "twin":
            self._twin(message["how"], message["processors"], fds[0])
        elif message["pid"] not in self.alive:
            raise ValueError(f"no process {message['pid']} of this one")
        elif message["op"] == "interrupt":
            self.cage.interrupt(message["pid"])
        elif message["op"] == "end":
            self.alive.remove(message["pid"])
            self.control.send({"ended": self.cage.end(message["pid"])})

    def _twin(self, how: str, processors: list[int], fd: int) -> None:
        """Fork a process like this one, which knows of no notebook yet, bound to the processors."""
        # A twin's end is its driver's to know.
        signal.signal(signal.SIGCHLD, signal.SIG_IGN)
        if os.fork():
            os.close(fd)
            return
        try:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            self.control.close()
            self.control, self.alive = Channel(socket.socket(fileno=fd)), set()
            if processors:
                os.sched_setaffinity(0, processors)
            if self.get_ready(how):
                self.loop()
        finally:
            os._exit(0)

    def _expect(self, sources: list[str]) -> None:
        """Do once for all submissions of a notebook what its locked cells need: read them, import what they import."""
        from nablabook.build import names

        for source in sources:
            # What a given cell shows comes from the judge.
            self.shell.expect(source, silent=self.role == "student")
            with contextlib.suppress(SyntaxError, ValueError):  # that is told when it runs
                names.needed(source)
                self._import(names.imported(source))
        if self.role == "judge" and any("optim" in source for source in sources):
            warming.optimizers()
        garbage.settle()
        self.cage.grown()
        self.tasks = max(self.tasks, _tasks())
        self.control.send({"tasks": self.tasks})

    def _import(self, modules: Iterable[str]) -> None:
        for module in sorted(modules):
            with contextlib.suppress(Exception):  # a function's name, or what only the other process has
                importlib.import_module(module)

    def _fork(self, folder: str, quotas: Quotas, fd: int) -> None:
        try:
            self.cage.prepare(folder)
            pid = self.cage.fork()
        except (CannotConfine, OSError) as error:
            os.close(fd)
            self.control.send({"refused": str(error)})
            return
        if pid == 0:
            self._run(folder, quotas, fd)
        os.close(fd)
        self.alive.add(pid)
        self.cage.forked(pid, folder, quotas)
        self.control.send({"pid": pid})

    def _run(self, folder: str, quotas: Quotas, fd: int) -> None:
        """In the fork: confine it, and serve the notebook there. It never returns."""
        code = 1
        try:
            channel = Channel(socket.socket(fileno=fd))
            self.control.close()
            try:
                self.cage.enter(folder, quotas, fd)
            except Exception as error:
                channel.send({"refused": f"{type(error).__name__}: {error}"})
            else:
                channel.send({"there": True})
                self.serve(channel, self.shell)
                code = 0
        finally:
            os._exit(code)


def _branch(role: str, control: Channel, other: Channel) -> tuple[str, Channel]:
    """Fork a judge's; the role and the channel of either."""
    garbage.settle()
    pid = os.fork()
    garbage.put_off()  # there is more to import
    if pid:
        other.close()
        return role, control
    control.close()
    if sys.platform == "linux":  # elsewhere it hears of the end once it has imported everything
        syscalls.prctl(syscalls.PR_SET_PDEATHSIG, signal.SIGKILL)
    try:
        # No more than that: a twin's descriptor may be the next to come.
        for name, value in other.receive_fds(1)[0]["environment"].items():
            os.environ[os.fsdecode(name)] = os.fsdecode(value)
    except WireError:
        os._exit(0)
    return "judge", other


def _tasks() -> int:
    try:
        return len(os.listdir("/proc/self/task"))
    except OSError:
        return 1


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], *map(int, sys.argv[3:]))
