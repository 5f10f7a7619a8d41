"""`nablabook lab`: copies made once, errors in a line, and JupyterLab's command line."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from nablabook.cli import main
from nablabook.study import copies, kernels, lab

FIRST = Path("release/01_first/01_first.ipynb")


@pytest.fixture
def course(tmp_path, monkeypatch) -> Path:
    """A course root with two released notebooks, and the working folder in it."""
    (tmp_path / "nbgrader_config.py").touch()
    (tmp_path / "course").mkdir()
    for name in ("02_second", "01_first"):
        (tmp_path / "release" / name).mkdir(parents=True)
        (tmp_path / "release" / name / f"{name}.ipynb").write_text(f"released {name}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def started(monkeypatch) -> list[list[str]]:
    """The command lines with which JupyterLab would have been started."""
    started = []
    monkeypatch.setattr(
        lab, "start", lambda root, name, **options: started.append(lab.arguments(root, name, **options))
    )
    return started


def run(*words: str) -> Result:
    return CliRunner().invoke(main, ["lab", *words])


def complaint(result: Result) -> str:
    """The one line of an error."""
    assert result.exit_code == 1
    assert isinstance(result.exception, SystemExit)
    (line,) = result.stderr.splitlines()
    return line


def test_every_released_notebook_is_copied(course, started):
    result = run()
    assert result.exit_code == 0
    assert "study/01_first/01_first.ipynb: your copy to work in" in result.stdout
    assert (course / "study/01_first/01_first.ipynb").read_text() == "released 01_first"
    assert (course / "study/02_second/02_second.ipynb").read_text() == "released 02_second"
    assert sorted(path.name for path in (course / "study").rglob("*.*")) == ["01_first.ipynb", "02_second.ipynb"]


def test_a_copy_that_is_there_is_never_touched(course, started):
    run()
    mine = course / "study/01_first/01_first.ipynb"
    mine.write_text("my work")
    (course / FIRST).write_text("a newer release")
    result = run()
    assert mine.read_text() == "my work"
    assert "your copy" not in result.stdout
    # An empty file and a link to nowhere are the learner's too.
    mine.write_text("")
    run()
    assert mine.read_text() == ""
    mine.unlink()
    mine.symlink_to("nowhere")
    run()
    assert mine.is_symlink()


def test_an_interrupted_copy_leaves_nothing_behind(course, monkeypatch):
    def half(source, target):
        Path(target).write_text("rele")
        raise KeyboardInterrupt

    monkeypatch.setattr(copies.shutil, "copyfile", half)
    with pytest.raises(KeyboardInterrupt):
        copies.make(course)
    assert [path for path in (course / "study").rglob("*") if path.is_file()] == []


def test_only_notebooks_that_bear_their_folders_name_count(course):
    (course / "release/01_first/scratch.ipynb").touch()
    (course / "release/stray.ipynb").touch()
    assert copies.released(course) == ["01_first", "02_second"]


@pytest.mark.parametrize(
    ("words", "opened"),
    [
        ((), "01_first"),
        (("02_second",), "02_second"),
        (("study/02_second/02_second.ipynb",), "02_second"),
        (("release/02_second/",), "02_second"),
    ],
)
def test_the_notebook_asked_for_is_opened(course, started, words, opened):
    assert run(*words).exit_code == 0
    (arguments,) = started
    assert f"--LabApp.default_url=/lab/workspaces/nablabook/tree/{opened}/{opened}.ipynb" in arguments
    assert f"--ServerApp.root_dir={course / 'study'}" in arguments


def test_options_are_passed_on(course, started):
    run()
    run("--no-browser", "--port", "9999")
    plain, asked = started
    assert not {"--no-browser", "--port=9999"} & set(plain)
    assert {"--no-browser", "--port=9999"} <= set(asked)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="no root user on this system")
@pytest.mark.parametrize("user", [0, 1000])
def test_root_is_allowed_only_for_root(course, started, monkeypatch, user):
    monkeypatch.setattr(os, "geteuid", lambda: user)
    run()
    assert ("--allow-root" in started[0]) == (user == 0)


def test_an_unknown_notebook(course, started):
    assert complaint(run("09_none")) == "Error: there is no notebook 09_none; there are: 01_first, 02_second"
    assert not (course / "study").exists()
    assert started == []


def test_no_release(course, started):
    for path in (course / "release").rglob("*.ipynb"):
        path.unlink()
    assert complaint(run()) == "Error: release/ holds no notebooks: run `nablabook build` first"


def test_no_course_root(tmp_path, monkeypatch, started):
    monkeypatch.chdir(tmp_path)
    assert "this is no course root" in complaint(run())


def test_a_study_folder_that_is_a_file(course, started):
    (course / "study").touch()
    assert complaint(run()).startswith("Error: can't make your copies in study/: ")
    assert started == []


def test_jupyter_that_can_not_start(course, monkeypatch):
    def refuse(*_, **__):
        raise PermissionError(13, "Permission denied", "/home/ada/.local")

    monkeypatch.setattr(lab, "start", refuse)
    assert complaint(run()) == "Error: JupyterLab could not start: Permission denied: /home/ada/.local"


def test_the_kernel_is_this_python_whatever_else_is_installed(tmp_path, monkeypatch):
    folder = tmp_path / "kernels" / "python3"
    folder.mkdir(parents=True)
    spec = {"argv": ["/nowhere/python"], "display_name": "Another", "language": "python"}
    (folder / "kernel.json").write_text(json.dumps(spec))
    monkeypatch.setenv("JUPYTER_PATH", str(tmp_path))
    ((name, found),) = kernels.ThisPython().get_all_specs().items()
    assert name == "python3"
    assert found["spec"]["argv"][0] == sys.executable
    assert found["spec"]["display_name"].startswith("Python 3")


def test_the_settings_are_files_that_jupyter_reads():
    files = {path.relative_to(lab.SETTINGS).as_posix() for path in lab.SETTINGS.rglob("*.json")}
    assert files == {
        "jupyter_server_config.d/nablabook.json",
        "labconfig/default_setting_overrides.json",
        "labconfig/page_config.json",
    }
    for name in files:
        assert json.loads((lab.SETTINGS / name).read_text(encoding="utf-8"))
