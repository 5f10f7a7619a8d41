"""Whatever was done to a submission: are the cells of the source graded, each once?"""

from __future__ import annotations

import copy
import random
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_notebook

from nablabook.grading.plan import grade_id, needed_names, repair

ROOT = Path(__file__).resolve().parents[2]
NAME = "01_gradient_descent"
SOURCE = nbformat.read(ROOT / "source" / NAME / f"{NAME}.ipynb", as_version=4)
RELEASE = nbformat.read(ROOT / "release" / NAME / f"{NAME}.ipynb", as_version=4)


def release() -> nbformat.NotebookNode:
    return copy.deepcopy(RELEASE)


def shape(notebook) -> list[tuple]:
    """What decides a grade: ids, points, and the text of locked cells."""
    return [
        (grade_id(c), c.metadata.nbgrader.get("points"), "" if c.metadata.nbgrader.solution else c.source)
        for c in notebook.cells
        if grade_id(c)
    ]


def cell(notebook, name: str):
    return next(c for c in notebook.cells if grade_id(c) == name)


def test_an_honest_submission_needs_no_repair_and_keeps_its_answers() -> None:
    submitted = release()
    cell(submitted, "10_gradient_J-answer").source = "gradient_J = 1"
    plan = repair(SOURCE, submitted)
    assert plan.repaired == []
    assert shape(plan.notebook) == shape(SOURCE)
    assert cell(plan.notebook, "10_gradient_J-answer").source == "gradient_J = 1"


def test_no_solution_of_the_source_gets_into_what_is_run() -> None:
    for submitted in (release(), new_notebook()):
        text = nbformat.writes(repair(SOURCE, submitted).notebook)
        assert "BEGIN SOLUTION" not in text


def damage(kind: str, notebook) -> None:
    rng = random.Random(kind)
    cells = notebook.cells
    if kind == "all cells deleted":
        notebook.cells = []
    elif kind == "every second cell deleted":
        notebook.cells = cells[::2]
    elif kind == "shuffled":
        rng.shuffle(cells)
    elif kind == "every cell twice":
        notebook.cells = [c for c in cells for _ in range(2)]
    elif kind == "relabelled":
        for c in cells:
            c.metadata.pop("nbgrader", None)
    elif kind == "unlocked and rewritten":
        for c in cells:
            c.source = "print('mine now')"
            c.metadata.nbgrader = {**c.metadata.get("nbgrader", {}), "locked": False, "points": 1000, "grade": False}
    elif kind == "old schema":
        for c in cells:
            c.metadata.setdefault("nbgrader", {})["schema_version"] = 1
    elif kind == "metadata of all kinds":
        for c, junk in zip(cells, [None, 3, [], "x", {"grade_id": 5}, {"grade_id": None}] * 20, strict=False):
            c.metadata["nbgrader"] = junk
    elif kind == "types changed":
        for c in cells:
            c.cell_type = "raw"
    elif kind == "forged outputs":
        for c in cells:
            c.outputs = [{"output_type": "execute_result", "data": {"text/plain": "5"}, "metadata": {}}]
    elif kind == "points of another cell":
        for c in cells:
            c.metadata.setdefault("nbgrader", {})["grade_id"] = "10_gradient_J-check"
    elif kind == "cells of a graded cell's name":
        cells.insert(
            0, new_code_cell("x = 1", metadata={"nbgrader": {"grade_id": "10_gradient_J-check", "points": 50}})
        )


KINDS = [
    "all cells deleted",
    "every second cell deleted",
    "shuffled",
    "every cell twice",
    "relabelled",
    "unlocked and rewritten",
    "old schema",
    "metadata of all kinds",
    "types changed",
    "forged outputs",
    "points of another cell",
    "cells of a graded cell's name",
]


@pytest.mark.parametrize("kind", KINDS)
def test_no_damage_changes_a_maximum_or_skips_a_test(kind: str) -> None:
    submitted = release()
    damage(kind, submitted)
    plan = repair(SOURCE, submitted)
    assert shape(plan.notebook) == shape(SOURCE)
    nbformat.validate(plan.notebook)
    ids = [c.id for c in plan.notebook.cells]
    assert len(set(ids)) == len(ids)
    assert all(c.get("outputs", []) == [] for c in plan.notebook.cells)
    if kind not in ("old schema", "forged outputs", "unlocked and rewritten"):
        assert plan.repaired


@given(st.lists(st.integers(0, len(RELEASE.cells) - 1), max_size=60), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_selection_of_cells_in_any_order_is_graded_as_the_source_says(picked: list[int], strip: bool) -> None:
    submitted = nbformat.NotebookNode(cells=[copy.deepcopy(RELEASE.cells[i]) for i in picked], metadata={})
    if strip:
        for c in submitted.cells[::3]:
            c.metadata = {}
    assert shape(repair(SOURCE, submitted).notebook) == shape(SOURCE)


def test_added_cells_stay_behind_the_cell_that_they_follow() -> None:
    submitted = release()
    place = next(i for i, c in enumerate(submitted.cells) if grade_id(c) == "10_gradient_J-answer")
    submitted.cells.insert(place + 1, new_code_cell("helper = 3"))
    submitted.cells.insert(0, new_code_cell("first = 1"))
    plan = repair(SOURCE, submitted)
    assert plan.repaired == []
    assert plan.notebook.cells[0].source == "first = 1"
    sources = [c.source for c in plan.notebook.cells]
    assert grade_id(plan.notebook.cells[sources.index("helper = 3") - 1]) == "10_gradient_J-answer"


def test_the_names_that_cross_are_those_that_a_cell_and_its_helpers_need() -> None:
    needed = needed_names(SOURCE)
    assert needed["10_gradient_J-check"] == ["gradient_J"]
    assert needed["00_opening-given"] == []
    assert set(needed["60_where_does_it_go-given"]) == {"descend", "gradient_J"}
    assert "descend" in needed["70_largest_rate-given-3"]
