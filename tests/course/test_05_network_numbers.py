"""Is every number in the text of notebook 05's exercises 7 to 11 what it says it is?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from .numbers import says, slopes, words

OURS = {
    "60_regression_table": 14,
    "70_classification": 14,
    "80_bias_column": 8,
    "90_two_layouts": 6,
    "95_break_the_checker": 8,
}


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "05_jacobians")


def jacobian(f, at) -> np.ndarray:
    return torch.autograd.functional.jacobian(f, torch.as_tensor(at, dtype=torch.float64)).numpy()


def test_the_points(course) -> None:
    (notebook,) = [a for a in course if a.name == "05_jacobians"]
    found = {room.name: sum(cell.points or 0 for cell in room.cells) for room in notebook.rooms}
    assert {name: found[name] for name in OURS} == OURS
    assert sum(found.values()) == 100


def test_one_number_through_the_whole_network(text: str) -> None:
    says(
        text,
        "x = 3, W1 = 2, b1 = −1, W2 = 4, b2 = 0, y = 18. Then z1 = 5, z2 = 5, ŷ = 20, and the slope of the loss is "
        "2·(20 − 18) = 4. So b2 has 4, W2 has 5·4 = 20, b1 has 4·4·1 = 16, and W1 has 3·16 = 48",
    )
    gradients = slopes(lambda p: (torch.relu(3 * p[0] + p[1]) * p[2] + p[3] - 18) ** 2, [2, -1, 4, 0])
    np.testing.assert_allclose(gradients, [48, 16, 20, 4])


class Random:
    """The network of exercise 7 with random parameters, any f and g, and its factors as the table names them."""

    def __init__(self, f, g, loss, seed: int = 5) -> None:
        rng = np.random.default_rng(seed)
        self.D, self.H, self.K = 3, 5, 2
        self.x, self.y = rng.normal(size=3), rng.uniform(size=2)
        self.parameters = {
            "W1": rng.normal(size=(3, 5)),
            "b1": rng.normal(size=5),
            "W2": rng.normal(size=(5, 2)),
            "b2": rng.normal(size=2),
        }
        p = self.parameters
        z1 = torch.tensor(self.x @ p["W1"] + p["b1"])
        z2 = f(z1)
        z3 = z2 @ torch.tensor(p["W2"]) + torch.tensor(p["b2"])
        self.factors = {
            "dl/dyhat": jacobian(lambda y_hat: loss(y_hat, torch.tensor(self.y)), g(z3))[None],
            "dyhat/dz3": jacobian(g, z3),
            "dz2/dz1": jacobian(f, z1),
            "W1": p["W1"],
            "W1.T": p["W1"].T,
            "W2": p["W2"],
            "W2.T": p["W2"].T,
            "x": self.x[:, None],
            "z1": z1.numpy()[:, None],
            "z2": z2.numpy()[:, None],
        }
        leaves = {name: torch.tensor(value, requires_grad=True) for name, value in p.items()}
        y_hat = g(f(torch.tensor(self.x) @ leaves["W1"] + leaves["b1"]) @ leaves["W2"] + leaves["b2"])
        loss(y_hat, torch.tensor(self.y)).backward()
        self.gradients = {name: leaf.grad.numpy() for name, leaf in leaves.items()}


def square(y_hat, y):
    return ((y_hat - y) ** 2).sum()


def bce(y_hat, y):
    return -(y * torch.log(y_hat) + (1 - y) * torch.log(1 - y_hat)).mean()


def solution(course, room: str, name: str):
    """What an answer cell of literals binds."""
    (notebook,) = [a for a in course if a.name == "05_jacobians"]
    (cell,) = [c for r in notebook.rooms if r.name == room for c in r.cells if c.role == "answer" and name in c.source]
    namespace: dict = {}
    exec(cell.source, namespace)
    return namespace[name]


def given(course, room: str, name: str):
    (notebook,) = [a for a in course if a.name == "05_jacobians"]
    cells = [c for r in notebook.rooms if r.name == room for c in r.cells if c.role == "given"]
    (cell,) = [c for c in cells if c.source.startswith(f"{name} =")]
    namespace: dict = {}
    exec(cell.source, namespace)
    return namespace[name]


NETWORKS = {
    "ReLU": Random(torch.relu, lambda z: 1 * z, square),
    "sigmoids": Random(torch.sigmoid, torch.sigmoid, square),
    "cross-entropy": Random(torch.sigmoid, torch.sigmoid, bce),
    "layers that mix": Random(lambda z: torch.softmax(z, 0), lambda z: torch.softmax(z, 0), square),
}


@pytest.mark.parametrize("network", NETWORKS.values(), ids=NETWORKS)
def test_the_chains_are_the_gradients_for_any_f_and_g(course, network: Random) -> None:
    for parameter, factors in solution(course, "60_regression_table", "chains").items():
        product = np.linalg.multi_dot([network.factors[name] for name in factors])
        expected = network.gradients[parameter]
        np.testing.assert_allclose(product, expected if expected.ndim == 2 else expected[None], atol=1e-12)


def test_the_shapes_of_the_factors(course) -> None:
    network = NETWORKS["ReLU"]
    sizes = {"1": 1, "D": network.D, "H": network.H, "K": network.K}
    for name, shape in given(course, "60_regression_table", "factor_shapes").items():
        assert network.factors[name].shape == tuple(sizes[size] for size in shape)


def test_the_factors_of_the_regression_network(course) -> None:
    network = NETWORKS["ReLU"]
    z1 = network.factors["z1"][:, 0]
    y_hat = np.maximum(z1, 0) @ network.parameters["W2"] + network.parameters["b2"]
    letters = {"P": np.eye(2), "Q": np.diag(z1 > 0), "U": 2 * (y_hat - network.y)[None]}
    sizes = {1: 1, "H": network.H, "K": network.K}
    for name, (letter, *shape) in solution(course, "60_regression_table", "factor_table").items():
        np.testing.assert_allclose(letters[letter], network.factors[name])
        assert network.factors[name].shape == tuple(sizes[size] for size in shape)


def test_the_hint_on_jacobians_of_squares_and_sums(text: str) -> None:
    says(text, "Its Jacobian has 2·u_i where i = j and 0 elsewhere, 3 rows and 3 columns")
    u = np.array([1.0, -2.0, 0.5])
    np.testing.assert_allclose(jacobian(lambda u: u**2, u), np.diag(2 * u))
    np.testing.assert_allclose(jacobian(lambda u: u.sum(), u), [1, 1, 1])


def test_the_sheet_s_product_has_the_shape_of_our_weights(text: str) -> None:
    says(text, "it is our $W_1$ turned round. Yet the sheet's own product for it comes out with the shape $(D, H)$")
    network = NETWORKS["ReLU"]
    W2 = network.parameters["W2"].T  # the sheet's
    product = network.factors["x"] @ network.factors["dl/dyhat"] @ W2 @ network.factors["dz2/dz1"]
    np.testing.assert_allclose(product, network.gradients["W1"])


def test_a_million_entries(text: str) -> None:
    says(text, "With $H = 1000$ hidden units ReLU's Jacobian has a million entries, of which 999 000 are 0 for sure")
    assert 1000**2 - 1000 == 999_000


def test_what_changes(course) -> None:
    """The factors of the same network by the same numbers, before and after each move."""
    changes = solution(course, "70_classification", "changes")
    layers = {"f": (torch.relu, torch.sigmoid), "g": (lambda z: 1 * z, torch.sigmoid), "loss": (square, bce)}
    at = torch.tensor([0.3, 0.6], dtype=torch.float64)
    y = torch.tensor([1.0, 0.0], dtype=torch.float64)
    for row, layer in (("dz2/dz1", "f"), ("dyhat/dz3", "g"), ("dl/dyhat", "loss")):
        assert changes[row] == changes[layer]
        if layer == "loss":
            assert changes[row] == ["stays", "changes"]
            before, after = (jacobian(lambda p, f=f: f(p, y), at) for f in layers[layer])
        else:
            assert changes[row] == ["changes", "stays"]
            before, after = (jacobian(f, at) for f in layers[layer])
        assert not np.allclose(before, after)
    assert changes["chain of W1"] == ["stays", "stays"]  # see the test of the chains


def test_the_hint_on_the_chain_rule(text: str) -> None:
    says(text, "the derivative of (1 − u)³ by u is −3·(1 − u)²", "At u = 0.5 it is −0.75")
    assert slopes(lambda u: (1 - u) ** 3, 0.5) == pytest.approx(-0.75)


def test_two_losses_where_the_network_is_sure_and_wrong(text: str) -> None:
    says(text, "At $z_3 = -8$ the slope with BCE is about $-1$", "about $-0.0007$, some 1500 times smaller")
    yes = torch.tensor(1.0, dtype=torch.float64)
    by_bce = slopes(lambda z: bce(torch.sigmoid(z), yes), -8.0)
    by_square = slopes(lambda z: square(torch.sigmoid(z), yes), -8.0)
    assert by_bce == pytest.approx(-1, abs=1e-3)
    assert by_square == pytest.approx(-0.0007, abs=5e-5)
    assert by_bce / by_square == pytest.approx(1500, rel=0.01)
    says(text, "it dips to about −0.3 in between, at", "z3 = −0.7")
    z = np.linspace(-8, 8, 1601)
    curve = slopes(lambda z: ((torch.sigmoid(z) - 1) ** 2).sum(), z)
    assert curve.min() == pytest.approx(-0.3, abs=0.01)
    assert z[curve.argmin()] == pytest.approx(-0.7, abs=0.02)
    assert max(abs(curve[0]), abs(curve[-1])) < 1e-3


def test_a_sigmoid_leaves_at_most_a_quarter(text: str) -> None:
    says(text, "a sigmoid on the way back leaves at most a quarter of what arrives")
    assert slopes(lambda z: torch.sigmoid(z).sum(), np.linspace(-9, 9, 1801)).max() == pytest.approx(0.25)


def test_the_sigmoid_at_40_is_1(text: str) -> None:
    says(text, "At $z_3 = 40$ the sigmoid is 1 to the last digit")
    assert float(torch.sigmoid(torch.tensor(40.0, dtype=torch.float64))) == 1.0


def test_sigmoid_and_cross_entropy_cancel() -> None:
    y, z = torch.tensor([1.0, 0.0, 0.3], dtype=torch.float64), np.array([0.4, -2.0, 1.5])
    slope = slopes(lambda z: bce(torch.sigmoid(z), y), z)
    np.testing.assert_allclose(slope, (1 / (1 + np.exp(-z)) - y.numpy()) / 3)


def test_the_sheet_with_a_1(course, text: str) -> None:
    rng = np.random.default_rng(4)
    z1, W2, y = rng.normal(size=128), rng.normal(size=(10, 129)), np.eye(10)[3]

    def append_one(a):
        return torch.cat([a, torch.ones(1, dtype=torch.float64)])

    def loss(z2):
        return -(torch.tensor(y) * torch.log_softmax(z2, -1)).sum()

    a = np.maximum(z1, 0)
    by_a = jacobian(append_one, a).T
    by_a_B = jacobian(lambda a_B: torch.tensor(W2) @ a_B, np.append(a, 1)).T
    by_z1 = jacobian(torch.relu, z1).T
    by_z2 = slopes(loss, W2 @ np.append(a, 1))
    table = solution(course, "80_bias_column", "sheet_004")
    assert by_a.shape == (128, 129)
    assert list(by_a_B.shape) == table["shape by a_B of z2"]
    assert list(by_z1.shape) == table["shape by z1 of a"]
    says(text, "with 128 rows and 129 columns")
    np.testing.assert_array_equal(by_a, np.hstack([np.eye(128), np.zeros((128, 1))]))
    np.testing.assert_allclose(by_a_B, W2.T)
    np.testing.assert_array_equal(by_z1, np.diag(z1 > 0))
    whole = slopes(lambda a: loss(torch.tensor(W2) @ append_one(a)), a)
    np.testing.assert_allclose(by_a @ by_a_B @ by_z2, whole)
    through_relu = slopes(lambda z: loss(torch.tensor(W2) @ append_one(torch.relu(z))), z1)
    np.testing.assert_allclose(by_z1 @ whole, through_relu)
    # "So their gradient is the row that arrives, times 1."
    by_W2 = slopes(lambda W: loss(W @ torch.tensor(np.append(a, 1))), W2)
    np.testing.assert_allclose(by_W2[:, -1], by_z2)


def test_the_hints_of_the_column(text: str) -> None:
    says(text, "(u, v) ↦ (u, v, 3u). Its Jacobian has the rows (1, 0), (0, 1) and (3, 0)")
    np.testing.assert_array_equal(
        jacobian(lambda p: torch.stack([p[0], p[1], 3 * p[0]]), [5, 7]), [[1, 0], [0, 1], [3, 0]]
    )
    says(text, "2, 3 and 5 numbers in x, u and v", "(2, 3), (3, 5) and (5,): inputs along the rows")
    A, B = torch.ones(3, 2, dtype=torch.float64), torch.ones(5, 3, dtype=torch.float64)
    assert jacobian(lambda x: A @ x, [1, 2]).T.shape == (2, 3)
    assert jacobian(lambda u: B @ u, [1, 2, 3]).T.shape == (3, 5)


def test_where_torch_stands(text: str) -> None:
    says(text, "makes 5 numbers of 3: shape `(5, 3)`")
    A = torch.ones(5, 3, dtype=torch.float64)
    assert jacobian(lambda x: A @ x, [1, 2, 3]).shape == (5, 3)


def test_the_hints_on_nan_and_broadcasting(text: str) -> None:
    says(text, "<code>np.nan &gt; 1e-6</code> is False, and so is <code>np.nan &lt;= 1e-6</code>")
    assert not np.nan > 1e-6
    assert not np.nan <= 1e-6
    assert (np.ones((1, 3)) - np.ones(3)).shape == (1, 3)


def test_the_gradient_of_the_mean_of_relus() -> None:
    x = np.array([0.0, -1.5, 2.0, 3.0])
    np.testing.assert_allclose(slopes(lambda x: torch.relu(x).mean(), x), (x > 0) / 4)
