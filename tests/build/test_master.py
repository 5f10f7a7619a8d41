"""What does the author of a bad master read? One line with the file and the line, and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from nablabook.build import lint
from nablabook.build.errors import MasterError
from nablabook.build.master import Assignment, Room, parse, read_assignment, read_course
from nablabook.build.variants import read_variants

PATH = Path("course/09_x/10_a/exercise.py")

GOOD = '''\
# %% [markdown]
# ## A
# %% role="given"
import numpy as np
from nablabook import checks as check
# %% role="answer"
def f(x):
    """Twice x."""
    ### BEGIN SOLUTION
    return 2 * x
    ### END SOLUTION
# %% role="check" points=2
check.values(f, like=abs, at=1.0)
# %% role="hidden"
check.values(f, like=abs, at=2.0, about="two")
'''


def room(text: str, name: str = "10_a") -> Room:
    return Room(name, Path(), PATH, tuple(parse(text, PATH)))


def lint_all(*texts: str, questions: set[str] | None = None) -> None:
    rooms = tuple(room(text, f"{10 * (i + 1)}_a") for i, text in enumerate(texts))
    lint.check(Assignment("09_x", rooms), questions or set())


def test_a_good_master_has_no_complaints() -> None:
    lint_all(GOOD)


@pytest.mark.parametrize(
    ("old", "new", "line", "says"),
    [
        ('role="given"', 'role="gift"', 3, "unknown role 'gift'"),
        ('# %% role="given"', "# %%", 3, "a code cell needs a role"),
        ('role="check" points=2', 'role="check"', 12, "a check cell needs points"),
        ("points=2", 'points="many"', 12, "is no number of points"),
        ("points=2", "points=-1", 12, "is no number of points"),
        ("points=2", "points=2 colour=3", 12, "unknown cell option colour"),
        ('role="given"', 'role="given" points=1', 3, "points belong to check and essay cells"),
        ("    ### END SOLUTION\n", "", 9, "### BEGIN SOLUTION without ### END SOLUTION"),
        ("    ### BEGIN SOLUTION\n", "", 10, "### END SOLUTION without ### BEGIN SOLUTION"),
        (
            "    ### END SOLUTION\n",
            "    ### BEGIN SOLUTION\n    ### END SOLUTION\n",
            11,
            "a second ### BEGIN SOLUTION",
        ),
        ('    """Twice x."""\n', "", 6, "without its solution the cell is no Python"),
        ("at=1.0", "at=one", 12, "unknown name one"),
        ("at=2.0", "at=two", 14, "unknown name two"),
        ("return 2 * x", "return 2 ** ", 10, "this is no Python"),
        ("# %% [markdown]", '# %% [markdown] sheet="000.9"', 1, "sheet question '000.9' does not exist"),
        ("# %% [markdown]", '# %% [markdown] role="given"', 1, "a markdown cell can't have the role 'given'"),
        ('role="answer"', 'role="essay"', 6, "a code cell can't have the role 'essay'"),
        ("# %% [markdown]\n", "x = 1\n# %% [markdown]\n", 1, "must begin with a cell marker"),
    ],
)
def test_a_bad_master_is_told_in_one_line_with_its_place(old: str, new: str, line: int, says: str) -> None:
    assert old in GOOD
    with pytest.raises(MasterError) as caught:
        lint_all(GOOD.replace(old, new, 1))
    message = str(caught.value)
    assert says in message
    assert message.startswith(f"{PATH}:{line}: ")
    assert "\n" not in message


CELLS = GOOD.split("# %% ")[1:]
TEXT, GIVEN, ANSWER, CHECK, HIDDEN = ("# %% " + cell for cell in CELLS)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (TEXT + GIVEN + ANSWER + HIDDEN, "hidden tests without a check right before them"),
        (TEXT + GIVEN + ANSWER + CHECK + TEXT + HIDDEN, "hidden tests without a check right before them"),
        (TEXT + GIVEN + CHECK, "a check without an answer before it"),
        (TEXT + GIVEN + ANSWER, "an answer without a check after it"),
        (TEXT + GIVEN + ANSWER + ANSWER + CHECK, "an answer without a check before the next answer"),
        (TEXT + GIVEN + ANSWER + CHECK + ANSWER + CHECK, "two answers of one name: f is"),
    ],
)
def test_cells_in_a_wrong_order_are_told_so(text: str, says: str) -> None:
    with pytest.raises(MasterError, match=r"exercise.py:\d+: ") as caught:
        lint_all(text)
    assert says in str(caught.value)


def test_two_rooms_may_not_answer_by_one_name() -> None:
    with pytest.raises(MasterError, match="two answers of one name: f is"):
        lint_all(GOOD, ANSWER + CHECK)


def test_an_answer_that_names_nothing_outside_of_its_solution_is_refused() -> None:
    nameless = "### BEGIN SOLUTION\nf = abs\n### END SOLUTION\n"
    with pytest.raises(MasterError, match="must name its answer outside of the solution region"):
        lint_all(TEXT + GIVEN + '# %% role="answer"\n' + nameless + CHECK)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        (
            "at=1.0)",
            "at=1.0)\nprint(f.__code__)",
            "f.__code__: a locked cell can call a student's function, and no more",
        ),
        ("at=1.0)", "at=1.0)\nisinstance(f, int)", "isinstance() of a student's function"),
        ("at=2.0", "at=f.cache", "f.cache: a locked cell can call a student's function"),
    ],
)
def test_what_cannot_cross_to_the_grader_is_told_when_the_room_is_built(old: str, new: str, says: str) -> None:
    with pytest.raises(MasterError) as caught:
        lint_all(GOOD.replace(old, new, 1))
    assert says in str(caught.value)


def test_an_answer_is_no_class() -> None:
    text = GOOD.replace('def f(x):\n    """Twice x."""', 'class f:\n    """Twice x."""').replace(
        "    return 2 * x", "    x = 2"
    )
    with pytest.raises(MasterError, match="the answer f is a class"):
        lint_all(text)


def test_what_a_check_binds_is_no_name_for_the_next_cells() -> None:
    leaning = GIVEN.replace("import numpy as np", "print(secret)")
    with pytest.raises(MasterError, match="unknown name secret"):
        lint_all(GOOD.replace("check.values(f, like=abs, at=1.0)", "secret = 1\nf(secret)", 1), leaning)


def test_hidden_tests_may_use_what_their_check_binds() -> None:
    lint_all(GOOD.replace("at=1.0)", "at=1.0)\nz = 3", 1).replace("at=2.0", "at=z"))


def test_an_empty_course_and_an_empty_assignment_are_told_so(tmp_path: Path) -> None:
    with pytest.raises(MasterError, match="no assignment found"):
        read_course(tmp_path)
    (tmp_path / "course" / "01_x").mkdir(parents=True)
    with pytest.raises(MasterError, match="no room found"):
        read_assignment(tmp_path, tmp_path / "course" / "01_x")


SHARED = "# %% [markdown]\n# Hello.\n#\n# It takes an hour. {{coming back}} Go!\n"


def in_a_course(tmp_path: Path, text: str, words: str | None) -> Assignment:
    folder = tmp_path / "course" / "01_x" / "10_a"
    folder.mkdir(parents=True)
    (folder / "exercise.py").write_text(text, encoding="utf-8")
    if words is not None:
        (tmp_path / "course" / "words.toml").write_text(words, encoding="utf-8")
    return read_course(tmp_path)[0]


def test_shared_words_stand_where_a_text_names_them(tmp_path: Path) -> None:
    words = '"coming back" = """\nRun it\nagain.\n"""'
    assignment = in_a_course(tmp_path, SHARED + '# %% role="given"\nx = "{{a b}}"\n', words)
    text, code = assignment.rooms[0].cells
    assert text.source.endswith("It takes an hour. Run it again. Go!")
    assert code.source == 'x = "{{a b}}"'


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (None, "exercise.py:4: {{coming back}} is not in course/words.toml (known: none)"),
        ('"going" = "Bye."', "exercise.py:4: {{coming back}} is not in course/words.toml (known: going)"),
        ('"coming back" =', "course/words.toml:1: this is no TOML of names and texts"),
        ('"coming back" = 3', "course/words.toml:1: this is no TOML of names and texts"),
    ],
)
def test_shared_words_that_are_missing_are_told_so(tmp_path: Path, words: str | None, says: str) -> None:
    with pytest.raises(MasterError) as caught:
        in_a_course(tmp_path, SHARED, words)
    assert says in str(caught.value)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (None, "a room with an answer needs a variants.py"),
        ("def g(x):\n    return x\n", "g is neither @right nor @wrong"),
        ('@wrong(says="")\ndef g(x):\n    return x\n', "a wrong variant needs its sentence"),
        ('@right(answer="h")\ndef g(x):\n    return x\n', "'h' is no answer of this room (known: f)"),
        ("def g(:\n", "this is no Python"),
    ],
)
def test_bad_variants_are_told_so(tmp_path: Path, text: str | None, says: str) -> None:
    if text is not None:
        (tmp_path / "variants.py").write_text(text, encoding="utf-8")
    with pytest.raises(MasterError) as caught:
        read_variants(Room("10_a", tmp_path, PATH, tuple(parse(GOOD, PATH))))
    assert says in str(caught.value)
    assert str(caught.value).startswith("course/09_x/10_a/variants.py:")
