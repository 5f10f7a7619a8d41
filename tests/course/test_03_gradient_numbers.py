"""Is every number in the text of notebook 03's exercises 5, 6 and 8, and of its end, what it says it is?"""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn.functional import cross_entropy

from .numbers import says, slopes, words

OURS = ("50_logits_gradient", "60_when_sums_differ", "80_twice_softmax", "90_closing")


def loss_of(y):
    """The loss of one sample as a function of its logits, in one softmax."""
    return lambda h: -(torch.tensor(y, dtype=torch.float64) * torch.log_softmax(h, -1)).sum()


def softmax(h) -> np.ndarray:
    return torch.softmax(torch.tensor(h, dtype=torch.float64), -1).numpy()


def once(h):
    return cross_entropy(h, torch.tensor(0))


def twice(h):
    return once(torch.softmax(h, -1))


def value(f, h) -> float:
    return float(f(torch.tensor(h, dtype=torch.float64)))


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "03_softmax_cross_entropy")


def test_the_photo(text: str) -> None:
    says(text, "$h = (2, 1, 0)$, so $P \\approx (0.665, 0.245, 0.090)$")
    np.testing.assert_allclose(softmax([2, 1, 0]), [0.665, 0.245, 0.090], atol=5e-4)
    for y in ([1, 0, 0], [0.9, 0.05, 0.05]):
        gradient = slopes(loss_of(y), [2, 1, 0])
        np.testing.assert_allclose(gradient, softmax([2, 1, 0]) - y)
        assert gradient.sum() == pytest.approx(0, abs=1e-12)
        assert (gradient < 0).tolist() == [True, False, False]


def test_hints_of_the_gradient(text: str) -> None:
    says(text, "h = (log 3, 0)", "P = (0.75, 0.25)", "y = (0, 1), the gradient is (0.75, −0.75)")
    np.testing.assert_allclose(softmax([np.log(3), 0]), [0.75, 0.25])
    np.testing.assert_allclose(slopes(loss_of([0, 1]), [np.log(3), 0]), [0.75, -0.75])


def test_hint_of_the_batch(text: str) -> None:
    says(text, "(0.75, −0.75) and (−0.5, 0.5): the gradient of the batch is [[0.375, −0.375], [−0.25, 0.25]]")
    h = [[np.log(3), 0], [0, 0]]
    np.testing.assert_allclose(slopes(loss_of([1, 0]), h[1]), [-0.5, 0.5])
    batch = slopes(lambda h: cross_entropy(h, torch.tensor([1, 0])), h)
    np.testing.assert_allclose(batch, [[0.375, -0.375], [-0.25, 0.25]])


def test_the_derivative_by_P(text: str) -> None:
    says(text, "$-y_i / P_i$ for class $i$")
    y, P = np.array([0.7, 0.2, 0.1]), np.array([0.5, 0.2, 0.3])
    np.testing.assert_allclose(slopes(lambda P: -(torch.tensor(y) * torch.log(P)).sum(), P), -y / P)


def test_the_walks_of_the_two_triangles(text: str) -> None:
    says(text, "The dots are $P$ after each of 40 steps on the logits, with rate 0.5")

    def walk(y):
        h = np.array([2.0, 1.0, 0.0])
        for _ in range(40):
            h = h - 0.5 * slopes(loss_of(y), h)
        return h

    np.testing.assert_allclose(softmax(walk([0.05, 0.05, 0.9])), [0.05, 0.05, 0.9], atol=0.02)
    says(text, "the logits of a one-hot target drift apart for ever, ever more slowly")
    h, moves = np.array([2.0, 1.0, 0.0]), []
    for _ in range(60):
        step = 0.5 * slopes(loss_of([1, 0, 0]), h)
        h, moves = h - step, [*moves, np.linalg.norm(step)]
    assert (np.diff(moves) < 0).all()
    np.testing.assert_allclose(
        softmax(np.log([0.05, 0.05, 0.9])), [0.05, 0.05, 0.9]
    )  # "for a smoothed target some do"


def test_a_multi_hot_target(text: str) -> None:
    y, P = np.array([1.0, 1.0, 0.0]), softmax([2, 1, 0])
    true = slopes(loss_of(y), [2, 1, 0])
    np.testing.assert_allclose(true, 2 * P - y)
    np.testing.assert_allclose(true, slopes(lambda h: cross_entropy(h, torch.tensor(y)), [2, 1, 0]))
    says(text, "For $(1, 1, 0)$ that is $-1$")
    assert (P - y).sum() == pytest.approx(-1)
    assert true.sum() == pytest.approx(0, abs=1e-12)


def test_hint_of_any_target(text: str) -> None:
    says(text, "which is (2.25, −2.25)")
    np.testing.assert_allclose(slopes(loss_of([0, 3]), [np.log(3), 0]), [2.25, -2.25])


def test_where_descent_on_a_multi_hot_target_goes(text: str) -> None:
    says(text, "$y / \\sum_j y_j = (0.5, 0.5, 0)$", "$2 \\log 2 \\approx 1.386$")
    h = np.array([2.0, 1.0, 0.0])
    for _ in range(2000):
        h = h - 0.5 * slopes(loss_of([1, 1, 0]), h)
    np.testing.assert_allclose(softmax(h), [0.5, 0.5, 0], atol=2e-3)
    assert 2 * np.log(2) < value(loss_of([1, 1, 0]), h) < 1.389
    assert 2 * np.log(2) == pytest.approx(1.386, abs=5e-4)


def test_the_best_and_the_worst_loss_of_two_softmaxes(text: str) -> None:
    says(text, "a band of width 1", "exactly 1 more")
    for classes, low in ((3, 0.551), (10, 1.461)):
        certain = np.eye(classes)
        assert value(once, certain[0]) == pytest.approx(low, abs=5e-4)
        assert value(once, certain[1]) == pytest.approx(low + 1, abs=5e-4)
        band = np.log(np.e + classes - 1)
        assert (value(once, certain[0]), value(once, certain[1])) == pytest.approx((band - 1, band))
    says(text, "100 for the true class and 0 for the others: it should say 0, and it says 1.461")
    assert value(once, 100 * np.eye(10)[0]) == pytest.approx(0, abs=1e-9)
    assert value(twice, 100 * np.eye(10)[0]) == pytest.approx(1.461, abs=5e-4)
    says(text, "about (0.731, 0.269)", "−log 0.731, about 0.313")
    np.testing.assert_allclose(softmax([1, 0]), [0.731, 0.269], atol=5e-4)
    assert value(once, [1, 0]) == pytest.approx(0.313, abs=5e-4)
    says(text, "log 10 = 2.303")
    assert value(twice, np.zeros(10)) == pytest.approx(2.303, abs=5e-4)


def test_the_gradient_where_the_network_is_sure_and_wrong(text: str) -> None:
    h = [0, 10, 0]
    lengths = [np.linalg.norm(slopes(f, np.array(h, dtype=float))) for f in (once, twice)]
    says(text, "At $h = (0, 10, 0)$ the gradient is about 14 000 times shorter than with one softmax")
    assert lengths[0] / lengths[1] == pytest.approx(14_000, rel=0.01)
    P = softmax(h)
    formula = (np.diag(P) - np.outer(P, P)) @ (softmax(P) - [1, 0, 0])
    np.testing.assert_allclose(slopes(twice, np.array(h, dtype=float)), formula, atol=1e-12)


def test_the_two_curves_of_the_picture(text: str) -> None:
    says(text, "falls by about 1 in all", "is about 1.4 where the network is sure and")
    path = [np.array([s, -s, 0.0]) for s in np.linspace(-8, 8, 81)]
    assert value(once, path[0]) > 4
    assert value(once, path[-1]) < 0.01
    assert value(twice, path[0]) - value(twice, path[-1]) == pytest.approx(1, abs=0.01)
    lengths = {f: [np.linalg.norm(slopes(f, h)) for h in path] for f in (once, twice)}
    assert lengths[once][0] == pytest.approx(1.41, abs=0.01)
    assert lengths[once][-1] < 0.01
    assert max(lengths[twice][0], lengths[twice][-1]) < 0.01
    assert abs(path[int(np.argmax(lengths[twice]))][0]) < 1


def test_label_smoothing_in_torch(text: str) -> None:
    says(text, "label_smoothing=0.15", "$(0.9, 0.05, 0.05)$ of $(1, 0, 0)$")
    h = np.array([2.0, 1.0, 0.0])
    smoothed = torch.nn.CrossEntropyLoss(label_smoothing=0.15)
    np.testing.assert_allclose(
        slopes(lambda h: smoothed(h, torch.tensor(0)), h), slopes(loss_of([0.9, 0.05, 0.05]), h)
    )


def test_torch_divides_by_N_and_sum_does_not() -> None:
    h, labels = np.array([[2.0, 1.0, 0.0], [0.0, 3.0, 1.0]]), torch.tensor([0, 2])
    off = softmax(h) - np.eye(3)[[0, 2]]
    np.testing.assert_allclose(slopes(lambda h: torch.nn.CrossEntropyLoss()(h, labels), h), off / 2)
    np.testing.assert_allclose(slopes(lambda h: torch.nn.CrossEntropyLoss(reduction="sum")(h, labels), h), off)


def test_the_points_of_these_exercises(course) -> None:
    rooms = {room.name: room for a in course if a.name == "03_softmax_cross_entropy" for room in a.rooms}
    points = [[cell.points for cell in rooms[name].cells if cell.points] for name in OURS]
    assert points == [[4, 4], [2, 4], [2, 2, 2], []]


def test_the_answers_by_hand_are_not_handed_out(root) -> None:
    (released,) = (root / "release" / "03_softmax_cross_entropy").glob("*.ipynb")
    plain = released.read_text(encoding="utf-8")
    for number in ("0.551", "1.461", "1.551", "2.461"):
        assert number not in plain
