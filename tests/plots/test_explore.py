"""Are sliders made where somebody can move them, and nowhere else?"""

from __future__ import annotations

import ast

import ipywidgets
import pytest
from IPython.core.formatters import DisplayFormatter

from nablabook.build.master import Assignment
from nablabook.plots import explore, showing
from nablabook.plots.style import new_figure


def test_a_live_kernel_has_sliders_above_a_figure() -> None:
    box = explore.sliders(lambda a: (new_figure(1, 1), f"a is {a}"), {"a": explore.slider(0, 2, 1, 1.0, "a")})
    assert isinstance(box, ipywidgets.VBox)
    assert "a is 1.0" in box.children[-1].value


def test_the_tracks_of_sliders_begin_at_one_place() -> None:
    names = {"rate": "learning rate", "theta": "start, theta_1"}
    controls = {key: explore.slider(0, 2, 1, 1.0, name) for key, name in names.items()}
    explore.sliders(lambda **_: (new_figure(1, 1), ""), controls)
    assert {control.style.description_width for control in controls.values()} == {f"{len('start, theta_1')}ch"}


@pytest.mark.parametrize("flag", ["seen", "live"])
def test_without_a_live_kernel_nothing_is_drawn_and_nothing_shown(flag: str, monkeypatch) -> None:
    monkeypatch.setattr(showing, flag, False)
    controls = {"a": explore.slider(0, 2, 1, 1.0, "a"), "b": explore.chooser({"one": 1}, "b")}
    box = explore.sliders(lambda **_: pytest.fail("drawn"), controls)
    assert DisplayFormatter().format(box) == ({}, {})


def test_no_lesson_leans_on_its_sliders_alone(course: list[Assignment]) -> None:
    """In each room with sliders, an earlier given cell shows a figure for the same answers."""
    met = 0
    for assignment in course:
        for room in assignment.rooms:
            before: set[str] = set()
            for cell in (c for c in room.cells if c.role in ("given", "figure")):
                tree = ast.parse(cell.source)
                calls = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
                needed = {ast.unparse(n) for n in ast.walk(tree) if isinstance(n, ast.Call) and "needs" in calls}
                if "sliders" in calls:
                    met += 1
                    waited = {n for n in needed if n.startswith("needs(")}
                    assert waited <= before, f"{assignment.name}: sliders without a plain figure for {waited}"
                if "show" in calls:
                    before |= needed
    assert met
