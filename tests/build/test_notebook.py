"""Is the built notebook the same every time, in whatever order, and has every cell an id of its own?"""

from __future__ import annotations

import json
import random
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from hypothesis import given, settings
from hypothesis import strategies as st

from nablabook.build.master import Assignment, Cell, Room, read_course
from nablabook.build.notebook import as_text, build_notebook

words = st.text(alphabet="abcdefghijklmnopqrstuvwxyz_", min_size=1, max_size=20)
code = st.sampled_from(["import numpy as np", "x = 1\ny = 2", "# a comment", "print('∇')"])


@st.composite
def rooms(draw: st.DrawFn) -> Room:
    """A room with any cells in an order that the lint allows."""
    name = f"{draw(st.integers(10, 99))}_{draw(words)}"
    cells: list[Cell] = [Cell("text", draw(st.text(max_size=30)), 1)]
    for i in range(draw(st.integers(0, 4))):
        cells.append(Cell("given", draw(code), 2))
        answer = f"def f{i}():\n    'doc'\n    ### BEGIN SOLUTION\n    return {i}\n    ### END SOLUTION"
        cells.append(Cell("answer", answer, 3))
        cells.append(Cell("check", f"f{i}()", 4, points=draw(st.integers(0, 9))))
        if draw(st.booleans()):
            cells.append(Cell("hidden", f"assert f{i}() == {i}", 5))
    return Room(name, Path(), Path(name) / "exercise.py", tuple(cells))


assignments = st.lists(rooms(), min_size=1, max_size=4, unique_by=lambda room: room.name).map(
    lambda found: Assignment("01_x", tuple(found))
)


@given(assignments)
@settings(max_examples=50, deadline=None)
def test_building_twice_is_building_once(assignment: Assignment) -> None:
    text = as_text(build_notebook(assignment))
    assert as_text(build_notebook(assignment)) == text
    assert as_text(nbformat.reads(text, as_version=4)) == text


@given(assignments)
@settings(max_examples=50, deadline=None)
def test_every_cell_has_an_id_of_its_own_of_at_most_64_characters(assignment: Assignment) -> None:
    cells = build_notebook(assignment).cells
    ids = [cell.id for cell in cells]
    assert len(set(ids)) == len(ids)
    assert all(len(i) <= 64 for i in ids)
    assert [cell.metadata.nbgrader.grade_id for cell in cells] == ids


@given(assignments)
@settings(max_examples=50, deadline=None)
def test_hidden_tests_stand_in_the_graded_cell_of_their_check(assignment: Assignment) -> None:
    hidden = sum(cell.role == "hidden" for room in assignment.rooms for cell in room.cells)
    marked = [c for c in build_notebook(assignment).cells if "### BEGIN HIDDEN TESTS" in c.source]
    assert len(marked) == hidden
    for cell in marked:
        assert cell.metadata.nbgrader.grade
        assert cell.source.rstrip().endswith("### END HIDDEN TESTS")


def test_the_order_of_files_on_disk_does_not_matter(root: Path, tmp_path: Path) -> None:
    files = [path for path in (root / "course").rglob("*") if path.is_file() and path.suffix in (".py", ".toml")]
    seed = random.randrange(10**6)
    print(f"seed {seed}")
    random.Random(seed).shuffle(files)
    for path in files:
        copy = tmp_path / path.relative_to(root)
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, copy)
    here, there = ([as_text(build_notebook(a)) for a in read_course(place)] for place in (root, tmp_path))
    assert here == there


#: Runs each of the cells that come in as JSON, in a shell that knows the check and no answer.
IN_A_SHELL = """
import json, sys
from IPython.core.interactiveshell import InteractiveShell
shell = InteractiveShell.instance(colors="nocolor")
shell.run_cell("from nablabook import checks as check")
for source in json.load(sys.stdin):
    shell.run_cell(source)
"""


def test_a_sealed_check_without_its_answer_shows_no_table_in_its_traceback(root: Path) -> None:
    cells = [cell for assignment in read_course(root) for cell in build_notebook(assignment).cells]
    sealed = [cell.source for cell in cells if cell.cell_type == "code" and "\nSEALED = " in cell.source]
    # As released: the fewer lines come after the one that raised, the more before it are shown.
    checks = [source.partition("\n### BEGIN HIDDEN")[0] for source in sealed]
    # Where a check misses a name there is a card and no traceback; other errors have one.
    checks = [source.replace("# Check", "# Shown") for source in checks]
    assert len(checks) >= 3
    run = subprocess.run(
        [sys.executable, "-c", IN_A_SHELL], input=json.dumps(checks), capture_output=True, text=True, check=True
    )
    shown = run.stdout + run.stderr
    assert shown.count("NameError: name") == len(checks)
    # A few lines before the arrow are shown, and the table is to stand above them.
    assert "SEALED = '" not in shown
    assert max(map(len, shown.splitlines())) < 120
