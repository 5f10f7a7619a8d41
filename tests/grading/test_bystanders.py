"""Is a given cell left out of the student's process only where nothing there can tell?"""

from __future__ import annotations

import re

import pytest

from nablabook.grading import cells
from nablabook.grading.bystanders import bystanders
from nablabook.grading.engine import Grader
from nablabook.grading.facts import facts
from nablabook.grading.plan import repair
from nablabook.grading.processes import Refused

from .submissions import ALL, source

STUDENT = "import numpy as np\n\n\ndef f(x, n=3):\n    y = np.array(x)\n    y[0] = n\n    return y\n"
FIGURE = (
    "from a.plots import show, paths\n\nline = f(np.ones(2))\nfor step in range(3):\n    show(paths(line, step))\n"
)

#: A given cell, and what the student has beside `f`: nothing of the student's can see the cell.
UNSEEN = {
    "a figure": (FIGURE, ""),
    "names that functions keep to themselves": (FIGURE, "def g(line):\n    step = line + 1\n    return step\n"),
    "one's own random numbers": ("rng = np.random.default_rng(1)\nz = f(rng.normal(size=3))\n", ""),
    "a setting of one's own figure": ("ax = figure.add_subplot()\nax.set(title='a')\nax.set_xlabel('b')\n", ""),
    "a loop by _": (FIGURE, "for _ in range(3):\n    b = 1\n"),
    "torch's seed, where there is no torch": ("torch.manual_seed(3)\nprint(1)\n", ""),
    "a helper that nobody calls": ("def torch_f(x):\n    x.grad = None\n    return torch.relu(x)\n", ""),
}
#: Here something can.
SEEN = {
    "a name that is read": (FIGURE, "found = line\nagain = 1\n"),
    "a name that is read in a function": (FIGURE, "def g(x):\n    return x + step\n"),
    "a name that a loop binds": ("for k in range(3):\n    print(k)\n", "a = 1\nb = k\n"),
    "a name that with binds": ("with look() as ax:\n    print(ax)\n", "a = 1\nb = ax\n"),
    "a name in a nested block": (
        "if True:\n    try:\n        z = 1\n    except E:\n        1\n",
        "a = 1\nb = z\n",
    ),
    "a name for an error": ("try:\n    pass\nexcept E as z:\n    pass\n", "a = 1\nb = z\n"),
    "a name in an annotation": ("w = int\nz = 2\n", "def h(x: w):\n    return x\n"),
    "a builtin's name": ("max = 3\nw = 2\n", "a = 1\nb = max(1, 2)\n"),
    "the walrus": ("print((z := 3))\nprint(2)\n", "a = 1\nb = z\n"),
    "a name through another given cell's function": ("z = 1\nw = 2\n", "a = 1\nb = h(1)\n"),
    "a changed entry": ("data[0] = 1\nprint(1)\n", "data = [3]\nb = data\n"),
    "a changed attribute": ("data.a = 1\nprint(1)\n", "data = [3]\nb = data\n"),
    "a method that may change": ("data.append(1)\nprint(1)\n", "data = [3]\nb = data\n"),
    "an argument that may be changed": ("print(f(data))\nprint(1)\n", "data = [3]\nb = data\n"),
    "an augmented assignment": ("data += 1\nprint(1)\n", "data = 3\nb = data\n"),
    "a star": ("from a import *\nprint(1)\n", ""),
    "a seed": ("np.random.seed(3)\nprint(1)\n", ""),
    "numbers of the common generator": ("print(np.random.normal())\nprint(1)\n", ""),
    "a look for all figures": ("mpl.rcParams['font.size'] = 3\nprint(1)\n", ""),
    "a magic": ("%matplotlib inline\nprint(1)\n", ""),
    "a deleted name": ("z = 1\ndel z\n", ""),
    "exec": ("exec('z = 1')\nprint(1)\n", ""),
    "globals()": ("globals()['z'] = 1\nprint(1)\n", ""),
    "a global statement": ("def g():\n    global z\n    z = 1\n", ""),
    "a patched module": ("np.allclose = None\nprint(1)\n", ""),
    "a filter of warnings": ("import warnings\nwarnings.simplefilter('error')\n", ""),
    "a part of a package": (
        "import scipy.special\nprint(1)\n",
        "import scipy\n\n\ndef g(x):\n    return scipy.special.x\n",
    ),
    "a cell that is no Python": ("if:\n  1", ""),
    "a student who looks at all names": (FIGURE, "print(globals())\nprint(1)\n"),
    "a student who asks IPython": (FIGURE, "%who\n"),
    "a student with a magic without its sign": (FIGURE, "who"),
    "a student who reads the last result": (FIGURE, "a = 1\nb = _\n"),
    "a student who reads the history": (FIGURE, "a = 1\nb = In[3]\n"),
    "a student who counts": (FIGURE, "count = 0\n\n\ndef g(x):\n    global count\n    count += 1\n"),
    "a student who remembers": (FIGURE, "seen = []\n\n\ndef g(x):\n    seen.append(x)\n"),
    "a student who remembers in a default": (FIGURE, "def g(x, seen=[]):\n    seen.append(x)\n"),
    "a student who remembers in the function": (FIGURE, "def g(x):\n    g.count = 1\n"),
    "a student who remembers by an alias": (FIGURE, "seen = []\n\n\ndef g(x):\n    s = seen\n    s += [x]\n"),
    "a student who draws random numbers": (FIGURE, "def g(x):\n    return np.random.rand()\n"),
    "a student who imports them": (FIGURE, "from numpy.random import rand\nprint(1)\n"),
    "a student who reads files": (FIGURE, "def g(x):\n    return open('a').read()\n"),
    "a student with a class": (FIGURE, "class A:\n    pass\n"),
    "a student with a decorator": (FIGURE, "@cache\ndef g(x):\n    return x\n"),
    "a student with a generator": (FIGURE, "def g(x):\n    yield x\n"),
    "a student whose cell doesn't parse": (FIGURE, "def g(:\n    line"),
    "a student who patches numpy": (FIGURE, "np.ones = None\nprint(1)\n"),
    "a student with a look inside": (FIGURE, "def g(x):\n    return x.__class__\n"),
}
HELPER = "def h(x):\n    return x + z\n"


@pytest.mark.parametrize("what", UNSEEN)
def test_what_nobody_sees_is_left_out(what: str) -> None:
    cell, more = UNSEEN[what]
    assert bystanders([HELPER, cell], [STUDENT, more]) == {0, 1}


@pytest.mark.parametrize("what", SEEN)
def test_what_somebody_may_see_is_run(what: str) -> None:
    cell, more = SEEN[what]
    assert 1 not in bystanders([HELPER, cell], [STUDENT, more])


def test_what_a_cell_needs_that_is_run_is_run() -> None:
    given = ["from a import b\nnone = 1\n", "base = b(1)\nother = 2\n", "def h(x):\n    return x + base\n", FIGURE]
    assert bystanders(given, [STUDENT, "def g(x):\n    return h(x)\n"]) == {3}


@pytest.mark.parametrize("name", ALL)
def test_most_given_cells_of_the_course_are_left_out_for_the_reference(name: str) -> None:
    cells = [c for c in source(name).cells if c.cell_type == "code"]
    given = [c.source for c in cells if not c.metadata.nbgrader.grade and not c.metadata.nbgrader.solution]
    answers = [c.source for c in cells if c.metadata.nbgrader.solution]
    assert all(facts(answer).known for answer in answers)
    assert len(bystanders(given, answers)) >= len(given) / 3


@pytest.fixture(scope="module")
def grader():
    try:
        found = Grader()
    except Refused:
        found = Grader(unconfined=True)
    yield found
    found.close()


def test_a_notebook_is_the_same_with_them_and_without(grader: Grader, monkeypatch) -> None:
    """Also the numbers of its cells in a traceback, and what comes after a process that was lost."""
    own = source("04_mlp_shapes")
    own.cells.insert(len(own.cells) // 2, {"cell_type": "code", "source": "a = 1\nb = [][a]", "metadata": {}})
    own.cells.append({"cell_type": "code", "source": "c = 2\nd = c / (a - 1)", "metadata": {}})

    def graded():
        notebook = grader.run(repair(source("04_mlp_shapes"), own).notebook)
        return [re.sub(r"\d+\.\d+ s|0x[0-9a-f]+", "", str(cell.get("outputs"))) for cell in notebook.cells]

    without = graded()
    monkeypatch.setattr(cells, "bystanders", lambda *_: set())
    assert graded() == without
    assert sum("ZeroDivisionError" in outputs for outputs in without) == 1
