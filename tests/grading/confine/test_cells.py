"""What a student's cell meets in the sandbox, and what becomes of it: run as the grader runs cells."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from nablabook.grading.confine.limits import Quotas
from nablabook.grading.processes import Fork, GraderError, Zygote
from nablabook.grading.starting import Program
from nablabook.grading.wire import WireError

from . import ways


@pytest.fixture(scope="module")
def zygote() -> Iterator[Zygote]:
    ways.need_linux()
    found = Program("student", confined=True)
    try:
        found.wait_until_ready()
    except GraderError as error:
        found.close()
        pytest.skip(str(error))
    yield found
    found.close()


@pytest.fixture
def fork(zygote: Zygote, tmp_path: Path) -> Iterator[Fork]:
    tmp_path.chmod(0o700)
    found = zygote.fork(str(tmp_path), Quotas(memory=256, file=4, scratch=8))
    yield found
    found.end()


def run(fork: Fork, source: str, seconds: float = 20) -> str:
    """What a cell says: its prints, and the name and message of its error."""
    reply = fork.ask({"op": "run", "source": source, "count": 1, "silent": False, "caps": {}}, seconds)
    return "".join(
        o["text"] if o["output_type"] == "stream" else f"{o.get('ename')}: {o.get('evalue')}" for o in reply["outputs"]
    )


def test_what_notebooks_do_works(fork: Fork) -> None:
    cell = (
        "import asyncio, subprocess, sys, tempfile, threading, multiprocessing.pool, shutil, urllib.parse, sqlite3\n"
        "import numpy as np, matplotlib.pyplot as plt, scipy.linalg\n"
        "await asyncio.sleep(0)\n"
        "open('numbers.csv', 'w').write('1,2\\n3,4')\n"
        "shutil.copy('numbers.csv', 'copy.csv')\n"
        "assert np.loadtxt('copy.csv', delimiter=',').sum() == 10\n"
        "with tempfile.NamedTemporaryFile() as file: file.write(b'x')\n"
        "plt.plot([1, 2]); plt.savefig('figure.png'); plt.close()\n"
        "thread = threading.Thread(target=print, args=('thread',)); thread.start(); thread.join()\n"
        "two = subprocess.run([sys.executable, '-c', 'print(1 + 1)'], capture_output=True, text=True)\n"
        "print(two.stdout.strip())\n"
        "with multiprocessing.get_context('fork').Pool(2) as pool: print(pool.map(abs, [-1, -2]))\n"
        "print(np.linalg.solve(np.eye(300), np.ones(300)).sum(), scipy.linalg.det(np.eye(3)))\n"
    )
    assert run(fork, cell).split("\n")[:-1] == ["thread", "2", "[1, 2]", "300.0 1.0"]


LIMITS = {
    "memory": ("np.ones(300 * 2**20 // 8)", "MemoryError"),
    "a file": ("open('x', 'wb').write(bytes(5 * 2**20))", "OSError: [Errno 27] File too large"),
    "descriptors": ("held = [open('/dev/null') for _ in range(300)]", "OSError: [Errno 24] Too many open files"),
    "threads": (
        "import threading as t, time\nfor _ in range(40): t.Thread(target=time.sleep, args=[60], daemon=1).start()",
        "RuntimeError: can't start new thread",
    ),
    "the network": ("import urllib.request as u; u.urlopen('http://127.0.0.1/')", "Operation not permitted"),
    "another user": ("import os; os.setuid(0)", "PermissionError"),
    "a namespace": ("import ctypes; print(ctypes.CDLL(None).unshare(0x10000000))", "-1"),
    "the course": (f"open({str(Path.cwd() / 'nbgrader_config.py')!r})", "Error"),
}


@pytest.mark.parametrize("what", LIMITS)
def test_a_limit_says_what_it_is(fork: Fork, what: str) -> None:
    cell, says = LIMITS[what]
    assert says in run(fork, f"import numpy as np\n{cell}")
    assert run(fork, "print('still here')") == "still here\n"


def test_a_scratch_folder_that_is_full_is_told_or_costs_the_process(fork: Fork) -> None:
    cell = "import time\nfor k in range(100):\n    open(str(k), 'wb').write(bytes(2**20)); time.sleep(0.01)"
    try:
        assert "No space left on device" in run(fork, cell)
    except WireError:
        assert fork.end().code == -9


def test_an_interrupt_reaches_the_first_process_of_its_namespace(fork: Fork) -> None:
    fork.number += 1
    fork.channel.send(
        {"id": fork.number, "op": "run", "source": "while True: pass", "count": 1, "silent": False, "caps": {}}
    )
    time.sleep(0.3)
    fork.interrupt()
    assert fork.expect(time.monotonic() + 5)["outputs"][-1]["ename"] == "KeyboardInterrupt"
    assert run(fork, "print('on')") == "on\n"


def test_processor_time_is_limited_and_how_it_ended_is_known(zygote: Zygote, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    fork = zygote.fork(str(tmp_path), Quotas(processor=1))
    with pytest.raises(WireError):
        run(fork, "while True:\n    try:\n        while True: pass\n    except BaseException: pass")
    ending = fork.end()
    assert ending.code == -9
    assert ending.processor >= 1


DAEMON = (
    "import os, signal, time\n"
    "for _ in range(3):\n"
    "    if os.fork() == 0:\n"
    "        os.setsid()\n"
    "        for s in (1, 2, 15): signal.signal(s, signal.SIG_IGN)\n"
    "        if os.fork(): os._exit(0)\n"
    "        time.sleep(1000)\n"
    "open('left', 'w').write('x'); os.makedirs('deep/er')\n"
)


def below(pid: int) -> list[int]:
    """The processes below one, as the machine sees them."""
    found = []
    for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
        found += [int(child), *below(int(child))]
    return found


def test_nothing_outlives_a_notebook(zygote: Zygote, tmp_path: Path) -> None:
    tmp_path.chmod(0o700)
    mounts = Path("/proc/self/mountinfo").read_text()
    before = below(zygote.process.pid)
    fork = zygote.fork(str(tmp_path))
    assert run(fork, DAEMON) == ""
    assert len(below(zygote.process.pid)) > len(before)
    fork.end()
    assert below(zygote.process.pid) == before
    assert Path("/proc/self/mountinfo").read_text() == mounts
    assert zygote.route != "namespaces" or not os.listdir(tmp_path), "its files were in memory"


def test_nothing_outlives_a_warm_process_that_is_killed(tmp_path: Path) -> None:
    ways.need_linux()
    tmp_path.chmod(0o700)
    zygote = Program("student", confined=True)
    try:
        zygote.wait_until_ready()
        if zygote.route != "namespaces":
            pytest.skip("only a PID namespace ends what has left its parents")
        fork = zygote.fork(str(tmp_path))
        run(fork, DAEMON)
        pids = below(zygote.process.pid)
        assert len(pids) >= 5
        zygote.process.kill()
        zygote.process.wait()
        end = time.monotonic() + 10
        while any(map(running, pids)):
            assert time.monotonic() < end
            time.sleep(0.01)
        fork.end()
    except GraderError as error:
        pytest.skip(str(error))
    finally:
        zygote.close()


def running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
