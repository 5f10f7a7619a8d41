"""A slip in the middle of a network, seen at its ends: torch runs the forward function again with one operation amiss.

What a gate left open, or labels taken for numbers, does to the answer is not worked out here. The oracle is asked as
always, and a mode of torch's puts the slip in the place of the operation, or of its slope: autograd does the rest.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

import numpy as np

from nablabook.checks.question import Question, Trial
from nablabook.checks.symptoms.proposal import NOT_MEANT, Proposal

#: Operations by the names that torch gives them, whether they are called as functions or as methods.
RELUS = ("relu", "relu_")
SIGMOIDS = ("sigmoid", "sigmoid_")
SOFTMAXES = ("softmax",)
PRODUCTS = ("linear", "matmul", "__matmul__", "mm", "mv")
LOSSES = ("cross_entropy",)
BINARY = ("binary_cross_entropy_with_logits",)

#: What stands in the place of an operation: of its arguments, and of what the ReLUs so far have got and given.
Slip = Callable[[Callable, tuple, dict, list], Any]

NOT_GATED = (
    "The gate of the ReLU is missing: what was made 0 on the way down lets nothing back. Or it is always open: after "
    "a ReLU, >= 0 is true everywhere."
)
GATED_BY_BACK = (
    "The gate looks at the sign of what comes back: it is open where the number on the way down was positive."
)
GATED_BY_NUMBERS = "The numbers before the ReLU stand where a gate of 0 and 1 is meant."
GATED_BY_ACTIVATIONS = "The activations stand where a gate of 0 and 1 is meant."
BEFORE_FOR_AFTER = (
    "The numbers before the ReLU stand where the activations, those after it, are meant: what comes into a layer is "
    "what its weights are multiplied with."
)
NO_RELU = "The ReLU is left out: negative entries are still there."
AS_WITHOUT = "It comes out as without the ReLU: what stands before it is taken, where what comes after it is meant."
LARGEST = "`np.max(x, 0)` takes 0 for an axis: the largest of each column. `np.maximum(x, 0)` compares entry by entry."
CUT_TOO = (
    "It has no negative entries any more, as if the ReLU had been here: `b = a` copies nothing, both names mean one "
    "array."
)
#: What stands in the place of a sigmoid's slope, in words that fit a hidden layer's and that at the output; of z.
SLOPES = (
    ("mask", "A mask of 0 and 1, ReLU's slope, stands where that of the {} is meant.", lambda z: z.gt(0)),
    (
        "slope of numbers",
        "The slope of the {} is made of what goes in, z: in σ·(1 − σ) it is made of what comes out.",
        lambda z: z.mul(1 - z),
    ),
    (
        "half a slope of numbers",
        "One factor of the slope of the {} has lost its sigmoid: z stands there by itself.",
        lambda z: z.sigmoid().mul(1 - z),
    ),
    (
        "slope at the output",
        "The slope of the {} is taken at its output, as if that went in.",
        lambda z: z.sigmoid().sigmoid().mul(1 - z.sigmoid().sigmoid()),
    ),
    ("value for slope", "The value of the {} stands where its slope is meant.", lambda z: z.sigmoid()),
    ("no slope", "The slope of the {} is missing.", lambda z: z.new_ones(z.shape)),
)
BCE_ONCE_MORE = "With BCE the sigmoid's slope is in it once more: it has cancelled already."
BCE_NO_SLOPE = "With BCE the slope of the sigmoid at the output is missing: it lies on the way back from ŷ."
DOWN = "Softmax runs down the batch: each column adds up to 1, where each row should. That is axis=0 for axis=1."
AT_ONCE = "Softmax runs over the whole batch at once: without an axis all entries together add up to 1."
NOT_SUBTRACTED = "The labels are not subtracted: it is made of P where P − Y is meant."
ADDED = "It is made of P + Y where P − Y is meant: the 1 of the true class is taken off."
AS_NUMBERS = (
    "The labels are subtracted as numbers, {name} from each row of P. A label only says where: 1 is taken off that "
    "one entry."
)
SET = "The entry of the true class is made −1. It is P − 1 there: what stands there counts, `-= 1` and not `= -1`."
PAIRS = "1 is taken off every row at every label, as [:, {name}] does: each row has one label of its own."
ROWS = (
    "1 is taken off whole rows, as [{name}] does: the labels are columns, and the rows have to be named beside them."
)
CUT_OFF = (
    "The true class counts as 0, where P − 1 is meant, a number below 0. Is a ReLU put on P − Y, or is that entry set "
    "to 0?"
)
SCORES = "The logits stand where their softmax is meant: it is P − Y."


def slips(trial: Trial) -> Iterator[Proposal]:
    """What the oracle gives where one operation of the forward function slips."""
    kind = trial.question.kind
    if kind not in ("values", "gradient"):
        return  # a Jacobian is asked of one operation: that is no middle of a network
    met = _Met()
    _run(trial, met)
    if kind == "values":
        yield from _on_the_way_down(trial, met)
    else:
        yield from _on_the_way_back(trial, met)


def has_relu(question: Question, args: tuple) -> bool:
    """Whether the forward function has a ReLU in it."""
    met = _Met()
    with _mode()(met):
        question.oracle(args)
    return bool(met.relus)


def _on_the_way_down(trial: Trial, met: _Met) -> Iterator[Proposal]:
    found: list[tuple[str, str, Slip]] = []
    if met.relus:
        itself = any(_alike(given, trial.expected) for _, given in met.relus)
        found.append(("no ReLU", NO_RELU if itself else AS_WITHOUT, _relu(lambda x: x)))
        found.append(("largest of a column", LARGEST, _largest_of_a_column))
        if any(_alike(got, trial.expected) for got, _ in met.relus):
            yield Proposal("cut off too", CUT_TOO, np.maximum(trial.expected, 0))
    if met.softmaxes and len(trial.args) > 1:  # of one argument `axes` says it
        found.append(("softmax down", DOWN, _softmax(lambda x: x.softmax(0))))
        found.append(("softmax of all", AT_ONCE, _softmax(lambda x: x.reshape(-1).softmax(0).reshape(x.shape))))
    for key, words, slip in found:
        with contextlib.suppress(*NOT_MEANT):
            yield Proposal(key, words, _run(trial, slip))


def _on_the_way_back(trial: Trial, met: _Met) -> Iterator[Proposal]:
    if met.relus:
        for key, words, slope in (
            ("no gate", NOT_GATED, lambda x, back: back),
            ("gate by what comes back", GATED_BY_BACK, lambda x, back: back.clamp(min=0)),
            ("gate of numbers", GATED_BY_NUMBERS, lambda x, back: back.mul(x)),
            ("gate of activations", GATED_BY_ACTIVATIONS, lambda x, back: back.mul(x.clamp(min=0))),
        ):
            yield Proposal(key, words, _run(trial, _gate(slope)))
        yield Proposal("before for after", BEFORE_FOR_AFTER, _run(trial, _before_for_after))
    inside = [place for place, out in enumerate(met.sigmoids) if any(out is factor for factor in met.factors)]
    outside = [place for place in range(len(met.sigmoids)) if place not in inside]
    for places, which in ((inside, "hidden sigmoid"), (outside, "sigmoid at the output")):
        for key, words, slope in SLOPES if places else ():
            yield Proposal((which, key), words.format(which), _run(trial, _sigmoid(places, slope)))
    if met.binaries:
        for key, words, slope in (
            ("BCE's slope once more", BCE_ONCE_MORE, lambda s: s.mul(1 - s)),
            ("BCE without a slope", BCE_NO_SLOPE, lambda s: s.mul(1 - s).reciprocal()),
        ):
            yield Proposal(key, words, _run(trial, _binary(slope)))
    if met.losses:
        name = _labels(trial)
        for key, words, shares in (
            ("labels not subtracted", NOT_SUBTRACTED, lambda h, y, one: h.softmax(-1)),
            ("labels added", ADDED, lambda h, y, one: h.softmax(-1).add(one)),
            ("labels as numbers", AS_NUMBERS, lambda h, y, one: h.softmax(-1).sub(y.unsqueeze(1))),
            ("true class set", SET, lambda h, y, one: h.softmax(-1).masked_fill(one.bool(), -1)),
            ("every row at every label", PAIRS, lambda h, y, one: h.softmax(-1).sub(one.amax(0))),
            ("whole rows", ROWS, lambda h, y, one: h.softmax(-1).index_fill(0, y, 0).add(_rows_off(h, y))),
            ("cut off", CUT_OFF, lambda h, y, one: h.softmax(-1).sub(one).clamp(min=0)),
            ("scores", SCORES, lambda h, y, one: h.sub(one)),
            ("softmax down", DOWN, lambda h, y, one: h.softmax(0).sub(one)),
            ("softmax of all", AT_ONCE, lambda h, y, one: h.reshape(-1).softmax(0).reshape(h.shape).sub(one)),
        ):
            slip = _loss(shares)
            array = _run(trial, slip)
            if slip.made:
                yield Proposal(key, words.format(name=name), array)


def _rows_off(h: Any, y: Any) -> Any:
    """softmax(h) − 1 in the rows that the labels count out, 0 in all others."""
    hit = h.new_zeros(len(h), 1).index_fill(0, y, 1)
    return hit.mul(h.softmax(-1).sub(1))


class _Met:
    """Notes what is met and changes nothing."""

    def __init__(self) -> None:
        self.relus: list[tuple[Any, Any]] = []
        self.softmaxes = self.losses = self.binaries = False
        #: What came out of the sigmoids, in order, and what went into products.
        self.sigmoids: list[Any] = []
        self.factors: list[Any] = []

    def __call__(self, function: Callable, args: tuple, options: dict, relus: list) -> Any:
        self.relus = relus
        self.softmaxes |= _is(function, SOFTMAXES) and _is_matrix(args[0])
        self.losses |= _is(function, LOSSES) and _is_labelled(args, options)
        self.binaries |= _is(function, BINARY) and _is_plain(args, options)
        if _is(function, PRODUCTS):
            self.factors.extend(args[:2])
        if _is(function, SIGMOIDS):
            self.sigmoids.append(function(*args, **options))
            return self.sigmoids[-1]
        return NotImplemented


def _relu(instead: Callable) -> Slip:
    return lambda function, args, _options, _relus: instead(args[0]) if _is(function, RELUS) else NotImplemented


def _largest_of_a_column(function: Callable, args: tuple, _options: dict, _relus: list) -> Any:
    if _is(function, RELUS):
        return args[0].amax(0)
    # The rows are gone, so that softmax has one axis left.
    return args[0].softmax(-1) if _is(function, SOFTMAXES) and args[0].ndim == 1 else NotImplemented


def _softmax(instead: Callable) -> Slip:
    def slip(function: Callable, args: tuple, _options: dict, _relus: list) -> Any:
        return instead(args[0]) if _is(function, SOFTMAXES) and _is_matrix(args[0]) else NotImplemented

    return slip


def _gate(slope: Callable) -> Slip:
    """A ReLU with its own value, through which `slope(x, back)` comes back."""

    def slip(function: Callable, args: tuple, _options: dict, _relus: list) -> Any:
        x = args[0]
        if not _is(function, RELUS) or not x.requires_grad:
            return NotImplemented
        still = x.detach()
        out = x + (still.clamp(min=0) - still)
        out.register_hook(lambda back: slope(still, back))
        return out

    return slip


class _sigmoid:
    """The sigmoids at some places, counted as they are met, with their own value and another slope."""

    def __init__(self, places: list[int], slope: Callable) -> None:
        self.places, self.slope, self.met = places, slope, 0

    def __call__(self, function: Callable, args: tuple, _options: dict, _relus: list) -> Any:
        if not _is(function, SIGMOIDS):
            return NotImplemented
        x, meant = args[0], self.met in self.places
        self.met += 1
        if not meant or not x.requires_grad:
            return NotImplemented
        still = x.detach()
        out = x + (still.sigmoid() - still)
        out.register_hook(lambda back: back.mul(self.slope(still)))
        return out


def _before_for_after(function: Callable, args: tuple, options: dict, relus: list) -> Any:
    """A product with its own value, in whose slope by the other factor the numbers before the ReLU stand."""
    if not _is(function, PRODUCTS) or len(args) < 2:
        return NotImplemented
    for here, there in ((0, 1), (1, 0)):
        before = next((got for got, given in relus if given is args[here]), None)
        if before is not None and args[there].requires_grad:
            plain, other = list(args), list(args[:2])
            plain[there], other[here] = args[there].detach(), before.detach()
            ghost = function(*other)
            return function(*plain, **options) + (ghost - ghost.detach())
    return NotImplemented


def _binary(slope: Callable) -> Slip:
    """A BCE of logits in whose slope σ − y has the factor `slope(σ)`, which is meant to have cancelled."""

    def slip(function: Callable, args: tuple, options: dict, _relus: list) -> Any:
        if not _is(function, BINARY) or not _is_plain(args, options):
            return NotImplemented
        logits, answers = args
        share = logits.detach().sigmoid()
        total = logits.mul(share.sub(answers).mul(slope(share))).sum()
        return total if options.get("reduction") == "sum" else total / logits.numel()

    return slip


class _loss:
    """A cross-entropy of logits and labels with other shares of the samples and classes in its slope by the logits."""

    def __init__(self, shares: Callable) -> None:
        self.shares = shares
        self.made = False

    def __call__(self, function: Callable, args: tuple, options: dict, _relus: list) -> Any:
        if not _is(function, LOSSES) or not _is_labelled(args, options):
            return NotImplemented
        import torch

        logits, labels = args[0], args[1].long()
        still = logits.detach()
        one = torch.nn.functional.one_hot(labels, logits.shape[1]).to(still.dtype)
        try:
            shares = self.shares(still, labels, one)
        except (IndexError, RuntimeError):  # more classes than rows
            return NotImplemented
        self.made = True
        return (logits * shares).sum() / (1 if options.get("reduction") == "sum" else len(logits))


def _run(trial: Trial, slip: Slip) -> np.ndarray:
    """The oracle's answer with the slip in it."""
    with _mode()(slip):
        return trial.oracle(*trial.args)


@cache
def _mode() -> type:
    from torch.overrides import TorchFunctionMode

    class Slipping(TorchFunctionMode):
        """While it is entered, each call of torch's goes to the slip first."""

        def __init__(self, slip: Slip) -> None:
            super().__init__()
            self.slip = slip
            self.relus: list[tuple[Any, Any]] = []

        def __torch_function__(self, func: Callable, types: Any, args: tuple = (), kwargs: dict | None = None) -> Any:
            options = kwargs or {}
            if not args:
                return func(**options)
            made = self.slip(func, args, options, self.relus)
            if made is NotImplemented:
                made = func(*args, **options)
            if _is(func, RELUS):
                self.relus.append((args[0], made))
            return made

    return Slipping


def _is(function: Callable, names: tuple[str, ...]) -> bool:
    return getattr(function, "__name__", "") in names


def _is_matrix(x: Any) -> bool:
    return getattr(x, "ndim", 0) == 2


def _is_labelled(args: tuple, options: dict) -> bool:
    """Logits (N, K) with one integer label a row, and no weights: the loss that P − Y is the slope of."""
    if len(args) != 2 or options.get("reduction", "mean") not in ("mean", "sum"):
        return False
    plain = all(options.get(name) is None for name in ("weight", "size_average", "reduce"))
    logits, labels = args
    fits = _is_matrix(logits) and labels.ndim == 1 and not labels.is_floating_point() and logits.requires_grad
    return plain and fits and not options.get("label_smoothing") and options.get("ignore_index", -100) == -100


def _is_plain(args: tuple, options: dict) -> bool:
    """Logits, each with an answer between 0 and 1, and no weights: the loss that σ − y is the slope of."""
    if len(args) != 2 or options.get("reduction", "mean") not in ("mean", "sum"):
        return False
    plain = all(options.get(name) is None for name in ("weight", "size_average", "reduce", "pos_weight"))
    return plain and args[0].shape == args[1].shape and args[0].requires_grad


def _labels(trial: Trial) -> str:
    """What the student calls the labels."""
    names = trial.question.names(trial.args)
    for name, arg in zip(names, trial.args, strict=True):
        if isinstance(arg, np.ndarray) and arg.ndim == 1 and arg.dtype.kind in "iu":
            return name
    return "y"


def _alike(tensor: Any, array: np.ndarray) -> bool:
    return tuple(tensor.shape) == array.shape and np.array_equal(tensor.detach().numpy(), array)
