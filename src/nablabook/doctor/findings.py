"""What the doctor looks at beside the sandbox: programs, packages and folders."""

from __future__ import annotations

import importlib.metadata
import os
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Finding:
    """One thing looked at: whether it is as it should be, what was seen, and what mends it."""

    words: str
    good: bool
    seen: str = ""
    help: str = ""
    #: Whether something is lost without it; else it is only told.
    needed: bool = True


def look(course: Path | None) -> list[Finding]:
    """Everything but the sandbox; `course` is the course root, if this is one."""
    return [_python(), *_packages(), _programs(), *_course(course), _chromium()]


def _python() -> Finding:
    version = ".".join(map(str, sys.version_info[:3]))
    good = sys.version_info >= (3, 11)
    return Finding("Python 3.11 or newer", good, version, "install Python 3.11 or newer, and run `make setup`")


def _packages() -> list[Finding]:
    found = []
    for name in ("nbgrader", "torch", "numpy", "matplotlib"):
        try:
            found.append(Finding(name, True, importlib.metadata.version(name)))
        except importlib.metadata.PackageNotFoundError:
            found.append(Finding(name, False, "not installed", "make setup"))
    return found


def _programs() -> Finding:
    """nbgrader starts alembic, and people nbgrader, by bare names."""
    missing = [name for name in ("nbgrader", "alembic") if shutil.which(name) is None]
    here = Path(sys.executable).parent
    seen = f"not on PATH: {', '.join(missing)}" if missing else "on PATH"
    return Finding("nbgrader's programs", not missing, seen, f"source {here / 'activate'}")


def _course(course: Path | None) -> list[Finding]:
    if course is None:
        help = "go to the folder that holds nbgrader_config.py and course/"
        return [Finding("a course root", False, "this folder is none", help, needed=False)]
    found = [Finding("a course root", True, str(course))]
    config = (course / "nbgrader_config.py").read_text(encoding="utf-8", errors="replace")
    ours = "nablabook.grading.preprocessors.ExecuteApart" in config
    help = "take c.Autograde.autograde_preprocessors from this repository's nbgrader_config.py"
    seen = "nbgrader_config.py names it" if ours else "nbgrader_config.py doesn't name it: nbgrader grades its own way"
    found.append(Finding("our grader", ours, seen, help, needed=False))
    source = any((course / "source").glob("*/*.ipynb"))
    found.append(Finding("source/", source, "built" if source else "no notebook", "nablabook build"))
    return [*found, *_exchange(config)]


def _exchange(config: str) -> list[Finding]:
    """The folder through which notebooks are handed out and collected, where the configuration names one."""
    from traitlets.config import Config

    found = Config()
    try:
        exec(compile(config, "nbgrader_config.py", "exec"), {"get_config": lambda: found})
    except Exception as error:
        return [Finding("nbgrader_config.py", False, f"{type(error).__name__}: {error}", "mend it")]
    folder = found.Exchange.get("root") if "Exchange" in found else None
    if not folder:
        return [Finding("the exchange", True, "none configured: notebooks travel by other ways", needed=False)]
    good = os.path.isdir(folder) and os.access(folder, os.W_OK)
    seen = f"{folder} {'can' if good else 'can not'} be written to"
    return [Finding("the exchange", good, seen, f"mkdir -p {folder} && chmod ugo+rwx {folder}")]


def _chromium() -> Finding:
    found = next((p for n in ("chromium", "chromium-browser", "google-chrome") if (p := shutil.which(n))), None)
    help = "playwright install chromium (only for the tests in a browser)"
    return Finding("Chromium", found is not None, found or "not found", help, needed=False)
