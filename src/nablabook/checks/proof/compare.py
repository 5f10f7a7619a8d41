"""Are two expressions the same, for targets as claimed?

Numbers look for a difference, and algebra shows that there is none.
"""

from __future__ import annotations

import itertools
import math
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from nablabook.checks.proof import algebra, precise
from nablabook.checks.proof.language import Entry, Loss, Node, free, walk
from nablabook.checks.proof.worlds import RIGHT_CLASS, Numbers, Targets, evaluate, places, value, worlds

#: Two floats of one step differ by less where the step is right, whatever was rounded on the way.
CLOSE = 1e-8


@dataclass(frozen=True)
class Counterexample:
    """A world, and classes for the free indices, in which two expressions differ."""

    world: Numbers
    at: dict[str, int]
    left: float
    right: float
    names: frozenset[str]
    targets_matter: bool = True

    def words(self, first: str, second: str) -> tuple[str, ...]:
        """The numbers, one line each, for somebody who wants to recompute them; the two are called as is said."""
        h, y = (", ".join(f"{v:.4g}" for v in vector) for vector in (self.world.h, self.world.y))
        targets = f", y = [{y}]" if self.targets_matter else ""
        classes = ", ".join(f"{name} = {k}" for name, k in sorted(self.at.items()) if name in self.names)
        classes += " (classes count from 0)" if classes else ""
        return (
            f"For K = {self.world.size}, h = [{h}]{targets}" + (f", {classes}" if classes else ""),
            f"{first}: {_told(self.left, self.right)}",
            f"{second}: {_told(self.right, self.left)}",
        )


def _told(number: float, beside: float) -> str:
    """A number with as many digits as tell it from the other."""
    if math.isnan(number):
        return "not defined"
    if abs(number) < CLOSE * CLOSE < abs(beside):
        return "0"
    return next(
        (t for digits in (4, 6, 9, 12) if (t := f"{number:.{digits}g}") != f"{beside:.{digits}g}"), repr(number)
    )


def differ(left: Node, right: Node, targets: Targets) -> Counterexample | None:
    """A counterexample to left = right; None where they are the same for all numbers."""
    if left == right:
        return None
    found = by_numbers(left, right, targets)
    if found is None and not by_algebra(left, right, targets):
        found = _first(left, right, worlds(targets), precise.differ)
    return found


def by_numbers(left: Node, right: Node, targets: Targets) -> Counterexample | None:
    """A counterexample among a few worlds of floats."""

    def unlike(a: Node, b: Node, world: Numbers, at: dict[str, int]) -> bool:
        return not close(value(a, world, at), value(b, world, at))

    return _first(left, right, worlds(targets), unlike)


def _first(
    left: Node,
    right: Node,
    among: Iterable[Numbers],
    unlike: Callable[[Node, Node, Numbers, dict[str, int]], bool],
) -> Counterexample | None:
    indices = free(left) | free(right)
    matter = any(_is_target(part) for side in (left, right) for part in walk(side))
    tried: set[tuple[float, ...]] = set()
    for world in among:
        if not matter and world.h in tried:
            continue  # it has another y alone
        tried.add(world.h)
        for at in places(indices, world.size, world.right_class):
            if unlike(left, right, world, at):
                both = value(left, world, at), value(right, world, at)
                return Counterexample(world, at, *both, indices, matter)
    return None


def _is_target(part: Node) -> bool:
    return isinstance(part, Loss) or (isinstance(part, Entry) and part.name == "y")


def alike(left: Node, right: Node, targets: Targets) -> bool:
    """Whether floats see no difference."""
    return by_numbers(left, right, targets) is None


def proportional(left: Node, right: Node) -> bool:
    """Whether floats see one number by which the right has to be multiplied to give the left, wherever it is tried."""
    ratio = None
    for world in worlds(Targets.ANYTHING):
        for at in places(free(left) | free(right), world.size, world.right_class):
            a, b = value(left, world, at), value(right, world, at)
            if abs(a) <= CLOSE and abs(b) <= CLOSE:
                continue
            if abs(b) <= CLOSE or not close(a / b, ratio := a / b if ratio is None else ratio):
                return False
    return ratio is not None


def close(a: float, b: float) -> bool:
    return abs(a - b) <= CLOSE * max(1.0, abs(a), abs(b))


def by_algebra(left: Node, right: Node, targets: Targets) -> bool:
    """Whether algebra shows that left = right for all numbers. False where they differ, and where it can't say."""
    world = algebra.Symbols(targets)
    try:
        return all(
            evaluate(left, world, at) == evaluate(right, world, at)
            for at in patterns(free(left) | free(right), targets == Targets.ONE_HOT)
        )
    except (ArithmeticError, ValueError):
        return False


def patterns(indices: frozenset[str], one_hot: bool) -> Iterator[dict[str, int]]:
    """Every way for indices to be equal or to differ. No class is special to the algebra, but for the right one, 0."""
    names = [RIGHT_CLASS] * (one_hot or RIGHT_CLASS in indices) + sorted(indices - {RIGHT_CLASS})
    for classes in itertools.product(range(algebra.SIZE), repeat=len(names)):
        # The first is 0, and each later one at most one above all before it.
        if all(k <= max(classes[:n], default=-1) + 1 for n, k in enumerate(classes)):
            yield dict(zip(names, classes, strict=True))
