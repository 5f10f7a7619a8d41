"""Whether a student's functions could remember what they were asked, as far as their sources tell."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nablabook.grading.facts import facts
from nablabook.grading.harmless import PLAIN


def are_stateless(given: Sequence[str], students: Iterable[str]) -> bool:
    """Whether the students' functions are bound to answer the same, whatever they were asked before.

    They work on their arguments, on functions of the notebook for which the same holds, and on numpy alone.
    """
    theirs = [facts(source) for source in students]
    everything = [*theirs, *(facts(source) for source in given)]
    unfirm = {name for cell in everything for name in cell.bound - cell.firm}
    if not all(cell.calm and not cell.closes for cell in theirs):
        return False
    foreign = {name for cell in everything for name in cell.foreign}
    called: set[str] = set()
    new = {name for cell in theirs for name in cell.read_in_functions}
    while new:
        if new & (unfirm | foreign):
            return False
        makers = [cell for cell in everything if cell.bound & new - cell.numeric]
        if not all(cell.oblivious for cell in makers):
            return False
        called |= new
        new = {name for cell in makers for name in cell.read_in_functions} - called
    return True


def keep_secrets(given: Sequence[str], students: Sequence[str]) -> bool:
    """Whether the students' functions can't keep what they are asked, not even on purpose: `are_stateless`, and what
    they could name was looked at name by name."""
    if not are_stateless(given, students):
        return False
    theirs = [facts(source) for source in students]
    everything = [*theirs, *(facts(source) for source in given)]
    known = PLAIN.union(*(cell.bound for cell in everything)).difference(*(cell.foreign for cell in everything))
    return all(cell.harmless and cell.mentioned <= known for cell in theirs)
