"""What a master must keep to, each rule a function from a room to nothing, or to one line on what to mend."""

from __future__ import annotations

import ast
from collections.abc import Iterator

from nablabook.build import names
from nablabook.build.clear import BEGIN, END, blank
from nablabook.build.master import Assignment, Cell, Room
from nablabook.build.plain import plain
from nablabook.build.seals import SEALED

#: What looks into a function rather than calling it.
INSPECTORS = (
    "getsource",
    "getsourcelines",
    "signature",
    "isinstance",
    "isfunction",
    "vars",
    "dir",
    "setattr",
    "getattr",
)
#: Characters of a line of code; JupyterLab in a window of 800 pixels shows as many.
WIDEST = 79


def check(assignment: Assignment, questions: set[str]) -> None:
    """Raise `MasterError` on the first rule that a room of the assignment breaks."""
    for room in assignment.rooms:
        for cell in room.cells:
            _syntax(room, cell)
            _solution_markers(room, cell)
            _width(room, cell)
            _points(room, cell)
            _sheets(room, cell, questions)
        _order(room)
        _tables(room)
    _known_names(assignment)
    _what_the_wire_carries(assignment)


def _syntax(room: Room, cell: Cell) -> None:
    if not cell.is_code:
        return
    try:
        ast.parse(plain(cell.source))
    except SyntaxError as error:
        raise room.fail(cell.line + (error.lineno or 1), f"this is no Python: {error.msg}") from None


def _width(room: Room, cell: Cell) -> None:
    """Code that a student reads fits into a narrow window."""
    if cell.role not in ("given", "figure", "answer", "check"):
        return
    for offset, line in enumerate(cell.source.splitlines(), start=1):
        if len(line) > WIDEST:
            where = f"{line.strip()[:30]}…"
            raise room.fail(
                cell.line + offset, f"a line of more than {WIDEST} characters, cut off in a narrow window: {where}"
            )


def _solution_markers(room: Room, cell: Cell) -> None:
    open_at = 0
    regions = 0
    for offset, line in enumerate(cell.source.splitlines(), start=1):
        at = cell.line + offset
        if BEGIN in line:
            if open_at:
                raise room.fail(at, f"a second {BEGIN} before {END}")
            open_at, regions = at, regions + 1
        elif END in line:
            if not open_at:
                raise room.fail(at, f"{END} without {BEGIN}")
            open_at = 0
    if open_at:
        raise room.fail(open_at, f"{BEGIN} without {END}")
    if cell.role in ("answer", "essay") and not regions:
        raise room.fail(cell.line, f"an {cell.role} cell needs a region between {BEGIN} and {END}")
    if cell.role not in ("answer", "essay") and regions:
        raise room.fail(cell.line, f"a solution in a {cell.role} cell: only answer and essay cells are emptied")
    if cell.role == "answer":
        try:
            ast.parse(plain(blank(cell.source)))
        except SyntaxError:
            message = "without its solution the cell is no Python: give the function a docstring, a name its `= ...`"
            raise room.fail(cell.line, message) from None


def _points(room: Room, cell: Cell) -> None:
    if cell.role in ("check", "essay") and cell.points is None:
        raise room.fail(cell.line, f"a {cell.role} cell needs points, such as `points=2`")
    if cell.role not in ("check", "essay") and cell.points is not None:
        raise room.fail(cell.line, f"points belong to check and essay cells, not to a {cell.role} cell")


def _sheets(room: Room, cell: Cell, questions: set[str]) -> None:
    for question in cell.sheet:
        if question not in questions:
            raise room.fail(cell.line, f"sheet question {question!r} does not exist in course/sheets.toml")


def _order(room: Room) -> None:
    """An answer has a check after it; hidden tests stand right behind their check."""
    waiting: Cell | None = None
    before: Cell | None = None
    for cell in room.cells:
        if cell.role == "hidden" and (before is None or before.role != "check"):
            raise room.fail(cell.line, "hidden tests without a check right before them")
        if cell.role == "check":
            if waiting is None:
                raise room.fail(cell.line, "a check without an answer before it")
            waiting = None
        if cell.role == "answer":
            if waiting is not None:
                raise room.fail(waiting.line, "an answer without a check before the next answer")
            waiting = cell
        before = cell
    if waiting is not None:
        raise room.fail(waiting.line, "an answer without a check after it")


def _tables(room: Room) -> None:
    """Part of the points is given by a cell's last value alone: else a table with one right entry would earn all."""
    for check, cell in zip(room.cells, room.cells[1:], strict=False):
        if cell.role != "hidden":
            continue
        body = ast.parse(plain(cell.source)).body
        graded = [node for part in body for node in ast.walk(part) if _gives_part(node)]
        last = body[-1].value if isinstance(body[-1], ast.Expr) else None
        if graded and (graded != [last] or cell.source.rstrip().endswith(";")):
            message = "check.table(right=...) has to be the last line of its cell, by itself: its value is the points"
            raise room.fail(cell.line + graded[0].lineno, message)
        points = [k.value for node in graded for k in node.keywords if k.arg == "points"]
        if graded and [getattr(value, "value", None) for value in points] != [check.points]:
            message = f"check.table(right=...) needs the points of its check, points={check.points:g}"
            raise room.fail(cell.line + graded[0].lineno, message)


def _gives_part(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "table":
        return False
    return any(keyword.arg == "right" for keyword in node.keywords)


def _known_names(assignment: Assignment) -> None:
    """Locked cells use what locked cells gave and answers define; nothing else uses what a check bound."""
    given: set[str] = set()
    answers: dict[str, str] = {}
    in_check: set[str] = set()
    for room, cell in _code(assignment):
        local = in_check if cell.role == "hidden" else set()
        unknown = sorted(names.needed(cell.source) - given - answers.keys() - local - {SEALED})
        if unknown:
            message = f"unknown name {', '.join(unknown)}: no given cell binds it and no answer before defines it"
            raise room.fail(cell.line, message)
        if cell.role in ("given", "figure"):
            given |= names.bound(cell.source)
        if cell.role == "check":
            in_check = names.bound(cell.source)
        if cell.role == "answer":
            mine = names.answers_of(cell.source)
            if not mine:
                raise room.fail(cell.line, "an answer cell must name its answer outside of the solution region")
            for name in mine:
                if name in answers:
                    raise room.fail(cell.line, f"two answers of one name: {name} is {answers[name]}'s already")
                answers[name] = f"{room.path}:{cell.line}"


def _what_the_wire_carries(assignment: Assignment) -> None:
    """An answer is functions and data, and locked cells do no more with a function than call it.

    Under the grader the student's names live in another process: what crosses are values, and calls.
    """
    functions: set[str] = set()
    for room, cell in _code(assignment):
        tree = ast.parse(plain(cell.source))
        if cell.role == "answer":
            made = next((node for node in tree.body if isinstance(node, ast.ClassDef)), None)
            if made is not None and made.name in names.answers_of(cell.source):
                message = f"the answer {made.name} is a class: only functions and data can be graded"
                raise room.fail(cell.line + made.lineno, message)
            functions |= names.functions(cell.source) & set(names.answers_of(cell.source))
            continue
        for node in ast.walk(tree):
            asked = isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in functions
            if asked and node.attr != "__name__":
                message = f"{node.value.id}.{node.attr}: a locked cell can call a student's function, and no more"
                raise room.fail(cell.line + node.lineno, message)
            looks = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute | ast.Name)
            called = getattr(node.func, "attr", getattr(node.func, "id", "")) if looks else ""
            if called in INSPECTORS and any(isinstance(a, ast.Name) and a.id in functions for a in node.args):
                message = f"{called}() of a student's function: a locked cell can call it, and no more"
                raise room.fail(cell.line + node.lineno, message)


def _code(assignment: Assignment) -> Iterator[tuple[Room, Cell]]:
    return ((room, cell) for room in assignment.rooms for cell in room.cells if cell.is_code)
