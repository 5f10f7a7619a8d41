"""One course root full of attacks, graded by one command, and what became of each of them."""

from __future__ import annotations

import copy
import hashlib
import json
import os
import re
import secrets
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.api import MissingEntry

from nablabook.grading.preprocessors import ExecuteApart

from . import course
from .bank import TOP, Attack
from .course import HIDDEN_NUMBER, NAME
from .scene import Scene

#: An honest notebook stands before the first attack, after the last, and between them after each so many.
EVERY = 8
#: What grades a class: nbgrader's command, and ours.
COMMANDS = {
    "stock": ("nbgrader", "autograde", NAME),
    "ours": ("nablabook.cli", "autograde", NAME, "--jobs", "2"),
}
#: Bytes of a graded notebook; an output may have 2 MB of pictures.
LARGEST = 6_000_000
#: Whether the grader confines the student's process at all.
CONFINES = "unconfined" in ExecuteApart.class_trait_names()
#: Folders that all users share; an attack that leaves something there puts its mark into the name.
SHARED = (Path("/tmp"), Path("/var/tmp"), Path("/dev/shm"))
#: Where a run writes whatever is handed in, and what every run changes.
EXPECTED = re.compile(
    r"course root/(autograded|feedback|submitted)/"
    r"|course root/(gradebook\.db(-journal)?|\.nbgrader\.log|\.nablabook-autograde\.lock)$"
)
#: What the grader's own libraries leave in a home that they have never seen.
FIRST_START = re.compile(
    r"home/(\.cache/matplotlib/fontlist-|\.ipython/profile_default/[a-z]+/README$|\.jupyter/migrated$)"
)


@dataclass(frozen=True)
class Student:
    """One who hands in: an attacker, or an honest one. Nothing else on the machine bears the mark."""

    id: str
    mark: str
    attack: Attack | None = None


@dataclass
class Outcome:
    """What an attack, or an honest notebook, came to. All lists are empty where what must happen has happened."""

    gained: list[str] = field(default_factory=list)
    spoiled: list[str] = field(default_factory=list)
    leaked: list[str] = field(default_factory=list)
    unjudged: list[str] = field(default_factory=list)
    left: list[str] = field(default_factory=list)
    harmed: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def complaints(self) -> list[str]:
        kinds = ("gained", "spoiled", "leaked", "unjudged", "left", "harmed")
        return [f"{kind}: {what}" for kind in kinds for what in getattr(self, kind)]


class Run:
    """A course root, its students, and two commands."""

    def __init__(self, scene: Scene, folder: Path, attacks: Sequence[Attack], confined: bool, by: str) -> None:
        self.scene, self.folder, self.by = scene, folder, by
        places = (folder / name for name in ("course root", "home", "tmp", "library"))
        self.root, self.home, self.temporary, self.library = places
        shutil.copytree(scene.template, self.root)
        with (self.root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
            config.write(course.own_lines(self.root))
            if any(attack.patient for attack in attacks):
                config.write("c.ExecuteApart.cell_timeout = 15\nc.ExecuteApart.notebook_timeout = 60\n")
            if CONFINES and not confined:
                config.write("c.ExecuteApart.unconfined = True\n")
        self._furnish()
        self.reference = course.reference(self.root)
        self.students = list(_in_order(attacks))
        self.log: list[tuple[float, str]] = []
        self.report: dict[str, Any] = {}

    def words(self, student: Student) -> dict[str, str]:
        """What this attacker knows."""
        own = {"ROOT": self.root, "HOME": self.home, "TMP": self.temporary, "LIBRARY": self.library, "NAME": NAME}
        return {**self.scene.words(), **{k: str(v) for k, v in own.items()}, "MARK": student.mark}

    def go(self) -> dict[str, Outcome]:
        """Hand in, grade, make the feedback; the outcome of every student by id, and of the run as a whole by ""."""
        for student in self.students:
            self._hand_in(student)
        self._name_them()
        before = self._files()
        # Most of it is for the start of a grader on a machine that is busy, or has read nothing of torch yet.
        wait = 240 + sum(s.attack.seconds if s.attack else 5 for s in self.students)
        self._command(COMMANDS[self.by], wait)
        after = self._files()
        self._command(("nbgrader", "generate_feedback", NAME), 120 + 2 * len(self.students), watched=False)
        outcomes = {student.id: self._judge(student) for student in self.students}
        self._look_around(before, after, outcomes)
        return outcomes

    # Before.

    def _furnish(self) -> None:
        """A home, and a folder of libraries that Python looks into."""
        self.temporary.mkdir(parents=True)
        (self.home / ".config" / "matplotlib").mkdir(parents=True)
        (self.home / "secret.txt").write_text(self.scene.secrets["home"])
        (self.home / ".bashrc").write_text("# mine\n")
        self.library.mkdir()
        (self.library / "bank_library.py").write_text(f"SECRET = {self.scene.secrets['library']!r}\n")

    def _hand_in(self, student: Student) -> None:
        folder = self.root / "submitted" / student.id / NAME
        folder.mkdir(parents=True)
        path = folder / f"{NAME}.ipynb"
        notebook = json.loads((self.root / "release" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8"))
        attack = student.attack
        answers = {**self.reference, **(attack.answers if attack else {})}
        for cell in notebook["cells"]:
            text = answers.get(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))
            if text is not None:
                cell["source"] = self._filled(text, student)
        if attack is None:
            _add(notebook, f"# {self.scene.secrets['submission']}")
            path.write_text(json.dumps(notebook), encoding="utf-8")
            return
        if attack.added:
            _add(notebook, self._filled(attack.added, student))
        damaged = attack.damage(notebook) if attack.damage else notebook
        if isinstance(damaged, dict | list):
            damaged = json.dumps(damaged)
        path.write_bytes(damaged if isinstance(damaged, bytes) else damaged.encode("utf-8", "surrogatepass"))
        for name, content in attack.files.items():
            beside = folder / self._filled(name, student)
            beside.parent.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(content if isinstance(content, bytes) else self._filled(content, student).encode())
        if attack.place:
            attack.place(folder, self.words(student))

    def _filled(self, text: str, student: Student) -> str:
        for word, known in self.words(student).items():
            text = text.replace(f"@{word}@", known)
        return text

    def _name_them(self) -> None:
        with course.open_gradebook(self.root) as gradebook:
            for student in self.students:
                if student.attack and student.attack.names:
                    first, last = (self._filled(name, student) for name in student.attack.names)
                    gradebook.add_student(student.id, first_name=first, last_name=last)

    # The commands.

    def _command(self, command: Sequence[str], seconds: float, watched: bool = True) -> None:
        environment = course.environment(
            self.home,
            self.temporary,
            SECRET=self.scene.secrets["environment"],
            PYTHONPATH=os.pathsep.join([str(course.ROOT / "src"), str(self.library)]),
        )
        words = [sys.executable, "-m", *command]
        report = self.folder / f"{command[1]}.json"
        if watched:
            words = [sys.executable, str(Path(__file__).parent / "watched.py"), str(report), str(seconds), *words]
        process = subprocess.Popen(
            words,
            cwd=self.root,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            errors="replace",
        )
        reader = threading.Thread(target=self._read, args=(process,))
        reader.start()
        try:
            process.wait(seconds + 60)
        except subprocess.TimeoutExpired:
            process.kill()
            self.log.append((time.monotonic(), f"{command[1]} did not come to its end\n"))
        reader.join(10)
        assert process.stderr is not None
        process.stderr.close()
        if watched:
            self.report = json.loads(report.read_text(encoding="utf-8"))

    def _read(self, process: subprocess.Popen) -> None:
        assert process.stderr is not None
        for line in process.stderr:
            self.log.append((time.monotonic(), line))

    # After.

    def _judge(self, student: Student) -> Outcome:
        outcome = Outcome(seconds=self._seconds(student))
        attack = student.attack
        self._judge_points(student, outcome)
        folder = self.root / "autograded" / student.id / NAME
        page = self.root / "feedback" / student.id / NAME / f"{NAME}.html"
        graded = _read_notebook(folder / f"{NAME}.ipynb")
        if graded is None:
            outcome.unjudged.append("there is no graded notebook")
        # Feedback is made by nbgrader in any case, and what is a hole of its grading is one of its feedback too.
        if not page.is_file() and not (attack and attack.hole and self.by == "ours"):
            outcome.unjudged.append("there is no feedback page")
        if attack is None:
            return outcome
        size = (folder / f"{NAME}.ipynb").stat().st_size if graded else 0
        if size > LARGEST:
            outcome.harmed.append(f"the graded notebook has {size / 1e6:.0f} MB")
        if graded and "JudgeLost" in json.dumps(graded.cells):
            outcome.harmed.append("the judge was lost")
        said = _what_is_told(graded) if graded else ""
        shown = page.read_text(encoding="utf-8", errors="replace") if page.is_file() else ""
        beside = "".join(_text(p) for p in _walk(folder) if p.suffix != ".ipynb")
        beside += "".join(_text(p) for p in _walk(page.parent) if p != page)
        everything = said + shown + beside
        outcome.leaked += [place for place, secret in self.scene.secrets.items() if secret in everything]
        if HIDDEN_NUMBER[2:] in everything:
            outcome.leaked.append("the input of a hidden test")
        outcome.harmed += [f"it says {word}" for word in attack.never_says if word in said or word in shown]
        outcome.harmed += [f"the page shows {word!a}" for word in attack.never_shows if word in shown]
        if outcome.seconds > attack.seconds:
            outcome.harmed.append(f"it took {outcome.seconds:.0f} s, and {attack.seconds:g} s is the most")
        if attack.shows:
            outcome.harmed += [f"on the feedback page: {found}" for found in hazards(shown, student.mark)]
            view = self._marking_view(folder / f"{NAME}.ipynb") if graded else ""
            outcome.harmed += [f"in the marking view: {found}" for found in hazards(view, student.mark)]
        return outcome

    def _judge_points(self, student: Student, outcome: Outcome) -> None:
        """The rows of the gradebook against what must stand there."""
        rows = _rows(self.root, student.id)
        costs = student.attack.costs if student.attack else frozenset()
        may_cost = student.attack.may_cost if student.attack else frozenset()
        if rows is None:
            outcome.unjudged.append("the gradebook has no submission")
            return
        for name, (score, most, manual) in rows.items():
            room = name.rpartition("-")[0]
            if manual is not None:
                outcome.gained.append(f"{name} has {manual:g} points that no person gave")
            if name.endswith("-essay"):
                continue
            if score is None:
                outcome.unjudged.append(f"{name} has no score")
            elif room in costs and score != 0:
                outcome.gained.append(f"{name} has {score:g} points")
            elif room not in costs and score != most and not (room in may_cost and score == 0):
                outcome.spoiled.append(f"{name} has {score:g} of {most:g} points")

    def _seconds(self, student: Student) -> float:
        """From the first line of the log about this student to the first about the next; ours tells nothing of it."""
        starts = [next((t for t, line in self.log if f"/submitted/{s.id}/" in line), None) for s in self.students]
        place = self.students.index(student)
        if starts[place] is None:
            return 0.0
        later = [t for t in starts[place + 1 :] if t is not None]
        return later[0] - starts[place] if later else 0.0

    def _marking_view(self, path: Path) -> str:
        """The notebook as the Formgrader shows it to whoever marks."""
        from nbconvert.exporters import HTMLExporter
        from nbgrader.server_extensions.formgrader import handlers
        from traitlets.config import Config, PyFileConfigLoader

        config = PyFileConfigLoader("nbgrader_config.py", path=str(self.root)).load_config()
        view = Config()
        view.HTMLExporter.template_name = "formgrade"
        view.HTMLExporter.extra_template_basedirs = [handlers.template_path]
        config.merge(view)
        names = ("assignment_id", "notebook_id", "submission_id", "base_url", "student", "last_name", "first_name")
        resources = {**dict.fromkeys(names, "x"), "index": 0, "total": 1, "notebook_path": "x"}
        return HTMLExporter(config=config).from_filename(str(path), resources=resources)[0]

    def _look_around(self, before: Mapping[str, str], after: Mapping[str, str], outcomes: dict[str, Outcome]) -> None:
        """What the run has left, blamed on whose mark it bears, else on the run as a whole."""
        whole = outcomes[""] = Outcome()
        if self.report["timed_out"]:
            whole.unjudged.append("the command did not come to its end")
        by_mark = {student.mark: outcomes[student.id] for student in self.students}

        def blame(text: str) -> Outcome:
            return next((outcome for mark, outcome in by_mark.items() if mark in text), whole)

        for process in self.report["left"]:
            blame(process).left.append(f"a process, {process[:80]}")
        for name in sorted({*before, *after}):
            if before.get(name) == after.get(name) or FIRST_START.match(name.removeprefix(f"{self.folder}/")):
                continue
            how = "changed" if name in before and name in after else "new" if name in after else "gone"
            blame(name + _text(Path(name))).left.append(f"a file that is {how}, {name}")
        for path in [p for folder in SHARED for p in folder.glob("bk*")]:
            for mark, outcome in by_mark.items():
                if path.name.startswith(mark):
                    outcome.left.append(f"a file, {path}")
                    path.unlink()
        if not self.scene.bystander_lives:
            whole.harmed.append("another process of the same user was ended")
        earlier = _rows(self.root, course.EARLIER) or {}
        if any(manual != 1.5 for _, _, manual in earlier.values()) or not earlier:
            whole.harmed.append("a grade of another student was changed")

    def _files(self) -> dict[str, str]:
        """Path -> a digest of what stands there, of all that an attack may not touch."""
        found = {}
        for place in (self.root, self.home, self.temporary, self.library):
            for path in _walk(place):
                if not EXPECTED.match(str(path).removeprefix(f"{self.folder}/")):
                    found[str(path)] = f"-> {os.readlink(path)}" if path.is_symlink() else _digest(path)
        return found


def _in_order(attacks: Sequence[Attack]) -> Iterator[Student]:
    """Attackers with honest ones before, between and after, numbered: nbgrader grades by the order of the ids."""
    run, number = secrets.token_hex(4), 1
    for k, attack in enumerate(attacks):
        if k % EVERY == 0:
            yield Student(f"{number:03}-honest", f"bk{run}{number:03}x")
            number += 1
        yield Student(f"{number:03}-{attack.student or attack.name}", f"bk{run}{number:03}x", attack)
        number += 1
    yield Student(f"{number:03}-honest", f"bk{run}{number:03}x")


def _add(notebook: dict, source: str) -> None:
    """A cell of the student's own behind the check of the first exercise."""
    names = [cell["metadata"].get("nbgrader", {}).get("grade_id", "") for cell in notebook["cells"]]
    cell = {
        "cell_type": "code",
        "execution_count": None,
        "id": "mine",
        "metadata": {},
        "outputs": [],
        "source": source,
    }
    notebook["cells"].insert(names.index(f"{TOP}-check") + 1, {**cell, "source": source})


def _rows(root: Path, student: str) -> dict[str, tuple[float | None, float, float | None]] | None:
    """Grade id -> automatic score, most, and score by hand; None where there is no submission."""
    with course.open_gradebook(root) as gradebook:
        try:
            notebook = gradebook.find_submission_notebook(NAME, NAME, student)
        except MissingEntry:
            return None
        return {g.name: (g.auto_score, g.max_score, g.manual_score) for g in notebook.grades}


def _read_notebook(path: Path) -> NotebookNode | None:
    try:
        return nbformat.read(path, as_version=4)
    except (OSError, ValueError):
        return None


def _what_is_told(notebook: NotebookNode) -> str:
    """All of a graded notebook that a student gets to see and has not written: the outputs of the student's cells."""
    kept = copy.deepcopy(notebook)
    for cell in kept.cells:
        about = cell.metadata.get("nbgrader", {})
        cell.source = ""
        if about.get("grade") and not about.get("solution") and "outputs" in cell:
            cell.outputs = []  # a grader sees them, the student does not
    return json.dumps(kept, ensure_ascii=False)


class _Active(HTMLParser):
    """Elements of a page that can do something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self._script = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._script = tag == "script"
        if tag in ("script", "iframe", "object", "embed", "base", "meta", "link", "form"):
            self.found.append(f"<{tag} {attrs}>")
        for name, value in attrs:
            if name.startswith("on") or (value or "").strip().lower().startswith(("javascript:", "data:text")):
                self.found.append(f"<{tag} {name}={value}>")

    handle_startendtag = handle_starttag

    def handle_data(self, data: str) -> None:
        if self._script:
            self.found.append(f"<script>{data}")

    def handle_endtag(self, tag: str) -> None:
        self._script = False


def hazards(html: str, mark: str) -> list[str]:
    """What the attacker with this mark has brought onto a page that can run, load or send something."""
    page = _Active()
    page.feed(html)
    page.close()
    return [found[:200] for found in page.found if mark in found]


def _walk(folder: Path) -> Iterator[Path]:
    for place, _, names in os.walk(folder):
        for name in names:
            yield Path(place, name)


def _digest(path: Path) -> str:
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else "special"
    except OSError:
        return "unreadable"


def _text(path: Path) -> str:
    """The beginning of a file as text; "" where it is no plain file."""
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(5_000_000).decode("latin-1")
