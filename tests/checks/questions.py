"""Right answers of many kinds, with random inputs: what symptoms are tried on."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import torch

from nablabook.checks import oracle
from nablabook.checks.examine import find
from nablabook.checks.finding import Finding
from nablabook.checks.question import Question


@dataclass(frozen=True)
class Exercise:
    """A right numpy function, the torch oracle for it, and a maker of inputs."""

    name: str
    right: Callable
    kind: str
    forward: Callable
    draw: Callable[[np.random.Generator], tuple]

    def oracle(self, args: tuple) -> np.ndarray:
        ask = {"values": oracle.values, "path": oracle.values, "gradient": oracle.gradient}
        ask |= {"jacobian": oracle.jacobian, "vjp": oracle.vjp}
        return ask[self.kind](self.forward, args)

    def question(self, function: Callable, tries: list[tuple]) -> Question:
        def forward(args: tuple) -> np.ndarray:
            return oracle.values(self.forward, args[1:] if self.kind == "vjp" else args)

        return Question("answer", function, self.oracle, tuple(tries), self.kind, forward)

    def find(self, function: Callable, tries: list[tuple]) -> Finding:
        return find(self.question(function, tries))


def softmax(h: np.ndarray) -> np.ndarray:
    e = np.exp(h - h.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


def log_softmax(h: np.ndarray) -> np.ndarray:
    shifted = h - h.max(axis=-1, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True))


def picked(log_P: np.ndarray, labels: np.ndarray) -> float:
    return -log_P[np.arange(len(log_P)), labels].mean()


def sigmoid(z: np.ndarray) -> np.ndarray:
    return 1 / (1 + np.exp(-z))


def softmax_jacobian(h: np.ndarray) -> np.ndarray:
    p = softmax(h)
    return np.diag(p) - np.outer(p, p)


def mean_square(W: torch.Tensor, X: torch.Tensor, Y: torch.Tensor) -> torch.Tensor:
    return ((X @ W - Y) ** 2).sum(dim=1).mean()


def bias_loss(b: torch.Tensor, X: torch.Tensor) -> torch.Tensor:
    return ((X + b) ** 3).sum(dim=1).mean()


def gd_path(theta: torch.Tensor, lr: float, steps: int) -> torch.Tensor:
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - lr * path[-1] ** 3)
    return torch.stack(path)


def numpy_path(theta: np.ndarray, lr: float, steps: int) -> np.ndarray:
    path = [theta]
    for _ in range(steps):
        path.append(path[-1] - lr * path[-1] ** 3)
    return np.array(path)


EXERCISES = [
    Exercise("cubic", lambda x: 3 * x**2, "gradient", lambda x: (x**3).sum(), lambda r: (r.normal(size=5),)),
    Exercise("softmax", softmax, "values", lambda h: torch.softmax(h, -1), lambda r: (r.normal(size=(5, 3)),)),
    Exercise(
        "softmax jacobian",
        softmax_jacobian,
        "jacobian",
        lambda h: torch.softmax(h, -1),
        lambda r: (r.normal(size=5),),
    ),
    Exercise(
        "relu jacobian",
        lambda z: np.diag((z > 0).astype(float)),
        "jacobian",
        torch.relu,
        lambda r: (np.concatenate([r.normal(size=5), [0.0]]),),
    ),
    Exercise(
        "sigmoid vjp",
        lambda g, z: g * sigmoid(z) * (1 - sigmoid(z)),
        "vjp",
        torch.sigmoid,
        lambda r: (r.normal(size=(5, 3)), r.normal(size=(5, 3))),
    ),
    Exercise(
        "relu vjp",
        lambda g, z: g * (z > 0),
        "vjp",
        torch.relu,
        lambda r: (r.normal(size=(5, 3)), r.normal(size=(5, 3))),
    ),
    Exercise(
        "linear layer",
        lambda W, X, Y: 2 * X.T @ (X @ W - Y) / len(X),
        "gradient",
        mean_square,
        lambda r: (r.normal(size=(3, 2)), r.normal(size=(5, 3)), r.normal(size=(5, 2))),
    ),
    Exercise(
        "bias",
        lambda b, X: 3 * ((X + b) ** 2).sum(axis=0) / len(X),
        "gradient",
        bias_loss,
        lambda r: (r.normal(size=3), r.normal(size=(5, 3))),
    ),
    Exercise(
        "one step",
        lambda t, lr: t - lr * t[::-1] * np.array([1.0, 3.0]),
        "values",
        lambda t, lr: t - lr * torch.flip(t, [0]) * torch.tensor([1.0, 3.0]),
        lambda r: (r.normal(size=2), 0.37),
    ),
    Exercise(
        "labels",
        lambda h, labels: picked(log_softmax(h), labels),
        "values",
        torch.nn.functional.cross_entropy,
        lambda r: (3 * r.normal(size=(7, 5)), r.integers(0, 5, size=7)),
    ),
    Exercise(
        "centred columns",
        lambda X: X - X.mean(axis=0),
        "values",
        lambda X: X - X.mean(dim=0),
        lambda r: (r.normal(size=(5, 3)),),
    ),
    Exercise("path", numpy_path, "path", gd_path, lambda r: (r.normal(size=3), 0.13, 4)),
]
