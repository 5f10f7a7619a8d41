"""Slips in the middle of a network, and weights that are drawn amiss: named where they were made, and only there."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from scipy.special import expit, softmax

from nablabook.checks import oracle
from nablabook.checks.examine import find
from nablabook.checks.finding import State
from nablabook.checks.question import Question
from nablabook.checks.symptoms import normals, slips
from tests.checks.questions import Exercise


def net(x, y, A, B):
    return torch.nn.functional.cross_entropy(torch.relu(x @ A) @ B, y)


def batch(seed, N=5, D=2, H=7, K=3):
    rng = np.random.default_rng(seed)
    return rng.normal(size=(N, D)), rng.integers(0, K, size=N), rng.normal(size=(D, H)), rng.normal(size=(H, K))


def back(x, y, A, B, shares=None, gate=None, left=None):
    """The gradients by A and B, with a slip."""
    z = x @ A
    a = np.maximum(z, 0)
    h = a @ B
    one = np.eye(B.shape[1])[y]
    P = softmax(h, axis=1)
    G = (P - one if shares is None else shares(h, P, y, one)) / len(x)
    down = G @ B.T
    return {"A": x.T @ (down * (z > 0) if gate is None else gate(down, z)), "B": (a if left is None else z).T @ G}


def asked(answer, seeds=(0, 1)):
    question = Question(
        "answer",
        answer,
        lambda args: oracle.gradient(net, args, ("A", "B")),
        tuple(batch(seed) for seed in seeds),
        "gradient",
        lambda args: oracle.values(net, args),
    )
    return find(question)


SLIPS = {
    slips.NOT_GATED: {"gate": lambda d, z: d},
    slips.GATED_BY_BACK: {"gate": lambda d, z: np.maximum(d, 0)},
    slips.GATED_BY_NUMBERS: {"gate": lambda d, z: d * z},
    slips.GATED_BY_ACTIVATIONS: {"gate": lambda d, z: d * np.maximum(z, 0)},
    slips.BEFORE_FOR_AFTER: {"left": "before"},
    slips.NOT_SUBTRACTED: {"shares": lambda h, P, y, one: P},
    slips.ADDED: {"shares": lambda h, P, y, one: P + one},
    slips.AS_NUMBERS: {"shares": lambda h, P, y, one: P - y[:, None]},
    slips.SET: {"shares": lambda h, P, y, one: np.where(one > 0, -1, P)},
    slips.PAIRS: {"shares": lambda h, P, y, one: P - np.isin(np.arange(P.shape[1]), y)},
    slips.ROWS: {"shares": lambda h, P, y, one: P - np.isin(np.arange(len(P)), y)[:, None]},
    slips.CUT_OFF: {"shares": lambda h, P, y, one: np.maximum(P - one, 0)},
    slips.SCORES: {"shares": lambda h, P, y, one: h - one},
    slips.DOWN: {"shares": lambda h, P, y, one: softmax(h, axis=0) - one},
    slips.AT_ONCE: {"shares": lambda h, P, y, one: softmax(h) - one},
}


@pytest.mark.parametrize("words", list(SLIPS))
def test_a_slip_on_the_way_back_is_named(words: str) -> None:
    assert asked(lambda x, y, A, B: back(x, y, A, B, **SLIPS[words])).cause == words.format(name="y")


@pytest.mark.parametrize(
    "odd",
    [
        {"gate": lambda d, z: d * (z > 0.1)},
        {"gate": lambda d, z: np.where(z > 0, d, 0.1 * d)},
        {"gate": lambda d, z: d * (d > 0) * (z > 0)},
        {"shares": lambda h, P, y, one: P**2 - one},
        {"shares": lambda h, P, y, one: 1 - P - one},
    ],
)
def test_what_is_no_slip_is_not_named_one(odd: dict) -> None:
    finding = asked(lambda x, y, A, B: back(x, y, A, B, **odd))
    assert finding.state.value == "Not yet"
    assert finding.cause not in {words.format(name="y") for words in SLIPS}


def test_a_slip_on_one_input_alone_is_not_named() -> None:
    first = batch(0)[0]

    def answer(x, y, A, B):
        return back(x, y, A, B, gate=(lambda d, z: d) if np.array_equal(x, first) else None)

    assert asked(answer).cause == ""


def test_the_right_gradients_pass() -> None:
    assert asked(back).state.value == "Passed"


def stages(x, A, B):
    z = torch.matmul(x, A)
    a = torch.relu(z)
    return z, a, torch.softmax(torch.matmul(a, B), dim=1)


@pytest.mark.parametrize(
    ("answer", "words"),
    [
        (lambda z: (z, z, z), slips.NO_RELU),
        (lambda z: (z, np.maximum(z, 0), z), slips.AS_WITHOUT),
        (lambda z: (z, z.max(0), z.max(0)), slips.LARGEST),
        (lambda z: (np.maximum(z, 0),) * 3, slips.CUT_TOO),
    ],
)
def test_a_slip_on_the_way_down_is_named(answer, words: str) -> None:
    def whole(x, A, B):
        z, a, h = answer(x @ A)
        return z, a, softmax(h @ B, axis=-1)

    for axis, said in ((-1, words), (0, slips.DOWN), (None, slips.AT_ONCE)):

        def wrong(x, A, B, axis=axis):
            z = x @ A
            return whole(x, A, B) if axis == -1 else (z, np.maximum(z, 0), softmax(np.maximum(z, 0) @ B, axis=axis))

        x, _, A, B = batch(3)
        question = Question(
            "answer",
            wrong,
            lambda args: oracle.values(stages, args),
            ((x, A, B),),
            "values",
            lambda args: oracle.values(stages, args),
            parts=("z", "a", "P"),
        )
        assert find(question).cause == said


def weights(seed, D, H, K, first=None, second=None, again=False, turned=False):
    rng = np.random.default_rng(seed)

    def draw(std, *size):
        return rng.normal(0, std, size=size)

    if turned:
        W2 = draw(np.sqrt(2 / H), H, K)
        return {"A": draw(np.sqrt(2 / D), D, H), "B": W2}
    A = draw(np.sqrt(2 / D) if first is None else first(D, H), D, H)
    if again:
        rng = np.random.default_rng(seed)
    return {"A": A, "B": draw(np.sqrt(2 / H) if second is None else second(D, H), H, K)}


@pytest.mark.parametrize(
    ("slip", "words"),
    [
        ({"first": lambda D, H: 2 / D}, normals.VARIANCE),
        ({"second": lambda D, H: np.sqrt(2 / D)}, normals.OTHER_FAN.format(name="D")),
        ({"first": lambda D, H: np.sqrt(2 / H)}, normals.GOES_OUT),
        ({"first": lambda D, H: np.sqrt(1 / D)}, normals.NO_TWO),
        ({"first": lambda D, H: 1}, normals.UNSCALED),
        ({"again": True}, normals.AGAIN),
        ({"turned": True}, normals.LATER),
        ({"seed": 7}, normals.OTHER_SEED.format(name="seed")),
        ({"seed": 42}, normals.OTHER_SEED.format(name="seed")),
        ({"first": lambda D, H: 0.37}, ""),
    ],
)
def test_weights_that_are_drawn_amiss_are_named(slip: dict, words: str) -> None:
    def answer(seed, D, H, K):
        return weights(**{"seed": seed, "D": D, "H": H, "K": K} | slip)

    tries = ((7, 3, 5, 2), (11, 7, 3, 5))
    assert find(Question("answer", answer, lambda args: weights(*args), tries, "values")).cause == words


def two_sigmoids(x, W, V):
    """A sigmoid inside and one at the end."""
    return (torch.sigmoid(torch.sigmoid(x @ W) @ V) ** 2).sum()


def behind_sigmoids(x, W, V, inside=None, outside=None):
    """The gradient by x, with the slope of a sigmoid changed: of what goes in, and of what comes out."""
    z, w = x @ W, expit(x @ W) @ V
    a, b = expit(z), expit(w)
    back = 2 * b * (outside(w, b) if outside else b * (1 - b))
    return back @ V.T * (inside(z, a) if inside else a * (1 - a)) @ W.T


SIGMOIDS = Exercise(
    "two sigmoids",
    behind_sigmoids,
    "gradient",
    two_sigmoids,
    lambda rng: (rng.normal(size=3), rng.normal(size=(3, 5)), rng.normal(size=(5, 2))),
)

CHANGED = {
    "A mask of 0 and 1, ReLU's slope, stands where that of the {} is meant.": lambda z, s: z > 0,
    "The slope of the {} is made of what goes in, z": lambda z, s: z * (1 - z),
    "One factor of the slope of the {} has lost its sigmoid": lambda z, s: s * (1 - z),
    "The slope of the {} is taken at its output": lambda z, s: expit(s) * (1 - expit(s)),
    "The value of the {} stands where its slope is meant.": lambda z, s: s,
    "The slope of the {} is missing.": lambda z, s: 1,
}


@pytest.mark.parametrize("words", CHANGED)
@pytest.mark.parametrize("place", ["inside", "outside"])
def test_a_slip_in_a_sigmoids_slope_is_named_with_its_place(words: str, place: str) -> None:
    def wrong(x, W, V):
        return behind_sigmoids(x, W, V, **{place: CHANGED[words]})

    rng = np.random.default_rng(8)
    tries = [SIGMOIDS.draw(rng) for _ in range(2)]
    which = "hidden sigmoid" if place == "inside" else "sigmoid at the output"
    assert words.format(which) in SIGMOIDS.find(wrong, tries).cause
    assert SIGMOIDS.find(behind_sigmoids, tries).state is State.PASSED


def bce(z, y):
    return torch.nn.functional.binary_cross_entropy_with_logits(z, y)


@pytest.mark.parametrize(
    ("factor", "words"),
    [
        (lambda s: s * (1 - s), slips.BCE_ONCE_MORE),
        (lambda s: 1 / (s * (1 - s)), slips.BCE_NO_SLOPE),
        (lambda s: 1 / s, ""),
    ],
)
def test_a_sigmoids_slope_too_many_or_too_few_behind_bce_is_named(factor, words: str) -> None:
    def right(z, y):
        return (expit(z) - y) / np.size(y)

    def wrong(z, y):
        return right(z, y) * factor(expit(z))

    def draw(rng):
        return rng.normal(size=(5, 3)), rng.integers(0, 2, (5, 3)).astype(float)

    exercise = Exercise("bce", right, "gradient", bce, draw)
    tries = [draw(np.random.default_rng(seed)) for seed in (8, 9)]
    assert exercise.find(wrong, tries).cause == words
    assert exercise.find(right, tries).state is State.PASSED


def test_an_exercise_says_a_known_slip_in_words_of_its_own() -> None:
    def answer(x, y, A, B):
        return back(x, y, A, B, gate=lambda d, z: d)

    question = Question(
        "answer",
        answer,
        lambda args: oracle.gradient(net, args, ("A", "B")),
        tuple(batch(seed) for seed in (0, 1)),
        "gradient",
        lambda args: oracle.values(net, args),
        looks_like={"The mask is missing.": "no gate"},
    )
    assert find(question).cause == "The mask is missing."
