"""What a student's own cell put out: text and pictures, and nothing that a browser would run or fetch."""

from __future__ import annotations

import base64

import pytest

from nablabook.feedback.outputs import MOST, outputs

from .samples import PIXEL, Book, error, printed, shown


def of(*raw):
    return outputs(Book().added("code", *raw).cells[0])


def test_prints_and_values_are_text() -> None:
    found = of(printed("\x1b[31mred\x1b[0m\n"), printed("careful", "stderr"), shown(text_plain="array([1.])"))
    assert [(one.text, one.aside) for one in found] == [("red", False), ("careful", True), ("array([1.])", False)]


def test_a_figure_is_data_and_has_words() -> None:
    (found,) = of(shown(image_png=PIXEL + "\n", text_plain="<Figure size 640x480 with 1 Axes>"))
    assert found.picture.source == f"data:image/png;base64,{PIXEL}"
    assert found.picture.alt == "Figure drawn by this cell"


def test_svg_is_a_picture_in_which_no_script_runs() -> None:
    (found,) = of(shown(**{"image_svg+xml": "<svg><script>alert(1)</script></svg>"}))
    kind, _, data = found.picture.source.partition(",")
    assert kind == "data:image/svg+xml;base64"
    assert base64.b64decode(data) == b"<svg><script>alert(1)</script></svg>"


def test_html_is_searched_for_pictures_and_is_never_shown() -> None:
    html = (
        f"<p onclick=x>text</p><img alt='A path' src='data:image/png;base64,{PIXEL}'><img src='https://x.example/y'>"
    )
    (found,) = of(shown(text_html=html, text_plain="<IPython.core.display.HTML object>"))
    assert (found.picture.alt, found.text) == ("A path", "")


@pytest.mark.parametrize(
    "data",
    [
        {"text_html": "<script>alert(1)</script>", "text_plain": "<IPython.core.display.HTML object>"},
        {"application_javascript": "alert(1)", "text_plain": "<IPython.core.display.Javascript object>"},
        {"image_png": 'x" onerror="alert(1)', "text_plain": "<Figure size 1x1 with 0 Axes>"},
        {"image_png": "A" * 9_000_000, "text_plain": "<Figure size 1x1 with 0 Axes>"},
    ],
)
def test_what_can_not_be_shown_is_said(data: dict) -> None:
    (found,) = of(shown(**data))
    assert found.text == "(This output shows in the notebook only.)"


def test_a_table_is_its_text_and_latex_a_formula() -> None:
    table, formula = of(shown(text_html="<table>", text_plain="   a\n0  1"), shown(text_latex="$\\theta^2$"))
    assert table.text == "a\n0  1"
    assert formula.formula.startswith("<math")


def test_errors_are_told_elsewhere_and_empty_prints_nowhere() -> None:
    assert of(error("ValueError", "x"), printed("\n\n")) == []


def test_a_flood_is_cut() -> None:
    found = of(*(shown(text_plain=str(i)) for i in range(500)))
    assert len(found) == MOST + 1
    assert found[-1].text == f"… and {500 - MOST} more outputs, left out here"
