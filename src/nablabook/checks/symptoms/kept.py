"""What mistakes would give for an input: the same for all answers, but for what a family reads off the answer.

Who sees many answers, as the grader does, may keep it for those to come (`shelf`).
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Protocol

from nablabook.checks.question import Trial
from nablabook.checks.symptoms.proposal import NOT_MEANT, Family, Proposal

#: By its family's name, what each proposes that did not look at the answer.
Proposed = dict[str, list[Proposal]]


class Shelf(Protocol):
    """Where they are kept, under all that decides them."""

    def load(self, about: Sequence[Any]) -> Mapping[str, list[Proposal]]:
        """What was kept, empty where nothing was."""

    def save(self, about: Sequence[Any], found: Proposed) -> None:
        """Keep it, or don't."""


#: The one in use; None where nothing is kept.
shelf: Shelf | None = None


def proposed(trial: Trial, families: Sequence[Family]) -> Iterator[tuple[Family, Proposal]]:
    """What the families propose for a trial, in their order; what is kept is taken from the shelf."""
    question = trial.question
    about = (
        *(question.of, question.name, question.kind, question.about, question.part, question.parts, question.changes),
        *(tuple(question.names(trial.args)), question.tries, trial.args, trial.expected),
    )
    known = shelf.load(about) if shelf is not None else {}
    fresh: Proposed = {}
    for family in families:
        name = f"{family.__module__}.{family.__qualname__}"
        found = known.get(name)
        if found is None:
            watched = _Watched(trial.answer)
            found = [proposal for _, proposal in asked(replace(trial, answer=watched), [family])]  # type: ignore[arg-type]
            if not watched.was_seen:
                fresh[name] = found
        for proposal in found:
            yield family, proposal
    if shelf is not None and fresh and not known:
        shelf.save(about, fresh)


def asked(trial: Trial, families: Sequence[Family]) -> Iterator[tuple[Family, Proposal]]:
    """What the families propose for a trial, in their order."""
    for family in families:
        # An array or a forward function that can't take the arguments of a mistake ends what its family proposes.
        with contextlib.suppress(*NOT_MEANT):
            for proposal in family(trial):
                yield family, proposal


class _Watched:
    """An answer that notes whether anybody looks at it."""

    def __init__(self, answer: Any) -> None:
        self._answer, self.was_seen = answer, False

    def __getattr__(self, name: str) -> Any:
        self.was_seen = True
        return getattr(self._answer, name)
