"""The form of an attack, and the list of all of them.

An attack is one file in the folder of its class. Its docstring says who does what, and what must happen; `ATTACK` says
the same to the harness. The attacker knows everything but the secrets: where the course lies, on which port and socket
something listens, which process is worth reading. Such knowledge stands in the texts as @WORDS@ (see `Run.words`).
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import Any

#: What an attacker is after: full marks for wrong answers; what he must not read; what he must not change; that
#: nobody gets a grade.
CLASSES = ("evasion", "redirection", "injection", "denial")
#: The exercise that most attacks are about, its answer cell, and a wrong answer that fits no input.
TOP = "10_gradient_J"
ANSWER = f"{TOP}-answer"
WRONG = "def gradient_J(theta):\n    return np.zeros(2)\n"
#: A right one, to be followed by what must not cost it its points.
RIGHT = "def gradient_J(theta):\n    return np.array([3 * theta[0] ** 2, -2 * theta[1]])\n"
EVERYTHING = frozenset({TOP, "20_two_steps", "30_descent_step", "40_descend"})
#: Begins a cell that looks for secrets: `tell` prints those that are in some text or bytes, and nothing else.
SNOOP = """import os, re, sys
def tell(data):
    data = data if isinstance(data, str) else bytes(data).decode('latin-1')
    for found in sorted(set(re.findall(r'canary-[a-z]+-[0-9a-f]{16}', data))):
        print(found)
def tell_file(path, most=50_000_000):
    try:
        with open(path, 'rb') as file:
            tell(file.read(most))
    except OSError as error:
        print(type(error).__name__)
"""


@dataclass(frozen=True)
class Attack:
    """One attack: what is handed in, and what must happen. Everything that isn't named is the reference's."""

    #: Grade id -> what stands in that cell.
    answers: Mapping[str, str] = field(default_factory=dict)
    #: A code cell that the student adds behind the first exercise.
    added: str = ""
    #: Takes the filled-in notebook, a dict, and damages it; returns a dict, or the file's very text or bytes.
    damage: Callable[[dict], Any] | None = None
    #: Files beside the notebook.
    files: Mapping[str, str | bytes] = field(default_factory=dict)
    #: What is done to the folder that is handed in, after the notebook and the files stand in it.
    place: Callable[[Path, Mapping[str, str]], None] | None = None
    #: The student's id; the number that keeps the order comes before it.
    student: str = ""
    #: First and last name, as the gradebook knows them.
    names: tuple[str, str] | None = None

    #: Exercises that must earn nothing; all others must keep their points, but for those of `may_cost`.
    costs: frozenset[str] = frozenset()
    may_cost: frozenset[str] = frozenset()
    #: Words that must not stand in what the student's cells put out, nor on the feedback page: the attack got there.
    never_says: tuple[str, ...] = ("REACHED",)
    #: Words that must not stand on the feedback page.
    never_shows: tuple[str, ...] = ()
    #: Whether the pages that people open must be looked through for scripts.
    shows: bool = False
    #: Seconds after which the submission must have its verdict, on a machine with other things to do.
    seconds: float = 30.0
    #: It needs the seconds that a cell has by default: tried in a course of its own, where the bank's are not lowered.
    patient: bool = False
    #: What stops it: "split" (student and tests in two processes), or "confinement" of the student's process.
    stopped_by: str = "split"
    #: Where it gets through it takes others down, and so is tried in a course of its own.
    alone: bool = False
    #: Why it can't be tried on this machine, "" where it can.
    lacking: Callable[[], str] = str
    #: A hole that is known and open in a command, "stock" or "ours": what is missing.
    hole: Mapping[str, str] = field(default_factory=dict)

    name: str = ""
    kind: str = ""
    about: str = ""

    @property
    def key(self) -> str:
        return f"{self.kind}/{self.name}"


def wrong_with(trick: str, **more: Any) -> Attack:
    """A wrong answer to the first exercise, and a trick that should make it pass."""
    return Attack(answers={ANSWER: f"{WRONG}\n{trick}"}, costs=frozenset({TOP}), **more)


def right_with(trick: str, **more: Any) -> Attack:
    """A right answer to the first exercise, and something else in its cell."""
    return Attack(answers={ANSWER: f"{RIGHT}\n{trick}"}, **more)


def function(body: str, **more: Any) -> Attack:
    """An answer to the first exercise with this body; it must earn nothing."""
    lines = "\n".join(f"    {line}" for line in body.strip("\n").splitlines())
    return Attack(answers={ANSWER: f"def gradient_J(theta):\n{lines}\n"}, costs=frozenset({TOP}), **more)


def snoop(code: str, **more: Any) -> Attack:
    """All answers are right, and an added cell looks for what it must not see."""
    return Attack(added=SNOOP + code, **more)


@cache
def attacks() -> tuple[Attack, ...]:
    """The whole bank, in the order of classes and names."""
    found = []
    for kind in CLASSES:
        folder = Path(__file__).parent / kind
        for name in sorted(path.stem for path in folder.glob("[!_]*.py")):
            module = importlib.import_module(f"{__package__}.{kind}.{name}")
            about = " ".join((module.__doc__ or "").split())
            found.append(replace(module.ATTACK, name=name, kind=kind, about=about))
    return tuple(found)
