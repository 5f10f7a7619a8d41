"""Is every number in the text of notebook 04 what it says it is?"""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import torch

from nablabook.build.master import read_course
from nablabook.build.notebook import grade_ids
from nablabook.plots import plan
from nablabook.proving.workbench import execute

from .numbers import says, words


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "04_mlp_shapes")


@pytest.fixture(scope="module")
def notebook(root) -> dict:
    """The names of the whole notebook with its reference answers."""
    assignment = next(a for a in read_course(root) if a.name == "04_mlp_shapes")
    names: dict = {"__name__": "__main__"}
    for room in assignment.rooms:
        for cell, grade_id in grade_ids(room):
            if cell.role in ("given", "figure", "answer"):
                execute(cell.source, grade_id, names)
    return names


def parameters(*sizes: int) -> int:
    layers = [torch.nn.Linear(a, b) for a, b in itertools.pairwise(sizes)]
    return sum(p.numel() for layer in layers for p in layer.parameters())


def cross_entropy(logits: list, label: int) -> float:
    h = torch.tensor([logits], dtype=torch.float64)
    return torch.nn.functional.cross_entropy(h, torch.tensor([label])).item()


def test_the_pixels(text: str) -> None:
    says(text, "28 times 28 grey pixels", "784 numbers")
    assert 28 * 28 == 784


def test_products_and_sums_of_shapes(text: str) -> None:
    assert (np.zeros((4, 3)) @ np.zeros((3, 2)) + np.zeros(2)).shape == (4, 2)
    says(text, "Out comes a table with 16 numbers")
    assert (np.zeros((4, 1)) + np.zeros(4)).size == 16
    assert (np.zeros((3, 1)) - np.zeros(3)).shape == (3, 3)
    says(text, "<code>np.ones((5, 4)) @ np.ones((4, 3)) + np.zeros(3)</code> has shape (5, 3)")
    assert (np.ones((5, 4)) @ np.ones((4, 3)) + np.zeros(3)).shape == (5, 3)


def test_counts(text: str) -> None:
    assert parameters(30, 1024, 512, 1) == 557057
    assert parameters(30, 1024, 512, 1) - 1024 - 512 - 1 == 555520
    says(text, "weights 4·3 + 3·2 = 18, biases 3 + 2 = 5, together 23")
    assert parameters(4, 3, 2) == 23
    says(text, "784 \\cdot H + H + H \\cdot 10 + 10 = 795\\,H + 10")
    assert all(parameters(784, H, 10) == 795 * H + 10 for H in (1, 16, 128))
    says(text, "has 101770 parameters")
    assert parameters(784, 128, 10) == 101770
    assert 784 * 16 / parameters(784, 16, 10) > 0.95
    assert 1024 * 512 / parameters(30, 1024, 512, 1) > 0.9


def test_the_plan_has_one_solution(text: str) -> None:
    widths = [a for a in range(1, 200) if parameters(plan.FEATURES, a) == plan.FIRST]
    assert widths == [18]
    assert plan.ROWS - 18 == 7
    assert [c for c in range(1, 200) if parameters(plan.ROWS, c) == plan.THIRD] == [4]
    assert plan.FEATURES * 21 == plan.FIRST
    says(text, "A layer from 4 numbers with 35 parameters", "35/5 = 7 outputs")
    assert parameters(4, 7) == 35


def test_the_start(text: str, notebook: dict) -> None:
    slopes = {name: float(p.grad.abs().max()) for name, p in notebook["zeros"].items()}
    says(text, "Only `b2` moves")
    assert [name for name, slope in slopes.items() if slope] == ["b2"]
    for given in ((7, 3, 5, 4), (8, 5, 2, 3)):
        written, drawn = notebook["written_down"](*given), notebook["init_params"](*given)
        for name in drawn:
            np.testing.assert_allclose(written[name], drawn[name], atol=6e-11)
    says(text, "standard deviation 0.5, which is √(2/8)")
    assert np.sqrt(2 / 8) == 0.5
    says(text, "Yours stays near 1")
    pixels = notebook["pixels"]
    squares = [np.mean(np.maximum(pixels @ notebook["yours"] * by, 0) ** 2) for by in (0.2, 1, 1 / np.sqrt(2 / 784))]
    assert np.mean(pixels**2) == pytest.approx(1, abs=0.02)
    assert squares[0] < 0.05
    assert squares[1] == pytest.approx(1, abs=0.05)
    assert squares[2] > 300
    says(text, "makes the squares 1/25 as large", "784/2 = 392 times as large", "One more layer of 784 inputs")
    assert squares[0] / squares[1] == pytest.approx(1 / 25)
    assert squares[2] / squares[1] == pytest.approx(784 / 2)
    for by, factor in ((0.2, 1 / 25), (np.sqrt(784 / 2), 392)):
        units, sizes = pixels, []
        for seed in range(3):
            units = np.maximum(units @ (by * notebook["init_params"](seed, 784, 784, 1)["W1"]), 0)
            sizes.append(np.mean(units**2))
        np.testing.assert_allclose(np.diff(np.log(sizes)), np.log(factor), atol=0.3)


def test_at_zero_everything_stays_so_at_later_steps_too(notebook: dict) -> None:
    x, y = torch.tensor(notebook["six_flowers"]), torch.tensor(notebook["six_labels"])
    params = {name: torch.zeros_like(p).requires_grad_() for name, p in notebook["zeros"].items()}
    optimizer = torch.optim.SGD(params.values(), lr=0.5)
    for _ in range(20):
        optimizer.zero_grad()
        notebook["torch_loss"](x, y, **params).backward()
        optimizer.step()
    assert [name for name, p in params.items() if p.abs().max()] == ["b2"]


def test_the_loss_and_one_softmax_too_many(text: str) -> None:
    says(text, "(−log 0.5 − log 0.8)/2 = (0.693 + 0.223)/2 = 0.458")
    assert (-np.log(0.5), -np.log(0.8)) == pytest.approx((0.693, 0.223), abs=5e-4)
    assert (0.693 + 0.223) / 2 == pytest.approx(0.458)
    says(text, "squeezed between 0.551 and 1.551 for three classes")
    assert cross_entropy([1, 0, 0], 0) == pytest.approx(0.5514, abs=5e-5)
    assert cross_entropy([0, 1, 0], 0) == pytest.approx(1.5514, abs=5e-5)
    probs = np.random.default_rng(0).dirichlet(np.ones(3), size=200)
    twice = [cross_entropy(list(row), 0) for row in probs]
    assert 0.5514 < min(twice)
    assert max(twice) < 1.5515
    assert cross_entropy([20, 0, 0], 0) < 1e-8
    assert cross_entropy([0, 20, 0], 0) == pytest.approx(20)
    says(text, "$\\log 10 \\approx 2.303$")
    assert np.log(10) == pytest.approx(2.303, abs=5e-4)


def test_the_small_case_of_the_way_back(text: str) -> None:
    says(
        text, "linear_out_1 = [3, −1], G = [0.2, −0.2], W2 = [[1, 0], [5, 2]]", "[0.2, 0.6]", "that of W1 is [[2, 0]]"
    )
    W1 = torch.tensor([[0.3, -0.1]], dtype=torch.float64, requires_grad=True)
    b1 = torch.zeros(2, dtype=torch.float64, requires_grad=True)
    W2 = torch.tensor([[1.0, 0.0], [5.0, 2.0]], dtype=torch.float64)
    down = torch.tensor([[10.0]], dtype=torch.float64) @ W1 + b1
    np.testing.assert_allclose(down.detach(), [[3, -1]])
    G = torch.tensor([[0.2, -0.2]], dtype=torch.float64)
    np.testing.assert_allclose(G @ W2.T, [[0.2, 0.6]])
    (torch.relu(down) @ W2).backward(G)
    np.testing.assert_allclose(b1.grad, [0.2, 0])
    np.testing.assert_allclose(W1.grad, [[2, 0]])


def test_the_formulas_of_the_way_back(notebook: dict) -> None:
    """The sums in the text, written as loops, are autograd's gradients."""
    x, y, *arrays = notebook["labelled"](3, 5, 2, 7, 3)
    tensors = [torch.tensor(array, requires_grad=True) for array in arrays]
    notebook["torch_loss"](torch.tensor(x), torch.tensor(y), *tensors).backward()
    _W1, b1, W2, b2 = arrays
    down, hidden, _, P = notebook["forward"](x, *arrays)
    N, K, H = len(x), len(b2), len(b1)
    G = (P - np.eye(K)[y]) / N
    dW2 = [[sum(hidden[n, h] * G[n, k] for n in range(N)) for k in range(K)] for h in range(H)]
    np.testing.assert_allclose(dW2, tensors[2].grad)
    np.testing.assert_allclose([sum(G[n, k] for n in range(N)) for k in range(K)], tensors[3].grad)
    back = np.array([[sum(G[n, k] * W2[h, k] for k in range(K)) for h in range(H)] for n in range(N)]) * (down > 0)
    np.testing.assert_allclose(x.T @ back, tensors[0].grad)
    np.testing.assert_allclose(back.sum(axis=0), tensors[1].grad, atol=1e-15)


def test_no_hidden_unit_is_nearly_zero_by_chance(notebook: dict) -> None:
    """Else the order of a sum would decide whether a gate is open, and right answers would differ."""
    for seed in range(60):
        for N, D, H, K in ((5, 2, 7, 3), (11, 3, 5, 2), (7, 5, 3, 11), (3, 7, 2, 5)):
            stages = notebook["forward"](*notebook["small_network"](seed, N, D, H, K))
            assert abs(stages[0]).min() > 1e-3


def test_the_training_and_the_sum_of_gradients(text: str, notebook: dict) -> None:
    losses = notebook["losses"]
    says(text, "Sixty noisy pictures", "Ours begins even higher")
    assert len(notebook["pictures"]) == 60
    assert losses[0] > np.log(10)
    assert losses[1] < losses[0]
    assert (np.diff(losses) < 0).all()
    guesses = notebook["forward"](notebook["pictures"], **notebook["mine"])[3].argmax(axis=1)
    says(text, "twenty of them teach the network its sixty pictures by heart")
    assert (guesses == notebook["digits"]).all()
    says(text, 'with params {"c": array([5.0, 1.0])}'.replace("with", "With"), "[4.0, 1.2] afterwards")
    np.testing.assert_allclose(np.array([5.0, 1.0]) - 0.1 * np.array([10.0, -2.0]), [4.0, 1.2])
    w = torch.tensor(3.0, requires_grad=True)
    slopes = []
    for _ in range(2):
        (w**2).backward()
        slopes.append(w.grad.item())
    assert slopes == [6, 12]


def test_the_bias_as_a_column(text: str, notebook: dict) -> None:
    W, b = np.random.default_rng(0).normal(size=(784, 128)), np.ones(128)
    assert notebook["fold_bias"](W, b).T.shape == notebook["sheet_shapes"]["W1"] == (128, 785)
    says(text, "the gradient by $a_{1B}$ has 129 entries and that by $a_1$ 128")
    assert notebook["sheet_shapes"]["a1_B"] == (129,)
    X = np.random.default_rng(1).normal(size=(3, 784))
    ours = notebook["add_ones"](X) @ notebook["fold_bias"](W, b)
    np.testing.assert_allclose(ours, X @ W + b)
    np.testing.assert_allclose(notebook["fold_bias"](W, b).T @ notebook["add_ones"](X)[0], ours[0])


def test_given_cells_leave_no_name_behind_that_an_answer_may_want(notebook: dict) -> None:
    """Else an answer that forgets to compute it finds another array by that name, and is told something false."""
    words = "linear_out_1 activations_1 logits probs loss P Y G back grad grads params rng std total picked"
    letters = "N D H K W W1 W2 W_B X X_B b b1 b2 x_batch y_batch"
    assert not notebook.keys() & {*words.split(), *letters.split()}


def test_the_points_are_those_that_the_opening_tells(text: str, course) -> None:
    cells = [cell for a in course if a.name == "04_mlp_shapes" for room in a.rooms for cell in room.cells]
    says(text, "**80 points**")
    assert sum(cell.points or 0 for cell in cells) == 80
