"""Is each promise kept, on each way, whoever starts the grader? A confined fork tries to break it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from nablabook.grading.confine.probe import NAMES

from . import ways

PROBE = """
import json
from nablabook.grading.confine.probe import probe
from nablabook.grading.starting import Program
zygote = Program("student", confined=True)
zygote.wait_until_ready()
print(json.dumps([zygote.route, {p.name: [p.held, p.seen] for p in probe(zygote, thorough=True)}]))
zygote.close()
"""


@pytest.fixture(scope="module", params=ways.ALL, ids="-".join)
def tried(request, tmp_path_factory) -> dict[str, list]:
    """Promise -> whether it is held, and what was seen."""
    folder: Path = tmp_path_factory.mktemp("course")
    (folder / "gradebook.db").write_text("grades")
    done = ways.run(request.param, PROBE, folder, SECRET_TOKEN="swordfish-swordfish")
    assert done.returncode == 0, done.stderr[-2000:]
    route, promises = json.loads(done.stdout)
    assert (
        route
        == {
            ("Namespaces", "root"): "namespaces",
            ("Namespaces", "user"): "namespaces",
            ("Landlocked", "root"): "a user of its own and Landlock",
            ("Landlocked", "user"): "Landlock",
        }[request.param]
    )
    return promises


@pytest.mark.parametrize("name", NAMES)
def test_a_promise_is_kept(tried: dict[str, list], name: str) -> None:
    held, seen = tried[name]
    assert held, seen
