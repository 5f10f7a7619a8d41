"""The page as plain data: everything that the template shows, already put into words and made safe."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from markupsafe import Markup
from nbformat import NotebookNode

from nablabook.build.metadata import REPAIRED
from nablabook.feedback import rooms
from nablabook.feedback.code import code
from nablabook.feedback.grades import Grade, Grades
from nablabook.feedback.mishaps import Mishap, mishap
from nablabook.feedback.outputs import Output, outputs
from nablabook.feedback.prose import heading, inline, prose, statement, words
from nablabook.feedback.rooms import Exercise, Part, grade_id, has
from nablabook.feedback.scrub import plain
from nablabook.feedback.states import State, foremost
from nablabook.feedback.verdicts import Context, Verdict, verdict


@dataclass(frozen=True)
class Work:
    """One cell of the student's: code or text, what stopped it, what it put out."""

    label: str
    code: Markup | None
    text: Markup | None
    mishap: Mishap | None
    outputs: list[Output]


@dataclass(frozen=True)
class Section:
    """A graded cell with the student's cells that it grades; `grade` is None where there are no points for it."""

    label: Markup
    statement: Markup
    verdict: Verdict | None
    grade: Grade | None
    works: list[Work]
    comments: list[Markup]


@dataclass(frozen=True)
class Card:
    """One exercise."""

    anchor: str
    title: Markup
    sections: list[Section]
    state: State | None
    score: float
    points: float


@dataclass(frozen=True)
class Page:
    """One submitted notebook."""

    title: Markup
    plain_title: str
    grades: Grades
    score: float
    cards: list[Card]
    counts: list[tuple[State, int]]
    waiting: float
    late: str
    locked_missing: bool
    #: What the grader put right in the notebook that was handed in, a line each.
    repaired: list[str]


def page(notebook: NotebookNode, grades: Grades, limit: float | None = None) -> Page:
    """The page of one submitted notebook; `limit` is how many seconds a cell may run, where that is known."""
    there = {grade_id(cell) for cell in notebook.cells}
    locked_missing = bool(grades.locked - there)
    cards = [
        _card(number, exercise, grades, locked_missing, limit)
        for number, exercise in enumerate(rooms.exercises(notebook, grades), start=1)
    ]
    title = inline(rooms.title(notebook, grades) or grades.notebook)
    states = [card.state for card in cards if card.state]
    return Page(
        title=title,
        plain_title=words(title),
        grades=grades,
        score=grades.score - grades.late_penalty,
        cards=cards,
        counts=[(state, states.count(state)) for state in reversed(State) if state in states],
        waiting=sum(grade.points for grade in grades.cells.values() if grade.waiting),
        late=_late(grades.seconds_late),
        locked_missing=locked_missing,
        repaired=_repaired(notebook),
    )


def _repaired(notebook: NotebookNode) -> list[str]:
    lines = notebook.metadata.get(REPAIRED)
    return [str(line)[:200] for line in lines[:20]] if isinstance(lines, list) else []


def _card(number: int, exercise: Exercise, grades: Grades, locked_missing: bool, limit: float | None) -> Card:
    sections = [_section(part, exercise, grades, locked_missing, limit) for part in exercise.parts]
    graded = [section.grade for section in sections if section.grade]
    states = [section.verdict.state for section in sections if section.verdict]
    return Card(
        anchor=f"exercise-{number}",
        title=inline(exercise.title or exercise.parts[0].grade_id or "Exercise"),
        sections=sections,
        state=foremost(states) if states else None,
        score=sum(grade.score for grade in graded),
        points=sum(grade.points for grade in graded),
    )


def _section(part: Part, exercise: Exercise, grades: Grades, locked_missing: bool, limit: float | None) -> Section:
    is_task = part.graded is not None and has(part.graded, "task")
    own = [cell for cell in part.works if not has(cell, "task")]
    answers = [cell for cell in own if has(cell, "solution")]
    mishaps = [found for cell in own if (found := mishap(cell, limit))]
    grade = grades.cells.get(part.grade_id)
    ids = list(dict.fromkeys([*map(grade_id, part.works), part.grade_id]))
    context = Context(
        answers=own,
        mishaps=mishaps,
        untouched=bool(answers) and all(grade_id(cell) in grades.untouched for cell in answers),
        answer_missing=not answers and bool(exercise.lost),
        locked_missing=locked_missing,
        by_hand=part.grade_id in grades.by_hand,
        limit=limit,
    )
    return Section(
        label=_label(part, exercise, answers) if len(exercise.parts) > 1 else Markup(""),
        statement=prose(statement("\n\n".join(part.texts))),
        verdict=verdict(part.graded, grade, context) if part.grade_id else None,
        grade=grade,
        works=[_work(cell, limit, added=not (has(cell, "solution") or is_task)) for cell in own],
        comments=[prose(grades.comments[name]) for name in ids if name in grades.comments],
    )


def _work(cell: NotebookNode, limit: float | None, added: bool) -> Work:
    if cell.cell_type != "code":
        text = prose(cell.source, cell.get("attachments"))
        return Work("A cell you added" if added else "Your text", None, text, None, [])
    label = "A cell you added" if added else "Your code"
    return Work(label, code(plain(cell.source)), None, mishap(cell, limit), outputs(cell))


def _label(part: Part, exercise: Exercise, answers: list[NotebookNode]) -> Markup:
    """What tells the parts of one exercise apart: a heading, the answers' names, or the graded cell's id."""
    titles = [found[1] for text in part.texts if (found := heading(text)) and found[1] != exercise.title]
    if titles:
        return inline(titles[-1])
    names = [name for cell in answers for name in _names(cell)]
    if names:
        shown = Markup(", ").join(Markup("<code>{}</code>").format(name[:80]) for name in names[:3])
        return shown if len(names) <= 3 else shown + " …"
    if part.graded is not None and part.graded.cell_type == "markdown":
        return Markup("In your own words")
    return Markup("<code>{}</code>").format(part.grade_id) if part.grade_id else Markup("")


def _names(cell: NotebookNode) -> list[str]:
    built = cell.metadata.get("nablabook")
    names = built.get("answers") if isinstance(built, Mapping) else None
    return [name for name in names if isinstance(name, str)] if isinstance(names, list) else []


def _late(seconds: float) -> str:
    if seconds <= 0:
        return ""
    whole = timedelta(seconds=round(seconds))
    for size, unit in ((86400, "day"), (3600, "hour"), (60, "minute")):
        count = int(whole.total_seconds() // size)
        if count:
            return f"{count} {unit}{'' if count == 1 else 's'} late"
    return "less than a minute late"
