"""Formulas become MathML, and nothing else."""

from __future__ import annotations

import re

import pytest

from nablabook.build.master import Assignment
from nablabook.feedback.mathml import mathml
from nablabook.feedback.prose import HINTS, prose


@pytest.mark.parametrize("latex", [r"\theta_1^2", r"\frac{\partial J}{\partial \theta}", r"\underbrace{x}_{(2,)}"])
def test_a_formula_is_mathml(latex: str) -> None:
    html = mathml(latex)
    assert html.startswith("<math")
    assert "\\" not in html


def test_a_block_stands_alone_and_rows_keep_their_distance_to_themselves() -> None:
    html = mathml(r"\begin{bmatrix} a \\[2ex] b \end{bmatrix}", block=True)
    assert 'display="block"' in html
    assert "ex" not in re.sub(r"<[^>]*>", "", html)


@pytest.mark.parametrize(
    "latex",
    [r"\text{<img src=x onerror=alert(1)>}", r"\href{javascript:alert(1)}{x}", r"\style{color:url(//x)}{y}", "<b>&"],
)
def test_no_formula_brings_html_along(latex: str) -> None:
    html = mathml(latex)
    tags = set(re.findall(r"<\s*(\w+)", html))
    assert tags <= {"math", "mrow", "mi", "mo", "mn", "mtext", "code"}
    assert not re.search(r"<[^>]*(href|onerror|url)", html)


@pytest.mark.parametrize("latex", [r"\left( x", "}", r"\nosuchcommand{x}", "x" * 10_000, r"\newcommand{\a}{\a\a}\a"])
def test_what_is_no_formula_is_shown_as_it_was_typed(latex: str) -> None:
    assert mathml(latex).startswith("<code>")


def test_the_course_has_no_formula_that_can_not_be_set(course: list[Assignment]) -> None:
    for assignment in course:
        for room in assignment.rooms:
            for cell in room.cells:
                if cell.role in ("text", "essay"):
                    html = prose(HINTS.sub("", cell.source))
                    unset = [code for code in re.findall(r"<code>(.*?)</code>", html) if "\\" in code]
                    typed = re.findall(r"`([^`]*)`", cell.source)
                    assert all(code in typed for code in unset), f"{room.path}: {unset}"
