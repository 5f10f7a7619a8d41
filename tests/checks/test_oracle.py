"""Do autograd and finite differences, two independent opinions, agree on every forward function of the course?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nablabook.checks import oracle

from .questions import EXERCISES, Exercise


def central(f, x: np.ndarray, h: float = 1e-6) -> np.ndarray:
    """Central differences of f, which may return an array: shape of f(x) + shape of x."""
    columns = []
    for i in np.ndindex(x.shape):
        step = np.zeros_like(x)
        step[i] = h
        columns.append((f(x + step) - f(x - step)) / (2 * h))
    return np.stack(columns, axis=-1).reshape(*np.shape(columns[0]), *x.shape)


@pytest.mark.parametrize("exercise", [e for e in EXERCISES if e.kind != "path"], ids=lambda e: e.name)
def test_autograd_and_finite_differences_agree(exercise: Exercise) -> None:
    args = exercise.draw(np.random.default_rng(5))
    grad_out, own = (args[0], args[1:]) if exercise.kind == "vjp" else (None, args)
    x = own[0] + (own[0] == 0) * 0.5  # off the kink of ReLU, where no difference quotient is the derivative
    own = (x, *own[1:])

    def f(value: np.ndarray) -> np.ndarray:
        return oracle.values(exercise.forward, (value, *own[1:]))

    slopes = central(f, x)
    if f(x).ndim == 0:
        np.testing.assert_allclose(oracle.gradient(exercise.forward, own), slopes, rtol=1e-6, atol=1e-8)
    np.testing.assert_allclose(oracle.jacobian(exercise.forward, own), slopes, rtol=1e-6, atol=1e-8)
    if grad_out is not None:
        product = np.tensordot(grad_out, slopes, axes=grad_out.ndim)
        np.testing.assert_allclose(oracle.vjp(exercise.forward, args), product, rtol=1e-6, atol=1e-8)


def test_everything_is_float64_and_labels_stay_whole() -> None:
    seen = {}

    def forward(x, y):
        seen.update(x=x.dtype, y=y.dtype)
        return x[y].sum()

    oracle.gradient(forward, (np.float32([1, 2, 3]), np.array([0, 2])))
    assert seen == {"x": torch.float64, "y": torch.int64}


def test_an_argument_that_the_loss_does_not_use_has_gradient_zero() -> None:
    np.testing.assert_array_equal(oracle.gradient(lambda x, y: (x**2).sum(), (np.ones(2), np.ones(3)), 1), np.zeros(3))


def test_a_gradient_of_more_than_one_number_is_refused() -> None:
    with pytest.raises(ValueError, match="one number as result, this one has 2"):
        oracle.gradient(lambda x: x, (np.ones(2),))


def test_relu_at_zero_has_slope_zero_as_torch_says() -> None:
    np.testing.assert_array_equal(oracle.jacobian(torch.relu, (np.zeros(2),)), np.zeros((2, 2)))
