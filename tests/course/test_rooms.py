"""Every room is proved: its checks take what is right, and refuse what is wrong with the sentence that names it."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import numpy as np
import pytest

from nablabook.build import names
from nablabook.build.master import Assignment, read_course
from nablabook.build.variants import Variant, read_variants
from nablabook.checks.finding import State
from nablabook.proving.generic import Spoiled, generic_wrongs, records
from nablabook.proving.workbench import Task, Verdict, Workbench, execute, tasks

ROOT = Path(__file__).resolve().parents[2]


@cache
def assignments() -> tuple[Assignment, ...]:
    return tuple(read_course(ROOT))


@cache
def workbench(name: str) -> Workbench:
    return Workbench(next(a for a in assignments() if a.name == name))


def all_tasks() -> list[Task]:
    return [task for assignment in assignments() for task in tasks(assignment)]


def variants(task: Task) -> list[Variant]:
    return [v for v in read_variants(task.room) if v.answer in task.names]


def with_variants(wrong: bool) -> list:
    return [
        pytest.param(task, variant, id=f"{task.label}-{variant.name}")
        for task in all_tasks()
        for variant in variants(task)
        if variant.wrong == wrong
    ]


def with_generic() -> list:
    return [pytest.param(t, s, id=f"{t.label}-{s.name}") for t in all_tasks() for s in generic_wrongs(t)]


each_task = pytest.mark.parametrize("task", [pytest.param(t, id=t.label) for t in all_tasks()])


verdicts: dict[tuple[str, str], Verdict] = {}


def judge(task: Task, answer: str) -> Verdict:
    """The verdict on an answer; several tests ask for the same one."""
    key = task.label, answer
    if key not in verdicts:
        verdicts[key] = workbench(task.assignment.name).judge(task, answer)
    return verdicts[key]


@each_task
def test_the_reference_passes_both_checks(task: Task) -> None:
    assert judge(task, task.answer.source).said == ""


@each_task
def test_the_blank_stub_is_told_politely_that_it_is_not_started(task: Task) -> None:
    verdict = judge(task, task.blank)
    assert verdict.raised is None
    assert verdict.visible is not None
    assert verdict.visible.state is State.NOT_STARTED
    if task.hidden:
        assert verdict.hidden is not None, "a blank answer passes the hidden tests"


@pytest.mark.parametrize(("task", "variant"), with_variants(wrong=False))
def test_an_answer_that_is_right_in_another_way_passes(task: Task, variant: Variant) -> None:
    assert judge(task, variant.as_answer(task.answer.source)).said == ""


@pytest.mark.parametrize(("task", "variant"), with_variants(wrong=True))
def test_a_known_mistake_is_told_its_own_sentence_and_no_other(task: Task, variant: Variant) -> None:
    verdict = judge(task, variant.as_answer(task.answer.source))
    assert verdict.raised is None, verdict.said
    assert variant.says in verdict.said
    for finding in (verdict.visible, verdict.hidden):
        if finding is not None and finding.cause:
            assert variant.says in finding.line, f"another mistake's sentence: {finding.cause}"


@each_task
def test_an_exercise_that_asks_for_a_function_has_a_mistake_that_only_hidden_tests_find(task: Task) -> None:
    if task.names[0] not in names.functions(task.answer.source):
        pytest.skip("the answer is a literal: its visible check sees all of it")
    found = [judge(task, v.as_answer(task.answer.source)) for v in variants(task) if v.wrong]
    assert any(v.visible is None and v.hidden is not None for v in found)


@each_task
def test_a_task_has_right_and_wrong_variants(task: Task) -> None:
    kinds = [v.wrong for v in variants(task)]
    assert kinds.count(False) >= 2
    assert kinds.count(True) >= 4


@pytest.mark.parametrize(("task", "spoiled"), with_generic())
def test_a_mistake_that_any_answer_can_have_is_refused(task: Task, spoiled: Spoiled) -> None:
    verdict = judge(task, spoiled.answer)
    if verdict.passed and equals_the_reference(task, spoiled):
        pytest.skip(f"{task.label}: {spoiled.name} is the right answer on every input")
    assert verdict.raised is None, verdict.said
    assert not verdict.passed


def equals_the_reference(task: Task, spoiled: Spoiled) -> bool:
    """Whether the spoiled answer gives, to the bit, what the reference gives on all that the checks ask."""
    bench = workbench(task.assignment.name)
    namespace = bench.namespace(task, records(task))
    for source in (task.check.source, task.hidden.source if task.hidden else ""):
        execute(source, "recorded", namespace)
    right, seen = namespace["_right"], namespace["_seen"]
    other = bench.namespace(task, spoiled.answer)[task.names[0]]
    assert seen, "the checks never called the answer"
    return all(alike(right(*args), other(*args)) for args, _ in seen)


def alike(a, b) -> bool:
    """Whether two results are made of the same numbers, place by place."""
    if isinstance(a, dict) and isinstance(b, dict):
        return a.keys() == b.keys() and all(alike(a[key], b[key]) for key in a)
    if isinstance(a, tuple) and isinstance(b, tuple):
        return len(a) == len(b) and all(alike(x, y) for x, y in zip(a, b, strict=True))
    return np.array_equal(np.asarray(a), np.asarray(b))
