"""The weaker way touches no folder but one that it has made itself."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from nablabook.grading.confine import weaker
from nablabook.grading.confine.cage import CannotConfine
from nablabook.grading.confine.limits import Quotas

from . import ways

NOTEBOOK = """
import os, sys
from nablabook.grading.processes import Refused
from nablabook.grading.starting import Program
zygote = Program("student", confined=True)
zygote.wait_until_ready()
folder = os.path.abspath("folder")
os.mkdir(folder, int(sys.argv[1] if len(sys.argv) > 1 else "700", 8))
open(os.path.join(folder, "kept"), "w").write("x" * 2_000_000)
before = os.stat(folder).st_uid
from nablabook.grading.confine.limits import Quotas
fork = zygote.fork(folder, Quotas(scratch=1))
source = "import time; open('mine', 'w').write('y'); time.sleep(0.3); print('done')"
print(fork.ask({"op": "run", "source": source, "count": 1, "silent": False, "caps": {}}, 10)["outputs"][0]["text"])
fork.end()
assert os.stat(folder).st_uid == before
assert os.path.getsize(os.path.join(folder, "kept")) == 2_000_000
zygote.close()
"""


@pytest.mark.parametrize("who", ["root", "user"])
def test_what_lies_beside_the_scratch_folder_is_neither_counted_nor_touched(who: str, tmp_path: Path) -> None:
    done = ways.run(("Landlocked", who), NOTEBOOK, tmp_path)
    assert done.returncode == 0, done.stderr
    assert "done" in done.stdout


@pytest.mark.parametrize("mode", [0o755, 0o1777, 0o750])
def test_a_folder_that_others_may_enter_is_refused_and_left_as_it_is(mode: int, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("x")
    tmp_path.chmod(mode)
    with pytest.raises(CannotConfine, match="no private folder"):
        weaker.Landlocked().prepare(str(tmp_path))
    assert os.listdir(tmp_path) == ["kept"]


def test_a_link_to_a_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir(mode=0o700)
    (tmp_path / "link").symlink_to("real")
    with pytest.raises(CannotConfine):
        weaker.Landlocked().prepare(str(tmp_path / "link"))


def test_sizes_are_counted_without_following_links(tmp_path: Path) -> None:
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "large").write_bytes(b"x" * 3_000_000)
    (inside / "link").symlink_to(outside)
    assert not weaker._too_much(inside, Quotas(scratch=1))
    (inside / "deep").mkdir()
    (inside / "deep" / "large").write_bytes(b"x" * 3_000_000)
    assert weaker._too_much(inside, Quotas(scratch=1))
    assert not weaker._too_much(inside, Quotas(scratch=4))
    for k in range(65):
        (outside / str(k)).touch()
    assert weaker._too_much(outside, Quotas(scratch=1, memory=1))
