"""Has each worker a processor of its own, as far as there are any?"""

from __future__ import annotations

import os

import pytest

from nablabook.autograde.work import settle

pytestmark = pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="this system places processes by itself")


def test_workers_go_round_the_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[set[int]] = []
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {4, 2, 7})
    monkeypatch.setattr(os, "sched_setaffinity", lambda _, processors: given.append(set(processors)))
    for place in range(5):
        settle(place, 5)
    assert given == [{2}, {4}, {7}, {2}, {4}]
    settle(0, 2)
    assert len(given) == 5, "where processors are left over, nobody is bound to the first"
