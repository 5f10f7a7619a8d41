"""Where the promises can't be had, grading refuses in a line; --unconfined insists."""

from __future__ import annotations

import pytest
from nbformat.v4 import new_code_cell, new_notebook
from traitlets.config import Config

from nablabook.build.metadata import BUILT
from nablabook.grading import engine
from nablabook.grading.confine import routes
from nablabook.grading.engine import Grader
from nablabook.grading.preprocessors import ExecuteApart
from nablabook.grading.processes import Refused


@pytest.fixture(autouse=True)
def _no_way(monkeypatch):
    monkeypatch.setenv(routes.FORCED, "none")
    engine.close_warm()
    yield
    engine.close_warm()


RESOURCES = {"nbgrader": {"notebook": "01_gradient_descent", "student": "somebody", "assignment": "01"}}


def one_cell():
    """A notebook as `nablabook build` makes them, with one cell of the student's own."""
    return new_notebook(cells=[new_code_cell("print(6 * 7)")], metadata={BUILT: {}})


def test_grading_refuses_in_one_line_that_says_what_to_do() -> None:
    with pytest.raises(Refused) as refused:
        Grader()
    words = str(refused.value)
    assert words.startswith("grading refuses: the student's code can't be confined here: ")
    assert "\n" not in words
    for way in ("nablabook doctor", "--unconfined", "c.ExecuteApart.unconfined = True"):
        assert way in words


def test_the_preprocessor_refuses_and_the_notebook_is_not_run() -> None:
    notebook = one_cell()
    with pytest.raises(Refused):
        ExecuteApart().preprocess(notebook, RESOURCES)
    assert all(not cell.get("outputs") for cell in notebook.cells)


def test_whoever_insists_gets_two_processes_without_a_sandbox() -> None:
    config = Config()
    config.ExecuteApart.unconfined = True
    notebook, _ = ExecuteApart(config=config).preprocess(one_cell(), RESOURCES)
    assert [o.text for o in notebook.cells[0].outputs] == ["42\n"]


def test_warm_processes_are_not_shared_between_the_two(monkeypatch) -> None:
    with engine.warm_grader(unconfined=True) as first:
        assert first.student.route == "unconfined"
    with pytest.raises(Refused), engine.warm_grader():
        pass
    with engine.warm_grader(unconfined=True) as second:
        assert second is not first


def test_a_refusal_is_remembered_for_the_next_submission(monkeypatch) -> None:
    with pytest.raises(Refused) as first, engine.warm_grader():
        pass
    monkeypatch.delenv(routes.FORCED)
    with pytest.raises(Refused) as second, engine.warm_grader():
        pass
    assert second.value is first.value
