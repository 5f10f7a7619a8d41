"""The given cells that the student's process can do without: figures, prints, torch's side of a comparison.

What a given cell shows comes from the judge. In the student's process it is run for what it binds and changes, and
most bind nothing that any other cell there looks at. Which, is read from the sources; where anything is in doubt, the
cell is run.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from nablabook.grading.facts import Facts, facts


def bystanders(given: Sequence[str], students: Iterable[str]) -> set[int]:
    """Which of the given cells, by their number, can be left out of a process that runs the student's cells."""
    theirs = [facts(source) for source in students]
    ours = [facts(source) for source in given]
    everything = [*theirs, *ours]
    unfirm = {name for cell in everything for name in cell.bound - cell.firm}
    # A student's function that reads an array of the notebook might change it too, under another name.
    if not all(cell.calm and not cell.read_in_functions & unfirm for cell in theirs):
        return set()
    if not all(cell.known for cell in ours):
        return set()
    changed = [cell.bound | (_reached(cell, everything) & unfirm) for cell in ours]
    out = set(range(len(ours)))
    mentioned = {name for cell in theirs for name in cell.mentioned}
    touched = {name for cell in theirs for name in cell.touched}
    back = {i for i in out if not ours[i].tame}
    while True:
        out -= back
        mentioned |= {name for i in back for name in ours[i].taken}
        touched |= {name for i in back for name in ours[i].touched}
        back = {i for i in out if changed[i] & mentioned or ours[i].modules & (touched | mentioned)}
        if not back:
            return out


def _reached(cell: Facts, everything: Sequence[Facts]) -> set[str]:
    """The names whose values a cell can get at: also by functions that it calls, and by what was made of them."""
    found, new = set(cell.taken), set(cell.taken)
    while new:
        more: set[str] = set()
        for other in everything:
            if other.bound & new:
                more |= other.read_in_functions if other.bound & new <= other.firm else other.taken
        new = more - found
        found |= new
    return found
