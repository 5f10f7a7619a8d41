"""Drivers that share a student's zygote have twins of it, each confined for itself: no notebook harms another's."""

from __future__ import annotations

import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psutil
import pytest

from nablabook.grading.confine import routes
from nablabook.grading.processes import Refused, Zygote
from nablabook.grading.starting import Program, Twin

from . import ways

#: The first twin's notebook has all the processes that it may, while the promises are tried with the second's.
PROBE = """
import json, os
from nablabook.grading.confine.probe import probe
from nablabook.grading.starting import Program, Twin
first = Program("student", confined=True, shared=True)
greedy, probed = (Twin("student", first.channel, confined=True) for _ in range(2))
for twin in (greedy, probed):
    twin.wait_until_ready()
folder = os.path.abspath("folder")
os.mkdir(folder, 0o700)
fork = greedy.fork(folder)
source = '''
import os, time
made = 0
try:
    while made < 100:
        if os.fork() == 0:
            time.sleep(60)
            os._exit(0)
        made += 1
except OSError:
    print(made)
'''
said = fork.ask({"op": "run", "source": source, "count": 1, "silent": False, "caps": {}}, 10)
promises = {p.name: [p.held, p.seen] for p in probe(probed)}
fork.end()
print(json.dumps([[greedy.route, probed.route], said["outputs"][0]["text"], promises]))
for each in (greedy, probed, first):
    each.close()
"""


@pytest.mark.parametrize("way", ways.ALL, ids="-".join)
def test_each_twin_keeps_the_promises_whatever_the_others_do(way: tuple[str, str], tmp_path: Path) -> None:
    done = ways.run(way, PROBE, tmp_path)
    assert done.returncode == 0, done.stderr[-2000:]
    routes, made, promises = json.loads(done.stdout)
    assert routes[0] == routes[1] != "unconfined"
    assert 1 <= int(made) < 100
    assert {name: seen for name, (held, seen) in promises.items() if not held} == {}


@pytest.fixture
def first() -> Iterator[Zygote]:
    ways.need_linux()
    zygote = Program("student", confined=True, shared=True)
    yield zygote
    zygote.close()


def test_a_twin_that_can_not_be_confined_refuses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(routes.FORCED, "none")
    with closing(Program("student", confined=True, shared=True)) as first:
        for _ in range(2):
            with closing(Twin("student", first.channel, confined=True)) as twin, pytest.raises(Refused):
                twin.wait_until_ready()
        assert first.is_running


def below(pid: int) -> set[int]:
    return {child.pid for child in psutil.Process(pid).children(recursive=True)}


def test_a_confined_twin_that_hangs_is_killed_with_all_below_it(
    first: Zygote, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("nablabook.grading.starting.GOODBYE", 0.2)
    tmp_path.chmod(0o700)
    twin = Twin("student", first.channel, confined=True)
    try:
        twin.wait_until_ready()
    except Refused as refused:
        twin.close()
        pytest.skip(str(refused))
    with closing(twin.fork(str(tmp_path)).channel):
        pids = {twin.pid} | below(twin.pid)
        assert len(pids) >= 2
        for pid in pids:
            os.kill(pid, signal.SIGSTOP)
        twin.close()
    end = time.monotonic() + 10
    while left := {pid for pid in pids if psutil.pid_exists(pid)}:
        assert time.monotonic() < end, left
        time.sleep(0.01)
    assert first.is_running
