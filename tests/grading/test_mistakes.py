"""What known mistakes would give is kept, and is the same when it comes back; what looks at the answer is not kept."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
import torch

from nablabook.checks import oracle
from nablabook.checks.dress import dress
from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms import kept
from nablabook.checks.symptoms.diagnose import FAMILIES, explanations, proposals
from nablabook.checks.symptoms.proposal import Proposal
from nablabook.grading.mistakes import Files, on


def of_loss(theta: torch.Tensor, rate: float) -> torch.Tensor:
    return (rate * theta**2).sum()


def of_another(theta: torch.Tensor, rate: float) -> torch.Tensor:
    return (rate * theta**2).sum() + 0 * theta.sum() * (theta[0] - 1)


THETA = np.array([1.0, -2.0, 3.0])


def trial(answer: object = None, of: object = of_loss, name: str = "gradient_J", wrt: object = 0) -> Trial:
    def by_student(theta, rate):
        return 2 * rate * theta if answer is None else answer

    args = (THETA, 0.5)
    question = Question(
        name=name,
        function=by_student,
        oracle=lambda some: oracle.gradient(of, some, wrt),
        tries=(args,),
        kind="gradient",
        forward=lambda some: oracle.values(of, some),
        of=(of, wrt),
    )
    return Trial(question, args, oracle.gradient(of, args, wrt), dress(by_student(*args), ""))


class Shelf(dict):
    """Files that aren't."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = 0
        self.files = Files(self.get, self.__setitem__, lambda: self.asked)


@pytest.fixture
def shelf() -> Iterator[Shelf]:
    made = Shelf()
    with on(made.files):
        yield made
    assert kept.shelf is None


def told(found: list[Proposal]) -> list[tuple]:
    return [(p.key, p.sentence, p.array.dtype, p.array.shape, p.array.tobytes()) for p in found]


def test_what_comes_back_is_what_was_made(shelf: Shelf) -> None:
    with on(None):
        bare = told(list(proposals(trial())))
    assert len(bare) > 20
    assert told(list(proposals(trial()))) == bare
    assert len(shelf) == 1
    assert told(list(proposals(trial()))) == bare
    assert len(shelf) == 1


def test_it_is_taken_from_there(shelf: Shelf) -> None:
    asked, calls = trial(), []

    def counted(some: tuple) -> np.ndarray:
        calls.append(some)
        return oracle.gradient(of_loss, some)

    counting = replace(asked, question=replace(asked.question, oracle=counted))
    list(proposals(counting))
    assert len(calls) > 10
    calls.clear()
    list(proposals(counting))
    assert not calls


@pytest.mark.parametrize("answer", [THETA, -THETA, np.zeros(3), np.full(3, np.nan), 3.0, np.ones((3, 3))])
def test_an_answer_of_any_kind_is_explained_as_without_it(shelf: Shelf, answer: object) -> None:
    for first in (None, answer):
        asked = trial(first)
        with on(None):
            bare = explanations(asked.question, [asked])
        assert explanations(asked.question, [asked]) == bare


@pytest.mark.parametrize(
    "other",
    [
        {"of": of_another},
        {"name": "another"},
        {"wrt": "theta"},
    ],
)
def test_another_question_is_another_one(shelf: Shelf, other: dict) -> None:
    list(proposals(trial()))
    list(proposals(trial(**other)))
    assert len(shelf) == 2


def test_other_names_inputs_and_tries_are_others(shelf: Shelf) -> None:
    asked = trial()
    others = [
        replace(asked, args=(THETA + 1, 0.5)),
        replace(asked, args=(THETA.astype(np.float32), 0.5)),
        replace(asked, expected=asked.expected + 1),
        replace(asked, question=replace(asked.question, function=lambda t, r: t)),
        replace(asked, question=replace(asked.question, tries=((THETA, 0.25),))),
    ]
    for count, each in enumerate([asked, *others], start=1):
        list(proposals(each))
        assert len(shelf) == count


def test_what_cannot_be_told_apart_is_not_kept(shelf: Shelf) -> None:
    class Odd:
        def __call__(self, theta: torch.Tensor, rate: float) -> torch.Tensor:
            return (rate * theta**2).sum()

    assert list(proposals(trial(of=Odd())))
    assert not shelf


def test_what_has_asked_the_student_is_not_kept(shelf: Shelf) -> None:
    asked = trial()

    def asking(some: tuple) -> np.ndarray:
        shelf.asked += 1
        return oracle.gradient(of_loss, some)

    assert list(proposals(replace(asked, question=replace(asked.question, oracle=asking))))
    assert not shelf


def test_damage_costs_only_time(shelf: Shelf) -> None:
    whole = told(list(proposals(trial())))
    [name] = shelf
    for damaged in (b"", shelf[name][:-5], b"\x81\xa1x\x91\x01", b"\x81\xa1x\x91\x93\x01\x02\x81\xa1!\xa1?"):
        shelf[name] = damaged
        assert told(list(proposals(trial()))) == whole


def test_a_family_that_looks_at_the_answer_is_asked_each_time(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    calls = []

    def looking(asked: Trial) -> Iterator[Proposal]:
        calls.append("looking")
        yield Proposal("looking", "It is what it is.", asked.got)

    def blind(asked: Trial) -> Iterator[Proposal]:
        calls.append("blind")
        yield Proposal("blind", "It is the number.", asked.expected + 1)
        raise ValueError("and no more")

    families = (looking, blind)
    for answer in (THETA, THETA + 1):
        found = [proposal for _, proposal in kept.proposed(trial(answer), families)]
        assert [p.key for p in found] == ["looking", "blind"]
        np.testing.assert_array_equal(found[0].array, answer)
    assert calls == ["looking", "blind", "looking"]
    assert set(FAMILIES).isdisjoint(families)
