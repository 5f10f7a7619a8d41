"""Reading a line: what is read, what is refused with one clear sentence, and that nothing is ever evaluated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from nablabook.checks.proof.language import Binary, Delta, Diff, Entry, Neg, Node, Sum
from nablabook.checks.proof.reader import LONGEST, Unreadable, read
from nablabook.checks.proof.written import latex, plain

from .expressions import expressions


def one(text: str) -> Node:
    (side,) = read(text).sides
    return side


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("P_j*(δ_ij − P_i)", "P[j] * (delta[i, j] - P[i])"),
        ("2·y[i]×h[i]⋅P[i]", "2 * y[i] * h[i] * P[i]"),
        ("sum(y)", "sum(j, y[j])"),
        ("Σ(y)", "sum(j, y[j])"),
        ("sum(y * log(P))", "sum(j, y[j] * log(P[j]))"),
        ("sum(y[j] for j)", "sum(j, y[j])"),
        ("sum(y[j] for j if j != i)", "sum(j != i, y[j])"),
        ("sum(j, y[j], j != i)", "sum(j != i, y[j])"),
        ("sum(j ≠ i, y[j])", "sum(j != i, y[j])"),
        ("delta(i, j)", "delta[i, j]"),
        ("ln(P[i])", "log(P[i])"),
        ("P[i]^2", "P[i] ** 2"),
        ("P[i] ** (-1)", "P[i]**-1"),
        ("= P[i]  # the goal", "P[i]"),
        ("diff(L, h_i)", "diff(L, h[i])"),
        ("0.5 * y[i]", "1/2*y[i]"),
        ("- y[i] * P[i]", "-(y[i] * P[i])"),
        ("+y[i]", "y[i]"),
        ("e^h[j]", "exp(h[j])"),
        ("e**h_j / Σ(e^h)", "exp(h[j]) / sum(k, exp(h[k]))"),
        ("e^(h[j] - h[i]) * 2", "exp(h[j] - h[i]) * 2"),
        ("e^-h[j]", "exp(-h[j])"),
        ("-e^2", "-exp(2)"),
        ("sum(e, y[e] * e^h[e])", "sum(e, y[e] * exp(h[e]))"),
    ],
)
def test_the_same_in_other_spellings(text: str, same: str) -> None:
    assert plain(one(text)).replace("0.5", "1 / 2") == plain(one(same))


def test_what_binds_stronger() -> None:
    y, P = Entry("y", "i"), Entry("P", "i")
    assert one("-y[i] + P[i]") == Binary("+", Neg(y), P)
    assert one("y[i] - P[i] - y[i]") == Binary("-", Binary("-", y, P), y)
    assert one("y[i] / P[i] * y[i]") == Binary("*", Binary("/", y, P), y)
    assert one("-y[i] * P[i]") == Neg(Binary("*", y, P))
    assert one("sum(j, delta[i, j]) * y[i]") == Binary("*", Sum("j", Delta("i", "j")), y)
    assert one("diff(h[j], h[i])") == Diff(Entry("h", "j"), "i")


def test_a_line_of_several_sides_and_a_claim() -> None:
    assert len(read("P[i] = P[i] * 1 = P[i]").sides) == 3
    assert read("because sum(y) = 1").claim
    assert read("Since: y[j] = delta[j, c]").claim
    assert not read("sum(y) = 1").claim


@pytest.mark.parametrize(
    ("text", "says", "character"),
    [
        ("2P[i]", "Is a * missing before 'P'?", 1),
        ("y[j] (1 - P[i])", "Is a * missing before '('?", 5),
        ("(y[i] + P[i]", "opened at character 1 is never closed", 12),
        ("y[i] + P[i])", "closes a bracket that was never opened", 11),
        ("sum(j, y[j]", "The bracket of sum is never closed", 11),
        ("sum(j, log(P[j]), h[i])", "Is a bracket missing before this comma?", 16),
        ("P - y", "P needs an index, such as P[i]", 0),
        ("P[0]", "An index is a letter", 2),
        ("P[ij]", "An index is one small letter", 2),
        ("delta[i]", "delta takes two indices", 7),
        ("diff(L)", "diff takes what is differentiated and a logit", 6),
        ("diff(L, y[i])", "differentiated by a logit", 8),
        ("dL/dh[i]", "A derivative is written diff(..., h[i])", 0),
        ("softmax(h[i])", "'softmax' is no name here", 0),
        ("sum(3)", "A sum says what it runs over", 0),
        ("sum(j, sum(j, y[j]))", "j already runs in a sum that is still open here (opened at character 1).", 11),
        ("y[i] * sum(k, P[k] - sum(k, h[k])", "(opened at character 8). Is its ')' missing? If not, take", 25),
        ("sum(j = i, y[j])", "j alone is an index", 4),
        ("sum(j == i, y[j])", "The condition of a sum is written j != i", 6),
        ("sum(j != j, y[j])", "j != j is never so", 6),
        ("y[i] +", "The line ends where something is missing", 6),
        ("* y[i]", "Something is missing before '*'", 0),
        ("P[i] ** 0.5", "A power is a whole number", 8),
        ("P[i] ** 99", "A power is a whole number", 8),
        ("P[i] ** (1/2)", "A power is a whole number", 8),
        ("P[i] ** (-1 / 2)", "A power is a whole number", 8),
        ("P[i] ** (2", "The bracket of this power is never closed", 10),
        ("P[i] * 1[i==j]", "is written delta[i, j]", 7),
        ("1[i = j]", "is written delta[i, j]", 0),
        ("1_{i=j}", "is written delta[i, j]", 0),
        ("P[i] * (i == j)", "is written delta[i, j]", 7),
        ("P[i] * delta_{ij}", "is written delta[i, j]", 7),
        ("delta_i_j", "is written delta[i, j]", 0),
        ("delta[ij]", "is written delta[i, j]", 0),
        ("delta[i==j]", "is written delta[i, j]", 0),
        ("2 * np.exp(h[i])", "Write exp alone, without np and the dot.", 4),
        ("math.log(P[i])", "Write log alone, without math and the dot.", 0),
        ("-sum_j(y[j])", "write sum(j, ...)", 1),
        ("Σ_k exp(h[k])", "write sum(k, ...)", 0),
        ("sum_{j} y[j]", "write sum(j, ...)", 0),
        ("P_{i}", "An index is written P[j], or P_j.", 0),
        ("e^{h[j]}", "Curly brackets mean nothing here", 2),
        ("P[j] * [delta[i, j] - P[i]]", "To hold parts together, take round ones.", 7),
        ("[P[j] - P[i]] * 2", "To hold parts together, take round ones.", 0),
        ("y[i][j]", "To hold parts together, take round ones.", 4),
        ("exp[h[j]]", "exp needs round brackets", 3),
        ("y[i] != 1", "A condition belongs to a sum", 5),
        ("because sum(y)", "A fact is written as an equation", 8),
        ("y[i] @ P[i]", "'@' means nothing here", 5),
        ("1234567890123", "at most 12 digits", 0),
        ("e * h[j]", "e alone is an index", 0),
        ("e", "e alone is an index", 0),
        ("e^h[j]^2", "Two powers in a row", 6),
        ("e^", "The line ends where something is missing", 2),
        ("exp(h[j]) / S", "the sum is written out, sum(k, exp(h[k]))", 12),
        ("sum(j, y[j](1 - P[j]))", "Is a * missing before '('?", 11),
        ("log(P[j](1 - P[j]))", "Is a * missing before '('?", 8),
        ("(P[j](1 - P[j]))", "Is a * missing before '('?", 5),
        ("sum(y[j] * P[j], j)", "The letter that a sum runs over comes first", 15),
        ("p[j]", "write P, not p", 0),
        ("Y_j", "write y, not Y", 0),
        ("because sum(y) = 1 and y[c] = 1", "One fact a line", 19),
        ("because i != j", "No case is claimed here", 8),
        ("because i ≠ j", "No case is claimed here", 8),
        ("because i = j", "No case is claimed here", 8),
        ("", "The line ends where something is missing", 0),
    ],
)
def test_one_clear_sentence_and_its_place(text: str, says: str, character: int) -> None:
    with pytest.raises(Unreadable) as told:
        read(text)
    assert says in str(told.value)
    assert told.value.position == character


@pytest.mark.parametrize(
    "text",
    [
        "__import__('os').system('true')",
        "().__class__.__bases__[0]",
        "lambda: 0",
        "P[i].__class__",
        "exec(y[i])",
        "(" * 5000 + "y[i]" + ")" * 5000,
        "-" * 300 + "y[i]",
        "+" * 300 + "y[i]",
        "y[i]" + "+y[i]" * 10_000,
        "9**9**9**9",
        "sum(j, sum(k, sum(m, sum(n, 1))))",
    ],
)
def test_what_is_no_line_is_refused_and_never_run(text: str) -> None:
    with pytest.raises(Unreadable):
        read(text)


@settings(max_examples=500, deadline=None)
@given(st.text(max_size=LONGEST + 20) | st.text(alphabet="Pyhijk[](),+-*/=!sumdiflogexpt 012.δΣ_", max_size=60))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        read(text)
    except Unreadable as error:
        place = error.position
    else:
        place = 0
    assert 0 <= place <= max(len(text), LONGEST)


@settings(max_examples=300, deadline=None)
@given(expressions(("i", "j")))
def test_what_is_written_out_reads_the_same(node: Node) -> None:
    text = plain(node)
    if len(text) <= LONGEST:
        again = one(text)
        assert plain(again) == text
        assert latex(again).count("{") == latex(again).count("}")
