"""The rules of a ledger: what a line may do, and what is said of one that may not."""

from __future__ import annotations

import pytest

from nablabook import checks as check
from nablabook.checks.card import html, text
from nablabook.checks.finding import NotYet, State
from nablabook.checks.proof.ledger import Ledger, Mark, Task, examine
from nablabook.checks.proof.reader import read
from nablabook.checks.proof.worlds import Targets

LOSS = ("diff(L, h[i])", "P[i] - y[i]", "P")
INSIDE = "-sum(j, y[j] * diff(log(P[j]), h[i]))"
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


def test_numbers_for_which_it_fails_can_be_recomputed() -> None:
    numbers = prove(INSIDE, WITH_DELTA, "P[i] - y[i]").trouble.numbers
    assert numbers == (
        "For K = 3, h = [2, 1, 0], y = [1, 0.5, 0.25], i = 0",
        "line 2: 0.1642",  # 1.75 * 0.66524 - 1
        "line 3: -0.3348",  # 0.66524 - 1
    )


@pytest.mark.parametrize("fact", ["sum(j, y[j]) = 1", "1 = sum(y)", "y[i] + sum(j != i, y[j]) = 1", "1 - sum(y) = 0"])
def test_a_fact_in_any_words_may_be_claimed_at_any_place_before_its_use(fact: str) -> None:
    assert not trouble(f"because {fact}", INSIDE, WITH_DELTA, "P[i] - y[i]")
    assert not trouble(INSIDE, WITH_DELTA, f"because {fact}", "P[i] - y[i]")
    assert "needs sum(j, y[j]) = 1" in trouble(INSIDE, WITH_DELTA, "P[i] - y[i]", f"because {fact}")


@pytest.mark.parametrize(
    ("claim", "says"),
    [
        ("sum(y) = 2", "is not so"),
        ("y[i] = 1", "is not so"),
        ("P[i] = y[i]", "is not so"),
        ("y[c] = 1", "says less about y than it is used for"),
        ("y[j] * y[k] = y[j] * delta[j, k]", "says less"),
        ("sum(y) ** 2 = 1", "says less"),
        ("P[i] * sum(y) = P[i]", "rests on sum(j, y[j]) = 1"),
        ("diff(L, h[i]) = P[i] - y[i]", "rests on sum(j, y[j]) = 1"),
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
        (("sum(i, y[i] * P[i])",), "sums over i, but i stands for one class"),
        (("-y[j] * diff(log(P[j]), h[i])",), "In line 1 j stands outside of every sum"),
    ],
)
def test_a_line_that_is_true_and_does_too_much(lines: tuple[str, ...], says: str) -> None:
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


def test_the_chain_rule_through_the_probabilities() -> None:
    chain = "sum(j, diff(L, P[j]) * diff(P[j], h[i]))"
    assert not trouble(
        chain, "sum(j, -y[j] / P[j] * diff(P[j], h[i]))", WITH_DELTA, "because sum(y) == 1", "P[i] - y[i]"
    )
    assert "does not follow" in trouble(chain, "sum(j, -y[j] * diff(P[j], h[i]))")
    assert "By P[j] only what is made of P and y" in trouble("sum(j, diff(L - h[j], P[j]) * diff(P[j], h[i]))")


def test_a_claim_that_is_not_so_is_shown_where_all_else_is_so() -> None:
    assert prove("because y[i] = 1", INSIDE).trouble.numbers[0] == "For K = 3, h = [2, 1, 0], y = [1, 0, 0], i = 1"


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
    assert "It has another form yet" in trouble(*steps)
    assert "It has another form yet" in trouble(*steps, "exp(h[i]) / sum(exp(h)) - y[i]")
    assert "It has another form yet" in trouble(*steps, "P[i] + P[i] - P[i] + P[i] - P[i] - y[i]")
    assert 'still to be claimed: "because sum(j, y[j]) = 1"' in trouble(INSIDE, WITH_DELTA)


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
    assert ask(RIGHT) is ask(tuple(RIGHT)) is ask("\n".join(RIGHT)) is ask([RIGHT[0], "", ..., *RIGHT[1:]]) is None
    assert capsys.readouterr().out.count("✓ Passed · proof") == 4


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
