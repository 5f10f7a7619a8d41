"""Does the probe find what is open? Without a cage nearly everything is, and it has to say so."""

from __future__ import annotations

import os

import pytest

from nablabook.grading.confine import probe
from nablabook.grading.processes import Refused
from nablabook.grading.starting import Program

from . import ways


@pytest.fixture
def unconfined(tmp_path, monkeypatch):
    ways.need_linux()
    (tmp_path / "gradebook.db").write_text("grades")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    found = Program("student")
    found.wait_until_ready()
    yield found
    found.close()


#: Harmless where nothing holds them back.
HARMLESS = {"files", "course", "descriptors_open", "processes_seen", "network", "writes", "privileges"}


def test_the_probe_sees_that_nothing_is_held_without_a_sandbox(unconfined, monkeypatch) -> None:
    monkeypatch.setattr(probe, "ONLY", sorted(HARMLESS))
    promises = {p.name: p for p in probe.probe(unconfined)}
    broken = {name for name in HARMLESS if not promises[name].held}
    assert broken >= {"files", "course", "processes_seen", "network", "writes"}
    assert "canary" in promises["files"].seen
    assert "gradebook.db" in promises["course"].seen
    assert "IP" in promises["network"].seen
    assert os.path.exists("gradebook.db")


def test_a_promise_that_is_not_kept_is_refused_in_one_line(unconfined, monkeypatch) -> None:
    monkeypatch.setattr(probe, "ONLY", sorted(HARMLESS))
    with pytest.raises(Refused) as refused:
        probe.insist(unconfined)
    words = str(refused.value)
    assert words.startswith("grading refuses: ")
    assert "\n" not in words
    assert "nablabook doctor" in words
    assert "c.ExecuteApart.unconfined = True" in words
