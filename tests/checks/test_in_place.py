"""Answers that work in place: what they leave in their argument is what counts."""

from __future__ import annotations

import numpy as np
import pytest

from nablabook import checks as check
from nablabook.checks.arrays import held, holds_the_same
from nablabook.checks.call import call
from nablabook.checks.finding import State

from .test_examine import found


def step(params, grads, lr):
    return {name: params[name] - lr * grads[name] for name in params}


PARAMS = {"W": np.array([[1.0, -2.0, 0.5]]), "b": np.array([3.0, 0.25])}
GRADS = {"W": np.array([[0.5, 4.0, -1.0]]), "b": np.array([-2.0, 1.5])}
AT = (PARAMS, GRADS, 0.25)


def minus(params, grads, lr):
    for name in params:
        params[name] -= lr * grads[name]


def written_into(params, grads, lr):
    for name, param in params.items():
        param[...] = param - lr * grads[name]
    return params


@pytest.mark.parametrize("answer", [minus, written_into])
def test_what_is_left_in_the_argument_counts_and_not_what_is_returned(answer) -> None:
    check.in_place(answer, like=step, at=AT)
    assert PARAMS["b"].tolist() == [3.0, 0.25], "the check works on copies"


def uphill(params, grads, lr):
    for name in params:
        params[name] += lr * grads[name]


def rebinds(params, grads, lr):
    for name, param in params.items():
        param = param - lr * grads[name]


def new_arrays(params, grads, lr):
    for name in params:
        params[name] = params[name] - lr * grads[name]


def twice(params, grads, lr):
    minus(params, grads, lr)
    minus(params, grads, lr)


def scales_grads(params, grads, lr):
    for name in params:
        grads[name] *= lr
        params[name] -= grads[name]


def one_alone(params, grads, lr):
    params["W"] -= lr * grads["W"]


def adds_a_key(params, grads, lr):
    minus(params, grads, lr)
    params["step"] = np.array(1.0)


def fails(params, grads, lr):
    minus(params, grads, lr)
    params["c"] -= 1


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (uphill, "It is the answer for −lr: the sign in front of lr is turned round."),
        (rebinds, "It is as it was before."),
        (lambda params, grads, lr: step(params, grads, lr), "It is as it was before."),
        (new_arrays, "The call puts new arrays into params"),
        (adds_a_key, "The call puts new arrays into params"),
        (twice, "The step is twice as long as it should be."),
        (scales_grads, "The call changes its input grads in place."),
        (one_alone, "b: entry [0] is 3, expected 3.5"),
        (fails, "raises KeyError"),
    ],
)
def test_what_else_it_leaves_is_named(answer, says: str) -> None:
    assert says in found(check.in_place, answer, like=step, at=AT).line


def test_a_hidden_test_tells_no_value() -> None:
    line = found(check.in_place, one_alone, like=step, at=AT, about="both").line
    assert line.startswith("one_alone: In a hidden test (both) the answer: b is not right yet. W is right.")


def test_the_blank_stub_is_not_started() -> None:
    def blank(params, grads, lr):
        """Nothing yet."""

    assert found(check.in_place, blank, like=step, at=AT).state is State.NOT_STARTED


def test_another_argument_than_the_first() -> None:
    def fill(value, out):
        out += value

    def like(value, out):
        return out + value

    check.in_place(fill, like=like, at=(2.0, np.array([1.0, 2.0])), changes=1)
    assert (
        "as it was before"
        in found(
            check.in_place, lambda value, out: out + value, like=like, at=(2.0, np.array([1.0, 2.0])), changes=1
        ).line
    )


def test_a_call_tells_what_became_of_its_arguments_only_if_asked() -> None:
    assert call(minus, AT).arguments == []
    kept = call(minus, AT, keep=True)
    np.testing.assert_array_equal(kept.arguments[0]["b"], [3.5, -0.125])
    assert kept.rebound == []
    assert call(new_arrays, AT, keep=True).rebound == ["params"]
    np.testing.assert_array_equal(call(new_arrays, AT, keep=True).arguments[0]["b"], [3.0, 0.25])


def test_a_nest_of_its_own_holds_the_same_arrays() -> None:
    nest = {"a": [np.zeros(2), (np.ones(1),)], "b": 3}
    mine = held(nest)
    assert holds_the_same(mine, nest)
    nest["a"][0] += 1
    assert mine["a"][0].tolist() == [1, 1]
    nest["a"][0] = np.ones(2)
    assert not holds_the_same(mine, nest)
    assert not holds_the_same([1, 2], [1])


ALONE = ({"c": np.array([5.0, 1.0])}, {"c": np.array([10.0, -2.0])}, 0.1)


def first_alone(params, grads, lr):
    for name in params:
        params[name] -= lr * grads[name]
        return


def last_alone(params, grads, lr):
    name = list(params)[-1]
    params[name] -= lr * grads[name]


def test_an_update_that_ends_after_the_first_array_is_told_by_the_keys_of_its_own_call() -> None:
    finding = found(lambda: check.in_place(first_alone, like=step, at_each=[ALONE, AT]))
    assert finding.cause == "Only the first array has moved: does a `return` stand inside the loop?"
    assert finding.lead.endswith("W is right.")
    assert "the loop" not in found(lambda: check.in_place(last_alone, like=step, at_each=[ALONE, AT])).cause
    assert "Only the first" not in found(lambda: check.in_place(lambda p, g, r: None, like=step, at=AT)).cause
