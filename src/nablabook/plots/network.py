"""The network of notebook 04, drawn with a student's shapes: what does not fit together is ringed, and said in words.

Nothing here knows a right answer. Shapes are held against each other alone, by the rules of numpy's `@` and `+`.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch

from nablabook.plots.style import COLOURS, INK, look, new_figure

#: A shape is a tuple of numbers and of names of dimensions; None where it is not filled in yet.
Shape = tuple | None

STAGES = ("x_batch", "linear_out_1", "activations_1", "logits", "probs", "loss")
#: What leads from each stage to the next.
STEPS = ("@ W1 + b1", "ReLU", "@ W2 + b2", "softmax", "cross-entropy")
PARAMETERS = ("W1", "b1", "W2", "b2")
GIVEN = {"x_batch": ("N", 784), "y_batch": ("N",)}
#: What the words call a gradient, and its box.
GRAD = "{}.grad"


@dataclass(frozen=True)
class Misfit:
    """Shapes that do not fit together: whose they are, and which rule says so."""

    names: tuple[str, ...]
    words: str


def drawn(forward: Any, parameters: Any, gradients: Any) -> tuple[Figure, str]:
    """The network with the shapes of three dicts, and the same in words; what is no shape is left open."""
    shapes = gathered(forward, parameters, gradients)
    found = list(misfits(shapes))
    return _draw(shapes, found), in_words(shapes, found)


def gathered(forward: Any, parameters: Any, gradients: Any) -> dict[str, Shape]:
    """One shape for each box."""
    parts = [(STAGES[1:], forward, "{}"), (PARAMETERS, parameters, "{}"), (PARAMETERS, gradients, GRAD)]
    found: dict[str, Shape] = dict(GIVEN)
    for names, answers, form in parts:
        for name in names:
            value = answers.get(name) if isinstance(answers, Mapping) else None
            found[form.format(name)] = as_shape(value)
    return found


def as_shape(value: Any) -> Shape:
    """A tuple or list of names and whole numbers as a shape, None for anything else."""
    if not isinstance(value, tuple | list):
        return None
    whole = all(isinstance(size, str) or (isinstance(size, int) and not isinstance(size, bool)) for size in value)
    return tuple(value) if whole else None


def misfits(shapes: Mapping[str, Shape]) -> Iterator[Misfit]:
    """Every place where two shapes do not fit together; where one is not known yet, nothing is said."""
    yield from _linear(shapes, "x_batch", "W1", "b1", "linear_out_1")
    yield from _entrywise(shapes, "linear_out_1", "activations_1", "ReLU works entry by entry and keeps the shape")
    yield from _linear(shapes, "activations_1", "W2", "b2", "logits")
    yield from _entrywise(shapes, "logits", "probs", "Softmax turns scores into as many probabilities")
    yield from _loss(shapes)
    for name in PARAMETERS:
        if "N" in (shapes[name] or ()):
            yield Misfit((name,), f"{name} has N in it. The same parameters serve a batch of any size.")
        own, grad = shapes[name], shapes[GRAD.format(name)]
        if own is not None and grad is not None and own != grad:
            rule = f"{name}.grad is {spelt(grad)}, {name} is {spelt(own)}."
            yield Misfit((GRAD.format(name),), f"A gradient has the shape of its parameter. {rule}")


def _linear(shapes: Mapping[str, Shape], x: str, W: str, b: str, out: str) -> Iterator[Misfit]:
    left, right, bias, result = (shapes[name] for name in (x, W, b, out))
    if left is None or right is None:
        return
    stretched = list(_stretched(b, bias))
    product = f"{x} @ {W}"
    if len(left) != 2 or len(right) != 2:
        names = tuple(name for name, sizes in ((x, left), (W, right)) if len(sizes) != 2)
        flat = " and ".join(f"{name} is {spelt(shapes[name])}" for name in names)
        yield Misfit(names, f"{product}: rows times columns wants two axes on each side. {flat}.")
        yield from stretched
        return
    if left[1] != right[0]:
        rule = "The inner two have to be equal."
        yield Misfit((x, W), f"{product}: {spelt(left)} @ {spelt(right)}, so {left[1]} meets {right[0]}. {rule}")
        yield from stretched
        return
    product_shape = (left[0], right[1])
    total: Shape = product_shape
    if bias is not None:
        both = f"{product} is {spelt(total)}, {b} is {spelt(bias)}"
        total = added(total, bias)
        if total is None:
            above, below = next(
                (p, q) for p, q in zip(product_shape[::-1], bias[::-1], strict=False) if p != q and 1 not in (p, q)
            )
            rule = f"Flush right, {below} stands below {above}: their sizes are neither equal nor 1, so + fails."
            yield Misfit((b,), f"{both}. {rule}")
            return
        yield from stretched
    if result is not None and result != total:
        yield Misfit((out,), f"{product} + {b} comes out as {spelt(total)}, and {out} is {spelt(result)}.")


def _stretched(name: str, bias: Shape) -> Iterator[Misfit]:
    """A bias that numpy stretches beside the batch too: with an axis of size 1, or with none."""
    if bias is not None and len(bias) == 2 and bias[0] == 1:
        words = "+ stretches that too, but an axis of size 1 is left over: a bias has one axis."
        yield Misfit((name,), f"{name} is {spelt(bias)}. {words}")
    elif bias is not None and (not bias or 1 in bias):
        words = "+ would stretch one value over all units: a bias has one for each."
        yield Misfit((name,), f"{name} is {spelt(bias)}. {words}")


def added(a: tuple, b: tuple) -> Shape:
    """The shape of a sum as numpy broadcasts it, None where it can't."""
    count = max(len(a), len(b))
    pairs = zip((1,) * (count - len(a)) + a, (1,) * (count - len(b)) + b, strict=True)
    sizes = [q if p == 1 else p if q in (1, p) else None for p, q in pairs]
    return None if None in sizes else tuple(sizes)


def _entrywise(shapes: Mapping[str, Shape], before: str, after: str, rule: str) -> Iterator[Misfit]:
    if shapes[before] is not None and shapes[after] is not None and shapes[before] != shapes[after]:
        words = f"{before} is {spelt(shapes[before])}, {after} is {spelt(shapes[after])}."
        yield Misfit((after,), f"{rule}. {words}")


def _loss(shapes: Mapping[str, Shape]) -> Iterator[Misfit]:
    probs, labels, loss = shapes["probs"], shapes["y_batch"], shapes["loss"]
    if probs and labels and probs[0] != labels[0]:
        yield Misfit(("probs",), f"y_batch has {labels[0]} labels, one a row of probs: and probs is {spelt(probs)}.")
    if loss is not None and loss and all(size == 1 for size in loss):
        yield Misfit(("loss",), f"{spelt(loss)} is an array with one entry. A single number has no axis: ().")
    elif loss is not None and loss:
        yield Misfit(("loss",), f"loss.backward() starts from one single number. Here loss is {spelt(loss)}.")


def spelt(shape: Shape) -> str:
    """A shape as it is written in a text: (N, 784), (N,) or ()."""
    if shape is None:
        return "?"
    return f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(str(size) for size in shape)})"


def in_words(shapes: Mapping[str, Shape], found: list[Misfit]) -> str:
    """What the figure shows."""
    stages = ", then ".join(f"{name} {spelt(shapes[name])}" for name in STAGES)
    beside = "; ".join(
        f"{name} {spelt(shapes[name])}, its gradient {spelt(shapes[f'{name}.grad'])}" for name in PARAMETERS
    )
    text = f"The network from top to bottom, with your shapes: {stages}. Beside it: {beside}. "
    return text + verdict(shapes, found)


def verdict(shapes: Mapping[str, Shape], found: list[Misfit]) -> str:
    """The misfits one by one, or that there are none."""
    if found:
        return "Ringed: " + " ".join(f"({i}) {misfit.words}" for i, misfit in enumerate(found, start=1))
    left = sum(shape is None for shape in shapes.values())
    if left:
        return f"Nothing is ringed; {left} {'shape is' if left == 1 else 'shapes are'} still open."
    return "Nothing is ringed: your shapes fit together."


ROW = 0.98
LEFT, MIDDLE, RIGHT = 1.85, 5.0, 7.5
WIDTH = 8.9
#: Characters of a line below the drawing.
LINE = 92
STAGE_COLOUR, PARAMETER_COLOUR, GRADIENT_COLOUR, RING = COLOURS[0], COLOURS[2], COLOURS[3], COLOURS[1]


def _places() -> dict[str, tuple[float, float, float, str]]:
    """Middle, width and colour of each box; y counts upwards, the loss stands lowest."""
    rows = {name: (len(STAGES) - 1 - i) * ROW for i, name in enumerate(STAGES)}
    places = {name: (LEFT, y, 3.4, STAGE_COLOUR) for name, y in rows.items()}
    for stage, pair in (("linear_out_1", ("W1", "b1")), ("logits", ("W2", "b2"))):
        for name, up in zip(pair, (0.34, -0.34), strict=True):
            places[name] = (MIDDLE, rows[stage] + up, 2.0, PARAMETER_COLOUR)
            places[GRAD.format(name)] = (RIGHT, rows[stage] + up, 2.5, GRADIENT_COLOUR)
    places["y_batch"] = (MIDDLE, rows["loss"], 2.0, STAGE_COLOUR)
    return places


def _draw(shapes: Mapping[str, Shape], found: list[Misfit]) -> Figure:
    lines = textwrap.wrap(verdict(shapes, found), LINE) if not found else []
    for i, misfit in enumerate(found, start=1):
        lines += textwrap.wrap(f"({i}) {misfit.words}", LINE, subsequent_indent="     ")
    top, bottom = (len(STAGES) - 1) * ROW + 0.75, -0.5 - 0.2 * len(lines)
    with look():
        figure = new_figure(WIDTH, top - bottom)
        ax = figure.add_subplot()
        ax.set(xlim=(0, WIDTH), ylim=(bottom, top))
        ax.axis("off")
        places = _places()
        for x, words in ((LEFT, "the batch, on its way down"), (MIDDLE, "parameters"), (RIGHT, "their gradients")):
            ax.text(x, top - 0.16, words, ha="center", va="center", fontsize=10.5)
        for name, shape in shapes.items():
            _box(ax, *places[name], f"{name} {spelt(shape)}")
        for upper, lower, step in zip(STAGES, STAGES[1:], STEPS, strict=False):
            _down(ax, places[upper][1], places[lower][1], step)
        for stage, names in (("linear_out_1", ("W1", "b1")), ("logits", ("W2", "b2")), ("loss", ("y_batch",))):
            for name in names:
                _across(ax, places[name], places[stage])
        rules: dict[str, list[str]] = {}
        for i, misfit in enumerate(found, start=1):
            for name in misfit.names:
                rules.setdefault(name, []).append(str(i))
        for name, numbers in rules.items():
            _ring(ax, *places[name][:3], ", ".join(numbers))
        ax.text(0.3, -0.42, "\n".join(lines), ha="left", va="top", fontsize=10, linespacing=1.25)
    return figure


def _box(ax: Axes, x: float, y: float, width: float, colour: str, words: str) -> None:
    corner = (x - width / 2, y - 0.23)
    ax.add_patch(
        FancyBboxPatch(corner, width, 0.46, boxstyle="round,pad=0,rounding_size=0.12", fill=False, ec=colour, lw=1.6)
    )
    ax.text(x, y, words, ha="center", va="center", family="monospace", fontsize=10.5)


def _down(ax: Axes, upper: float, lower: float, words: str) -> None:
    ax.annotate(
        "", (LEFT - 0.9, lower + 0.25), (LEFT - 0.9, upper - 0.25), arrowprops={"arrowstyle": "->", "color": INK}
    )
    ax.text(LEFT - 0.75, (upper + lower) / 2, words, ha="left", va="center", fontsize=10)


def _across(ax: Axes, place: tuple, stage: tuple) -> None:
    tail = (place[0] - place[2] / 2, place[1])
    head = (stage[0] + stage[2] / 2, stage[1])
    ax.annotate("", head, tail, arrowprops={"arrowstyle": "->", "color": INK, "lw": 0.9})


def _ring(ax: Axes, x: float, y: float, width: float, numbers: str) -> None:
    corner = (x - width / 2 - 0.08, y - 0.31)
    style = {"boxstyle": "round,pad=0,rounding_size=0.2", "fill": False, "ec": RING, "lw": 2.6, "ls": (0, (4, 2))}
    ax.add_patch(FancyBboxPatch(corner, width + 0.16, 0.62, **style))
    ax.text(x - width / 2 + 0.1, y, f"({numbers})", ha="left", va="center", color=RING, fontweight="bold", fontsize=10)
