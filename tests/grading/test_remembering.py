"""Of whose functions can it be said that they remember nothing, and keep nothing on purpose?"""

from __future__ import annotations

import pytest

from nablabook.grading.facts import facts
from nablabook.grading.plan import grade_id
from nablabook.grading.remembering import are_stateless, keep_secrets

from .submissions import ALL, source

STUDENT = "import numpy as np\n\n\ndef f(x, n=3):\n    y = np.array(x)\n    y[0] = n\n    return y\n"
GIVEN = "import numpy as np\n\nfrom a.plots import show\n\n\ndef double(x):\n    return 2 * x\n\n\ndata = [1, 2]\n"
#: What the student has beside `f`: no function can remember what it was asked.
STATELESS = {
    "nothing": "",
    "arrays of its own": "def g(x):\n    y = np.zeros(3)\n    y[0] = x\n    y += f(x)\n    return y\n",
    "a function of its own": "def g(x):\n    def inner(z):\n        return z + x\n    return inner(x)\n",
    "a helper that is given": "def g(x):\n    return double(x) + len(x)\n",
    "a function that it is given": "def g(f, x):\n    return f(x)\n",
    "values made of others": "a = dict.fromkeys('xy')\na['x'] = [len(a)]\na |= {'z': 2 * a['x']}\n",
    "values written out": "layers = [('W1', (3, 2)), ('b1', (2,))]\nh = -0.5\nnames = {'a': 1}\n",
}
#: Here some function may.
STATEFUL = {
    "a list": "seen = []\ndef g(x):\n    seen.append(x)\n    return x\n",
    "a list that is given": "def g(x):\n    data.append(x)\n    return x\n",
    "an array under another name": "W = np.ones(3)\ndef g(x):\n    w = W\n    w += 1\n    return w\n",
    "a default": "def g(x, seen=[]):\n    return x\n",
    "a global": "n = 0\ndef g(x):\n    global n\n    n += 1\n    return x\n",
    "a function's attribute": "def g(x):\n    g.n = 1\n    return x\n",
    "a closure": "def make():\n    seen = []\n    def g(x):\n        seen.append(x)\n    return g\ng = make()\n",
    "a closure in a loop": "for k in [1]:\n    def g(x, k=3):\n        return x\n",
    "a closure by map": "def make(x):\n    return lambda: x\ng = list(map(make, [1]))[0]\n",
    "a lambda's": "g = (lambda seen: lambda x: seen.append(x))([])\n",
    "a class": "class G:\n    def __call__(self, x):\n        self.x = x\ng = G()\n",
    "a generator": "def g(x):\n    yield x\n",
    "the common generator": "def g(x):\n    return np.random.normal()\n",
    "numpy's settings": "def g(x):\n    np.seterr(all='raise')\n    return x\n",
    "a patched module": "def g(x):\n    np.exp = None\n    return x\n",
    "another numpy": "np = data\n",
    "a figure": "def g(x):\n    show(x)\n    return x\n",
    "a decorator": "@double\ndef g(x):\n    return x\n",
    "an import": "import functools\ndef g(x):\n    return functools.reduce(f, x)\n",
    "globals()": "def g(x):\n    return globals()['data']\n",
    "what nobody binds": "def g(x):\n    return _ + x\n",
    "a helper that reads a list": "def g(x):\n    return picks(x)\n",
    "a magic": "%time 1\n",
    "a mistake": "def g(x:\n",
}


@pytest.mark.parametrize("what", STATELESS)
def test_no_function_can_remember(what: str) -> None:
    assert are_stateless([GIVEN], [STUDENT, STATELESS[what]])


@pytest.mark.parametrize("what", STATEFUL)
def test_some_function_may_remember(what: str) -> None:
    picks = "def picks(x):\n    data.append(x)\n    return x\n"
    assert not are_stateless([GIVEN, picks], [STUDENT, STATEFUL[what]])


#: Beyond what may remember: what could, if it tried.
SLY = {
    "a dict of numpy's": "def g(x):\n    np.sctypeDict.update(x=x)\n    return x\n",
    "a dict of copy's": "import copy\ndef g(x):\n    copy._deepcopy_dispatch.update(x=x)\n    return x\n",
    "memory that was used before": "def g(x):\n    return np.empty(3)\n",
    "the common generator under another name": "def g(x):\n    r = np.random\n    r.shuffle(x)\n    return x\n",
    "the common generator's numbers": "def g(x):\n    return np.random.random(3)\n",
    "a file": "import scipy.io\ndef g(x):\n    scipy.io.mmwrite('x', x)\n    return x\n",
    "a file by a name of one's own": "from scipy.io import mmwrite as exp\ndef g(x):\n    exp('x', x)\n    return x\n",
    "an array's memory": "def g(x):\n    return x.ctypes.data\n",
    "a frame": "def g(x):\n    return (i for i in x).gi_frame.f_back\n",
    "an object's type": "def g(x):\n    return type(x)\n",
    "a number of an object": "def g(x):\n    return id(x)\n",
    "what IPython adds": "def g(x):\n    display(x)\n    return x\n",
    "a module that is given": "show.values(3)\n",
    "a module that was imported by another cell": "def g(x):\n    return os.urandom(3)\n",
    "a format": "def g(x):\n    return '{0.a}'.format(x)\n",
    **STATEFUL,
}
#: What those do that honest answers have.
HONEST = {
    "numbers of one's own": "def g(x):\n    rng = np.random.default_rng(3)\n    return rng.normal(size=3) + x\n",
    "no warnings": "def g(x):\n    with np.errstate(over='ignore'):\n        return np.exp(x)\n",
    "an error": "def g(x):\n    if len(x) > 3:\n        raise ValueError('long')\n    return x\n",
    **STATELESS,
}


@pytest.mark.parametrize("what", SLY)
def test_some_function_may_keep_what_it_is_asked(what: str) -> None:
    picks = "def picks(x):\n    data.append(x)\n    return x\n"
    assert not keep_secrets([GIVEN, picks], [STUDENT, SLY[what]])


@pytest.mark.parametrize("what", HONEST)
def test_no_function_can_keep_what_it_is_asked(what: str) -> None:
    assert keep_secrets([GIVEN], [STUDENT, HONEST[what]])


#: Whether there is nothing to see of a cell.
SILENT = {
    "functions": (STUDENT.partition("\n\n\n")[2], True),
    "values": ("a = {'x': (1, -2)}\na['y'] = 2 * a['x']\na |= dict.fromkeys('b')\nb: int = len(a)\n", True),
    "a last value": ("a = 1\na\n", False),
    "a print": ("a = print(1)\n", False),
    "a function's print": ("def g():\n    print(1)\n\n\na = g()\n", False),
    "a warning": ("a = np.log(np.zeros(3))\n", False),
    "a warning of what is given": ("a = data / 0\n", False),
    "a warning on reading it": ("a = 1\nb = a is 1\n", False),
    "a loop": ("for k in range(3):\n    print(k)\n", False),
    "a magic": ("%pwd\na = 1\n", False),
    "what may fail": ("a = 1 / 0\n", True),
}


@pytest.mark.parametrize("what", SILENT)
def test_of_which_cells_there_is_nothing_to_see(what: str) -> None:
    source, silent = SILENT[what]
    assert facts(source).silent is silent


@pytest.mark.parametrize("name", ALL)
def test_the_references_functions_can_not_remember(name: str) -> None:
    submitted = source(name)
    given = [c.source for c in submitted.cells if c.cell_type == "code" and grade_id(c) and c.metadata.nbgrader.locked]
    students = [c.source for c in submitted.cells if c.cell_type == "code" and c.source not in given]
    assert keep_secrets(given, students)
    assert all(facts(source).silent for source in students)
