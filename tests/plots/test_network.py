"""Does the picture of the network ring what doesn't fit together, and nothing else?"""

from __future__ import annotations

import itertools

import numpy as np
import pytest

from nablabook.plots import network, plan, progress, showing

FORWARD = {
    "linear_out_1": ("N", "H"),
    "activations_1": ("N", "H"),
    "logits": ("N", 10),
    "probs": ("N", 10),
    "loss": (),
}
PARAMETERS = {"W1": (784, "H"), "b1": ("H",), "W2": ("H", 10), "b2": (10,)}


def ringed(forward=None, parameters=None, gradients=None) -> list[tuple[tuple[str, ...], str]]:
    """The names and words of all misfits, with the right shapes changed by these."""
    shapes = network.gathered(
        {**FORWARD, **(forward or {})},
        {**PARAMETERS, **(parameters or {})},
        {**PARAMETERS, **(gradients or {})},
    )
    return [(misfit.names, misfit.words) for misfit in network.misfits(shapes)]


def test_right_shapes_have_no_ring() -> None:
    assert ringed() == []
    _, words = network.drawn(FORWARD, PARAMETERS, PARAMETERS)
    assert words.endswith("Nothing is ringed: your shapes fit together.")


@pytest.mark.parametrize(
    ("changed", "names", "says"),
    [
        ({"parameters": {"W1": ("H", 784)}}, ("x_batch", "W1"), "(N, 784) @ (H, 784), so 784 meets H"),
        ({"parameters": {"W2": (10, "H")}}, ("activations_1", "W2"), "so H meets 10"),
        ({"parameters": {"b1": ("H", 1)}}, ("b1",), "H stands below N: their sizes are neither equal nor 1"),
        ({"parameters": {"W1": (784,)}}, ("W1",), "W1 is (784,)"),
        (
            {"forward": {"linear_out_1": ("H", "N")}},
            ("linear_out_1",),
            "comes out as (N, H), and linear_out_1 is (H, N)",
        ),
        ({"forward": {"activations_1": ("N", 10)}}, ("activations_1",), "ReLU works entry by entry"),
        ({"forward": {"probs": (10,)}}, ("probs",), "Softmax turns scores into as many probabilities"),
        ({"forward": {"probs": (10,)}}, ("probs",), "y_batch has N labels, one a row of probs"),
        ({"forward": {"loss": (1,)}}, ("loss",), "(1,) is an array with one entry"),
        ({"parameters": {"b1": (1, "H")}, "gradients": {"b1": (1, "H")}}, ("b1",), "a bias has one axis"),
        # Where the product fails, + is never reached: the ring is there all the same.
        ({"parameters": {"W1": ("H", 784), "b1": (1, "H")}}, ("b1",), "a bias has one axis"),
        ({"parameters": {"W1": ("H",), "b1": (1, "H")}}, ("b1",), "a bias has one axis"),
        ({"parameters": {"b1": ()}, "gradients": {"b1": ()}}, ("b1",), "a bias has one for each"),
        ({"parameters": {"b2": (1,)}, "gradients": {"b2": (1,)}}, ("b2",), "a bias has one for each"),
        (
            {"parameters": {"b1": ("N", "H")}, "gradients": {"b1": ("N", "H")}},
            ("b1",),
            "b1 has N in it. The same parameters serve a batch of any size.",
        ),
        ({"parameters": {"b2": ("N", 10)}, "gradients": {"b2": ("N", 10)}}, ("b2",), "b2 has N in it."),
        ({"forward": {"loss": ("N",)}}, ("loss",), "loss.backward() starts from one single number"),
        ({"gradients": {"W1": ("H", 784)}}, ("W1.grad",), "W1.grad is (H, 784), W1 is (784, H)"),
        ({"gradients": {"b2": ("N", 10)}}, ("b2.grad",), "A gradient has the shape of its parameter"),
    ],
)
def test_what_does_not_fit_is_ringed_with_the_rule_that_it_breaks(changed: dict, names: tuple, says: str) -> None:
    found = ringed(**changed)
    assert any(ring == names and says in words for ring, words in found), found


@pytest.mark.parametrize(
    "changed",
    [
        {
            "forward": dict.fromkeys(("logits", "probs"), ("N", 12)),
            "parameters": {"W2": ("H", 12), "b2": (12,)},
            "gradients": {"W2": ("H", 12), "b2": (12,)},
        },
    ],
)
def test_it_does_not_know_the_right_answer(changed: dict) -> None:
    assert ringed(**changed) == []


def test_shapes_that_are_still_open_are_left_open() -> None:
    everything = [FORWARD, PARAMETERS, PARAMETERS]
    for count in range(3):
        for left in itertools.combinations(range(3), count):
            _, words = network.drawn(*(part if i in left else {} for i, part in enumerate(everything)))
            assert "Ringed" not in words
            assert "still open" in words


@pytest.mark.parametrize(
    "nonsense", [None, ..., 3, "W1", [], {"W1": None}, {"W1": {}}, {"loss": (None,)}, {"b1": (1.5,)}]
)
def test_what_is_no_shape_is_left_open(nonsense) -> None:
    figure, words = network.drawn(nonsense, nonsense, nonsense)
    assert "Ringed" not in words
    assert showing.as_png(figure).startswith(b"\x89PNG")


def test_sums_stretch_as_numpys_do() -> None:
    sizes = [(), (1,), (3,), (2, 3), (2, 1), (1, 3), (3, 2)]
    for a, b in itertools.product(sizes, sizes):
        try:
            expected = np.broadcast_shapes(a, b)
        except ValueError:
            expected = None
        assert network.added(a, b) == expected


def test_a_picture_with_many_rings_is_drawn_and_says_all_of_them() -> None:
    wrong = dict.fromkeys((*FORWARD, *PARAMETERS), ("H", "N", 3))
    figure, words = network.drawn(wrong, wrong, dict.fromkeys(PARAMETERS, ()))
    count = len(list(network.misfits(network.gathered(wrong, wrong, dict.fromkeys(PARAMETERS, ())))))
    assert count >= 6
    assert f"({count}) " in words
    assert showing.as_png(figure).startswith(b"\x89PNG")


def test_the_plan_shows_what_is_given_and_what_was_found() -> None:
    _, words = plan.plan()
    assert "126 parameters" in words
    assert words.count("(N, ?)") == 3
    figure, words = plan.plan(1, 2, 3)
    assert "(N, 3)" in words
    assert showing.as_png(figure).startswith(b"\x89PNG")


def test_a_number_over_the_steps() -> None:
    assert showing.as_png(progress.over_steps({"a": [3.0, 1.0, 0.5], "b": [2.0, 2.0]}, "loss")).startswith(b"\x89PNG")
