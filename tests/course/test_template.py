"""Does the room that authors copy keep all the rules itself?"""

from __future__ import annotations

import re

import pytest

from nablabook.build import lint
from nablabook.build.master import Assignment, read_room
from nablabook.build.variants import read_variants
from nablabook.proving.generic import generic_wrongs
from nablabook.proving.workbench import Task, Workbench, tasks


@pytest.fixture(scope="module")
def template(root) -> Assignment:
    folder = root / "course" / "_template"
    return Assignment("_template", tuple(read_room(root, path) for path in sorted(folder.glob("*/exercise.py"))))


@pytest.fixture(scope="module")
def task(template: Assignment) -> Task:
    (only,) = tasks(template)
    return only


def test_it_has_no_complaints_and_every_proof_passes(template: Assignment, task: Task) -> None:
    lint.check(template, set())
    bench = Workbench(template)
    assert bench.judge(task, task.answer.source).said == ""
    for variant in read_variants(task.room):
        said = bench.judge(task, variant.as_answer(task.answer.source)).said
        assert variant.says in said if variant.wrong else said == ""
    assert all(not bench.judge(task, s.answer).passed for s in generic_wrongs(task) if s.name != "transpose")


def test_every_verb_and_role_of_the_authors_page_exists(root) -> None:
    from nablabook import checks
    from nablabook.build.master import ROLES

    page = (root / "docs" / "authors.md").read_text(encoding="utf-8")
    verbs = set(re.findall(r"check\.(\w+)\(", page))
    assert verbs
    assert all(hasattr(checks, verb) for verb in verbs)
    assert set(checks.__all__) - {"NotYet", "Curve"} == verbs
    assert set(ROLES) - {"text"} == set(re.findall(r'role="(\w+)"', page))
