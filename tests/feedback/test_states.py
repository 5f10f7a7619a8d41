"""The words of the page are those of the checks."""

from __future__ import annotations

import pytest

from nablabook.checks import NotYet, finding
from nablabook.feedback.states import State, foremost
from nablabook.feedback.verdicts import CAUSE, CHECK_ERROR


def test_the_states_of_the_checks_have_the_same_words() -> None:
    for state in (finding.State.PASSED, *(state for state in finding.State if state.fails)):
        assert State[state.name].value == state.value


def test_the_exception_of_the_checks_reads_as_the_page_expects(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    error = NotYet(finding.Finding(finding.State.NOT_YET, "f", "It is wrong.", "The sign."))
    assert type(error).__name__ == CHECK_ERROR
    assert str(error) == f"f: It is wrong.{CAUSE}The sign."
    assert error._render_traceback_() == [f"{State.NOT_YET.value} · {error}"]


def test_a_whole_is_in_the_most_pressing_state_of_its_parts() -> None:
    assert foremost([State.PASSED, State.NOT_STARTED, State.NOT_YET]) is State.NOT_YET
    assert foremost([State.PASSED, State.WAITING]) is State.WAITING
    assert foremost([State.PASSED, State.PASSED]) is State.PASSED
