"""Does every attack come to nothing, by `nbgrader autograde` and by ours, and is every honest grade kept?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock

from nablabook.grading.engine import Grader
from nablabook.grading.processes import GraderError

from .bank import CLASSES, Attack, attacks
from .results import Results, dump, load, run_all
from .run import CONFINES


def lacks_confinement() -> str:
    """Why this machine can't confine a process, "" where it can."""
    if not CONFINES:
        return "the grader has no confinement yet"
    try:
        Grader().close()
    except GraderError as error:
        return str(error)
    return ""


#: By our own command: all of the bank is slow, each so-manieth of it is not.
SAMPLE = 6


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Callable[[str, str], Results]:
    """What became of the bank, by a command: one process of the tests runs it, the others wait for it."""
    above = tmp_path_factory.getbasetemp()
    above = above if worker_id == "master" else above.parent

    def found(by: str, which: str) -> Results:
        folder = above / f"bank-{by}-{which}"
        file = folder.with_suffix(".json")
        with FileLock(folder.with_suffix(".lock")):
            if not file.is_file():
                chosen = [a for a in attacks() if not a.lacking() and (which == "all" or a in SAMPLED)]
                dump(run_all(folder, chosen, confined=not lacks_confinement(), by=by), file)
        return load(file)

    return found


@pytest.fixture(scope="session")
def lacking() -> str:
    return lacks_confinement()


#: Those whose names say something to our command are always among them.
SAMPLED = [a for k, a in enumerate(attacks()) if k % SAMPLE == 0 or a.student or a.name.startswith("input_told")]
RUNS = [("stock", "all"), ("ours", "sample"), pytest.param("ours", "all", marks=pytest.mark.slow)]


def tried() -> Iterator[object]:
    """Each attack by each command."""
    for attack in attacks():
        yield pytest.param(attack, "stock", "all", id=attack.key)
        which, marks = ("sample", ()) if attack in SAMPLED else ("all", pytest.mark.slow)
        yield pytest.param(attack, "ours", which, id=f"{attack.key}-ours", marks=marks)


@pytest.mark.parametrize(("attack", "by", "which"), list(tried()))
def test_the_attack_comes_to_nothing(
    attack: Attack, by: str, which: str, kept: Callable[[str, str], Results], lacking: str
) -> None:
    if attack.lacking():
        pytest.skip(attack.lacking())
    if attack.stopped_by == "confinement" and lacking:
        pytest.skip(f"needs a confined process: {lacking}")
    complaints = kept(by, which)[attack.key].complaints
    if by in attack.hole:
        assert complaints, "this hole is closed: take it off the list"
        pytest.xfail(attack.hole[by])
    assert complaints == [], attack.about


@pytest.mark.parametrize(("by", "which"), RUNS)
def test_every_honest_notebook_keeps_its_grade(by: str, which: str, kept: Callable[[str, str], Results]) -> None:
    results = kept(by, which)
    honest = {key: outcome for key, outcome in results.items() if key.startswith("#") and "#alone" not in key}
    assert len(honest) > 5
    assert {key: outcome.complaints for key, outcome in honest.items() if outcome.complaints} == {}


@pytest.mark.parametrize(("by", "which"), RUNS)
def test_nothing_of_a_run_is_left_and_no_other_grade_touched(
    by: str, which: str, kept: Callable[[str, str], Results]
) -> None:
    runs = {key: outcome for key, outcome in kept(by, which).items() if key.startswith("@") and "@alone" not in key}
    assert {key: outcome.complaints for key, outcome in runs.items() if outcome.complaints} == {}


def test_the_bank_has_sixty_attacks_in_four_classes_and_each_says_what_must_happen() -> None:
    bank = attacks()
    assert len(bank) >= 60
    for kind in CLASSES:
        assert len([attack for attack in bank if attack.kind == kind]) >= 10
    for attack in bank:
        assert len(attack.about.split(". ")) >= 2 or ":" in attack.about, f"{attack.key} doesn't say what must happen"
        assert attack.stopped_by in ("split", "confinement")
        assert attack.costs <= {"10_gradient_J", "20_two_steps", "30_descent_step", "40_descend"}


def test_the_threat_model_holds_the_table_of_the_bank(root: Path) -> None:
    text = (root / "docs" / "threat-model.md").read_text(encoding="utf-8")
    missing = [attack.key for attack in attacks() if f"| `{attack.name}` |" not in text]
    assert missing == [], "python -m tests.attacks.table writes it"
