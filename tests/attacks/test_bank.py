"""Does every attack come to nothing, in one run of `nbgrader autograde`, and is every honest grade kept?"""

from __future__ import annotations

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


@pytest.fixture(scope="session")
def results(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Results:
    """What became of the bank: one process of the tests runs it, the others wait for it."""
    folder = tmp_path_factory.getbasetemp()
    folder = (folder if worker_id == "master" else folder.parent) / "bank"
    kept = folder.with_suffix(".json")
    with FileLock(folder.with_suffix(".lock")):
        if not kept.is_file():
            chosen = [attack for attack in attacks() if not attack.lacking()]
            dump(run_all(folder, chosen, confined=not lacks_confinement()), kept)
    return load(kept)


@pytest.fixture(scope="session")
def lacking() -> str:
    return lacks_confinement()


@pytest.mark.parametrize("attack", attacks(), ids=lambda attack: attack.key)
def test_the_attack_comes_to_nothing(attack: Attack, results: Results, lacking: str) -> None:
    if attack.lacking():
        pytest.skip(attack.lacking())
    if attack.stopped_by == "confinement" and lacking:
        pytest.skip(f"needs a confined process: {lacking}")
    complaints = results[attack.key].complaints
    if attack.hole:
        assert complaints, "this hole is closed: take it off the list"
        pytest.xfail(attack.hole)
    assert complaints == [], attack.about


def test_every_honest_notebook_keeps_its_grade(results: Results) -> None:
    honest = {key: outcome for key, outcome in results.items() if key.startswith("#") and "#alone" not in key}
    assert len(honest) > 10
    assert {key: outcome.complaints for key, outcome in honest.items() if outcome.complaints} == {}


def test_nothing_of_a_run_is_left_and_no_other_grade_touched(results: Results) -> None:
    runs = {key: outcome for key, outcome in results.items() if key.startswith("@") and "@alone" not in key}
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
