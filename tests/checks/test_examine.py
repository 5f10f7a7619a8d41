"""What is said of an answer that is no array of numbers, that fails, or that comes in an unusual dress?"""

from __future__ import annotations

import re
import sys
import warnings

import numpy as np
import pytest
import torch

from nablabook import checks as check
from nablabook.checks.draw import _shake
from nablabook.checks.finding import Finding, State


def cube(x):
    return x**3


def square(x):
    return x**2


def both(x):
    return x + 1, x - 1


def keyed(x):
    return {"up": x + 1, "down": x - 1}


def found(verb, *args, **options) -> Finding:
    """The finding of one check, shown or raised."""
    with pytest.raises(check.NotYet) as caught:
        verb(*args, **options)
    message = str(caught.value)
    assert "\n" not in message
    return caught.value.finding


def test_whole_numbers_are_named_only_where_decimals_got_lost() -> None:
    assert (
        "It came as whole numbers"
        in found(check.values, lambda x: np.rint(x).astype(int), like=lambda x: x, at=[0.6]).lead
    )
    assert "whole numbers" not in found(check.values, lambda x: 1, like=lambda x: x, at=[0.5, 2.5, 4.75]).lead


def test_in_the_lab_the_exception_points_to_the_card_and_under_nbgrader_it_says_all(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with pytest.raises(check.NotYet) as caught:
        check.values(lambda x: -(x**2), like=square, at=AT)
    monkeypatch.delenv("NBGRADER_EXECUTION", raising=False)
    assert caught.value._render_traceback_() == ["Not yet · <lambda>: see the card above."]
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert caught.value._render_traceback_() == [f"Not yet · {caught.value}"]


AT = np.array([1.0, -2.0, 0.5])


@pytest.mark.parametrize(
    "dress",
    [
        lambda x: list(x),
        lambda x: tuple(x),
        lambda x: x.astype(np.float32),
        lambda x: x.astype(np.float16),
        lambda x: np.asfortranarray(x),
        lambda x: x[::-1].copy()[::-1],
        lambda x: [np.float64(v) for v in x],
        lambda x: x.astype(">f8"),
        lambda x: x.astype(np.longdouble),
    ],
)
def test_the_right_numbers_in_an_unusual_dress_are_right(dress) -> None:
    check.values(lambda x: dress(x**2), like=square, at=AT)


def test_whole_numbers_are_right_where_they_are_the_values() -> None:
    check.values(lambda x: np.array([1, 4]), like=square, at=[1.0, 2.0])


def test_a_python_number_and_a_0d_array_are_one_number() -> None:
    check.values(lambda x: float(x) ** 2, like=square, at=3.0)
    check.values(lambda x: np.array(9.0), like=square, at=3.0)
    check.values(lambda x: 9, like=square, at=3.0)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda x: print(), "is None. Is a `return` missing?"),
        (lambda x: ..., "is still `...`."),
        (lambda x: np.square, "is a function, not its result"),
        (lambda x: torch.tensor([1.0]), "uses `torch`"),
        (lambda x: "1", "is a string, not an array of numbers"),
        (lambda x: {"a": 1}, "is a dict, expected one array"),
        (lambda x: np.ma.array(x, mask=True), "is a masked array"),
        (lambda x: np.matrix(x), "is an np.matrix"),
        (lambda x: [[1.0], [1.0, 2.0]], "rows of unequal length"),
        (lambda x: np.array([None, 1, 2]), "holds Python objects (None)"),
        (lambda x: x * 1j, "holds complex numbers"),
        (lambda x: x > 0, "holds True and False"),
        (lambda x: np.array(["a", "b"]), "not numbers"),
        (lambda x: x[:2], "has shape (2,), expected (3,)"),
        (lambda x: (x**2)[:, None], "has shape (3, 1), expected (3,)"),
        (lambda x: __import__("decimal").Decimal(1), "holds Python objects (a Decimal)"),
        (lambda x: x**2 * np.nan, "entry [0] is NaN, expected 1"),
        (lambda x: x**2 + np.array([0, 0, np.inf]), "entry [2] is inf, expected 0.25"),
        (lambda x: 1 / 0, "raises ZeroDivisionError: division by zero."),
        (lambda x: exit(), "raises SystemExit"),
        (lambda x, y: x, "missing 1 required positional argument"),
        (lambda: 1, "takes 0 positional arguments but 1 was given"),
        (lambda x: iter(x), "holds Python objects (an iterator)"),
    ],
)
@pytest.mark.filterwarnings("ignore:the matrix subclass:PendingDeprecationWarning")
def test_what_is_no_right_array_is_told_in_one_line(answer, says: str) -> None:
    finding = found(check.values, answer, like=square, at=AT)
    assert finding.state is State.NOT_YET
    assert says in finding.line


def test_the_message_gives_argument_index_yours_and_expected() -> None:
    def answer(x):
        return x**2 + np.array([0, 1, 0])

    line = found(check.values, answer, like=square, at=AT).line
    assert line == "answer: answer at x = [1, −2, 0.5]: entry [1] is 5, expected 4."


def test_a_tiny_difference_is_shown_with_as_many_digits_as_it_needs() -> None:
    line = found(check.values, lambda x: x**2 + 1e-6, like=square, at=AT).line
    assert "entry [0] is 1.000001, expected 1 " in line


def test_nothing_is_broadcast() -> None:
    assert (
        "is one number, expected an array of shape (3,)"
        in found(check.values, lambda x: 1.0, like=lambda x: x * 0 + 1, at=AT).line
    )


def test_a_changed_input_is_told_so_although_the_result_is_right() -> None:
    def answer(x):
        x **= 2
        return x

    assert "changes its input x in place" in found(check.values, answer, like=square, at=AT).line


def test_a_returned_view_of_the_input_is_right() -> None:
    check.values(lambda x: x[:], like=lambda x: x, at=AT)


def test_warnings_and_prints_decide_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    def answer(x):
        warnings.warn("look out", stacklevel=1)
        print("to stdout")
        print("to stderr", file=sys.stderr)
        return x**2

    check.values(answer, like=square, at=AT)
    out, err = capsys.readouterr()
    assert "Passed" in out
    assert "to stdout" not in out
    assert err == ""


def test_an_error_is_cut_to_the_students_own_lines() -> None:
    namespace: dict = {"np": np}
    exec(compile("def answer(x):\n    return np.linalg.inv(x)\n", "<cell>", "exec"), namespace)
    finding = found(check.values, namespace["answer"], like=square, at=AT)
    (title, body), *_ = finding.details
    assert title == "Where it happens"
    assert "line 2, in answer" in body
    assert "linalg" not in body.splitlines()[0]
    assert "nablabook" not in body


def test_the_blank_stub_is_not_started() -> None:
    def answer(x):
        """A docstring."""

    assert found(check.values, answer, like=square, at=AT).state is State.NOT_STARTED
    assert found(check.values, ..., like=square, at=AT).state is State.NOT_STARTED


def test_a_number_where_a_function_is_asked_for_is_told_so() -> None:
    assert "should be a function, but it is a float" in found(check.values, 3.0, like=square, at=AT).line


def test_a_hidden_test_tells_neither_inputs_nor_values_nor_messages() -> None:
    secret = np.array([123.25, 7.5, -3.125])

    def leaky(x):
        raise ValueError(str(x))

    def wrong(x):
        print(x)
        return x**2 + 1

    def negative(x):
        return -(x**2)

    for answer in (leaky, wrong, negative):
        finding = found(check.values, answer, like=square, at=secret, about="large numbers")
        assert "large numbers" in finding.line
        assert finding.pair is None
        assert finding.details == ()
        for value in ("123", "7.5", "3.125", "15190", "56.25"):
            assert value not in finding.line
    assert "wrong sign" in finding.line


def test_no_name_of_the_students_own_carries_a_hidden_input_out() -> None:
    secret = np.array([123.25])

    def by_exception(x):
        raise type(f"E{x[0]}", (ValueError,), {})

    def by_base_exception(x):
        raise type(f"E{x[0]}", (BaseException,), {"_render_traceback_": lambda self: [str(x)]})

    def by_type(x):
        return type(f"T{x[0]}", (), {})()

    def by_key(x):
        return {"a": x, str(x[0]): x}

    for answer in (by_exception, by_base_exception, by_type, by_key):
        for like in (square, lambda x: {"a": x}):
            assert "123" not in found(check.values, answer, like=like, at=secret, about="b").line


def test_a_hidden_test_names_the_kind_of_error() -> None:
    def answer(x):
        raise KeyError("w")

    line = found(check.values, answer, like=square, at=AT, about="anything").line
    assert line == "answer: In a hidden test (anything) the answer raises KeyError."


def test_an_error_is_named_by_a_mistake_that_fails_alike_and_gave_the_same_before_it() -> None:
    def total(x):
        return x.sum()

    def of_four(x):
        return x.reshape(2, 2).sum()

    points = [np.arange(4.0), np.arange(6.0)]
    words = "It is made for four."
    for like, options in (
        (lambda expected, x: of_four(x), {}),
        (lambda expected, x: of_four(x), {"about": "anything"}),
    ):
        line = found(check.values, of_four, like=total, at_each=points, looks_like={words: like}, **options).line
        assert "raises ValueError" in line
        assert line.endswith(f"Likely cause: {words}")
    silent = (
        (points[1:], lambda expected, x: of_four(x)),  # an error alone
        (points, lambda expected, x: x.reshape(2, 3) if len(x) == 4 else of_four(x)),  # it can't be made before
        (points, lambda expected, x: 1 + of_four(x)),  # it gave something else before
        (points, lambda expected, x: x.reshape(-1, 2, 2, 1).sum()),  # other words
        (points, lambda expected, x: expected),  # no error
    )
    for at_each, like in silent:
        assert words not in found(check.values, of_four, like=total, at_each=at_each, looks_like={words: like}).line


def test_the_signature_of_a_product_is_left_out_of_its_error() -> None:
    sizes = found(check.values, lambda x: x @ np.ones(2), like=square, at=AT).lead
    assert "mismatch in its core dimension 0 (size 2 is different from" in sizes
    number = found(check.values, lambda x: x @ 2, like=square, at=AT).lead
    assert number.endswith("does not have enough dimensions (has 0, and needs 1).")


def test_several_results_are_looked_at_one_by_one() -> None:
    check.values(both, like=both, at=AT, parts=("up", "down"))
    check.values(lambda x: [x + 1, x - 1], like=both, at=AT)
    finding = found(check.values, lambda x: (x + 1, x + 1), like=both, at=AT, parts=("up", "down"))
    assert ": down: entry [0] is 2, expected 0" in finding.line
    assert "up is right." in finding.line
    assert (
        "has 1 results, expected 2: up and down"
        in found(check.values, lambda x: (x,), like=both, at=AT, parts=("up", "down")).line
    )
    assert (
        "expected 2 results: up and down"
        in found(check.values, lambda x: None or {}, like=both, at=AT, parts=("up", "down")).line
    )


def test_a_dict_of_results_is_held_to_its_keys() -> None:
    check.values(keyed, like=keyed, at=AT)
    assert (
        "has no down: the keys are up and down" in found(check.values, lambda x: {"up": x + 1}, like=keyed, at=AT).line
    )
    assert (
        "has 3 keys, expected 2: up and down"
        in found(check.values, lambda x: {**keyed(x), "left": x}, like=keyed, at=AT).line
    )
    assert "expected a dict with the keys up and down" in found(check.values, lambda x: x, like=keyed, at=AT).line
    assert "wrong sign" in found(check.values, lambda x: {"up": -x - 1, "down": x - 1}, like=keyed, at=AT).line


def test_gradients_by_several_parameters_return_as_a_dict() -> None:
    def loss(w, b):
        return ((w * 3 + b) ** 2).sum()

    def right(w, b):
        return {"w": 6 * (3 * w + b), "b": 2 * (3 * w + b)}

    at = (np.array([1.0, 2.0]), np.array([0.5, -1.0]))
    check.gradient(right, of=loss, wrt=("w", "b"), at=at)
    line = found(check.gradient, lambda w, b: {**right(w, b), "b": 3 * w + b}, of=loss, wrt=("w", "b"), at=at).line
    assert "half of what it should be" in line
    assert "w is right." in line


def test_jacobian_and_vjp_are_held_against_autograd() -> None:
    z = np.array([0.5, -1.0, 2.0])
    check.jacobian(lambda z: np.diag(3 * z**2), of=cube, at=z)
    check.vjp(lambda grad_out, z: grad_out * 3 * z**2, of=cube, at=(np.array([1.0, 2.0, 3.0]), z))
    vector = found(check.jacobian, lambda z: 3 * z**2, of=cube, at=z)
    assert "diagonal as a vector" in vector.cause


def test_a_shape_arrives_as_a_tuple_where_a_list_of_numbers_would_be_an_array() -> None:
    def reshaped(x, shape):
        assert isinstance(shape, tuple)
        return np.reshape(x, (*shape, 1))

    def torchs(x, shape):
        return x.reshape((*shape, 1))

    x = np.arange(6.0)
    check.values(reshaped, like=torchs, at_each=[(x, check.Shape((2, 3))), (x[:1], check.Shape(()))])
    line = found(check.values, lambda x, shape: x, like=torchs, at=(x, check.Shape((2, 3)))).line
    assert "shape = (2, 3)" in line


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (lambda x: int(x[0]) ^ 2.5, "A power is written `**`"),
        (lambda x: x[3], "Python counts from 0"),
        (lambda x: x(0), "An entry is taken with square ones"),
        (lambda x: [].append(1).append(2), "`append` changes its list and returns None"),
        (lambda x: 0.5 * [1, 2], "A list can't be multiplied"),
        (lambda x: np.array(x[0] ** 2, x[1]), "`np.array` takes one list"),
        (lambda x: 2.0 * square, "A function stands where its result is meant"),
        (lambda x: np.ones((2, 3)) @ np.ones((2, 3)), "needs the last axis of A to be as long as the first of B"),
        (lambda x: np.concatenate([np.ones((2, 3)), np.ones((3, 2))]), "agree in all axes but one"),
        (lambda x: x.sum(axis=1), "an array with one axis has axis 0 alone"),
        (lambda x: exit(), "`exit()` ends the whole program"),
    ],
)
def test_what_a_message_of_python_means_to_a_beginner(answer, says: str) -> None:
    assert says in found(check.values, answer, like=square, at=AT).cause


def test_a_list_passes_with_a_word() -> None:
    from nablabook.checks.examine import find
    from nablabook.checks.question import Question

    question = Question("f", lambda x: [1.0, 4.0, 0.25], lambda args: args[0] ** 2, ((AT,),), "values")
    assert "Right, but as a list" in find(question).lead


def test_a_call_that_never_ends_is_stopped_and_told(monkeypatch: pytest.MonkeyPatch) -> None:
    from nablabook.checks import call

    def endless(x):
        while True:
            pass

    monkeypatch.setattr(call, "PATIENCE", 1)
    assert "still running after 1 s: does its loop end?" in found(check.values, endless, like=square, at=AT).line


def test_several_asks_everything_before_it_raises(capsys: pytest.CaptureFixture[str]) -> None:
    def ask() -> None:
        with check.several():
            check.values(lambda x: -(x**2), like=square, at=AT)
            check.values(lambda x: x**2, like=square, at=AT)
            check.values(lambda x: x**3, like=square, at=AT)

    with pytest.raises(check.NotYet) as caught:
        ask()
    assert len(caught.value.findings) == 2
    assert len(re.findall(r"^[✓✗] ", capsys.readouterr().out, flags=re.MULTILINE)) == 3
    with check.several():
        check.values(lambda x: x**2, like=square, at=AT)


def test_a_check_wants_inputs() -> None:
    with pytest.raises(TypeError, match=r"at=\.\.\. .* or at_each"):
        check.values(square, like=square)


def test_labels_used_as_one_hot_rows_are_told_so() -> None:
    def like(P, y):
        return -torch.log(P[torch.arange(len(y)), y]).mean()

    P = np.full((5, 3), 1 / 3)
    y = np.array([0, 2, 1, 1, 0])
    finding = found(check.values, lambda P, y: -(y * np.log(P)).sum() / 5, like=like, at=(P, y))
    assert "y holds labels, one integer a sample, shape (5,)" in finding.cause

    hidden = found(check.values, lambda P, y: -(y * np.log(P)).sum() / 5, like=like, at=(P, y), about="labels")
    assert "shape (N,): it is used like a one-hot matrix of shape (N, K)." in hidden.cause, (
        "a hidden shape is not told"
    )


def test_an_infinity_that_is_expected_equals_only_itself() -> None:
    def reciprocal(x):
        return 1 / x

    at = np.array([0.0, 2.0])
    check.values(lambda x: np.array([np.inf, 0.5]), like=reciprocal, at=at)
    for wrong in (3.0, -np.inf, np.nan, 1e308):
        finding = found(check.values, lambda x, wrong=wrong: np.array([wrong, 0.5]), like=reciprocal, at=at)
        assert "expected inf" in finding.lead


def test_losses_of_the_samples_in_place_of_their_mean_are_named_for_batches_of_any_size() -> None:
    def like(P, y):
        return -torch.log(P[torch.arange(len(y)), y]).mean()

    def one_by_one(P, y):
        return -np.log(P[np.arange(len(y)), y])

    rng = np.random.default_rng(0)
    tries = [(rng.dirichlet(np.ones(3), size=N), rng.integers(0, 3, size=N)) for N in (5, 7)]
    assert "The mean over the batch is not taken" in found(check.values, one_by_one, like=like, at_each=tries).cause


def test_a_mistake_is_named_although_later_inputs_give_nothing_but_nan() -> None:
    def entropy(P):
        return torch.special.entr(P).sum(dim=-1).mean()

    def mean_over_everything(P):
        return -np.mean(P * np.log(P))

    without_zeros = [np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4]]), np.array([[0.8, 0.2], [0.5, 0.5], [0.4, 0.6]])]
    with_zeros = np.array([[1.0, 0.0, 0.0, 0.0, 0.0], [0.5, 0.5, 0.0, 0.0, 0.0]])
    finding = found(check.values, mean_over_everything, like=entropy, at_each=[*without_zeros, with_zeros])
    assert "is the mean taken over the columns too?" in finding.cause
    finding = found(check.values, lambda P: np.full((), np.nan), like=entropy, at_each=[*without_zeros, with_zeros])
    assert not finding.cause


def test_a_drawn_distribution_is_another_one() -> None:
    rng = np.random.default_rng(0)
    P = np.array([[0.7, 0.3, 0.0], [0.1, 0.2, 0.7]])
    drawn = _shake(P, 3.0, rng)
    np.testing.assert_allclose(drawn.sum(axis=-1), 1)
    assert (drawn[P > 0] != P[P > 0]).all()
    assert drawn[0, 2] == 0
    np.testing.assert_array_equal(_shake(np.eye(3), 3.0, rng), np.eye(3))


def test_a_mistake_that_cannot_be_made_on_an_input_is_no_error() -> None:
    x = np.array([1.0, -2.0, 0.5])
    says = {"Added to another.": lambda expected, x: x + np.ones(7), "Cubed.": lambda expected, x: x**3}
    assert found(check.values, lambda x: x**3, like=square, at=x, looks_like=says).cause == "Cubed."


def test_an_answer_is_as_exact_as_the_coarsest_of_its_inputs() -> None:
    """What was computed in float32 may come out as float64: np.diag and np.eye make that of it."""

    def rounded(x):
        return (x * 0.1 + 0.2).astype(float) * (1 + 1e-6)

    def double(x):
        return x * 0.1 + 0.2

    at = np.linspace(0.1, 3, 7)
    check.values(rounded, like=double, at=at.astype(np.float32))
    assert found(check.values, rounded, like=double, at=at).state is State.NOT_YET


def test_results_of_two_kinds_in_another_order_are_told_so() -> None:
    def right(x):
        return {"a": x.sum()}, x.max()

    options = {"like": right, "at": AT, "parts": ["sums", "the largest"]}
    check.values(lambda x: ({"a": x.sum()}, x.max()), **options)
    line = found(check.values, lambda x: (x.max(), {"a": x.sum()}), **options).line
    assert "has its results in another order. It is: sums and the largest." in line
    assert "sums is a float" in found(check.values, lambda x: (x.max(), x.max()), **options).line
