"""What is handed out never contains an answer: neither the release nor the wheel."""

from __future__ import annotations

import ast
import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from nablabook.build.clear import BEGIN, END
from nablabook.build.master import Assignment
from nablabook.build.names import plain
from nablabook.build.variants import read_variants

#: A line shorter than this (`return path`, `x = 1`) stands in any notebook and gives nothing away.
SHORTEST = 16
FORBIDDEN = ("BEGIN SOLUTION", "END SOLUTION", "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")


def secrets(course: list[Assignment]) -> set[str]:
    """Every telling line of a solution, a hidden test or a variant, without spaces and comments."""
    rooms = [room for assignment in course for room in assignment.rooms]
    cells = [cell for room in rooms for cell in room.cells]
    lines: set[str] = set()
    for cell in cells:
        lines |= telling(cell.source if cell.role == "hidden" else inside(cell.source))
    for room in rooms:
        for variant in read_variants(room):
            lines |= telling(variant.function)
    shown = squeezed("\n".join(outside(cell.source) for cell in cells if cell.role != "hidden"))
    return {line for line in lines if line not in shown}


def inside(source: str) -> str:
    return "\n".join(re.findall(rf"{BEGIN}\n(.*?){END}", source, flags=re.DOTALL))


def outside(source: str) -> str:
    return re.sub(rf"{BEGIN}\n.*?{END}", "", source, flags=re.DOTALL)


def telling(source: str) -> set[str]:
    """Lines of statements, spaces and comments taken out."""
    bare = (re.sub(r"\s+", "", line.partition("#")[0]) for line in source.splitlines())
    return {line for line in bare if len(line) >= SHORTEST and not line.startswith(("def", "for", '"""'))}


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def test_there_is_something_to_leak(course: list[Assignment]) -> None:
    found = secrets(course)
    assert "returnnp.array([3*theta[0]**2,-2*theta[1]])" in found
    assert any("at_each=" in line or "gradient_waves" in line for line in found)


def test_the_release_holds_no_answer_and_no_hidden_test(root: Path, course: list[Assignment]) -> None:
    files = [path for path in (root / "release").rglob("*") if path.is_file()]
    assert files, "nothing is released"
    for path in files:
        text = path.read_text(encoding="utf-8")
        for mark in FORBIDDEN:
            assert mark not in text, f"{path} holds {mark}"
        bare = squeezed(text.replace('\\"', '"').replace("\\n", "\n"))
        for secret in secrets(course):
            assert secret not in bare, f"{path} holds {secret}"


def test_every_released_code_cell_still_is_python(root: Path) -> None:
    import nbformat

    for path in (root / "release").glob("*/*.ipynb"):
        for cell in nbformat.read(path, as_version=4).cells:
            if cell.cell_type == "code":
                ast.parse(plain(cell.source))


@pytest.fixture(scope="module")
def wheel(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(folder), str(root)]
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
    return next(folder.glob("*.whl"))


def test_the_wheel_holds_the_package_and_nothing_of_the_course(wheel: Path, course: list[Assignment]) -> None:
    known = secrets(course)
    with zipfile.ZipFile(wheel) as archive:
        members = archive.namelist()
        assert any(name == "nablabook/checks/verbs.py" for name in members)
        for name in members:
            assert name.startswith(("nablabook/", "nablabook-")), f"{name} is none of the package"
            assert not name.endswith(("exercise.py", ".ipynb")), f"{name} is part of the course"
            bare = squeezed(archive.read(name).decode("utf-8", "replace"))
            for secret in known:
                assert secret not in bare, f"{name} holds {secret}"
