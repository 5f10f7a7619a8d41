"""The table's text: points by exercise, totals, and what is told of the points that were lost."""

from __future__ import annotations

import io

from rich.console import Console

from nablabook.demo import table
from nablabook.demo.classroom import Student, Submission
from nablabook.demo.marks import Mark, Result, exercise


def result(first: str, *marks: Mark) -> Result:
    return Result(Submission(Student(first.lower(), first, "Lind"), "a mix of mistakes", {}), marks)


def printed(results: list[Result], width: int = 100) -> str:
    console = Console(file=io.StringIO(), width=width)
    table.show(console, "01_slopes", results)
    return console.file.getvalue()


def row(text: str, name: str) -> list[str]:
    line = next(line for line in text.splitlines() if name in line and "│" in line)
    return [cell.strip() for cell in line.strip("│").split("│")]


def test_a_row_holds_the_points_of_each_exercise_and_their_sum():
    text = printed([result("Ada", Mark("slope", 4, 4), Mark("walk", 2.5, 6, "walk: too far"))])
    assert row(text, "Ada Lind") == ["Ada Lind", "4", "2.5", "6.5"]
    assert row(text, "of") == ["of", "4", "6", "10"]
    assert "01_slopes" in text
    assert "slope" in text


def test_the_graded_cells_of_an_exercise_are_added_up():
    text = printed([result("Ada", Mark("slope", 1, 2, "half"), Mark("slope", 2, 2), Mark("walk", 1, 1))])
    assert row(text, "Ada Lind") == ["Ada Lind", "3", "1", "4"]


def test_points_that_a_person_gives_are_a_question_mark():
    text = printed([result("Ada", Mark("slope", 4, 4), Mark("slope", None, 2), Mark("why", None, 3))])
    assert row(text, "Ada Lind") == ["Ada Lind", "4+?", "?", "4+?"]
    assert "? waits for a person" in text


def test_no_question_mark_is_explained_where_there_is_none():
    assert "waits for a person" not in printed([result("Ada", Mark("slope", 4, 4))])


def test_exercises_whose_names_do_not_fit_are_numbered():
    marks = [Mark(f"exercise_of_some_length_{i}", 1, 1) for i in range(9)]
    text = printed([result("Ada", *marks)], width=80)
    assert row(text, "Ada Lind")[1:10] == ["1"] * 9
    for i in range(9):
        assert f"{i + 1} exercise_of_some_length_{i}" in text
    assert "…" not in text
    assert max(len(line) for line in text.splitlines()) <= 80


def test_names_that_just_fit_are_not_cut():
    marks = [Mark("gradient_of_the_loss", 1, 1), Mark("whole_path", 1, 1)]
    for width in range(40, 80):
        assert "…" not in printed([result("Ada", *marks)], width=width)


def test_what_is_told_stands_below_with_the_points_that_it_cost():
    text = printed(
        [
            result("Ada", Mark("slope", 4, 4)),
            result("Ben", Mark("slope", 4, 4), Mark("walk", 0, 6, "walk: [1] is off.")),
        ]
    )
    told = text[text.index("Why points were lost") :]
    assert "Ada" not in told
    assert "slope" not in told
    assert [line.split() for line in told.splitlines() if "walk" in line] == [
        ["walk", "−6", "walk:", "[1]", "is", "off."]
    ]


def test_what_is_told_is_shown_as_it_is_and_never_read_as_markup():
    text = printed([result("Ben", Mark("walk", 0, 6, "entry [bold] of [/walk] is wrong"))])
    assert "entry [bold] of [/walk] is wrong" in text


def test_an_exercise_is_its_room_without_the_number():
    assert exercise("10_gradient_J") == "gradient_J"
    assert exercise("opening") == "opening"
