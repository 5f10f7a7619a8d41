"""Numbers in words, sealed numbers, choices, shapes and figures."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest

from nablabook import checks as check
from nablabook.checks.finding import State
from nablabook.checks.sealed import RIGHT, pack, seal
from nablabook.checks.text import brief, number

from .test_examine import found


@pytest.mark.parametrize(
    ("value", "beside", "shown"),
    [
        (2.0, None, "2"),
        (-2.5, None, "−2.5"),
        (0.0, None, "0"),
        (-0.0, None, "0"),
        (1 / 3, None, "0.3333"),
        (1.000001, 1.0, "1.000001"),
        (1e-9, None, "1e-9"),
        (123456789.0, None, "1.235e8"),
        (float("nan"), None, "NaN"),
        (float("-inf"), None, "−inf"),
        (1e-5, 0.0, "1e-5"),
    ],
)
def test_one_number_format(value: float, beside: float | None, shown: str) -> None:
    assert number(value, beside) == shown


def test_long_inputs_are_told_by_their_shape() -> None:
    assert brief(np.zeros((3, 4))) == "an array of shape (3, 4)"
    assert brief(np.array([[1.0, 2.0], [3.0, 4.0]])) == "[[1, 2], [3, 4]]"
    assert brief({"W1": np.zeros((3, 4)), "b1": np.zeros(4)}) == "a dict with W1 and b1"
    assert brief({"lr": 0.1}) == "{'lr': 0.1}"


TABLE = pack({"a": {"shape": "(2,)", seal("a", [1.0, 2.5]): RIGHT, seal("a", [2.5, 1.0]): "Turned round."}})


def test_sealed_numbers_are_right_in_any_dress() -> None:
    for value in ([1, 2.5], (1.0, 2.5), np.array([1, 2.5]), [1.0000001, 2.4999999]):
        check.by_hand(TABLE, a=value)


@pytest.mark.parametrize(
    ("value", "says", "state"),
    [
        ([2.5, 1.0], "Turned round.", State.NOT_YET),
        ([1.0, 2.6], "a = [1, 2.6] is not right yet.", State.NOT_YET),
        ([[1.0, 2.5]], "not right yet", State.NOT_YET),
        (
            [1, 0, 2, 5],
            "a has shape (4,), expected (2,). Likely cause: Decimals are written with a point",
            State.NOT_YET,
        ),
        (
            0.5,
            "a = 0.5 is one number, expected shape (2,). Likely cause: Two numbers are meant, in square brackets",
            State.NOT_YET,
        ),
        (..., "a is still `...`", State.NOT_STARTED),
        ("1, 2.5", "a is a string", State.NOT_YET),
        ([np.nan, 1], "not right yet", State.NOT_YET),
    ],
)
def test_sealed_numbers_that_are_wrong_are_told_what_is_known(value, says: str, state: State) -> None:
    finding = found(check.by_hand, TABLE, a=value)
    assert says in finding.line
    assert finding.state is state


def test_a_sealed_table_holds_no_number() -> None:
    import base64

    assert b"2.5" not in base64.b64decode(TABLE)


def test_choices_are_looked_at_for_their_form_until_hidden_tests_grade_them() -> None:
    options, right = ["up", "down"], {"a": "up", "b": "down"}
    check.choice(options, a="up", b="up")
    assert found(check.choice, options, a=..., b="up").state is State.NOT_STARTED
    assert "a = 'left' is none of the choices: 'up' and 'down'." in found(check.choice, options, a="left", b="up").line
    check.choice(options, right=right, about="the axes", a="up", b="down")
    wrong = found(check.choice, options, right=right, says={("down", "up"): "Swapped."}, about="x", a="down", b="up")
    assert wrong.line == "a, b: In a hidden test (x) a and b are not right yet. Likely cause: Swapped."


def test_a_choice_in_capital_letters_is_the_same_one() -> None:
    right = {"a": "up", "b": "down"}
    check.choice(["up", "down"], right=right, about="the axes", a="Up", b="DOWN ")
    wrong = found(check.choice, ["up", "down"], right=right, says={"up": "Turned."}, about="x", a="up", b="UP")
    assert wrong.line == "a, b: In a hidden test (x) b is not right yet. Likely cause: Turned."
    assert "have the same choice" in found(check.choice, ["A", "B"], distinct=True, a="a", b="A").line
    assert "a = 'X' is none of the choices" in found(check.choice, ["x", "x "], a="X").line


def real(N, H):
    return {"X": np.zeros((N, 784)), "h": np.zeros((N, H)), "loss": np.zeros(())}


RIGHT_SHAPES = {"X": ("N", 784), "h": ("N", "H"), "loss": ()}


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"h": ("H", "N")}, "h: the axes are turned round."),
        ({"h": ("N", "H", 1)}, "an axis of size 1 too many"),
        ({"h": ("H",)}, "the first axis is missing"),
        ({"h": ("N",)}, "the last axis is missing"),
        ({"loss": (1,)}, "a single number has no axis at all"),
        ({"loss": ("N",)}, "one number, not one a sample"),
        ({"X": ("N", 785)}, "X is not right yet."),
        ({"X": ("H", 784)}, "X is not right yet."),
    ],
)
def test_wrong_shapes_are_named(change: dict, says: str) -> None:
    options = {"names": list(RIGHT_SHAPES), "dims": ["N", "H"]}
    check.shapes({**RIGHT_SHAPES, **change}, **options)
    assert says in found(check.shapes, {**RIGHT_SHAPES, **change}, like=real, about="shapes", **options).line


def test_a_room_has_sentences_of_its_own_for_wrong_shapes() -> None:
    options = {"names": list(RIGHT_SHAPES), "dims": ["N", "H"], "like": real, "about": "shapes"}
    says = {("X", (784, "N")): "A picture is a row.", ("h", ("N", 10)): "H is chosen."}
    turned = found(check.shapes, {**RIGHT_SHAPES, "X": [784, "N"], "h": ("H", "N")}, says=says, **options)
    assert turned.line.endswith("X and h are not right yet. Likely cause: X: A picture is a row.")
    second = found(check.shapes, {**RIGHT_SHAPES, "X": ("N", 785), "h": ("N", 10)}, says=says, **options)
    assert second.line.endswith("Likely cause: h: H is chosen."), "the first cause that is known"


@pytest.mark.parametrize(
    ("answers", "says", "state"),
    [
        (..., "still `...`", State.NOT_STARTED),
        (None, "It is None, expected a dict with the keys X", State.NOT_YET),
        ((("N", 784),), "It is a tuple, expected a dict", State.NOT_YET),
    ],
)
def test_shapes_come_in_a_dict(answers, says: str, state: State) -> None:
    finding = found(check.shapes, answers, names=["X"], dims=["N"])
    assert says in finding.line
    assert finding.state is state


def test_without_names_of_dimensions_only_numbers_are_shapes() -> None:
    check.shapes({"X": (3, 4)}, names=["X"], dims=[])
    line = found(check.shapes, {"X": ("N", 4)}, names=["X"], dims=[]).line
    assert "has 'N' in it: only whole numbers are meant here." in line


def test_shapes_by_name_or_as_lists_are_right() -> None:
    check.shapes({**RIGHT_SHAPES, "h": ["N", "H"]}, names=list(RIGHT_SHAPES), dims=["N", "H"], like=real, about="x")


@pytest.mark.parametrize("bad", [3, "NH", ("N", "D"), ("N", 1.5), ("N", True), None])
def test_what_is_no_shape_is_told_so(bad) -> None:
    assert found(check.shapes, {"X": bad}, names=["X"], dims=["N"]).state is State.NOT_YET


WAVE = {"the wave": check.Curve(np.sin, 0.0, 3.0)}
WORDS = {"xlabel": "angle", "ylabel": "height"}


def draw_right(ax):
    x = np.linspace(-1, 4, 77)
    ax.plot(x, np.sin(x))
    ax.set_xlabel("Angle")
    ax.set_ylabel("height")


def wrong_figures():
    def nothing(ax):
        ax.set_xlabel("angle"), ax.set_ylabel("height")

    def turned(ax):
        draw_right(ax)
        ax.set_xlabel("height"), ax.set_ylabel("angle")

    def unlabelled(ax):
        draw_right(ax)
        ax.set_ylabel("")

    def other(ax):
        draw_right(ax)
        ax.lines[0].set_ydata(np.cos(ax.lines[0].get_xdata()))

    def short(ax):
        draw_right(ax)
        ax.lines[0].set_data(*np.array([[x, np.sin(x)] for x in np.linspace(0, 1, 50)]).T)

    def raises(ax):
        ax.plot([1, 2], [1])

    yield nothing, "Nothing is drawn"
    yield turned, "xlabel and ylabel have changed places"
    yield unlabelled, "There is no ylabel"
    yield other, "No line shows the wave"
    yield short, "No line shows the wave"
    yield raises, "raises ValueError"


def test_a_figure_that_shows_what_it_should_passes() -> None:
    check.figure(draw_right, curves=WAVE, **WORDS)


@pytest.mark.parametrize(("draw", "says"), list(wrong_figures()), ids=lambda v: getattr(v, "__name__", ""))
def test_a_figure_that_lacks_something_is_told_what(draw, says: str) -> None:
    assert says in found(check.figure, draw, curves=WAVE, **WORDS).line


def test_importing_nablabook_imports_neither_torch_nor_matplotlib() -> None:
    code = "import sys, nablabook, nablabook.checks; print(sorted({'torch', 'matplotlib'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
