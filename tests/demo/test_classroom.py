"""The sample class: the same every time, and each student with what the story says."""

from __future__ import annotations

import ast

import nbformat
import pytest

from nablabook.build.master import Assignment
from nablabook.build.notebook import build_notebook
from nablabook.demo.classroom import BLANK, MIXES, REFERENCE, Submission, classroom, fill_in, places

CRASH = "cells that can't run"


@pytest.fixture(scope="module")
def submissions(course: list[Assignment]) -> dict[str, list[Submission]]:
    """The class of each assignment."""
    return {assignment.name: classroom(assignment) for assignment in course}


def of(submissions: list[Submission], story: str) -> Submission:
    return next(s for s in submissions if s.story == story)


def test_the_same_course_makes_the_same_class(course, submissions):
    assert {assignment.name: classroom(assignment) for assignment in course} == submissions


def test_a_class_is_a_dozen_students_with_ids_of_their_own(submissions):
    for handed_in in submissions.values():
        assert len({s.student.id for s in handed_in}) == len(handed_in) >= 12
        assert all(s.student.id.isascii() and s.student.id.isalnum() for s in handed_in)


def test_the_first_hands_in_the_reference_and_the_last_nothing(course, submissions):
    for assignment in course:
        handed_in = submissions[assignment.name]
        assert handed_in[0].story == REFERENCE
        assert list(handed_in[0].answers) == [place.grade_id for place in places(assignment)]
        assert handed_in[-1].story == BLANK
        assert handed_in[-1].answers == {}


def test_another_way_is_made_of_right_variants(course, submissions):
    for assignment in course:
        answers = of(submissions[assignment.name], "all right, in another way").answers
        for place in places(assignment):
            assert answers[place.grade_id] in (place.right or (place.reference,))


def test_every_mix_has_mistakes_and_no_two_have_the_same(course, submissions):
    for assignment in course:
        mixes = [s.answers for s in submissions[assignment.name] if s.story == "a mix of mistakes"]
        assert len(mixes) == MIXES >= 7
        known = places(assignment)
        mistakes = [{p.grade_id: m[p.grade_id] for p in known if m[p.grade_id] in p.wrong} for m in mixes]
        assert all(mistakes)
        assert all(mistakes.count(mine) == 1 for mine in mistakes)


def test_no_mistake_of_an_exercise_is_made_twice_while_there_are_others(course, submissions):
    for assignment in course:
        mixes = [s.answers for s in submissions[assignment.name] if s.story == "a mix of mistakes"]
        for place in places(assignment):
            made = [m[place.grade_id] for m in mixes if m[place.grade_id] in place.wrong]
            assert len(set(made)) == min(len(made), len(place.wrong))


def test_only_the_missing_colon_is_no_python(submissions):
    for handed_in in submissions.values():
        for submission in handed_in:
            code = [source for grade_id, source in submission.answers.items() if "-answer" in grade_id]
            assert sum(not parses(source) for source in code) == (submission.story == CRASH), submission.story


def test_what_is_handed_in_shows_no_trace_of_the_course(submissions):
    for handed_in in submissions.values():
        for submission in handed_in:
            for source in submission.answers.values():
                assert "SOLUTION" not in source
                assert "@right" not in source
                assert "@wrong" not in source


def test_a_crash_and_an_endless_loop_leave_the_other_cells_right(submissions):
    for handed_in in submissions.values():
        reference = handed_in[0].answers
        crash, loop = (
            [source for grade_id, source in of(handed_in, story).answers.items() if source != reference[grade_id]]
            for story in (CRASH, "an endless loop")
        )
        assert [source for source in crash if source.startswith("import numpi as np")] == crash[1:]
        assert len(crash) == 2
        assert len(loop) == 1
        assert "while t < 3:\n        pass" in loop[0]


def test_answers_go_into_the_cells_with_their_grade_ids(course):
    assignment = course[0]
    first = places(assignment)[0]
    notebook = build_notebook(assignment)
    before = {cell.id: cell.source for cell in notebook.cells}
    after = {cell.id: cell.source for cell in fill_in(notebook, {first.grade_id: "x = 1"}).cells}
    assert after == {**before, first.grade_id: "x = 1"}


def test_an_answer_without_its_cell_is_an_error():
    with pytest.raises(ValueError, match="no cell for 10_nowhere-answer"):
        fill_in(nbformat.v4.new_notebook(), {"10_nowhere-answer": "x = 1"})


def parses(source: str) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True
