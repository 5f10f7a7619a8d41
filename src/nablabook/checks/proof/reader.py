"""Reading a line of a ledger. The reader knows the language and nothing else: no line is ever evaluated as code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
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
    free,
    renamed,
    walk,
)

#: A line of a proof is short; what is longer or deeper is refused before it costs anything.
LONGEST, DEEPEST, HIGHEST_POWER, MOST_SUMS = 400, 30, 6, 3
DIGITS = 12

VECTORS = ("P", "y", "h")
FUNCTIONS = ("exp", "log")
KNOWN = "P[j], y[j], h[j], delta[i, j], K, L, numbers, exp(...), log(...), sum(j, ...) and diff(..., h[i])"

#: What people type, or paste, for a sign of the language.
SPELLINGS = {
    "−": "-",
    "–": "-",
    "·": "*",
    "×": "*",
    "⋅": "*",
    "÷": "/",
    "^": "**",
    "≠": "!=",
    "δ": "delta",
    "Σ": "sum",
    "∑": "sum",
    "ln": "log",
}

_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)|(?P<name>(?:[A-Za-z]+|δ)(?:_[a-z]+)?|[Σ∑])"
    r"|(?P<sign>\*\*|!=|==|[-+*/^()\[\],=−–·×⋅÷≠]))"
)
_CLAIM = re.compile(r"\s*(?:because|since|use|claim)\b\s*:?", re.IGNORECASE)


_REASON = re.compile(r"[^A-Za-z](because|since)\b", re.IGNORECASE)
_AND = re.compile(r"\b(and)\b", re.IGNORECASE)
_CASE = re.compile(r"\s*[a-z]\s*(?:!=|≠|==?)\s*[a-z]\s*")

#: What other notations have where this one has something else: the sentence is told at the place of the first.
_FOREIGN = (
    (re.compile(r"(?:1|\bI)_?\s*[\[{(]\s*[a-z]\s*={1,2}\s*[a-z]\s*[\]})]|\(\s*[a-z]\s*==\s*[a-z]\s*\)"), "delta"),
    (re.compile(r"(?:delta|δ)\s*(?:_\s*\{|\{|_[a-z]_[a-z]|[\[(]\s*[a-z]\s*={0,2}\s*[a-z]\s*[\])])"), "delta"),
    (re.compile(r"\b(?P<module>np|numpy|math|torch|scipy|sp|sympy)\s*\.\s*(?P<name>exp|log|sum)\b"), "module"),
    (re.compile(r"(?:\bsum|Σ|∑)\s*_\s*\{?\s*(?P<letter>[a-z])(?![a-z])"), "sum"),
    (re.compile(r"\b(?P<vector>[Pyh])\s*_\s*\{"), "index"),
    (re.compile(r"\bif\b(?=.*\belse\b)"), "cases"),
    (re.compile(r"[{}]"), "curly"),
)
SQUARE = "Square brackets hold an index alone. To hold parts together, take round ones."
EXAMPLES = "because sum(j, P[j]) = 1, or because y[j] = delta[j, c]"


class Unreadable(Exception):
    """A line that is not of the language: what is wrong, and at which character (counted from 0)."""

    def __init__(self, message: str, position: int) -> None:
        super().__init__(message)
        self.position = position


@dataclass(frozen=True)
class Line:
    """A line as read: expressions that are equal to what stood before; or, where `claim`, two that are said to be."""

    text: str
    sides: tuple[Node, ...]
    claim: bool = False


@dataclass(frozen=True)
class Token:
    kind: str
    text: str
    at: int


def read(text: str, avoid: frozenset[str] = frozenset()) -> Line:
    """Read one line: an expression, several with = between them, or `because A = B`.

    Sums that name no letter, such as sum(y), run over one that isn't in the line, nor among those to `avoid`.

    Raises `Unreadable` for everything else.
    """
    if len(text) > LONGEST:
        raise Unreadable(f"A line has at most {LONGEST} characters; this one has {len(text)}.", LONGEST)
    claim = _CLAIM.match(text)
    start = claim.end() if claim else 0
    later = _REASON.search(text, start)
    if later:
        raise Unreadable("A fact stands on a line of its own, before the line that needs it.", later.start(1))
    another = _AND.search(text, start) if claim else None
    if another:
        raise Unreadable("One fact a line: the second gets a line of its own, with its own because.", another.start(1))
    if claim and _CASE.fullmatch(text, start):
        raise Unreadable("No case is claimed here: both stay in sight, and delta[i, j] tells them apart.", start)
    if claim and "=" not in text:
        raise Unreadable(f"A fact is written as an equation: {EXAMPLES}.", start)
    code = text.split("#")[0]
    _foreign(code, start)
    sides = _Reader(_tokens(code, start), avoid).sides()
    if claim and len(sides) != 2:
        raise Unreadable(f"A fact has two sides: {EXAMPLES}.", start)
    return Line(text.strip(), sides, claim is not None)


def _foreign(text: str, start: int) -> None:
    """Say how something is written here that stands in a line in another notation."""
    found = [(match.start(), kind, match) for pattern, kind in _FOREIGN if (match := pattern.search(text, start))]
    if not found:
        return
    place, kind, match = min(found, key=lambda one: one[0])
    words = {
        "delta": "What is 1 where i is j, and 0 otherwise, is written delta[i, j].",
        "module": "Write {name} alone, without {module} and the dot.",
        "sum": "The letter of a sum stands in its brackets: write sum({letter}, ...).",
        "cases": "No cases are written here: both stay in one term, and delta[i, j] tells them apart.",
        "index": "An index is written {vector}[j], or {vector}_j.",
        "curly": "Curly brackets mean nothing here: an index is written P[j], and round brackets hold parts together.",
    }[kind]
    raise Unreadable(words.format(**match.groupdict()), place)


def _tokens(text: str, start: int) -> list[Token]:
    tokens = []
    at = start
    while text[at:].strip():
        match = _TOKEN.match(text, at)
        if match is None:
            at += len(text[at:]) - len(text[at:].lstrip())
            raise Unreadable(f"{text[at]!r} means nothing here. A line is made of {KNOWN}.", at)
        kind = str(match.lastgroup)
        word = match.group(kind)
        spelled = SPELLINGS.get(word, word)
        if spelled.isalpha() and kind == "sign":
            kind = "name"
        tokens.append(Token(kind, spelled, match.start(kind)))
        at = match.end()
    tokens.append(Token("end", "", len(text.rstrip())))
    return tokens


class _Reader:
    """Recursive descent over the tokens of one line."""

    def __init__(self, tokens: list[Token], avoid: frozenset[str]) -> None:
        self.tokens = tokens
        self.avoid = avoid
        self.place = 0
        self.depth = 0
        self.sums = 0
        #: The letters of the sums that are open, with the place of each sum.
        self.bound: list[tuple[str, int]] = []
        #: Inside of sum(y), where a name without an index runs over all classes; and whether there was one.
        self.whole = False
        self.bare = False

    @property
    def now(self) -> Token:
        return self.tokens[self.place]

    def ahead(self, offset: int = 1) -> Token:
        return self.tokens[min(self.place + offset, len(self.tokens) - 1)]

    def take(self) -> Token:
        token = self.now
        self.place = min(self.place + 1, len(self.tokens) - 1)
        return token

    def takes(self, text: str) -> bool:
        if self.now.text != text or self.now.kind == "end":
            return False
        self.take()
        return True

    def need(self, text: str, why: str) -> Token:
        if self.now.text != text:
            raise Unreadable(why, self.now.at)
        return self.take()

    def close(self, why: str) -> None:
        if self.now.kind in ("number", "name") or self.now.text == "(":
            self.complain()
        self.need(")", why)

    def sides(self) -> tuple[Node, ...]:
        self.takes("=")
        sides = [self.expression()]
        while self.takes("=") or self.takes("=="):
            sides.append(self.expression())
        if self.now.kind != "end":
            self.complain()
        return tuple(sides)

    def complain(self) -> None:
        """Say why the line can't go on with the token that stands here."""
        token = self.now
        if token.kind in ("number", "name") or token.text == "(":
            raise Unreadable(f"Is a * missing before {token.text!r}? Products are written with a *.", token.at)
        if token.text == "[":
            raise Unreadable(SQUARE, token.at)
        if token.text in (")", "]"):
            raise Unreadable(f"This {token.text!r} closes a bracket that was never opened.", token.at)
        if token.text in ("!=", "=="):
            raise Unreadable("A condition belongs to a sum: sum(j != i, ...).", token.at)
        if token.text == ",":
            raise Unreadable("This comma separates nothing.", token.at)
        raise Unreadable(f"{token.text!r} can't stand here.", token.at)

    @contextmanager
    def deeper(self) -> Iterator[None]:
        self.depth += 1
        if self.depth > DEEPEST:
            raise Unreadable(f"Brackets go at most {DEEPEST} deep.", self.now.at)
        yield
        self.depth -= 1

    def expression(self) -> Node:
        with self.deeper():
            left = self.product()
            while self.now.text in ("+", "-"):
                left = Binary(self.take().text, left, self.product())
            return left

    def product(self) -> Node:
        if self.takes("-"):
            with self.deeper():
                return Neg(self.product())
        left = self.signed()
        while self.now.text in ("*", "/"):
            left = Binary(self.take().text, left, self.signed())
        return left

    def signed(self) -> Node:
        with self.deeper():
            if self.takes("-"):
                return Neg(self.signed())
            if self.takes("+"):
                return self.signed()
            return self.power()

    def power(self) -> Node:
        base = self.atom()
        if not self.takes("**"):
            return base
        at = self.now.at
        bracket = self.takes("(")
        sign = -1 if self.takes("-") else 1
        whole = self.now.kind == "number" and "." not in self.now.text and int(self.now.text) <= HIGHEST_POWER
        if not whole or (bracket and self.ahead().text not in ("", ")")):
            raise Unreadable(f"A power is a whole number up to {HIGHEST_POWER}; for others there is exp.", at)
        exponent = sign * int(self.take().text)
        if bracket:
            self.close("The bracket of this power is never closed.")
        if self.now.text == "**":
            raise Unreadable("Two powers in a row: put brackets.", self.now.at)
        return Power(base, exponent)

    def atom(self) -> Node:
        token = self.take()
        if token.kind == "number":
            if len(token.text) > DIGITS:
                raise Unreadable(f"A number has at most {DIGITS} digits here.", token.at)
            return Number(Fraction(token.text))
        if token.text == "(":
            inside = self.expression()
            self.close(f"The bracket opened at character {token.at + 1} is never closed.")
            return inside
        if token.kind == "name":
            return self.named(token)
        if token.kind == "end":
            raise Unreadable("The line ends where something is missing.", token.at)
        if token.text == "[":
            raise Unreadable(SQUARE, token.at)
        raise Unreadable(f"Something is missing before {token.text!r}.", token.at)

    def named(self, token: Token) -> Node:
        name, _, subscript = token.text.partition("_")
        name = SPELLINGS.get(name, name)
        if name in VECTORS:
            return self.entry(name, subscript, token)
        if name == "delta":
            return self.delta(subscript, token)
        other = name.swapcase()
        if other in VECTORS and (subscript or self.now.text == "["):
            raise Unreadable(f"Small and capital letters differ here: write {other}, not {name}.", token.at)
        if subscript:
            raise Unreadable(f"{token.text!r} is no name here. A line is made of {KNOWN}.", token.at)
        if name == "e" and self.takes("**"):
            return self.power_of_e()
        if name == "S":
            raise Unreadable("S has no name here: the sum is written out, sum(k, exp(h[k])).", token.at)
        if name == "K":
            return Classes()
        if name == "L":
            return Loss()
        if name in FUNCTIONS:
            self.need("(", f"{name} needs round brackets: {name}(...).")
            inside = self.expression()
            self.close(f"The bracket of {name} is never closed.")
            return Apply(name, inside)
        if name == "sum":
            return self.sum(token)
        if name == "diff":
            return self.diff()
        if name in ("d", "D", "dh", "dL", "dP", "dy", "grad", "derivative"):
            raise Unreadable("A derivative is written diff(..., h[i]).", token.at)
        if re.fullmatch("[a-z]", name):
            raise Unreadable(
                f"{name} alone is an index. It stands in brackets, as in P[{name}], or first in a sum.", token.at
            )
        raise Unreadable(f"{token.text!r} is no name here. A line is made of {KNOWN}.", token.at)

    def power_of_e(self) -> Node:
        """What stands behind the power sign of e; elsewhere e is an index like any other letter."""
        with self.deeper():
            exponent = Neg(self.atom()) if self.takes("-") else self.atom()
        if self.now.text == "**":
            raise Unreadable("Two powers in a row: put brackets.", self.now.at)
        return Apply("exp", exponent)

    def entry(self, name: str, subscript: str, token: Token) -> Node:
        if subscript:
            return Entry(name, self.letter(Token("name", subscript, token.at + 2), name))
        if self.now.text == "[":
            self.take()
            index = self.letter(self.take(), name)
            self.need("]", f"An index is one letter in square brackets: {name}[{index}].")
            return Entry(name, index)
        if self.whole:
            self.bare = True
            return Entry(name, "*")
        raise Unreadable(f"{name} needs an index, such as {name}[i].", token.at)

    def letter(self, token: Token, name: str) -> str:
        if token.kind == "number":
            raise Unreadable(f"An index is a letter, such as {name}[i], and no number.", token.at)
        if token.kind != "name" or not re.fullmatch("[a-z]", token.text):
            raise Unreadable(f"An index is one small letter, such as {name}[i].", token.at)
        return token.text

    def delta(self, subscript: str, token: Token) -> Node:
        why = "delta takes two indices: delta[i, j]."
        if subscript:
            if len(subscript) != 2:
                raise Unreadable(why, token.at)
            return Delta(subscript[0], subscript[1])
        closing = {"[": "]", "(": ")"}.get(self.take().text)
        if closing is None:
            raise Unreadable(why, token.at)
        first = self.letter(self.take(), "delta")
        self.need(",", why)
        second = self.letter(self.take(), "delta")
        self.need(closing, why)
        return Delta(first, second)

    def diff(self) -> Node:
        why = "diff takes what is differentiated and a logit: diff(..., h[i])."
        self.need("(", why)
        body = self.expression()
        self.need(",", why)
        token = self.now
        by = self.atom()
        if not isinstance(by, Entry) or by.name == "y" or by.index == "*":
            raise Unreadable("It is differentiated by a logit, diff(..., h[i]), or by a P: diff(L, P[j]).", token.at)
        if by.name == "P" and any(isinstance(part, Entry) and part.name == "h" for part in walk(body)):
            raise Unreadable("By P[j] only what is made of P and y is differentiated, such as L.", token.at)
        self.close("The bracket of diff is never closed.")
        return Diff(body, by.index, by.name)

    def sum(self, token: Token) -> Node:
        self.need("(", "sum needs brackets: sum(j, ...).")
        self.sums += 1
        if self.sums > 4 * MOST_SUMS:
            raise Unreadable("There are too many sums in this line.", token.at)
        if re.fullmatch("[a-z]", self.now.text) and self.ahead().text in (",", "!=", "=="):
            return self.sum_over(token)
        return self.sum_of_all(token)

    def sum_over(self, token: Token) -> Node:
        """sum(j, ...), sum(j != i, ...) and sum(j, ..., j != i)."""
        start = self.now
        index = self.letter(self.take(), "sum")
        self.free_to_run(index, start)
        apart = ""
        if self.now.text in ("!=", "=="):
            apart = self.condition(index)
        self.need(",", "After its index a sum has a comma: sum(j, ...).")
        body = self.inside_of_sum(index, token)
        comma = self.now
        if self.takes(","):
            if self.now.text != index or self.ahead().text not in ("!=", "=="):
                raise Unreadable("Is a bracket missing before this comma? The sum is not closed yet.", comma.at)
            self.take()
            if apart:
                raise Unreadable("A sum has one condition.", self.now.at)
            apart = self.condition(index)
        self.close("The bracket of sum is never closed.")
        return Sum(index, body, apart)

    def sum_of_all(self, token: Token) -> Node:
        """sum(y), and Python's sum(y[j] for j) and sum(y[j] for j if j != i)."""
        outer = self.whole, self.bare
        self.whole, self.bare = True, False
        body = self.inside_of_sum("", token)
        bare = self.bare
        self.whole, self.bare = outer
        if self.takes("for"):
            start = self.now
            index = self.letter(self.take(), "sum")
            self.free_to_run(index, start)
            apart = ""
            if self.takes("if"):
                self.need(index, f"The condition of this sum is written {index} != i.")
                apart = self.condition(index)
            if bare:
                raise Unreadable(f"Every P, y and h in this sum needs an index, such as [{index}].", token.at)
            self.close("The bracket of sum is never closed.")
            self.never_rebound(body, index, token)
            return Sum(index, body, apart)
        if self.now.text == ",":
            raise Unreadable("The letter that a sum runs over comes first: sum(j, ...).", self.now.at)
        self.close("The bracket of sum is never closed.")
        if not bare:
            raise Unreadable("A sum says what it runs over: sum(j, ...).", token.at)
        # A letter that the line does not use yet.
        used = (
            self.avoid
            | {token.text for token in self.tokens}
            | {c for t in self.tokens for c in t.text.partition("_")[2]}
        )
        index = next(letter for letter in "jklmnopqrstuvwxabdefg" if letter not in used)
        return Sum(index, renamed(body, "*", index), "")

    def inside_of_sum(self, index: str, token: Token) -> Node:
        self.bound.append((index, token.at))
        if len(self.bound) > MOST_SUMS:
            raise Unreadable(f"Sums go at most {MOST_SUMS} deep.", token.at)
        body = self.expression()
        self.bound.pop()
        return body

    def condition(self, index: str) -> str:
        token = self.take()
        if token.text != "!=":
            raise Unreadable(f"The condition of a sum is written {index} != i.", token.at)
        apart = self.letter(self.take(), "sum")
        if apart == index:
            raise Unreadable(f"{index} != {index} is never so.", token.at)
        return apart

    def free_to_run(self, index: str, token: Token) -> None:
        opened = next((at for letter, at in self.bound if letter == index), None)
        if opened is not None:
            raise Unreadable(
                f"{index} already runs in a sum that is still open here (opened at character {opened + 1}). "
                "Is its ')' missing? If not, take another letter.",
                token.at,
            )

    def never_rebound(self, body: Node, index: str, token: Token) -> None:
        sums = [body]
        while sums:
            node = sums.pop()
            if isinstance(node, Sum) and node.index == index:
                raise Unreadable(f"{index} already runs in a sum inside of this one: take another letter.", token.at)
            sums += node.parts


def unbound(line: Line, known: frozenset[str]) -> list[str]:
    """The indices of a line that no sum runs over and that are not among the `known` ones."""
    return sorted(frozenset().union(*(free(side) for side in line.sides)) - known)
