"""What `nablabook doctor` prints, and how it ends."""

from __future__ import annotations

import pytest
from click.testing import CliRunner

from nablabook.cli import main
from nablabook.doctor import findings
from nablabook.doctor.findings import look
from nablabook.grading.confine import routes
from nablabook.grading.confine.probe import NAMES


def lines(*, code: int) -> list[str]:
    done = CliRunner().invoke(main, ["doctor"])
    assert done.exit_code == code, done.output
    return done.output.splitlines()


def test_every_promise_has_its_line(monkeypatch, root) -> None:
    monkeypatch.chdir(root)
    done = CliRunner().invoke(main, ["doctor"])
    if "MISSING | a confined process" in done.output:
        pytest.skip("this machine confines nothing")
    assert done.exit_code == 0, done.output
    for words in NAMES.values():
        assert f"  ok | {words}" in done.output.splitlines()


def test_a_machine_that_confines_nothing_is_told_what_helps(monkeypatch, tmp_path) -> None:
    monkeypatch.setenv(routes.FORCED, "none")
    monkeypatch.chdir(tmp_path)
    said = lines(code=1)
    (line,) = [line for line in said if "a confined process" in line]
    assert line.startswith("  MISSING | ")
    assert said[-1].startswith("Grading refuses on this machine.")
    assert "Traceback" not in "".join(said)


def test_a_folder_that_is_no_course_is_only_a_note(tmp_path) -> None:
    (found,) = [f for f in look(None) if f.words == "a course root"]
    assert (found.good, found.needed) == (False, False)


def test_an_exchange_that_can_not_be_written_is_missing(tmp_path) -> None:
    config = f"c = get_config()\nc.Exchange.root = {str(tmp_path / 'nowhere')!r}\n"
    (found,) = findings._exchange(config)
    assert not found.good
    assert found.help.startswith("mkdir -p ")
    (fine,) = findings._exchange(config.replace("nowhere", "."))
    assert fine.good


def test_a_damaged_configuration_is_one_line() -> None:
    (found,) = findings._exchange("c = get_config(\n")
    assert not found.good
    assert "SyntaxError" in found.seen
