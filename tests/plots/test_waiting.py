"""Does what needs a student's answer wait for it with a card, and with nothing beside it?"""

from __future__ import annotations

import contextlib
import io

import numpy as np
import pytest

from nablabook.build.clear import blank
from nablabook.build.master import read_course
from nablabook.build.names import answers_of, functions, needed
from nablabook.checks import card
from nablabook.checks.dress import dress
from nablabook.plots import needs, plan
from nablabook.proving.workbench import execute


def waited(make, *answers) -> str:
    """What is printed where `make` runs and needs `answers`."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out), needs(*answers):
        make()
    return out.getvalue()


def loss(h):
    """Not written yet."""


def loss_at(h):
    return h


def forgotten(h):
    h = h + 1


def broken(h):
    raise ValueError("no way")


def mask(h):
    return np.array(h) > 0


def test_what_is_no_array_of_numbers_is_told_in_words() -> None:
    said = waited(lambda: dress(mask([1, -1]), "mask(h)"), mask)
    assert "What it returned" in said
    assert "mask(h) holds True and False, not numbers." in said
    assert "Undressed" not in said


def test_an_empty_answer_is_waited_for_and_no_error_is_told() -> None:
    said = waited(lambda: f"{loss(1):.3f}", loss, broken)
    assert said.startswith("○ Not started")
    assert "This needs your `loss`: its cell still waits for your code." in said
    assert "TypeError" not in said
    both = waited(lambda: f"{loss(1):.3f}", loss, loss)
    assert "`loss` and `loss`: their cells still wait for your code." in both


def test_a_forgotten_return_is_asked_for() -> None:
    said = waited(lambda: np.round(forgotten(1), 3), forgotten)
    assert "`forgotten`, and it doesn't work here yet. Something in it is None: is a `return` missing?" in said
    assert "TypeError" not in said


def test_another_error_is_told() -> None:
    said = waited(lambda: broken(1), broken)
    assert said.startswith("✗ Doesn't work here · what this cell shows")
    assert "and it doesn't work here yet. Look at its card" in said
    assert "no way" in said
    assert "and it doesn't work here yet. Look at its card" in waited(lambda: broken(1), broken, "A_shape")


def test_what_was_handed_over_to_the_answer_that_fails_is_named_with_it() -> None:
    def slopes(theta):
        return [2 * theta, 1.0]

    def walked(gradient, theta):
        return theta - 0.1 * gradient(theta)

    said = waited(lambda: walked(slopes, 1.0), walked, slopes, loss_at)
    assert "This needs your `walked` and `slopes`, and one of them doesn't work here yet." in said
    assert "Look at their cards, also at green ones." in said
    assert "This needs your `walked`, and it doesn't" in waited(lambda: walked(len, 1.0), walked, slopes)


def test_of_several_literals_the_ones_that_do_not_do_are_named() -> None:
    names = ("A_shape", "B_shape", "C_shape")
    said = waited(lambda: plan.widths(18, ("N", 7), ("N", 4)), *names)
    assert said.startswith("✗ Doesn't work here")
    assert "This needs your `A_shape`, and it doesn't work here yet." in said
    assert waited(lambda: plan.widths(..., ("N", 7), ("N", 4)), *names).startswith("○ Not started")
    assert "`B_shape`" not in said
    both = waited(lambda: plan.widths((6, 18), ("N", 7), (25, 4)), *names)
    assert "`A_shape` and `C_shape`, and they don't work" in both
    assert "(6, 18) does not begin with 'N'" in both.replace("&#x27;", "'")


def test_a_cell_that_has_not_run_is_told_apart_from_a_name_in_the_answer() -> None:
    def misspelt(h):
        return nump.round(h)  # noqa: F821

    said = waited(lambda: broken_grad * 2, misspelt)  # noqa: F821
    assert said.startswith("○ Not started")
    assert "A cell further up has not run yet" in said
    assert "broken_grad" in said
    assert "it doesn't work here yet. Look at its card" in waited(lambda: misspelt(1), misspelt)
    assert "it doesn't work here yet" in waited(lambda: chains, "chains")  # noqa: F821


def test_what_works_is_shown() -> None:
    assert waited(lambda: print(3), loss) == "3\n"


@pytest.mark.parametrize("instead", ["nothing", "None"])
def test_cells_after_an_answer_wait_for_it(root, monkeypatch, instead: str) -> None:
    """Every locked cell of notebook 03 that needs a function prints a card, where the function does nothing."""
    assignment = next(a for a in read_course(root) if a.name == "03_softmax_cross_entropy")
    cells = [cell for room in assignment.rooms for cell in room.cells if cell.role in ("given", "figure", "answer")]
    monkeypatch.setattr(card, "in_notebook", lambda: False)
    namespace: dict = {"__name__": "__main__", "display": print}
    written: set[str] = set()
    waiting = 0
    for number, cell in enumerate(cells):
        if cell.role == "answer":
            written |= functions(cell.source) & set(answers_of(cell.source))
            source = blank(cell.source)
            if instead == "None":
                source = "".join(
                    f"def {name}(*args):\n    args = None\n" for name in answers_of(cell.source) if name in written
                )
            execute(source, f"cell {number}", namespace)
        elif "with needs(" in cell.source and needed(cell.source) & written:
            out = io.StringIO()
            with contextlib.redirect_stdout(out):
                exec(compile(cell.source, f"<cell {number}>", "exec"), namespace)
            said = out.getvalue()
            head = "○ Not started" if instead == "nothing" else "✗ Doesn't work here"
            assert said.startswith(f"{head} · what this cell shows"), f"{cell.line}: {said}"
            waiting += 1
        else:
            execute(cell.source, f"cell {number}", namespace)
    assert waiting == 7
