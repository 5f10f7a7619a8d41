"""Is every number in the text of notebook 03, on the way from scores to a loss, what it says it is?"""

from __future__ import annotations

import math

import numpy as np
import pytest
import scipy.special
import torch

from .numbers import says, words

PHOTO = [2.0, 1.0, 0.0]


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "03_softmax_cross_entropy")


def softmax(h) -> np.ndarray:
    return torch.softmax(torch.tensor(h, dtype=torch.float64), dim=-1).numpy()


def loss(P, y) -> float:
    return float(-torch.xlogy(torch.tensor(y), torch.tensor(P, dtype=torch.float64)).sum())


def test_the_photo_and_its_probabilities(text: str) -> None:
    says(text, "Their exponentials are 7.39, 2.72 and 1.")
    np.testing.assert_allclose(np.exp(PHOTO), [7.39, 2.72, 1], atol=0.005)
    says(text, "They should be 0.665, 0.245 and 0.090 once more")
    np.testing.assert_allclose(softmax(PHOTO), [0.665, 0.245, 0.090], atol=0.0005)
    np.testing.assert_allclose(softmax([1000.0, 999.0, 998.0]), softmax(PHOTO), rtol=1e-12)
    says(
        text,
        "A class that leads by 1 is $e \\approx 2.72$ times as probable, whether the scores are 2 and 1, or 12 and 11",
    )
    for first in (2, 12):
        P = softmax([first, first - 1.0])
        assert P[0] / P[1] == pytest.approx(math.e)


def test_shares_of_negative_scores(text: str) -> None:
    says(text, 'For scores of 2, 1 and −1 the sum is 2, and the third "probability" would be −0.5')
    assert sum([2, 1, -1]) == 2
    assert -1 / 2 == -0.5


def test_where_floats_end(text: str) -> None:
    says(text, "$e^{10}$ is about 22,000", "float64 ends near $1.8 \\cdot 10^{308}$, and $e^{710}$ is larger")
    assert math.exp(10) == pytest.approx(22_000, rel=0.01)
    assert math.log10(np.finfo(float).max) == pytest.approx(308 + math.log10(1.8), abs=0.001)
    with np.errstate(over="ignore", under="ignore"):
        assert np.isinf(np.exp(710.0))
        assert np.isfinite(np.exp(709.0))
        says(text, "$e^{-746}$ is smaller than the smallest of them, so it becomes 0")
        assert np.exp(-746.0) == 0
        assert np.exp(-745.0) > 0


def test_hints_of_softmax(text: str) -> None:
    says(text, "is [[4], [10]], and <code>a</code> divided by it is [[0.25, 0.75], [0.2, 0.8]]")
    a = np.array([[1, 3], [2, 8]])
    np.testing.assert_array_equal(a.sum(axis=-1, keepdims=True), [[4], [10]])
    np.testing.assert_allclose(a / a.sum(axis=-1, keepdims=True), [[0.25, 0.75], [0.2, 0.8]])


def test_losses_of_the_five_networks(text: str) -> None:
    says(text, 'probability 0.665, " "loss 0.41')
    cat = [1.0, 0.0, 0.0]
    assert loss([0.665, 0.245, 0.09], cat) == pytest.approx(0.41, abs=0.005)
    says(text, "pays $\\log 3 \\approx 1.10$, whichever class is true; with $K$ classes it is $\\log K$")
    for K in (3, 7):
        for true in range(K):
            assert loss(np.full(K, 1 / K), np.eye(K)[true]) == pytest.approx(math.log(K))
    assert math.log(3) == pytest.approx(1.10, abs=0.005)
    says(text, "Who is sure and wrong pays 6.91", '"sure, and wrong": [0.001, 0.998, 0.001]')
    assert loss([0.001, 0.998, 0.001], cat) == pytest.approx(6.91, abs=0.005)
    assert loss([1.0, 0.0, 0.0], cat) == 0
    assert loss([0.0, 1.0, 0.0], cat) == math.inf


def test_a_smoothed_target_and_the_hint_of_where(text: str) -> None:
    says(text, "$y = (0.9, 0.05, 0.05)$")
    assert sum([0.9, 0.05, 0.05]) == pytest.approx(1)
    says(
        text,
        "For <code>a = np.array([2.0, 0.0, 4.0])</code>, <code>1 / np.where(a != 0, a, 1)</code> is [0.5, 1, 0.25]",
    )
    a = np.array([2.0, 0.0, 4.0])
    np.testing.assert_array_equal(1 / np.where(a != 0, a, 1), [0.5, 1, 0.25])


def test_the_jacobian_of_the_photo(text: str) -> None:
    J = torch.func.jacrev(lambda h: torch.softmax(h, -1))(torch.tensor(PHOTO, dtype=torch.float64)).numpy()
    says(
        text, "positive numbers: 0.223, 0.185 and 0.082", "−0.163 for cat and dog, −0.060 for cat and owl, −0.022 for"
    )
    np.testing.assert_allclose(np.diag(J), [0.223, 0.185, 0.082], atol=0.0005)
    np.testing.assert_allclose([J[0, 1], J[0, 2], J[1, 2]], [-0.163, -0.060, -0.022], atol=0.0005)
    np.testing.assert_allclose(J, J.T)
    np.testing.assert_allclose(J.sum(axis=0), 0, atol=1e-12)
    np.testing.assert_allclose(J.sum(axis=1), 0, atol=1e-12)
    says(text, "A score of 1000 against 0 gives a Jacobian of zeros")
    far = torch.tensor([1000.0, 0.0], dtype=torch.float64)
    assert not torch.func.jacrev(lambda h: torch.softmax(h, -1))(far).any()


def test_the_two_cases_of_plain_shares(text: str) -> None:
    says(text, "For a = (1, 3) these are 3/16 and −1/16", "= a₂/(a₁ + a₂)²", "= −a₁/(a₁ + a₂)²")
    a = torch.tensor([1.0, 3.0], dtype=torch.float64, requires_grad=True)
    (a[0] / a.sum()).backward()
    np.testing.assert_allclose(a.grad.numpy(), [3 / 16, -1 / 16])


def test_log_probabilities(text: str) -> None:
    says(text, "the second class gets about $e^{-1000}$, and the log of that is −1000")
    assert scipy.special.log_softmax([1000.0, 0.0])[1] == -1000
    says(text, "log₁₀ P₁ = 0 − log₁₀(1.1) ≈ −0.041, and log₁₀ P₂ = −1 − log₁₀(1.1) ≈ −1.041")
    in_tens = np.array([300.0, 299.0]) * math.log(10)
    np.testing.assert_allclose(scipy.special.log_softmax(in_tens) / math.log(10), [-0.041, -1.041], atol=0.0005)
    says(text, "straight from the scores it is 1000")
    wrong = torch.nn.functional.cross_entropy(torch.tensor([[1000.0, 0.0]]), torch.tensor([1]))
    assert wrong.item() == 1000


def test_pairs_of_rows_and_columns(text: str) -> None:
    says(text, "<code>t[np.arange(3), which]</code> is [6, 8, 9], one from each row")
    t = np.array([[5, 6], [7, 8], [9, 0]])
    np.testing.assert_array_equal(t[np.arange(3), np.array([1, 1, 0])], [6, 8, 9])
    table = np.array([[10, 11, 12], [20, 21, 22]])
    assert table[[0, 1], [2, 0]].tolist() == [12, 20]
    assert table[:, [2, 0]].shape == (2, 2)
