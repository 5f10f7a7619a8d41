"""One line for each way in which a graded cell can lose its points."""

from __future__ import annotations

from markupsafe import Markup

from nablabook.demo.reasons import why
from nablabook.feedback.mishaps import Mishap
from nablabook.feedback.page import Section, Work
from nablabook.feedback.states import State
from nablabook.feedback.verdicts import Said, Verdict


def told(verdict: Verdict | None, *mishaps: Mishap) -> str:
    works = [Work("Your code", None, None, mishap, []) for mishap in mishaps]
    return why(Section(Markup(""), Markup(""), verdict, None, works, []))


def test_a_checks_sentence_is_told_with_its_cause():
    verdict = Verdict(State.NOT_YET, said=(Said("Entry [1] is 2,\nexpected −2.", "The sign is wrong."),))
    assert told(verdict) == "Entry [1] is 2, expected −2. Likely cause: The sign is wrong."


def test_the_answers_of_one_check_are_told_apart():
    verdict = Verdict(State.NOT_YET, said=(Said("is 2.", of="first"), Said("is 3.", of="second")))
    assert told(verdict) == "first: is 2. second: is 3."


def test_a_note_is_told_as_it_is():
    assert told(Verdict(State.NOT_STARTED, "This one still waits for you.")) == "This one still waits for you."


def test_an_answer_that_is_missing_is_told_with_the_error_of_its_cell():
    verdict = Verdict(State.DID_NOT_RUN, said=(Said("Your own cell stopped with an error."),))
    broken = Mishap("SyntaxError", "expected ':'", 1, "def f(x)")
    assert told(verdict, broken) == "Your own cell stopped with an error. SyntaxError: expected ':'"


def test_a_cell_that_ran_too_long_has_no_message_of_its_own():
    verdict = Verdict(State.DID_NOT_RUN, "The check had nothing to look at.")
    long = Mishap("Stopped after running longer than 15 seconds", timeout=True)
    assert told(verdict, long) == "The check had nothing to look at. Stopped after running longer than 15 seconds."


def test_where_there_is_no_verdict_there_are_no_words():
    assert told(None) == ""
