"""Is every number in the text of notebook 05's opening and exercises 1 to 6 what it says it is?"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.autograd.functional import jacobian
from torch.nn.functional import mse_loss

from .numbers import says, slopes, words

OURS = {
    "00_opening": [],
    "10_relu_jacobian": [2, 6],
    "20_sigmoid_jacobian": [4, 4],
    "30_vjp": [4, 4],
    "40_linear": [3, 4, 3, 2],
    "45_unbroadcast": [8],
    "50_squared_error": [3, 3],
}


def at(point) -> torch.Tensor:
    return torch.tensor(point, dtype=torch.float64)


def J(f, point) -> np.ndarray:
    """torch's Jacobian, outputs down and inputs across."""
    return jacobian(f, at(point)).numpy()


def backward(f, point, grad_out) -> np.ndarray:
    """torch's vector-Jacobian product."""
    x = at(point).requires_grad_()
    f(x).backward(at(grad_out))
    return x.grad.numpy()


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "05_jacobians")


def test_the_first_jacobian(text: str) -> None:
    def f(p):
        return torch.stack([p[0] ** 2, 3 * p[0] + p[1]])

    says(text, "at $(u, v) = (2, 5)$", "\\begin{bmatrix} 2u & 0 \\\\ 3 & 1 \\end{bmatrix}")
    np.testing.assert_allclose(J(f, [2, 5]), [[4, 0], [3, 1]])
    np.testing.assert_allclose(J(f, [-3, 1]), [[2 * -3, 0], [3, 1]])
    says(text, "$4 \\cdot 0.001$ to the first output, $3 \\cdot 0.001$ to the second", "tiny rest, 0.000001")
    moved = (f(at([2.001, 5])) - f(at([2, 5]))).numpy()
    np.testing.assert_allclose(moved, [4 * 0.001 + 0.000001, 3 * 0.001], rtol=1e-9)


def test_the_house(text: str) -> None:
    says(
        text, "$D = 3$, $H = 5$ and $K = 2$", "how large, how old, how far", "costs to buy, and what it costs to heat"
    )


def test_relu_has_two_slopes_at_its_kink_and_torch_takes_0(text: str) -> None:
    says(text, "So there are 25 slopes", "torch takes **0** there")
    z = at([-1.5, 0.5, 0.0, 2.0, -0.25])
    step = 0.01 * torch.eye(5, dtype=torch.float64)
    up = (torch.relu(z + step) - torch.relu(z)) / 0.01
    down = (torch.relu(z) - torch.relu(z - step)) / 0.01
    assert up[2].tolist() == [0, 0, 1, 0, 0]
    assert down[2].tolist() == [0, 0, 0, 0, 0]
    others = [0, 1, 3, 4]
    np.testing.assert_allclose(up[others], down[others], atol=1e-12)
    assert np.count_nonzero(up) <= 5  # "Moving one input moves one output at most"
    np.testing.assert_array_equal(J(torch.relu, z.tolist()), np.diag([0.0, 1, 0, 1, 0]))


def test_hints_of_relu(text: str) -> None:
    says(text, "has the Jacobian [[2, 0], [0, 2]]", "is [3, 7]: the 7 is compared", "is [False, True]")
    np.testing.assert_allclose(J(lambda p: 2 * p, [0.3, -4]), [[2, 0], [0, 2]])
    assert np.minimum(7, np.array([3, 9])).tolist() == [3, 7]
    assert (np.array([3, 9]) > 7).tolist() == [False, True]


def test_the_two_forms_of_the_sigmoid_far_out(text: str) -> None:
    says(text, "makes `inf / inf` of it, which is `nan`", "meets infinity too, at −1000", "`1 / inf` is 0")
    with np.errstate(all="ignore"):
        first, second = (
            [f(z) for z in np.array([-1000.0, -3, 3, 1000])]
            for f in (lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(z) / (1 + np.exp(z)))
        )
        assert np.exp(1000.0) == np.inf
    right = torch.sigmoid(at([-1000.0, -3, 3, 1000])).numpy()
    np.testing.assert_allclose(first, right)
    np.testing.assert_allclose(second[:3], right[:3])
    assert np.isnan(second[3])


def test_the_slope_of_the_sigmoid(text: str) -> None:
    says(text, "The slope is $\\sigma(z)\\,(1 - \\sigma(z))$", "only $\\tfrac14$. At $z = 6$ it is 0.0025")
    z = np.linspace(-8, 8, 161)
    s = torch.sigmoid(at(z.tolist())).numpy()
    slope = np.diag(J(torch.sigmoid, z.tolist()))
    np.testing.assert_allclose(slope, s * (1 - s))
    assert z[np.argmax(slope)] == pytest.approx(0, abs=1e-12)
    assert slope.max() == pytest.approx(0.25)
    assert J(torch.sigmoid, [6.0])[0, 0] == pytest.approx(0.0025, abs=5e-5)


def test_hints_of_the_sigmoid(text: str) -> None:
    says(text, "At z = 3 and at z = −3 it is the same, 0.0498")
    assert np.exp(-3) == pytest.approx(0.0498, abs=5e-5)
    says(text, "Where σ(z) = 0.8 they are 0.8 and 0.2, and the slope is 0.16")
    assert J(torch.sigmoid, [np.log(4)])[0, 0] == pytest.approx(0.16)
    assert torch.sigmoid(at(np.log(4))).item() == pytest.approx(0.8)
    says(text, "f(z) = 1 / (1 + 2z): the slope is −2 / (1 + 2z)². With f it can be written as −2·f²")
    assert slopes(lambda z: 1 / (1 + 2 * z), 0.7) == pytest.approx(-2 / (1 + 2 * 0.7) ** 2)


def test_pushed_by_10_one_dimmer_stays_at_a_quarter(text: str) -> None:
    says(text, "Even pushed by 10, one of them stays at $\\tfrac14$")
    diagonal = np.diag(J(torch.sigmoid, (10 * np.array([-1.5, 0.5, 0.0, 2.0, -0.25])).tolist()))
    assert diagonal[2] == 0.25
    assert (diagonal[[0, 1, 3, 4]] < 0.08).all()


def test_the_jacobian_of_a_batch_is_huge(text: str) -> None:
    says(text, "A layer of 500 ReLUs, and a batch of 64 samples", "$32\\,000^2$ entries of 8 bytes", "8.2 gigabytes")
    assert 500 * 64 == 32_000
    assert 32_000**2 * 8 / 1e9 == pytest.approx(8.2, abs=0.05)


def test_the_chain_rule_is_the_transpose_times_grad_out(text: str) -> None:
    W, g = np.arange(6.0).reshape(2, 3) - 2, [1.0, -2.0, 0.5]

    def layer(x):
        return torch.tanh(x @ at(W.tolist()))

    np.testing.assert_allclose(backward(layer, [0.3, -0.1], g), J(layer, [0.3, -0.1]).T @ g)
    says(text, "At z = (3, 5) with grad_out = (10, −1) the result is (10·6, −1·10) = (60, −10)")
    np.testing.assert_allclose(backward(lambda z: z**2, [3, 5], [10, -1]), [60, -10])


def test_a_linear_layer_by_its_input(text: str) -> None:
    says(text, "z = (3·x₁ + 5·x₂, 7·x₁ + 9·x₂)", "The row of output 1 is (3, 5), that of output 2 is (7, 9)")
    says(text, "written [[3, 7], [5, 9]]: a column for each output")
    W = np.array([[3.0, 7], [5, 9]])
    x = at([0.4, -1.5])
    np.testing.assert_allclose((x @ at(W.tolist())).numpy(), [3 * x[0] + 5 * x[1], 7 * x[0] + 9 * x[1]])
    np.testing.assert_allclose(J(lambda x: x @ at(W.tolist()), x.tolist()), [[3, 5], [7, 9]])


def test_the_three_layouts_of_a_linear_layer(text: str) -> None:
    rng = np.random.default_rng(0)
    ours, b = rng.normal(size=(3, 5)), rng.normal(size=5)  # (D, H)
    x, x_B = rng.normal(size=3), np.append(rng.normal(size=3), 1.0)
    says(text, "rows, $xW + b$ | $(D, H)$ | $W^{\\mathsf T}$, $(H, D)$ |")
    np.testing.assert_allclose(J(lambda x: x @ at(ours.tolist()) + at(b.tolist()), x.tolist()), ours.T)
    says(text, "columns, $Wx + b$ | $(H, D)$ | $W$, $(H, D)$ |")
    theirs = ours.T
    np.testing.assert_allclose(J(lambda x: at(theirs.tolist()) @ x + at(b.tolist()), x.tolist()), theirs)
    says(text, "| $(H, D + 1)$ | by $x_B$, with inputs down and outputs across: see exercise 9 |")
    wide = np.column_stack([theirs, b])
    denominator = J(lambda x: at(wide.tolist()) @ x, x_B.tolist()).T
    np.testing.assert_allclose(denominator, wide.T)
    assert denominator.shape == (3 + 1, 5)
    says(text, "`grad_out @ W.T`, of shape $(N, D)$", "$(N, H)$ times $(H, D)$")
    X, g = rng.normal(size=(7, 3)), rng.normal(size=(7, 5))
    np.testing.assert_allclose(backward(lambda X: X @ at(ours.tolist()), X.tolist(), g.tolist()), g @ ours.T)
    np.testing.assert_allclose(backward(lambda x: x @ at(ours.tolist()), x.tolist(), g[0].tolist()), ours @ g[0])


def test_a_linear_layer_by_its_weights_and_bias(text: str) -> None:
    says(text, "row 0 is 2 times grad_out, that is [20, 40, 60], and row 1 is [30, 60, 90]")
    by_W = backward(lambda W: at([2, 3]) @ W, np.zeros((2, 3)).tolist(), [10, 20, 30])
    np.testing.assert_allclose(by_W, [[20, 40, 60], [30, 60, 90]])
    np.testing.assert_allclose(by_W, np.outer([2, 3], [10, 20, 30]))
    says(text, "grad_out = [[1, 10], [2, 20], [3, 30]]", "The gradient is [6, 60]")
    by_b = backward(lambda b: torch.zeros(3, 2, dtype=torch.float64) + b, [0, 0], [[1, 10], [2, 20], [3, 30]])
    np.testing.assert_allclose(by_b, [6, 60])


def test_the_weight_gradient_depends_on_no_weights_and_is_x_times_a_row(text: str) -> None:
    says(
        text, "Which $W$ and $b$ it takes makes no difference", "a column $(D, 1)$ times a row $(1, H)$ makes $(D, H)$"
    )
    rng = np.random.default_rng(1)
    X, g = rng.normal(size=(7, 3)), rng.normal(size=(7, 5))
    for W in (np.ones((3, 5)), rng.normal(size=(3, 5))):
        found = backward(lambda W: at(X.tolist()) @ W, W.tolist(), g.tolist())
        np.testing.assert_allclose(found, sum(x[:, None] @ row[None, :] for x, row in zip(X, g, strict=True)))
    linear = torch.nn.Linear(3, 5, dtype=torch.float64)
    linear(at(X.tolist())).backward(at(g.tolist()))
    np.testing.assert_allclose(linear.weight.grad.numpy(), found.T)


def test_the_identity_and_its_hint(text: str) -> None:
    says(text, "(u, v) ↦ (−u, −v), has the Jacobian [[−1, 0], [0, −1]]")
    np.testing.assert_allclose(J(lambda p: -p, [0.2, 3]), [[-1, 0], [0, -1]])
    np.testing.assert_allclose(J(lambda p: p.clone(), [0.2, -3, 0]), np.eye(3))
    np.testing.assert_allclose(backward(lambda p: p.clone(), [0.2, -3], [4, -5]), [4, -5])


def test_what_is_stretched(text: str) -> None:
    says(text, "$0 + 1 + 2 = 3$ and $3 + 4 + 5 = 12$")
    c = backward(lambda c: torch.zeros(2, 3, dtype=torch.float64) + c, [[0], [0]], [[0, 1, 2], [3, 4, 5]])
    assert c.tolist() == [[3], [12]]
    for shape, axes in (((3,), (0, 1)), ((5, 1), (0, 2)), ((2, 1, 3), (1,)), ((), (0, 1, 2))):
        assert np.broadcast_shapes(shape, (2, 5, 3)) == (2, 5, 3)
        padded = (1,) * (3 - len(shape)) + shape
        assert tuple(i for i in range(3) if padded[i] != (2, 5, 3)[i]) == axes
    says(
        text,
        "| $(3,)$ | counts as $(1, 1, 3)$ | axes 0 and 1 |",
        "| $(5, 1)$ | counts as $(1, 5, 1)$ | axes 0 and 2 |",
        "| $(2, 1, 3)$ | | axis 1 |",
        "counts as $(1, 1, 1)$ | all three |",
    )
    g = np.arange(6).reshape(2, 3)
    says(text, "is [3, 5, 7] of shape (3,)", "is [[3, 5, 7]] of shape (1, 3)", "<code>g.sum(axis=(0, 1))</code> is 15")
    assert g.sum(axis=0).tolist() == [3, 5, 7]
    assert g.sum(axis=0, keepdims=True).tolist() == [[3, 5, 7]]
    assert g.sum(axis=(0, 1)) == 15


def test_a_sum_on_the_way_forward_is_a_copy_on_the_way_back(text: str) -> None:
    says(text, "each term gets a copy of the one slope of the sum")
    assert backward(torch.sum, [1, -2, 5], 7.0).tolist() == [7, 7, 7]


def test_a_gradient_in_the_wrong_shape_makes_a_matrix_of_a_bias(text: str) -> None:
    says(text, "a bias that has become a matrix")
    assert (np.zeros(5) - 0.1 * np.ones((7, 5))).shape == (7, 5)


def test_the_squared_error(text: str) -> None:
    def error(y_hat):
        return ((y_hat - at([2, 5])) ** 2).sum()

    says(text, "$\\hat y = (3, 1)$ and $y = (2, 5)$", "twice as long as the way between them")
    gradient = slopes(error, [3, 1])
    np.testing.assert_allclose(gradient, 2 * (np.array([3, 1]) - [2, 5]))
    assert gradient.tolist() == [2, -8]
    assert error(at([3, 1]) - 0.1 * at(gradient.tolist())) < error(at([3, 1]))
    says(text, "the slope of (a − y)³ by a is 3·(a − y)². At a = 7, y = 5 that is 12")
    assert slopes(lambda a: (a - 5) ** 3, 7.0) == pytest.approx(12)


def test_torchs_mean(text: str) -> None:
    says(text, "averages over **all** $N \\cdot K$ entries", "The two losses differ by the factor $K$")
    rng = np.random.default_rng(2)
    Y_hat, Y = rng.normal(size=(7, 2)), rng.normal(size=(7, 2))
    ours = ((Y_hat - Y) ** 2).sum(axis=1).mean()
    torchs = mse_loss(at(Y_hat.tolist()), at(Y.tolist())).item()
    assert ours == pytest.approx(2 * torchs)
    np.testing.assert_allclose(slopes(lambda p: mse_loss(p, at(Y.tolist())), Y_hat), 2 * (Y_hat - Y) / 14)
    says(text, "At an entry of 4 its slope is 3·16/10 = 4.8")
    cubes = slopes(lambda A: (A**3).mean(), np.full((2, 5), 4.0))
    np.testing.assert_allclose(cubes, 4.8)


def test_the_points_of_these_exercises(course) -> None:
    rooms = {room.name: room for a in course if a.name == "05_jacobians" for room in a.rooms}
    assert {name: [cell.points for cell in rooms[name].cells if cell.points] for name in OURS} == OURS
    assert sum(sum(points) for points in OURS.values()) == 50
