"""Is torch, or a loop, found out under any name?"""

from __future__ import annotations

import importlib
import subprocess
import sys

import numpy as np
import pytest
import scipy.special
import torch
import torch as t
from scipy.special import expit
from torch import sigmoid as squash

from nablabook import checks as check


def sigmoid(z):
    return torch.sigmoid(z)


def helper(z):
    return t.sigmoid(torch.tensor(z)).numpy()


def by_name(z):
    return torch.sigmoid(torch.from_numpy(z)).numpy()


def by_alias(z):
    return squash(t.tensor(z)).numpy()


def by_helper(z):
    return helper(z)


def by_import(z):
    import torch as nothing_to_see

    return nothing_to_see.tensor(z).sigmoid().numpy()


def by_import_by_name(z):
    module = importlib.import_module("to" + "rch")
    return module.sigmoid(module.tensor(z)).numpy()


def by_modules(z):
    import sys

    return getattr(sys.modules["to" + "rch"], "sigmoid")(sys.modules["to" + "rch"].tensor(z)).numpy()  # noqa: B009


def in_a_lambda(z):
    return (lambda v: torch.tensor(v).sigmoid().numpy())(z)


Z = np.array([0.5, -1.0, 2.0])


@pytest.mark.parametrize(
    "answer", [by_name, by_alias, by_helper, by_import, by_import_by_name, by_modules, in_a_lambda]
)
def test_torch_is_found_under_any_name(answer) -> None:
    with pytest.raises(check.NotYet, match="done without torch"):
        check.values(answer, like=sigmoid, at=Z)


def test_numpy_is_fine_and_scipy_too_unless_the_room_forbids_it() -> None:
    check.values(lambda z: 1 / (1 + np.exp(-z)), like=sigmoid, at=Z)
    check.values(lambda z: expit(z), like=sigmoid, at=Z)


@pytest.mark.parametrize("answer", [lambda z: scipy.special.expit(z), lambda z: expit(z)])
def test_scipy_is_found_where_the_room_forbids_it(answer) -> None:
    with pytest.raises(check.NotYet, match="done without torch and scipy"):
        check.values(answer, like=sigmoid, at=Z, without=["scipy"])


def loop(z):
    out = []
    for v in z:
        out.append(v * v)
    return np.array(out)


def while_loop(z):
    out, i = z.copy(), 0
    while i < len(z):
        out[i] = z[i] ** 2
        i += 1
    return out


def comprehension(z):
    return np.array([v * v for v in z])


def generator(z):
    return np.array(list(v * v for v in z))  # noqa: C400


def vectorized(z):
    return np.vectorize(lambda v: v * v)(z)


ready = np.vectorize(lambda v: v * v)


def vectorized_before(z):
    return ready(z)


def mapped(z):
    return np.array(list(map(lambda v: v * v, z)))  # noqa: C417


def loop_in_a_helper(z):
    return loop(z)


@pytest.mark.parametrize(
    "answer",
    [loop, while_loop, comprehension, generator, vectorized, vectorized_before, mapped, loop_in_a_helper],
)
def test_loops_are_found_where_the_room_forbids_them(answer) -> None:
    check.values(answer, like=lambda z: z * z, at=Z)
    with pytest.raises(check.NotYet, match="done without loops"):
        check.values(answer, like=lambda z: z * z, at=Z, loops=False)


def test_whole_arrays_at_once_are_no_loop() -> None:
    check.values(lambda z: z * z, like=lambda z: z * z, at=Z, loops=False)


IMPORTS = """
import sys
from types import ModuleType
sys.modules["colorsys"] = ModuleType("colorsys")
from nablabook.checks import purity
from nablabook.checks.call import call
purity.Watch.imports = purity.Imports()

def harmless(x):
    import colorsys
    return x

def by_name(x):
    del sys.modules["colorsys"]
    return __import__("color" + "sys").rgb_to_hsv(x, x, x)

def again(x):
    return sys.modules["colorsys"].rgb_to_hsv(x, x, x)

for function in (harmless, by_name, again):
    print(call(function, (1,), ("colorsys",)).forbidden)
print(call(lambda x: __import__("json").dumps(x), (1,), ("json",)).forbidden)
"""


def test_what_was_never_imported_is_watched_for_once_it_is() -> None:
    done = subprocess.run([sys.executable, "-c", IMPORTS], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == ["", "colorsys, which it imports", "colorsys's rgb_to_hsv", "json's dumps"]
