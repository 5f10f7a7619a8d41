"""Checks that students write, on candidates that are known to be right or wrong; and answers that are to fool one."""

from __future__ import annotations

import contextlib

import numpy as np
import pytest

from nablabook import checks as check
from nablabook.checks.finding import State

from .test_examine import found


def reference(x):
    return np.asarray(x, float) / len(x)


def doubled(x):
    return 2 * reference(x)


def spoils(x):
    result = reference(x)
    x += 1
    return result


ACCEPTS = {"itself": reference, "a list": lambda x: reference(x).tolist()}
REFUSES = {"twice as much": doubled, "one that changes x": spoils, "NaN": lambda x: reference(x) * np.nan}
OPTIONS = {"reference": reference, "accepts": ACCEPTS, "refuses": REFUSES}


def good(candidate, reference):
    x = np.array([1.0, -2.0, 0.5])
    given = x.copy()
    got = np.asarray(candidate(given))
    return bool(np.array_equal(given, x) and got.shape == x.shape and np.all(abs(got - reference(x)) < 1e-6))


def test_a_good_check_passes_and_may_return_numpys_bool() -> None:
    check.checker(good, **OPTIONS)
    check.checker(lambda c, r: np.bool_(good(c, r)), **OPTIONS)
    check.checker(good, **OPTIONS, about="hidden")


def compares(candidate, reference):
    return bool(np.all(np.asarray(candidate(np.ones(3))) == reference(np.ones(3))))


def unseeded(candidate, reference):
    x = np.random.default_rng().normal(size=3)
    return bool(np.all(abs(np.asarray(candidate(x)) - reference(x)) < 1e-6))


def endless(candidate, reference):
    while True:
        candidate(np.ones(2))


def stubborn(candidate, reference):
    for _ in range(300):
        with contextlib.suppress(ValueError):
            candidate(np.ones(2))
    return True


def changes_nothing(candidate, reference):
    return True


def never(candidate, reference):
    candidate(np.ones(2))
    return False


def raises(candidate, reference):
    return bool(candidate(np.ones(2))[5])


def entries(candidate, reference):
    return np.asarray(candidate(np.ones(2))) == 0.5


def forgets(candidate, reference):
    candidate(np.ones(2))


def blank(candidate, reference):
    """Nothing yet."""


@pytest.mark.parametrize(
    ("function", "says"),
    [
        (compares, "It takes a wrong candidate for right: one that changes x."),
        (never, "It refuses a right candidate: itself and a list."),
        (unseeded, "A second run looks at other points"),
        (endless, "It calls the candidate more than 200 times."),
        (stubborn, "It calls the candidate more than 200 times."),
        (changes_nothing, "It never calls the candidate."),
        (raises, "It raises IndexError on itself"),
        (entries, "On itself it returns an array: a verdict is True or False."),
        (forgets, "On itself it returns None: a verdict is True or False. Is a `return` missing?"),
        (3, "This should be a function, but it is an int."),
        (lambda c, r: 1, "it returns an int"),
    ],
)
def test_what_a_bad_check_does_is_told(function, says: str) -> None:
    finding = found(check.checker, function, **OPTIONS)
    assert says in finding.line
    assert finding.state is State.NOT_YET


def test_a_check_that_is_not_written_is_not_started() -> None:
    for function in (blank, ...):
        assert found(check.checker, function, **OPTIONS).state is State.NOT_STARTED


def test_a_hidden_bank_names_kinds_and_no_messages() -> None:
    finding = found(check.checker, raises, **OPTIONS, about="other references")
    assert finding.line == "raises: In a hidden test (other references): It raises IndexError on itself."
    assert finding.details == ()
    says = {"one that changes x": "Hand it a copy."}
    assert found(check.checker, compares, **OPTIONS, says=says).cause == "Hand it a copy."


def ifs(candidate, reference):
    x = np.ones(2)
    return not (np.abs(candidate(x) - reference(x)) > 1e-6)


def test_an_if_on_an_array_is_told_where_it_stands_and_what_it_wants() -> None:
    finding = found(check.checker, ifs, **OPTIONS)
    assert "whatever comes back" not in finding.line
    assert "`if` wants one True or False" in finding.cause
    assert finding.details[0][0] == "Where it happens"
    assert found(check.checker, ifs, **OPTIONS, about="hidden").cause == ""


def picky(candidate, reference):
    got = candidate(np.ones(2))
    return bool(np.all(np.abs(got.astype(float) - reference(np.ones(2))) < 1e-6))


def test_only_on_a_candidate_that_may_give_anything_a_verdict_is_asked_for_whatever_comes_back() -> None:
    assert "on a list: " in (line := found(check.checker, picky, **OPTIONS).line)
    assert "A check gives a verdict, whatever comes back." in line


def test_many_wrong_verdicts_are_not_all_named() -> None:
    many = {f"number {k}": reference for k in range(9)}
    line = found(check.checker, compares, reference=reference, accepts=ACCEPTS, refuses=many).line
    assert "number 0, number 1, number 2, and 6 more." in line


def weak(candidate, reference):
    x = np.array([1.0, 2.0])
    return not np.any(np.asarray(candidate(x)) - reference(x) > 1e-6)


POINTS = [[1.0, 2.0], [-1.0, 0.0], [3.0]]


@pytest.mark.parametrize(
    "sneaky",
    [
        lambda x: reference(x) * np.nan,
        lambda x: reference(x) - 1,
        lambda x: reference(x)[None],
        lambda x: np.where(np.asarray(x) < 0, 0, reference(x)),
    ],
)
def test_any_way_to_fool_the_check_will_do(sneaky) -> None:
    check.fools(sneaky, check=weak, reference=reference)
    check.fools(sneaky, check=weak, reference=reference, at_each=POINTS, about="anywhere")


@pytest.mark.parametrize(
    ("sneaky", "says"),
    [
        (doubled, "weak notices that it is wrong."),
        (reference, "weak takes it for right, and so it is, at every point that was tried."),
        (lambda x: np.where(np.size(x) == 1, 1 / (np.size(x) - 1), reference(x)) - 1, "It raises ZeroDivisionError."),
        (lambda x: reference(x) - 1e-8, "and so it is"),
        (lambda x: 1 / 0, "It raises ZeroDivisionError."),
        (lambda x: "a word", "weak can't compare what comes back"),
        (3, "This should be a function"),
    ],
)
def test_what_fools_nobody_is_told_so(sneaky, says: str) -> None:
    finding = found(check.fools, sneaky, check=weak, reference=reference, at_each=POINTS, about="anywhere")
    assert says in finding.line
    assert finding.state is State.NOT_YET


@pytest.mark.parametrize("right", [reference, lambda x: reference(x) + 1e-9, lambda x: list(reference(x))])
def test_what_is_right_is_refused_visibly_where_points_are_given(right) -> None:
    finding = found(check.fools, right, check=weak, reference=reference, at_each=POINTS)
    assert finding.lead == "weak takes it for right, and so it is, at every point that was tried."
    assert "not at a single number or length alone" in finding.cause


def test_a_check_that_sorts_what_is_shown_hears_that_there_is_more(capsys) -> None:
    check.checker(good, **OPTIONS)
    assert "It sorts the 5 candidates shown here. The hidden bank has many more kinds" in capsys.readouterr().out
    check.checker(good, **OPTIONS, about="hidden")
    assert capsys.readouterr().out == ""


def test_an_answer_that_is_not_written_fools_nobody() -> None:
    def empty(x):
        """Nothing yet."""

    assert found(check.fools, empty, check=weak, reference=reference).state is State.NOT_STARTED
