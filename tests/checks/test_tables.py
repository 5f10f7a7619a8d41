"""Tables of literals: their form, part of the points for part of the entries, and what becomes of those points."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat.v4 import new_code_cell, new_output
from nbgrader.utils import determine_grade

from nablabook import checks as check
from nablabook.build import lint
from nablabook.build.errors import MasterError
from nablabook.build.master import Assignment, Room, parse
from nablabook.checks.finding import PARTLY, NotYet, State
from nablabook.checks.tables import Points
from nablabook.feedback.states import State as Shown
from nablabook.feedback.verdicts import Said
from nablabook.proving.workbench import Workbench, tasks

from ..feedback.samples import not_yet, room
from .test_examine import found

ROWS = ["f", "g", "loss"]
FORM = {"rows": ROWS, "columns": ["input", "output"], "options": ["x", "y", "z"], "name": "layers"}
RIGHT = {"f": ["x", "y"], "g": ["y", "y"], "loss": ["y", "z"]}
HIDDEN = {**FORM, "right": RIGHT, "about": "each layer", "points": 3}


def changed(**rows) -> dict:
    return {**RIGHT, **rows}


def test_a_filled_table_is_noted_and_no_more() -> None:
    assert check.table(RIGHT, **FORM) is None
    assert check.table({row: ["z", "z"] for row in ROWS}, **FORM) is None


@pytest.mark.parametrize(
    ("answers", "says", "state"),
    [
        (..., "layers is still empty", State.NOT_STARTED),
        (dict.fromkeys(ROWS, ...), "layers is still empty", State.NOT_STARTED),
        ({row: [..., ...] for row in ROWS}, "layers is still empty", State.NOT_STARTED),
        (changed(g=[..., "y"]), "Input of g is still `...`. Fill every entry", State.NOT_YET),
        (changed(g=...), "Input of g and output of g are still `...`", State.NOT_YET),
        ([], "layers is a list, expected a dict with the rows f, g and loss", State.NOT_YET),
        ({"f": ["x", "y"]}, "layers has no row g and loss: the rows are", State.NOT_YET),
        (changed(h=["x", "y"]), "a row too many, 'h'", State.NOT_YET),
        (changed(g=["y"]), "The row g is ['y'], expected a list of 2, input and output.", State.NOT_YET),
        (changed(g="yy"), "The row g is 'yy', expected a list", State.NOT_YET),
        (changed(g=["y", "Y"]), "output of g = 'Y' is none of what may stand there: 'x', 'y' and 'z'.", State.NOT_YET),
        (changed(g=["y", print]), "output of g = a builtin", State.NOT_YET),
        (changed(g=["y", np.zeros(2)]), "output of g = an array is none", State.NOT_YET),
        (changed(g=["y", None]), "output of g = None is none", State.NOT_YET),
    ],
)
def test_the_form_is_told_by_name(answers, says: str, state: State) -> None:
    for options in (FORM, HIDDEN):
        finding = found(check.table, answers, **options)
        assert says in finding.line
        assert finding.state is state


def test_an_entry_may_be_a_list_and_each_column_may_have_options_of_its_own() -> None:
    form = {"rows": ["W"], "columns": ["letter", "shape"], "lists": ["shape"], "name": "t"}
    form["options"] = {"letter": ["A", "B"], "shape": ["N", 1, 784]}
    right = {"W": ["A", ["N", 784]]}
    for same in (right, {"W": ("A ", ("N", 784))}, {"W": ["A", [np.str_("N"), np.int64(784)]]}):
        assert check.table(same, **form) is None
        assert check.table(same, **form, right=right, about="x", points=1) is None
    says = {
        "N": "shape of W = 'N' is no list: put it in brackets",
        ("N", True): "has True in it",
        ("N", "784"): "has '784' in it, which is a string. The number is written without quotes: 784.",
        ("N", 785): "has 785 in it. What may stand there: 'N', 1 and 784.",
        ("N", ("N",)): "shape of W = a tuple has ('N',) in it",
    }
    for shape, words in says.items():
        assert words in found(check.table, {"W": ["A", shape]}, **form).line
    assert "1 of 2 entries is right" in earned({"W": ["A", [784, "N"]]}, **form, right=right, points=1).finding.line
    assert check.table({"W": ["A", []]}, **form) is None


def test_many_options_are_not_all_listed() -> None:
    assert found(check.table, {"n": 50}, rows=["n"], options=range(40)).line.endswith("9, 10, 11 and more.")


def earned(answers, **options) -> Points:
    value = check.table(answers, **{"about": "each entry", **options})
    assert isinstance(value, Points)
    return value


def test_part_of_the_entries_earns_part_of_the_points_in_halves_rounded_down() -> None:
    assert check.table(RIGHT, **HIDDEN) is None
    some = earned(changed(g=["y", "z"]), **HIDDEN)
    assert some == 2.5
    assert some.finding.state is State.NOT_YET
    assert "5 of 6 entries are right. Not right yet: output of g." in some.finding.line
    assert earned(changed(f=["z", "z"]), **HIDDEN) == 2
    for few in ({row: ["z", "x"] for row in ROWS}, changed(f=["z", "x"], g=["z", "x"], loss=["z", "z"])):
        with pytest.raises(NotYet):
            check.table(few, **{**HIDDEN, "points": 1})


@given(st.fixed_dictionaries({row: st.lists(st.sampled_from("xyz"), min_size=2, max_size=2) for row in ROWS}))
def test_points_never_reach_those_of_the_whole(answers: dict) -> None:
    count = sum(a == b for row in ROWS for a, b in zip(answers[row], RIGHT[row], strict=True))
    for points in (1, 3, 4.5):
        try:
            value = check.table(answers, **{**HIDDEN, "points": points})
        except NotYet:
            assert 2 * points * count < 6
        else:
            assert (value is None) == (count == 6)
            assert value is None or (points * count / 6 - 0.5 < value <= points * count / 6)
            assert value is None or 2 * value == round(2 * value)


def test_wrong_entries_are_told_what_they_look_like_each_sentence_once() -> None:
    says = {
        "output of g": {"z": "Too far."},
        "input of f": lambda entry: "Too far." if entry == "z" else "",
        "output of f": {"x": "Not far enough."},
    }
    line = earned(changed(f=["z", "x"], g=["y", "z"]), **HIDDEN, says=says).finding.line
    assert line.endswith("Likely cause: Too far. Not far enough.")
    assert "Likely" not in earned(changed(f=["y", "y"]), **HIDDEN, says=says).finding.line


def test_a_function_may_say_what_is_right() -> None:
    right = {"up": lambda entry: sorted(entry) == ["a", "b"], "down": ("a",)}
    form = {"rows": list(right), "options": ["a", "b"], "lists": list(right), "right": right, "points": 2}
    assert check.table({"up": ["b", "a"], "down": ["a"]}, **form, about="x") is None
    assert earned({"up": ["b", "b"], "down": ["a"]}, **form) == 1


def test_nbgrader_reads_the_points_off_the_cell() -> None:
    from IPython.core.formatters import DisplayFormatter

    data, _ = DisplayFormatter().format(earned(changed(g=["y", "z"]), **HIDDEN))
    assert data["text/plain"] == "2.5"
    assert "output of g" in data[PARTLY]
    cell = new_code_cell("", outputs=[new_output("execute_result", data=data)])
    cell.metadata["nbgrader"] = {"grade": True, "solution": False, "points": 3, "schema_version": 3}
    assert determine_grade(cell) == (2.5, 3)


def test_the_feedback_page_tells_the_cause_of_a_part() -> None:
    points = earned(changed(g=["y", "z"]), **HIDDEN, says={"output of g": {"z": "Too far."}})
    result = new_output("execute_result", data=points._repr_mimebundle_())
    (card,) = room(result, score=2.5).page().cards
    (section,) = card.sections
    assert section.verdict.state is Shown.NOT_YET
    assert section.verdict.note == "Part of this is right."
    lead = "In a hidden test (each layer) 5 of 6 entries are right. Not right yet: output of g."
    assert section.verdict.said == (Said(lead, "Too far."),)


def test_what_a_student_displays_is_no_cause() -> None:
    forged = new_output("display_data", data={PARTLY: "secret", "text/plain": "1"})
    (card,) = room(forged, score=2).page().cards
    assert card.sections[0].verdict.said == ()
    assert room(not_yet("f: It is 2."), score=0).page().cards[0].sections[0].verdict.said == (Said("It is 2."),)


MASTER = """\
# %% role="given"
from nablabook import checks as check
# %% role="answer"
t = {"a": ..., "b": ...}
### BEGIN SOLUTION
t = {"a": 1, "b": 2}
### END SOLUTION
# %% role="check" points=2
check.table(t, rows=["a", "b"], options=[1, 2])
# %% role="hidden"
words = "Turned."
check.table(t, rows=["a", "b"], options=[1, 2], right={"a": 1, "b": 2}, says={"b": {1: words}}, points=2, about="x")
"""


def assignment(text: str) -> Assignment:
    path = Path("course/09_x/10_a/exercise.py")
    return Assignment("09_x", (Room("10_a", Path(), path, tuple(parse(text, path))),))


def test_a_variant_that_earns_a_part_is_not_passed() -> None:
    lint.check(assignment(MASTER), set())
    bench = Workbench(assignment(MASTER))
    (task,) = tasks(bench.assignment)
    verdict = bench.judge(task, 't = {"a": 1, "b": 1}')
    assert not verdict.passed
    assert "1 of 2 entries is right. Not right yet: b. Likely cause: Turned." in verdict.said
    assert bench.judge(task, task.answer.source).passed


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ('about="x")\n', 'about="x");\n', "has to be the last line of its cell"),
        ('about="x")\n', 'about="x")\nprint()\n', "has to be the last line of its cell"),
        ('words = "Turned."\ncheck', 'words = "Turned."\nearned = check', "has to be the last line of its cell"),
        ('words = "Turned."\ncheck', 'words = "Turned."\nif True:\n    check', "has to be the last line of its cell"),
        ("points=2, about", "points=3, about", "needs the points of its check, points=2"),
        ("points=2, about", "about", "needs the points of its check, points=2"),
    ],
)
def test_a_number_that_would_get_lost_is_told_when_the_room_is_built(old: str, new: str, says: str) -> None:
    assert old in MASTER
    with pytest.raises(MasterError) as caught:
        lint.check(assignment(MASTER.replace(old, new)), set())
    assert says in str(caught.value)
