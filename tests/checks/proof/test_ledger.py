"""The rules of a ledger: what a line may do, and what is said of one that may not."""

from __future__ import annotations

import pytest

from nablabook import checks as check
from nablabook.checks.card import html, text
from nablabook.checks.finding import NotYet, State
from nablabook.checks.proof.calculus import as_probabilities
from nablabook.checks.proof.ledger import Ledger, Mark, Task, examine
from nablabook.checks.proof.reader import read
from nablabook.checks.proof.worlds import Targets

LOSS = ("diff(L, h[i])", "P[i] - y[i]", "P")
INSIDE = "-sum(j, y[j] * diff(log(P[j]), h[i]))"
SPLIT = "-sum(j, y[j] * delta[i, j]) + P[i] * sum(j, y[j])"
WITH_DELTA = "-sum(j, y[j] * (delta[i, j] - P[i]))"


def prove(
    *lines: str, start: str = LOSS[0], goal: str = LOSS[1], known: str = "P", most: Targets = Targets.ONE_HOT
) -> Ledger:
    (first,), (last,) = read(start).sides, read(goal).sides
    return examine(Task(first, last, frozenset(known), most), lines)


def trouble(*lines: str, **options) -> str:
    found = prove(*lines, **options).trouble
    return f"{found.lead} {found.cause}" if found else ""


def test_marks_say_how_far_a_proof_holds() -> None:
    ledger = prove(INSIDE, "because sum(y) = 1", "P[i]", "nonsense")
    assert [row.mark for row in ledger.rows] == [Mark.FOLLOWS, Mark.CLAIMED, Mark.FAILS, Mark.WAITING]
    assert ledger.rows[0].latex.startswith(r"-\sum_{j} y_{j}")
    assert ledger.rows[3].latex == ""


def test_numbers_show_a_target_where_that_tells_the_lines_apart() -> None:
    assert prove("-y[i] * diff(log(P[i]), h[i])").trouble.numbers == (
        "For K = 3, h = [2, 1, 0], y = [0.2, 0.5, 0.3], i = 0 (classes count from 0)",
        "the start: 0.4652",  # 0.66524 - 0.2
        "line 1: -0.06695",  # 0.2 * (0.66524 - 1)
    )


def test_numbers_for_which_it_fails_can_be_recomputed() -> None:
    numbers = prove(INSIDE, WITH_DELTA, "P[i] - y[i]").trouble.numbers
    assert numbers == (
        "For K = 3, h = [2, 1, 0], y = [1, 0.5, 0.25], i = 0 (classes count from 0)",
        "line 2: 0.1642",  # 1.75 * 0.66524 - 1
        "line 3: -0.3348",  # 0.66524 - 1
    )


@pytest.mark.parametrize("fact", ["sum(j, y[j]) = 1", "1 = sum(y)", "y[i] + sum(j != i, y[j]) = 1", "1 - sum(y) = 0"])
def test_a_fact_in_any_words_may_be_claimed_at_any_place_before_its_use(fact: str) -> None:
    assert not trouble(f"because {fact}", INSIDE, WITH_DELTA, "P[i] - y[i]")
    assert not trouble(INSIDE, WITH_DELTA, f"because {fact}", "P[i] - y[i]")
    assert "needs a fact about y" in trouble(INSIDE, WITH_DELTA, "P[i] - y[i]", f"because {fact}")


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("sum(y) = 2", "is not so"),
        ("y[i] = 1", "is not so"),
        ("P[i] = y[i]", "is not so"),
        ("y[c] = 1", "says less about y than it is used for"),
        ("y[j] * y[k] = y[j] * delta[j, k]", "says less"),
        ("sum(y) ** 2 = 1", "says less"),
        ("P[i] * sum(y) = P[i]", "rests on a fact about y"),
        ("diff(L, h[i]) = P[i] - y[i]", "rests on a fact about y"),
        ("diff(L, h[i]) = P[i] * sum(y) - y[i]", "in one go"),
    ],
)
def test_a_claim_that_does_not_stand(claim: str, says: str) -> None:
    assert says in trouble(f"because {claim}", INSIDE)


def test_where_nothing_is_known_of_the_targets_nothing_may_be_claimed() -> None:
    assert "is not so" in trouble("because sum(y) = 1", INSIDE, most=Targets.ANYTHING)
    assert "is not so" in trouble("because y[j] = delta[j, c]", INSIDE, most=Targets.SUM_TO_ONE)


def test_a_true_claim_that_needs_no_fact_is_a_lemma() -> None:
    assert not trouble(
        "because sum(j, P[j]) = 1",
        "because sum(j, delta[i, j] * y[j]) = y[i]",
        INSIDE,
        WITH_DELTA,
        "because sum(y) = 1",
        "P[i] - y[i]",
    )


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("P[i] * sum(y) - y[i]",), "works out diff(L, h[i]) in one go. First write L in full"),
        (
            ("diff(-sum(j, y[j] * log(P[j])), h[i])", WITH_DELTA),
            "First bring diff inside of the sum",
        ),
        (("P[i] * sum(y) - y[i] + 0 * diff(h[i], h[i])",), "works out diff(L, h[i]) in one go"),
        ((INSIDE, "P[i] * sum(y) - y[i]"), "hides the two cases"),
        ((INSIDE, "P[i] * sum(y) - y[i] * delta[i, i]"), "hides the two cases"),
        ((INSIDE, "P[i] * sum(y) - y[i] * diff(h[i], h[i])"), "hides the two cases"),
        ((INSIDE, "P[i] * sum(y) - diff(y[i] * h[i], h[i])"), "hides the two cases"),
        (("sum(i, y[i] * P[i])",), "sums over i, but i stands for one class"),
        (("-y[j] * diff(log(P[j]), h[i])",), "In line 1 j stands outside of every sum"),
    ],
)
def test_a_line_that_is_true_and_does_too_much(lines: tuple[str, ...], says: str) -> None:
    assert says in trouble(*lines)


SPLIT_LOGARITHM = "diff(sum(y) * log(sum(exp(h))) - sum(j, y[j] * h[j]), h[i])"
ONE_LOGARITHM = "diff(-sum(j, y[j] * h[j]) + log(sum(exp(h))), h[i])"


@pytest.mark.parametrize(
    "lines",
    [
        (ONE_LOGARITHM, "P[i] - y[i]"),
        (ONE_LOGARITHM, "-y[i] + exp(h[i]) / sum(exp(h))"),
        (ONE_LOGARITHM, "P[i] - y[i] + sum(j, y[j] * delta[i, j]) - sum(j, y[j] * delta[i, j])"),
        ("P[i] - diff(sum(j, y[j] * h[j]), h[i])", "P[i] - y[i]"),
        ("P[i] - sum(j, y[j] * diff(h[j], h[i]))", "P[i] - y[i]"),
        ("diff(log(sum(exp(h))), h[i]) - diff(sum(j, y[j] * h[j]), h[i])", "P[i] - y[i]"),
    ],
)
def test_a_sum_of_logits_times_targets_gets_its_line_with_delta(lines: tuple[str, ...]) -> None:
    found = trouble(SPLIT_LOGARITHM, "because sum(y) = 1", *lines)
    assert "Line 4 is true, but it hides the two cases: where j is i, and where it isn't." in found
    assert "where diff(h[j], h[i]) is worked out, delta[i, j] appears." in found
    with_delta = "-sum(j, y[j] * delta[i, j]) + exp(h[i]) / sum(exp(h))"
    assert not trouble(SPLIT_LOGARITHM, "because sum(y) = 1", lines[0], with_delta, "P[i] - y[i]")


CONSTANT = "-sum(j, diff(y[j], h[i]) * log(P[j]) + y[j] * diff(log(P[j]), h[i]))"


@pytest.mark.parametrize(
    "lines",
    [
        (CONSTANT, INSIDE),
        (CONSTANT, "-sum(j, 0 * log(P[j]) + y[j] * diff(log(P[j]), h[i]))", INSIDE),
        (CONSTANT, "-sum(j, diff(y[j], h[i]) * log(P[j])) + " + INSIDE, "0 + " + INSIDE),
        ("because diff(y[j], h[i]) = 0", CONSTANT, INSIDE),
        ("-sum(j, diff(y[j] * log(P[j]), h[i]))", INSIDE),
    ],
)
def test_the_derivative_of_a_constant_is_0_without_more_ado(lines: tuple[str, ...]) -> None:
    assert not trouble(*lines, WITH_DELTA, "because sum(y) = 1", "P[i] - y[i]")


LOGARITHMS = "diff(-sum(j, y[j] * (h[j] - log(sum(exp(h))))), h[i])"


@pytest.mark.parametrize(
    "lines",
    [
        ("-sum(j, y[j] * (diff(h[j], h[i]) - diff(log(sum(exp(h))), h[i])))",),
        (INSIDE, "-sum(j, y[j] * (diff(h[j], h[i]) - P[i]))"),
        (LOGARITHMS, "-sum(j, y[j] * (diff(h[j], h[i]) - P[i]))"),
        (LOGARITHMS, "-sum(j, y[j] * diff(h[j], h[i])) + sum(y) * exp(h[i]) / sum(exp(h))"),
        (LOGARITHMS, "-y[i] + sum(y) * diff(log(sum(exp(h))), h[i])", "-sum(j, y[j] * delta[i, j]) + sum(y) * P[i]"),
    ],
)
def test_a_logit_left_standing_in_a_step_of_a_reasonable_size(lines: tuple[str, ...]) -> None:
    assert not trouble(*lines, "P[i] * sum(y) - sum(j, y[j] * delta[i, j])", "because sum(y) = 1", "P[i] - y[i]")


@pytest.mark.parametrize(
    "line",
    [
        "P[i] * sum(y) - sum(j, y[j] * diff(h[j], h[i]))",
        "P[i] * sum(y) - y[i] * diff(h[i], h[i])",
        "sum(j, y[j] * (sum(k, P[k] * diff(h[k], h[i])) - diff(h[j], h[i])))",
        "P[i] * sum(y) - sum(j, y[j] * diff(3 * h[j] + 1, h[i]) / 3)",
        "P[i] * sum(y) - sum(j, y[j] * diff(exp(h[j]), h[i]) / exp(h[j]))",
        "P[i] * sum(y) - sum(j, y[j] * delta[i, j]) + diff(log(P[i]), h[i]) - diff(log(P[i]), h[i])",
    ],
)
def test_the_loss_is_not_taken_apart_by_a_logit_left_standing(line: str) -> None:
    assert "works out diff(L, h[i]) in one go" in trouble(line)
    assert "First bring diff inside of the sum" in trouble("diff(-sum(j, y[j] * log(P[j])), h[i])", line)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        (("-y[i] * diff(log(P[i]), h[i])",), "h[i] moves every P[j], not only P[i]: the sum over j stays."),
        (("diff(L, P[i]) * diff(P[i], h[i])",), "h[i] moves every P[j], not only P[i]: the sum over j stays."),
        ((INSIDE, "-y[i] * diff(log(P[i]), h[i])"), "j ≠ i are forgotten. h[i] moves every P[j], not only P[i]"),
        (("-y[i] / P[i]",), "That is the derivative by P[i]."),
        ((INSIDE, "-y[i] / P[i]"), "That is the derivative by P[i]."),
        (("-sum(j, y[j]) * diff(log(P[i]), h[i])",), "here P[i] stands in all of them"),
        ((INSIDE, "-sum(j, y[j]) * diff(log(P[i]), h[i])"), "here P[i] stands in all of them"),
        (("sum(j, diff(L, P[j])) * sum(j, diff(P[j], h[i]))",), "A product of sums is no sum of products"),
        (("sum(j, diff(L, P[j])) * sum(k, diff(P[k], h[i]))",), "A product of sums is no sum of products"),
    ],
)
def test_what_is_wrong_with_a_derivative_of_the_loss(lines: tuple[str, ...], says: str) -> None:
    assert says in trouble(*lines)


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((f"{INSIDE}{WITH_DELTA}",), "Is a comma missing between two lines?"),
        ((INSIDE, WITH_DELTA, "because sum(y) = 1P[i] - y[i]"), "Is a * missing"),
        ((INSIDE, WITH_DELTA + "because sum(y) = 1"), "Is a comma missing between two lines?"),
        ((INSIDE, WITH_DELTA, "P[i] - y[i], because sum(y) = 1"), "A fact stands on a line of its own"),
        ((INSIDE, WITH_DELTA, "sum(y) = 1"), 'starts with because: "because sum(y) = 1"'),
        ((INSIDE, "because y is one-hot"), "A fact is written as an equation"),
        ((INSIDE,), "diff(log(P[j]), h[i]) is still to be worked out"),
    ],
)
def test_slips_of_notation_are_told_as_such(lines: tuple[str, ...], says: str) -> None:
    assert says in trouble(*lines)


@pytest.mark.parametrize("end", ["+0.0000001", "+ y[i]", "-0.25", "-P[i]"])
def test_no_comma_is_missing_before_a_term_that_is_too_much(end: str) -> None:
    found = trouble(INSIDE, WITH_DELTA, "because sum(y) = 1", "P[i] - y[i]", f"P[i] - y[i]{end}")
    assert "does not follow" in found
    assert "comma" not in found


def test_the_chain_rule_through_the_probabilities() -> None:
    chain = "sum(j, diff(L, P[j]) * diff(P[j], h[i]))"
    assert not trouble(
        chain, "sum(j, -y[j] / P[j] * diff(P[j], h[i]))", WITH_DELTA, "because sum(y) == 1", "P[i] - y[i]"
    )
    assert "does not follow" in trouble(chain, "sum(j, -y[j] * diff(P[j], h[i]))")
    assert "By P[j] only what is made of P and y" in trouble("sum(j, diff(L - h[j], P[j]) * diff(P[j], h[i]))")


def test_a_claim_that_is_not_so_is_shown_where_all_else_is_so() -> None:
    assert (
        prove("because y[i] = 1", INSIDE).trouble.numbers[0]
        == "For K = 3, h = [2, 1, 0], y = [1, 0, 0], i = 1 (classes count from 0)"
    )


@pytest.mark.parametrize(
    ("claim", "cause"),
    [("y[j] = delta[j, i]", True), ("y[i] = 1", True), ("y[i] = 0", False), ("sum(y) = 2", False)],
)
def test_what_holds_of_the_true_class_alone_is_told_as_such(claim: str, cause: bool) -> None:
    found = trouble(f"because {claim}", INSIDE)
    assert "is not so" in found
    assert ("That holds only where i is the true class; i is any class." in found) == cause


QUOTIENT = "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("(exp(h[j]) * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2", "It is right where j is i"),
        ("P[j] * (1 - P[j])", "It is right where j is i"),
        (
            "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * sum(exp(h))) / sum(exp(h)) ** 2",
            "only the term k = i",
        ),
    ],
)
def test_what_is_wrong_with_a_softmax_derivative(line: str, says: str) -> None:
    start, goal = "diff(exp(h[j]) / sum(exp(h)), h[i])", "P[j] * (delta[i, j] - P[i])"
    assert says in trouble(QUOTIENT, line, start=start, goal=goal, known="", most=Targets.ANYTHING)
    bare = QUOTIENT.replace("(diff", "diff", 1).replace(")) /", ") /")
    assert "Brackets are missing around" in trouble(bare, start=start, goal=goal, known="", most=Targets.ANYTHING)


SOFTMAX = {
    "start": "diff(exp(h[j]) / sum(exp(h)), h[i])",
    "goal": "P[j] * (delta[i, j] - P[i])",
    "known": "",
    "most": Targets.ANYTHING,
}


@pytest.mark.parametrize(
    "line",
    [
        "P[j] * diff(h[j], h[i]) - P[j] * P[i]",
        "P[j] * (diff(h[j], h[i]) - P[i])",
        "P[j] * (diff(h[j], h[i]) - sum(k, P[k] * diff(h[k], h[i])))",
        "P[j] * (diff(h[j] - 2 * h[i], h[i]) + 2 - P[i])",
        "P[j] * (delta[i, j] - P[i]) + diff(exp(h[j]), h[i]) - diff(exp(h[j]), h[i])",
        # The square stands there, but the rule was worked out.
        "(exp(h[j]) * diff(h[j], h[i]) * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
    ],
)
def test_softmax_is_not_taken_apart_by_a_logit_left_standing(line: str) -> None:
    assert "in one go. First use the product rule or the quotient rule" in trouble(line, SOFTMAX["goal"], **SOFTMAX)
    assert "The derivative of P is what is to be proved." in trouble("diff(P[j], h[i])", line, **SOFTMAX)
    assert "in one go" in trouble(f"because {SOFTMAX['start']} = {line}", **SOFTMAX)


@pytest.mark.parametrize(
    "line",
    [
        "(exp(h[j]) * diff(h[j], h[i]) * sum(exp(h)) - exp(h[j]) * sum(k, exp(h[k]) * diff(h[k], h[i])))"
        " / sum(exp(h)) ** 2",
        "(exp(h[j]) * diff(h[j], h[i]) * sum(exp(h)) - exp(h[j]) * sum(k, exp(h[k]) * diff(h[k], h[i])))"
        " / (sum(m, exp(h[m])) * sum(m, exp(h[m])))",
        "exp(h[j]) * diff(h[j], h[i]) / sum(exp(h))"
        " - exp(h[j]) * sum(k, exp(h[k]) * diff(h[k], h[i])) * sum(exp(h)) ** (-2)",
        "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
        "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
        "P[j] * (diff(h[j], h[i]) - diff(log(sum(exp(h))), h[i]))",
    ],
)
def test_the_quotient_rule_in_a_step_of_a_reasonable_size(line: str) -> None:
    assert not trouble(line, "P[j] * delta[i, j] - P[j] * P[i]", **SOFTMAX)


@pytest.mark.parametrize("numerator", ["delta[i, j]", "diff(h[j], h[i])"])
def test_the_rule_of_a_reciprocal_beside_what_is_worked_out(numerator: str) -> None:
    product = "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])"
    logits = "exp(h[j]) / sum(exp(h)) ** 2 * sum(k, exp(h[k]) * diff(h[k], h[i]))"
    line = f"exp(h[j]) * {numerator} / sum(exp(h)) - {logits}"
    assert not trouble(product, line, "P[j] * delta[i, j] - P[j] * P[i]", **SOFTMAX)


@pytest.mark.parametrize("before", [(), (QUOTIENT,)])
@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("(exp(h[i]) * sum(exp(h)) - exp(h[i]) * exp(h[i])) / sum(exp(h)) ** 2", "You put i for j"),
        ("P[i] * (1 - P[i])", "You put i for j: that is one of the two cases. Keep j"),
        ("-exp(h[j]) * exp(h[i]) / sum(exp(h)) ** 2", "It is right where j is not i"),
        ("-P[j] * P[i]", "It is right where j is not i"),
    ],
)
def test_one_of_the_two_cases_is_told_as_such(before: tuple[str, ...], line: str, says: str) -> None:
    assert says in trouble(*before, line, **SOFTMAX)


def test_a_sum_without_a_letter_runs_over_none_that_stands_for_a_class() -> None:
    line = "(diff(exp(h[i]), h[i]) * sum(exp(h)) - exp(h[i]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2"
    assert "You put i for j" in trouble(line, **SOFTMAX)


WORKED_OUT = "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2"
SWAPPED = "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[i]) * diff(sum(exp(h)), h[j])) / sum(exp(h)) ** 2"
BY_CHAIN = "-sum(j, y[j] * diff(P[j], h[i]) / P[j])"


@pytest.mark.parametrize(
    ("lines", "stray"),
    [
        ((SWAPPED,), "diff(sum(k, exp(h[k])), h[j])"),
        (("diff(P[j], h[i])", SWAPPED), "diff(sum(k, exp(h[k])), h[j])"),
        (("diff(exp(h[i]) / sum(exp(h)), h[j])",), "diff(exp(h[i]) / sum(k, exp(h[k])), h[j])"),
        ((QUOTIENT, WORKED_OUT, "P[j] * (diff(h[i], h[j]) - P[i])"), "diff(h[i], h[j])"),
        ((f"because diff(P[j], h[i]) = {SWAPPED}",), "diff(sum(k, exp(h[k])), h[j])"),
        (("because diff(P[j], h[i]) = diff(P[i], h[j])",), "diff(P[i], h[j])"),
        (("because diff(P[i], h[j]) = P[i] * diff(log(P[i]), h[j])", "diff(P[i], h[j])"), "diff(P[i], h[j])"),
    ],
)
def test_i_and_j_do_not_change_places_where_no_rule_says_so(lines: tuple[str, ...], stray: str) -> None:
    """The matrix is symmetric, so that numbers see no difference."""
    ledger = prove(*lines, **SOFTMAX)
    assert "the same numbers" in ledger.trouble.lead or "The numbers of line" in ledger.trouble.lead
    assert ledger.trouble.cause == (
        f"Look at what `{stray}` is differentiated by: from the first line to the last that is h[i]."
    )
    assert ledger.rows[-1].mark is Mark.FAILS


def test_i_and_j_do_not_change_places_in_the_loss() -> None:
    line = "-sum(j, y[j] * diff(P[i], h[j]) / P[j])"
    assert "Look at what `diff(P[i], h[j])` is" in trouble(INSIDE, BY_CHAIN, line)
    assert not trouble(
        "because diff(P[j], h[i]) = diff(P[i], h[j])",
        INSIDE,
        BY_CHAIN,
        line,
        WITH_DELTA,
        "because sum(y) = 1",
        "P[i] - y[i]",
    ), "what is known of P shows that they are the same"


@pytest.mark.parametrize(
    "line",
    [
        "(exp(h[j]) * diff(h[j], h[i]) * sum(exp(h)) - exp(h[j]) * sum(k, diff(exp(h[k]), h[k]) * diff(h[k], h[i])))"
        " / sum(exp(h)) ** 2",
        "(diff(exp(h[j]), h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * sum(k, delta[i, k] * diff(exp(h[k]), h[k])))"
        " / sum(exp(h)) ** 2",
    ],
)
def test_the_chain_rule_may_go_through_any_logit(line: str) -> None:
    assert not trouble(QUOTIENT, line, WORKED_OUT, SOFTMAX["goal"], **SOFTMAX)
    assert not trouble("sum(k, diff(L, h[k]) * diff(h[k], h[i]))", INSIDE, WITH_DELTA, "because sum(y) = 1", LOSS[1])


def test_what_a_line_differentiates_by_comes_before_its_delta() -> None:
    both = QUOTIENT.replace("h[i])", "h[j])")
    assert "Look at what `diff(exp(h[j]), h[j])` is differentiated by: from the" in trouble(both, **SOFTMAX)


def test_a_line_that_is_true_is_marked_so() -> None:
    assert prove("P[i] * sum(y) - y[i]").rows[0].mark is Mark.TOO_MUCH
    assert "too much at once" in trouble("because sum(y) = 1", "P[i] - y[i]")
    assert "too much at once" in trouble("P[i] - y[i]"), "the fact is not told to somebody who has not come to it"


def test_what_is_to_be_proved_may_not_be_used() -> None:
    start, goal = "diff(exp(h[j]) / sum(exp(h)), h[i])", "P[j] * (delta[i, j] - P[i])"
    found = trouble("diff(P[j], h[i])", goal, start=start, goal=goal, known="")
    assert "The derivative of P is what is to be proved." in found
    found = trouble("P[j] * diff(log(P[j]), h[i])", goal, start=start, goal=goal, known="")
    assert "The derivative of P is what is to be proved." in found
    found = trouble(f"because diff(P[j], h[i]) = {goal}", goal, start=start, goal=goal, known="")
    assert "in one go" in found


def test_the_end_is_the_goal_in_so_many_words() -> None:
    steps = (INSIDE, WITH_DELTA, "because sum(y) = 1")
    assert not trouble(*steps, "-(y[i] - P[i])")
    assert not trouble(*steps, "P[i] + (-1) * y[i]")
    assert "It still has another form" in trouble(*steps)
    assert "It still has another form" in trouble(*steps, "exp(h[i]) / sum(exp(h)) - y[i]")
    assert "It still has another form" in trouble(*steps, "P[i] + P[i] - P[i] + P[i] - P[i] - y[i]")
    assert "A fact about y is still to be claimed" in trouble(INSIDE, WITH_DELTA)


def test_a_claim_without_a_line_is_no_proof() -> None:
    assert prove().trouble.not_started
    assert prove("diff(L, h[i])").trouble.not_started
    assert prove("because sum(y) = 1").trouble.not_started


def ask(lines: object) -> State | None:
    """What the verb finds; None where it passes."""
    try:
        check.derivation(lines, start=LOSS[0], goal=LOSS[1], known=["P"])
    except NotYet as told:
        return told.finding.state
    return None


RIGHT = [INSIDE, WITH_DELTA, "because sum(y) = 1", "P[i] - y[i]"]


def test_lines_as_a_list_a_tuple_or_one_string(capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(RIGHT) is ask(tuple(RIGHT)) is ask("\n".join(RIGHT)) is ask([RIGHT[0], "", *RIGHT[1:], ..., ""]) is None
    assert capsys.readouterr().out.count("✓ Passed · proof") == 4


def test_dots_among_the_lines_are_not_passed_over() -> None:
    with pytest.raises(NotYet) as told:
        check.derivation([RIGHT[0], ..., *RIGHT[1:]], start=LOSS[0], goal=LOSS[1], known=["P"])
    assert told.value.finding.state is State.NOT_YET
    assert "Line 2 is still `...`, and there are lines after it" in told.value.finding.line


@pytest.mark.parametrize("lines", [(INSIDE, WITH_DELTA, "P[i] - y[i]"), (INSIDE, WITH_DELTA, SPLIT)])
def test_the_fact_itself_is_not_told(lines: tuple[str, ...]) -> None:
    found = trouble(*lines)
    assert '"because ... = ..."' in found
    assert "= 1" not in found


@pytest.mark.parametrize(
    ("lines", "state"),
    [
        (..., State.NOT_STARTED),
        ([], State.NOT_STARTED),
        (["diff(L, h[i])", ...], State.NOT_STARTED),
        (None, State.NOT_YET),
        (3, State.NOT_YET),
        ({"a": 1}, State.NOT_YET),
        ([1, 2], State.NOT_YET),
        ([RIGHT], State.NOT_YET),
        (RIGHT * 20, State.NOT_YET),
    ],
)
def test_what_is_no_proof_gets_a_clear_line(lines: object, state: State) -> None:
    assert ask(lines) is state


def test_the_card_shows_mathematics_and_escapes_what_was_typed() -> None:
    with pytest.raises(NotYet) as told:
        check.derivation([INSIDE, "<b>P</b>"], start=LOSS[0], goal=LOSS[1], known=["P"])
    page = html(told.value.finding)
    assert r"\(\displaystyle -\sum_{j} y_{j}" in page
    assert "<b>P</b>" not in page
    assert "&lt;b&gt;P&lt;/b&gt;" in page
    assert "  ✓ 1  -sum(j" in text(told.value.finding)
    assert "  ✗ 2  <b>P</b>" in text(told.value.finding)


def test_a_fact_is_shown_as_one_whatever_became_of_it() -> None:
    with pytest.raises(NotYet) as told:
        check.derivation(
            [INSIDE, "because y[i] = 3", "because sum(y) = 1", WITH_DELTA], start=LOSS[0], goal=LOSS[1], known=["P"]
        )
    assert [row.mark for row in told.value.finding.ledger][1:3] == [Mark.FAILS, Mark.WAITING]
    page = html(told.value.finding)
    assert r"because \(\displaystyle y_{i} = 3\)" in page
    assert r"because \(\displaystyle \sum" in page
    assert page.count(r"\displaystyle = ") == 1, "a fact is no step, and the first line follows nothing"


PRODUCT = "diff(exp(h[j]), h[i]) / sum(exp(h)) + exp(h[j]) * diff(1 / sum(exp(h)), h[i])"
POWER = "diff(exp(h[j]), h[i]) * sum(exp(h)) ** -1 + exp(h[j]) * diff(sum(exp(h)) ** -1, h[i])"
EXPONENT = "diff(exp(h[j] - log(sum(exp(h)))), h[i])"


@pytest.mark.parametrize("before", [(PRODUCT,), (POWER,), (EXPONENT, "P[j] * diff(h[j] - log(sum(exp(h))), h[i])")])
def test_the_chain_rule_may_go_in_one_step(before: tuple[str, ...]) -> None:
    assert not trouble(*before, "exp(h[j]) * delta[i, j] / sum(exp(h)) - P[j] * P[i]", SOFTMAX["goal"], **SOFTMAX)


@pytest.mark.parametrize(
    ("form", "rule"),
    [
        (EXPONENT, "the chain rule"),
        ("diff(1 / sum(k, exp(h[k] - h[j])), h[i])", "the chain rule"),
        ("diff(sum(k, exp(h[k] - h[j])) ** -1, h[i])", "the chain rule"),
        ("2 * diff(exp(h[j] - log(sum(exp(h)))) / 2 + 3, h[i])", "the chain rule"),
        ("diff(exp(h[j]) * sum(exp(h)) ** -1, h[i])", "the product rule or the quotient rule"),
    ],
)
def test_what_is_to_be_proved_is_never_one_step(form: str, rule: str) -> None:
    assert f"in one go. First use {rule}" in trouble(form, SOFTMAX["goal"], **SOFTMAX)


def test_a_start_that_is_one_step_may_be_one() -> None:
    assert not trouble("P[i]", start="diff(log(sum(exp(h))), h[i])", goal="P[i]", known="")


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((PRODUCT, "exp(h[j]) * delta[i, j] / sum(exp(h)) + P[j] * P[i]"), "-v' / v ** 2: the minus got lost"),
        ((POWER, "exp(h[j]) * delta[i, j] / sum(exp(h)) + P[j] * P[i]"), "-v' / v ** 2: the minus got lost"),
        ((PRODUCT, "P[j] * delta[i, j] - exp(h[j]) * P[i]"), "-v' / v ** 2: the square got lost"),
        ((POWER, "P[j] * delta[i, j] - exp(h[j]) * P[i]"), "-v' / v ** 2: the square got lost"),
        ((PRODUCT, "P[j] * delta[i, j] - P[j] / sum(exp(h))"), "-v' / v ** 2: the v' got lost"),
        ((PRODUCT, "P[j] * delta[i, j] + exp(h[j]) / exp(h[i])"), "-v' / v ** 2, and not 1 / v'"),
        ((PRODUCT, "P[j] * delta[i, j]"), "The part below the fraction is treated as a constant"),
        (
            (QUOTIENT, WORKED_OUT.replace("exp(h[i])", "exp(h[i]) * delta[i, j]")),
            "The factor `delta[i, j]` is too much",
        ),
        ((QUOTIENT, WORKED_OUT.replace("exp(h[i])", "exp(h[j])")), "the second or the third `h[j]`"),
        ((QUOTIENT, WORKED_OUT.replace("exp(h[j]) * delta", "delta")), "The factor `exp(h[j])` got lost: `delta"),
        ((QUOTIENT, WORKED_OUT.replace(" ** 2", "")), "The power of `sum(k, exp(h[k])) ** 2` got lost"),
        ((QUOTIENT, WORKED_OUT.replace("(exp(h[j])", "exp(h[j])", 1).replace(") /", " /")), "Are brackets missing?"),
        ((WORKED_OUT, "P[j] * delta[i, j] - P[j] * exp(h[i])"), "got lost: `P[j] * exp(h[i])` needs it."),
        ((WORKED_OUT, "P[j] * (delta[i, j] - P[j])"), "the first or the second `P[j]`"),
        ((WORKED_OUT, "P[j] * delta[i, j] - P[i] ** 2"), "In `P[i] ** 2` one of the two factors"),
        ((WORKED_OUT, "P[j] * (delta[i, j] - y[i])"), "Should `y[i]` be P?"),
        (
            (QUOTIENT, WORKED_OUT.replace("sum(exp(h)) -", "sum(k != i, exp(h[k])) -")),
            "The condition k != i is too much.",
        ),
        ((QUOTIENT, WORKED_OUT.replace("exp(h[i])", "h[i]")), "The exp of `h[i]` got lost."),
        ((QUOTIENT, WORKED_OUT.replace("exp(h[i])", "exp(P[i])")), "Should `P[i]` be h?"),
        ((QUOTIENT, WORKED_OUT.replace("delta[i, j] * sum", "delta[i, j] / sum")), "be a product?"),
        (
            (WORKED_OUT, "P[j] * delta[i, j] - P[j] * P[i]", "delta[i, j] - P[i]"),
            "`P[j]` got lost: the whole line needs it",
        ),
        ((PRODUCT.replace("+", "-"),), "The sign of `exp(h[j]) * diff(1 / sum(k, exp(h[k])), h[i])` is wrong."),
        (
            (QUOTIENT.replace("(diff", "(K * diff").replace("sum(exp(h)) -", "K -"),),
            "Look at the factor of `diff(exp(h[j])",
        ),
        # No one change explains these: what is told is where to look.
        ((WORKED_OUT, "K * delta[i, j] - P[j] * P[i]"), "Look at the factor of delta[i, j]."),
        ((WORKED_OUT, "P[j] * delta[i, j] - P[j] ** 3 / P[i]"), "Look at the indices of what stands beside delta"),
    ],
)
def test_a_line_that_has_its_delta_is_told_what_else_is_wrong(lines: tuple[str, ...], says: str) -> None:
    steps = lines if lines[0] != WORKED_OUT else (QUOTIENT, *lines)
    found = trouble(*steps, **SOFTMAX)
    assert says in found
    assert "needs its delta" not in found
    assert "needs a term with delta" not in found


ONE_HOT = "because y[j] = delta[j, c]"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((INSIDE, WITH_DELTA, "-sum(j, y[j]) + P[i]"), "delta is taken as 1 in every term"),
        ((INSIDE, WITH_DELTA, "-sum(j, y[j]) + P[i]"), "And it needs a fact about y, claimed before it."),
        ((INSIDE, WITH_DELTA, "-y[i] * sum(j, delta[i, j] - P[i])"), "`y[j]` can't be taken out of the sum over j"),
        ((INSIDE, "-y[i] * sum(j, diff(log(P[j]), h[i]))"), "`y[j]` can't be taken out of the sum over j"),
        (("-sum(j, y[j] * P[j] * diff(P[j], h[i]))",), "here u itself stands for 1/u."),
        ((INSIDE, "-sum(j, y[j] * P[j] * diff(P[j], h[i]))"), "here u itself stands for 1/u."),
        ((INSIDE, "-y[i] * (1 - P[i]) + P[i] * sum(j, y[j])"), "The term j = i is counted once too often"),
        (("diff(-log(P[i]), h[i])",), "i is any class. Call the true class c."),
        ((INSIDE, "diff(-log(P[i]), h[i])"), "i is any class. Call the true class c."),
        ((INSIDE, WITH_DELTA, SPLIT, "-1 + P[i]"), "i is any class. Call the true class c."),
        ((INSIDE, "because y[j] = delta[j, k]"), "k is any class. Call the true class c."),
        (("-sum(j, y[j] * log(P[j]))",), "The derivative got lost: `L` still is to be differentiated by h[i]."),
        (("-sum(j, y[j] * diff(log(P[j]), h[j]))",), "from the first line to the last that is h[i]"),
        ((INSIDE, "-sum(j, y[j] * diff(h[j] - sum(k, exp(h[k])), h[i]))"), "The logarithm of the sum got lost"),
        (
            (
                INSIDE,
                INSIDE.replace("P[j]", "exp(h[j]) / sum(exp(h))"),
                INSIDE.replace("log(P[j])", "h[j] - sum(exp(h))"),
            ),
            "The logarithm of `sum(k, exp(h[k]))` got lost",
        ),
        ((INSIDE, "-sum(j, y[j] * delta[i, j] - P[i])"), "`y[j]` multiplies `delta[i, j]` alone"),
        (("-sum(j, diff(log(P[j]), h[i]))",), "The factor `y[j]` got lost: `diff(log(P[j]), h[i])` needs it."),
        ((INSIDE, "because sum(j != i, y[j]) = 1"), "leaves out the term j = i, `y[i]`"),
        ((INSIDE, WITH_DELTA, "y[i] - P[i]"), "or there is one too many. And it needs a fact about y"),
        ((INSIDE, WITH_DELTA, "because sum(y) = 1", "-y[i] - P[i]"), "The sign of `P[i]` is wrong."),
        ((ONE_HOT, "-diff(log(P[c]), h[i])", "P[i]"), "where c is i, the derivative of P[c] has one more term"),
        (("because sum(k, P[k] * diff(log(P[k]), h[i])) = 0",), "the two cases: where k is i, and where it isn't."),
        (("sum(i != j, y[j])",), "The letter that runs comes first: write sum(j != i, ...)."),
    ],
)
def test_what_students_do_to_the_loss(lines: tuple[str, ...], says: str) -> None:
    assert says in trouble(*lines)


FRACTION = "exp(h[j]) / sum(k, exp(h[k]))"
BY_FRACTION = f"-sum(j, y[j] * diff({FRACTION}, h[i]) / P[j])"


@pytest.mark.parametrize(
    "lines",
    [
        (BY_FRACTION, "-sum(j, y[j] * P[j] * (delta[i, j] - P[i]) / P[j])"),
        (
            f"-sum(j, y[j] * sum(k, exp(h[k])) / exp(h[j]) * diff({FRACTION}, h[i]))",
            "-sum(j, y[j] * sum(k, exp(h[k])) / exp(h[j]) * P[j] * (delta[i, j] - P[i]))",
        ),
        (f"because diff({FRACTION}, h[i]) = P[j] * (delta[i, j] - P[i])", BY_FRACTION),
        (f"-sum(j, y[j] * diff(log({FRACTION}), h[i]))",),
        (f"-sum(j, diff(y[j] * log({FRACTION}), h[i]))",),
        ("-sum(j, y[j] * diff(exp(h[j]) * sum(k, exp(h[k])) ** -1, h[i]) / P[j])",),
        ("-sum(j, y[j] * diff(1 / sum(k, exp(h[k])) * exp(h[j]), h[i]) / P[j])",),
        ("-sum(j, diff(-y[j] * exp(h[j]) / sum(k, exp(h[k])), h[i]) / -P[j])",),
    ],
)
def test_what_is_known_of_p_is_known_of_its_fraction(lines: tuple[str, ...]) -> None:
    assert not trouble(*lines, WITH_DELTA, "because sum(y) = 1", "P[i] - y[i]")


def test_the_fraction_of_p_is_no_way_around_the_cases_nor_the_loss() -> None:
    assert "hides the two cases" in trouble(BY_FRACTION, "P[i] * sum(y) - y[i]")
    assert "First bring diff inside" in trouble(f"diff(-sum(j, y[j] * log({FRACTION})), h[i])", WITH_DELTA)
    for other in ("exp(h[j]) / sum(k != j, exp(h[k]))", "exp(h[j]) / sum(k, exp(2 * h[k]))", "exp(2 * h[j]) / K"):
        (node,) = read(other).sides
        assert as_probabilities(node) == node


ONE_FOR_ALL = "The derivative of h[j] by h[i] is delta[i, j]: it is 1 only where j is i, and here it is taken as 1"
LOG_SUM = "log(sum(k, exp(h[k])))"
CHAIN = "sum(j, diff(L, P[j]) * diff(P[j], h[i]))"


@pytest.mark.parametrize(
    ("lines", "says"),
    [
        ((f"-sum(j, y[j] * diff(h[j] - {LOG_SUM}, h[i]))", "-sum(j, y[j] * (1 - P[i]))"), ONE_FOR_ALL),
        ((f"-sum(j, y[j] * (diff(h[j], h[i]) - diff({LOG_SUM}, h[i])))", "-sum(j, y[j] * (1 - P[i]))"), ONE_FOR_ALL),
        (
            (f"-sum(j, y[j] * diff(h[j], h[i])) + sum(y) * diff({LOG_SUM}, h[i])", "-sum(j, y[j]) + sum(y) * P[i]"),
            ONE_FOR_ALL,
        ),
        ((BY_FRACTION, "sum(j, y[j] * P[i])"), "The case j = i is forgotten"),
        (
            (BY_CHAIN, "-sum(j, y[j] / P[j] * P[i] * (delta[i, j] - P[i]))"),
            "The derivative of P[j] begins with P[j]: look at the first `P[i]`.",
        ),
        ((BY_FRACTION, "-sum(j, y[j] / P[j] * P[i] * (delta[i, j] - P[i]))"), "begins with P[j]: look at the first"),
        ((BY_CHAIN, "-sum(j, y[j] * (delta[i, j] - P[i]) * P[i] / P[j])"), "begins with P[j]: look at the second"),
        (("-diff(log(sum(j, y[j] * P[j])), h[i])",), "The logarithm of a sum is not the sum of the logarithms."),
        (
            ("because sum(y) = 1", "-diff(log(sum(j, y[j] * P[j])), h[i])"),
            "The logarithm of a sum is not the sum of the logarithms. What has to be so of y",
        ),
        ((CHAIN, "sum(j, -sum(k, y[k] / P[k]) * diff(P[j], h[i]))"), "By P[j] only one term of the sum changes"),
        (
            (CHAIN, "sum(j, -sum(k, y[k] / P[k]) * P[j] * (delta[i, j] - P[i]))"),
            "By P[j] only one term of the sum changes",
        ),
        (
            (INSIDE, WITH_DELTA, "-y[i] + K * P[i]"),
            "sum over j of y[j] * P[i] is P[i] times the sum of the y[j], not K times P[i].",
        ),
        ((INSIDE, WITH_DELTA, SPLIT, "-y[i] + P[i] * K"), "not K times P[i]."),
        ((INSIDE, WITH_DELTA, SPLIT, "-y[i] + P[i] / (1 / K)"), "K is the number of the classes"),
        ((INSIDE, INSIDE.replace("log(P[j])", "h[j] - sum(k, h[k])")), "is not the sum of the logarithms."),
        (
            (INSIDE, INSIDE.replace("P[j]", FRACTION), INSIDE.replace("log(P[j])", "h[j] - sum(k, h[k])")),
            "is not the sum of the logarithms.",
        ),
        ((INSIDE.replace("log(P[j])", "h[j] - sum(k, h[k])"),), "is not the sum of the logarithms."),
        ((INSIDE, INSIDE.replace("log(P[j])", f"h[j] / {LOG_SUM}")), "The logarithm of the sum stays."),
        ((INSIDE.replace("log(P[j])", f"h[j] / {LOG_SUM}"),), "The logarithm of the sum stays."),
        ((CHAIN, "sum(j, -log(P[j]) * diff(P[j], h[i]))"), "still is to be differentiated by P[j]"),
        ((CHAIN, "sum(j, -y[j] * log(P[j]) * diff(P[j], h[i]))"), "still is to be differentiated by P[j]"),
        (
            ("sum(j, diff(L, P[i]) * diff(P[j], h[i]))",),
            "Look at what `diff(L, P[i])` is differentiated by: a chain goes through one P, the same in both factors.",
        ),
        ((INSIDE, "-sum(j, y[j] * (1 - P[i] if i == j else -P[i]))"), "delta[i, j] tells them apart."),
    ],
)
def test_what_a_cold_reader_was_not_told(lines: tuple[str, ...], says: str) -> None:
    assert says in trouble(*lines)


def test_a_sum_with_a_case_left_out_is_no_case_written() -> None:
    assert not trouble(
        INSIDE,
        "-y[i] * (1 - P[i]) + P[i] * sum(y[j] for j if j != i)",
        "because sum(y) = 1",
        "P[i] - y[i]",
    )


@pytest.mark.parametrize("loss", ["L", "-sum(j, y[j] * log(P[j]))"])
def test_a_line_after_a_chain_that_nothing_explains_is_refused_without_a_cause(loss: str) -> None:
    """What is tried on the line before puts logits where only P may be differentiated by."""
    found = trouble(f"sum(k, diff({loss}, P[k]) * diff(P[k], h[i]))", "7 * P[i] ** 3 + 5")
    assert found == "Line 2 does not follow from line 1. "


def test_a_line_that_cannot_be_read_is_marked_so() -> None:
    ledger = prove("P[i] - y[i", "P[i]")
    assert [row.mark for row in ledger.rows] == [Mark.UNREADABLE, Mark.WAITING]
    assert Mark.UNREADABLE.value == "can't be read"
