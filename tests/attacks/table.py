"""Write the tables of docs/threat-model.md from what the bank does here, with confinement and without.

    python -m tests.attacks.table [CONFINED.json UNCONFINED.json]

Without files it runs the bank twice, which takes some minutes. Run it on a machine that loses nothing: without
confinement the attacks get through.
"""

from __future__ import annotations

import re
import sys
import tempfile
from pathlib import Path

from .bank import CLASSES, Attack, attacks
from .course import ROOT
from .results import Results, load, run_all

PAGE = ROOT / "docs" / "threat-model.md"
BETWEEN = re.compile(r"(<!-- begin table -->\n).*?(<!-- end table -->)", re.DOTALL)


def main(words: list[str]) -> None:
    confined, alone = (load(Path(word)) for word in words) if words else (_run(True), _run(False))
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8"), confined, alone), encoding="utf-8")


def filled(text: str, confined: Results, alone: Results) -> str:
    """The page with its tables made anew."""
    tables = "\n".join([_totals(confined, alone), *(_of_class(kind, confined, alone) for kind in CLASSES)])
    return BETWEEN.sub(lambda found: f"{found[1]}\n{tables}\n{found[2]}", text)


def _run(confined: bool) -> Results:
    chosen = [attack for attack in attacks() if not attack.lacking()]
    return run_all(Path(tempfile.mkdtemp(prefix="bank-of-attacks-")), chosen, confined, print)


def _totals(confined: Results, alone: Results) -> str:
    lines = ["| class | attacks | stopped by the split alone | and with confinement |", "|---|--:|--:|--:|"]
    for kind in (*CLASSES, ""):
        bank = [attack for attack in attacks() if attack.kind == kind or not kind]
        counts = [sum(_stopped(a, results) for a in bank) for results in (alone, confined)]
        lines.append(f"| {kind or '**all**'} | {len(bank)} | {counts[0]} | {counts[1]} |")
    return "\n".join(lines) + "\n"


def _of_class(kind: str, confined: Results, alone: Results) -> str:
    lines = [f"### {kind.capitalize()}\n", "| attack | who does what | split alone | confined |", "|---|---|---|---|"]
    for attack in attacks():
        if attack.kind == kind:
            what = attack.about.split(". ")[0].rstrip(".").replace("|", "\\|").replace("<", "&lt;")
            marks = (_mark(attack, results) for results in (alone, confined))
            lines.append(f"| `{attack.name}` | {what} | {' | '.join(marks)} |")
    return "\n".join(lines) + "\n"


def _stopped(attack: Attack, results: Results) -> bool:
    return attack.key in results and not results[attack.key].complaints and not _harmed_others(attack, results)


def _harmed_others(attack: Attack, results: Results) -> bool:
    """Whether it took down somebody else in the course root that it was tried in alone."""
    name = f"alone-{attack.name}"
    return any(key.startswith((f"@{name}", f"#{name} ")) and outcome.complaints for key, outcome in results.items())


def _mark(attack: Attack, results: Results) -> str:
    return "not tried" if attack.key not in results else "stopped" if _stopped(attack, results) else "gets through"


if __name__ == "__main__":
    main(sys.argv[1:])
