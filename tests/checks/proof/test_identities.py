"""True identities are never refused, perturbed ones never accepted, whatever they look like."""

from __future__ import annotations

import itertools
import math
from fractions import Fraction

import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from nablabook.checks.proof import compare
from nablabook.checks.proof.calculus import derivative
from nablabook.checks.proof.language import Apply, Binary, Delta, Entry, Node, Number, Sum, free
from nablabook.checks.proof.mistakes import cause
from nablabook.checks.proof.reader import read
from nablabook.checks.proof.worlds import Numbers, Targets, value, worlds
from nablabook.checks.proof.written import plain

from .expressions import by_torch, expressions, mul, rewritten, spots

BOTH = ("i", "j")


def tame(node: Node) -> bool:
    """Numbers that a float can compare: neither huge nor undefined."""
    for world in worlds(Targets.ANYTHING):
        for at in ({"i": 0, "j": 1}, {"i": 1, "j": 1}):
            number = value(node, world, at)
            if math.isnan(number) or abs(number) > 1e4:
                return False
    return True


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_true_identity_is_never_refused(data: st.DataObject) -> None:
    node = data.draw(expressions(BOTH))
    assume(tame(node))
    same = data.draw(rewritten(node))
    assert compare.differ(node, same, Targets.ANYTHING) is None, f"{plain(node)}\n{plain(same)}"


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_perturbed_identity_is_never_accepted(data: st.DataObject) -> None:
    """A multiple of something that is not 0, be it tiny, is added to one side."""
    node = data.draw(expressions(BOTH))
    assume(tame(node))
    same = data.draw(rewritten(node))
    factor = Fraction(data.draw(st.integers(1, 9)), 10 ** data.draw(st.integers(0, 18)))
    other = data.draw(
        st.sampled_from([Entry("P", "i"), Entry("y", "j"), Apply("exp", Entry("h", "i")), Number(Fraction(1))])
    )
    sign = data.draw(st.sampled_from("+-"))
    wrong = Binary(sign, same, mul(Number(factor), other))
    assert compare.differ(node, wrong, Targets.ANYTHING) is not None, f"{plain(node)}\n{plain(wrong)}"


@settings(max_examples=250, deadline=None)
@given(st.data())
def test_a_slip_is_refused_where_torch_sees_a_difference(data: st.DataObject) -> None:
    """One index, sign, name or condition changed somewhere."""
    node = data.draw(expressions(BOTH))
    assume(tame(node))
    slips = [put(other) for part, put in spots(node) for other in slipped(part) if other != part]
    assume(slips)
    wrong = data.draw(st.sampled_from(slips))
    assume(tame(wrong) and free(wrong) <= set(BOTH))
    unlike = False
    for size in (3, 4):
        h = torch.randn(size, dtype=torch.float64, requires_grad=True, generator=torch.Generator().manual_seed(size))
        y = torch.rand(size, dtype=torch.float64, generator=torch.Generator().manual_seed(size))
        for at in ({"i": 0, "j": 1}, {"i": 1, "j": 1}):
            a, b = by_torch(node, h, y, at).item(), by_torch(wrong, h, y, at).item()
            unlike = unlike or not math.isclose(a, b, rel_tol=1e-6, abs_tol=1e-6)
    assume(unlike)
    assert compare.differ(node, wrong, Targets.ANYTHING) is not None, f"{plain(node)}\n{plain(wrong)}"


def slipped(part: Node) -> list[Node]:
    match part:
        case Entry(name, index):
            return [Entry(name, "j" if index == "i" else "i"), Entry({"P": "y", "y": "h", "h": "P"}[name], index)]
        case Delta(a, _):
            return [Delta(a, "i"), Number(Fraction(1)), Number(Fraction(0))]
        case Binary("+", a, b):
            return [Binary("-", a, b), a, b]
        case Binary("-", a, b):
            return [Binary("+", a, b), Binary("-", b, a)]
        case Binary("*", a, b):
            return [a, b, Binary("/", a, b)]
        case Sum(index, body, apart):
            return [Sum(index, body, "" if apart else "i")]
        case Apply(_, body):
            return [body]
    return []


@settings(max_examples=200, deadline=None)
@given(expressions(BOTH, depth=2), st.sampled_from(BOTH), st.integers(0, 2**31))
def test_a_derivative_is_autograds(node: Node, by: str, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    h = torch.randn(4, dtype=torch.float64, generator=generator).requires_grad_()
    y = torch.rand(4, dtype=torch.float64, generator=generator)
    world = Numbers(tuple(h.tolist()), tuple(y.tolist()))
    for at in ({"i": 0, "j": 1}, {"i": 2, "j": 2}):
        inside = by_torch(node, h, y, at)
        if inside.requires_grad:
            expected = torch.autograd.grad(inside, h, allow_unused=True)[0][at[by]].item()
        else:
            expected = 0.0
        assert math.isclose(value(derivative(node, by), world, at), expected, rel_tol=1e-9, abs_tol=1e-9)


@settings(max_examples=100, deadline=None)
@given(expressions(BOTH), st.integers(0, 2**31))
def test_a_value_is_torchs(node: Node, seed: int) -> None:
    generator = torch.Generator().manual_seed(seed)
    h = torch.randn(3, dtype=torch.float64, generator=generator).requires_grad_()
    y = torch.rand(3, dtype=torch.float64, generator=generator)
    world = Numbers(tuple(h.tolist()), tuple(y.tolist()))
    at = {"i": 0, "j": 2}
    expected = by_torch(node, h, y, at).item()
    assert math.isclose(value(node, world, at), expected, rel_tol=1e-8, abs_tol=1e-8)


PROOF = (
    "(diff(exp(h[j]), h[i]) * sum(exp(h)) - exp(h[j]) * diff(sum(exp(h)), h[i])) / sum(exp(h)) ** 2",
    "(exp(h[j]) * delta[i, j] * sum(exp(h)) - exp(h[j]) * exp(h[i])) / sum(exp(h)) ** 2",
    "P[j] * delta[i, j] - P[j] * P[i]",
)


def test_a_slip_in_a_proof_is_told_its_cause() -> None:
    """One index, sign, name or condition changed somewhere; nearly always a sentence explains it, and soon."""
    told = []
    for before, line in itertools.pairwise(PROOF):
        first, right = read(before).sides[0], read(line).sides[0]
        for wrong in (put(other) for part, put in spots(right) for other in slipped(part) if other != part):
            if compare.differ(first, wrong, Targets.ANYTHING) is not None:
                told.append(bool(cause(first, wrong, Targets.ANYTHING)))
    assert len(told) > 40
    assert sum(told) / len(told) > 0.95
