"""The whole bank, run: which attacks stand in one course root, and what became of all of them, as plain data."""

from __future__ import annotations

import dataclasses
import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from .bank import Attack, attacks
from .run import Outcome, Run
from .scene import Scene

#: Key of an attack -> its outcome. A key with # is an honest notebook's, one with @ a run's as a whole.
Results = dict[str, Outcome]


def groups(chosen: Sequence[Attack], confined: bool, by: str = "stock") -> Iterator[tuple[str, list[Attack]]]:
    """Attacks by course root: two, so that two processors have something to do, and one for the patient. Our command
    keeps two busy by itself.

    What nothing stops and takes others down has a root of its own.
    """
    alone = [a for a in chosen if a.alone and (a.hole or (a.stopped_by == "confinement" and not confined))]
    together = [a for a in chosen if a not in alone]
    for name, here in (("denial", True), ("others", False), ("patient", None)):
        group = [a for a in together if (None if a.patient else a.kind == "denial" and by == "stock") == here]
        if group:
            yield name, group
    for attack in alone:
        yield f"alone-{attack.name}", [attack]


def run_all(
    folder: Path,
    chosen: Sequence[Attack],
    confined: bool,
    tell: Callable[[str], None] = lambda _: None,
    by: str = "stock",
) -> Results:
    """Run `chosen` by a command of `run.COMMANDS`; the folders of the runs stay below `folder`."""
    scene = Scene(folder / "scene")
    results: Results = {}

    def one(numbered: tuple[int, tuple[str, list[Attack]]]) -> Results:
        number, (name, members) = numbered
        started = time.monotonic()
        # A short name: sockets are made below it.
        run = Run(scene, folder / str(number), members, confined, by)
        outcomes = run.go()
        (folder / str(number) / "log.txt").write_text(
            "".join(f"{t:.1f} {line}" for t, line in run.log), encoding="utf-8"
        )
        tell(f"{name}: {len(members)} attacks in {time.monotonic() - started:.0f} s")
        found = {f"@{name}": outcomes.pop("")}
        for student in run.students:
            key = student.attack.key if student.attack else f"#{name} {student.id}"
            found[key] = outcomes[student.id]
        return found

    try:
        with ThreadPoolExecutor(2 if by == "stock" else 1) as pool:
            for found in pool.map(one, enumerate(groups(chosen, confined, by))):
                results |= found
    finally:
        scene.close()
    return results


def dump(results: Results, path: Path) -> None:
    path.write_text(json.dumps({k: dataclasses.asdict(v) for k, v in results.items()}, indent=1), encoding="utf-8")


def load(path: Path) -> Results:
    return {key: Outcome(**fields) for key, fields in json.loads(path.read_text(encoding="utf-8")).items()}


def main(words: list[str]) -> None:
    """python -m tests.attacks.results [--unconfined] [--ours] [part of a key ...]: run those, and tell."""
    confined = "--unconfined" not in words
    parts = [word for word in words if not word.startswith("--")]
    unknown = [part for part in parts if not any(part in a.key for a in attacks())]
    if unknown:
        sys.exit(f"no attack has {', '.join(unknown)} in its key")
    chosen = [a for a in attacks() if not a.lacking() and (not parts or any(p in a.key for p in parts))]
    folder = Path(tempfile.mkdtemp(prefix="bank-of-attacks-"))
    results = run_all(folder, chosen, confined, print, "ours" if "--ours" in words else "stock")
    for key, outcome in results.items():
        for complaint in outcome.complaints:
            print(f"{key} ({outcome.seconds:.0f} s): {complaint}")
    dump(results, folder / "results.json")
    slow = sorted(results.items(), key=lambda pair: -pair[1].seconds)[:12]
    print("slowest:", ", ".join(f"{key} {outcome.seconds:.0f} s" for key, outcome in slow))
    print(f"{len(chosen)} attacks; everything stands in {folder}")


if __name__ == "__main__":
    main(sys.argv[1:])
