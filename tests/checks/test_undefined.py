"""Is a check whose answer isn't there told so in a card, and every other NameError shown as ever?"""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

CHECK = "# Check (3 points, locked): run it as often as you like.\ncheck.values(relu, like=np.abs, at=[1.0])\n"
IN_A_SHELL = """
import json, sys
from nablabook.grading.shell import Caps, make_shell
shell = make_shell()
cells = json.load(sys.stdin)
shown = [shell.run(cell, Caps(), number) for number, cell in enumerate(cells, start=1)]
print(json.dumps(shown))
"""


def run(*cells: str, grading: bool = False, setup: str = "import numpy as np\nfrom nablabook import checks as check"):
    """The outputs of the last of these cells, run one after the other."""
    environment = {**os.environ, **({"NBGRADER_EXECUTION": "autograde"} if grading else {})}
    done = subprocess.run(
        [sys.executable, "-c", IN_A_SHELL],
        input=json.dumps([setup, *cells]),
        capture_output=True,
        text=True,
        check=True,
        env=environment,
    )
    return json.loads(done.stdout)[-1]


def test_a_check_before_its_answer_is_a_card() -> None:
    shown, error = run(CHECK)
    assert "relu is not defined Run the cell of your answer" in " ".join(shown["data"]["text/plain"].split())
    assert "nabla" in shown["data"]["text/html"]
    assert (error["ename"], error["evalue"]) == ("NameError", "name 'relu' is not defined")
    assert error["traceback"] == ["NameError: name 'relu' is not defined: see the card above."]


def test_an_answer_whose_cell_ended_in_an_error_is_to_be_mended() -> None:
    shown, _ = run("def relu(x):\nreturn x", CHECK)
    assert "The cell that defines it ended in an error" in shown["data"]["text/plain"]
    assert "older version" not in shown["data"]["text/plain"]


def test_the_grader_shows_one_line() -> None:
    (error,) = run(CHECK, grading=True)
    assert error["traceback"] == ["NameError: name 'relu' is not defined"]


@pytest.mark.parametrize(
    "cell",
    [
        "y = relu(3)",
        "def f():\n    return relu(3)\n\nf()",
        "# Check (1 point, locked)\ndef f():\n    return relu(3)\n\nf()",
        "# Check (1 point, locked)\nx = 1\n### BEGIN HIDDEN TESTS\nrelu(x)\n### END HIDDEN TESTS",
        "def f():\n    print(x)\n    x = 1\n\nf()",
    ],
)
def test_every_other_is_shown_as_ever(cell: str) -> None:
    (plain,) = run(cell, setup="import numpy as np")
    (watched,) = run(cell)
    assert watched == plain
    assert any("Cell In[2], line" in line for line in watched["traceback"])
