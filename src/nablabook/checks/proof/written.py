"""A node written out again: as a student would type it, and in LaTeX."""

from __future__ import annotations

from fractions import Fraction

from nablabook.checks.proof.language import (
    Apply,
    Binary,
    Classes,
    Delta,
    Diff,
    Entry,
    Loss,
    Neg,
    Node,
    Number,
    Power,
    Sum,
)

#: How strongly a node holds together: a part that holds less than its place asks for gets brackets.
SUM, PRODUCT, POWER, ATOM = range(4)


def strength(node: Node) -> int:
    match node:
        case Binary("+" | "-", _, _) | Neg():
            return SUM
        case Binary():
            return PRODUCT
        case Power():
            return POWER
        case Number(value) if value.denominator != 1 and _decimals(value) is None:
            return PRODUCT
    return ATOM


def _decimals(value: Fraction) -> str | None:
    text = f"{float(value):.12g}"
    return text if "e" not in text and Fraction(text) == value else None


def plain(node: Node) -> str:
    """The node as it is typed; reading it gives the node again."""

    def inside(part: Node, least: int) -> str:
        return plain(part) if strength(part) >= least else f"({plain(part)})"

    match node:
        case Number(value):
            return _decimals(value) or f"{value.numerator} / {value.denominator}"
        case Classes():
            return "K"
        case Loss():
            return "L"
        case Entry(name, index):
            return f"{name}[{index}]"
        case Delta(first, second):
            return f"delta[{first}, {second}]"
        case Neg(body):
            return f"-{inside(body, PRODUCT)}"
        case Binary("+" | "-" as sign, left, right):
            return f"{inside(left, SUM)} {sign} {inside(right, PRODUCT)}"
        case Binary(sign, left, right):
            return f"{inside(left, PRODUCT)} {sign} {inside(right, POWER)}"
        case Power(base, exponent):
            power = str(exponent) if exponent >= 0 else f"({exponent})"
            return f"{inside(base, ATOM)} ** {power}"
        case Apply(function, body):
            return f"{function}({plain(body)})"
        case Sum(index, body, apart):
            head = f"{index} != {apart}" if apart else index
            return f"sum({head}, {plain(body)})"
        case Diff(body, by, of):
            return f"diff({plain(body)}, {of}[{by}])"
    raise TypeError(node)


def latex(node: Node) -> str:
    """The node in LaTeX."""

    def inside(part: Node, least: int) -> str:
        return latex(part) if strength(part) >= least else rf"\left({latex(part)}\right)"

    match node:
        case Number(value):
            return _decimals(value) or rf"\frac{{{value.numerator}}}{{{value.denominator}}}"
        case Classes():
            return "K"
        case Loss():
            return "L"
        case Entry(name, index):
            return f"{name}_{{{index}}}"
        case Delta(first, second):
            return rf"\delta_{{{first}{second}}}"
        case Neg(body):
            return f"-{inside(body, PRODUCT)}"
        case Binary("+" | "-" as sign, left, right):
            return f"{inside(left, SUM)} {sign} {inside(right, PRODUCT)}"
        case Binary("/", left, right):
            return rf"\frac{{{latex(left)}}}{{{latex(right)}}}"
        case Binary(_, left, right):
            dot = r" \cdot " if isinstance(right, Number) or isinstance(left, Number) else r" \, "
            first = rf"\left({latex(left)}\right)" if _runs_on(left) else inside(left, PRODUCT)
            return f"{first}{dot}{inside(right, PRODUCT)}"
        case Power(base, exponent):
            bare = isinstance(base, Entry | Number | Classes) and strength(base) == ATOM
            below = latex(base) if bare else rf"\left({latex(base)}\right)"
            return f"{below}^{{{exponent}}}"
        case Apply("exp", body):
            return f"e^{{{latex(body)}}}"
        case Apply(_, body):
            if isinstance(body, Entry):
                return rf"\log {latex(body)}"
            return rf"\log\left({latex(body)}\right)"
        case Sum(index, body, apart):
            head = rf"{index} \ne {apart}" if apart else index
            return rf"\sum_{{{head}}} {inside(body, PRODUCT)}"
        case Diff(body, by, of):
            below = rf"\partial {of}_{{{by}}}"
            # Above the bar where it is short: nothing behind can look as if it were differentiated too.
            if isinstance(body, Entry | Loss) or (isinstance(body, Apply) and isinstance(body.body, Entry)):
                return rf"\frac{{\partial {latex(body)}}}{{{below}}}"
            return rf"\frac{{\partial}}{{{below}}} \left({latex(body)}\right)"
    raise TypeError(node)


def _runs_on(node: Node) -> bool:
    """Whether what stands behind the node would look as if it belonged to its sum."""
    return isinstance(node, Sum) or (isinstance(node, Binary) and node.sign == "*" and _runs_on(node.right))
