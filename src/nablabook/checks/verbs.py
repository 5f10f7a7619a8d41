"""The verbs of a check, as a student reads them: check.gradient(gradient_J, of=J, at=[2.0, 1.0]).

What they share:

- `at` is one input (a tuple means several arguments), `at_each` a list of inputs.
- `about` names the behaviour that a hidden test tries; such a check tells neither inputs nor values.
- `looks_like` maps the sentence of an exercise's own mistake to a function of the expected array and the arguments
  that gives what the mistake would give; with `parts`, of the whole expected tuple, and it gives a whole one. Or to
  the key of a symptom that is known (see `symptoms/`), which is then said in these words.
  Where the answer raises an error and the function fails in the same words, having given what the answer gave on all
  inputs before, its sentence is said of the error.
- `without` names packages that the exercise forbids beside torch, `loops=False` forbids loops.
- `parts` names the results where the answer is a tuple of several.

Each returns None, and raises `NotYet` where the answer isn't passed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from nablabook.checks import oracle
from nablabook.checks.examine import examine
from nablabook.checks.purity import ALWAYS_FORBIDDEN
from nablabook.checks.question import Question, as_tries


def values(function: Callable, *, like: Callable, **options: Any) -> None:
    """Hold a function's results against those of `like`, a torch function of the same arguments."""
    _ask("values", function, lambda args: oracle.values(like, args), like, **options)


def in_place(function: Callable, *, like: Callable, changes: int = 0, **options: Any) -> None:
    """Hold what a function leaves in one of its arguments against what `like`, a torch function, returns.

    `changes` is the place of that argument; the others must stay as they are, and the result is not looked at.
    """
    _ask("in place", function, lambda args: oracle.values(like, args), like, changes=changes, **options)


def path(function: Callable, *, like: Callable, **options: Any) -> None:
    """Hold a path, an array of shape (steps + 1, n) with one row a step, against that of `like`."""
    _ask("path", function, lambda args: oracle.values(like, args), like, **options)


def gradient(function: Callable, *, of: Callable, wrt: int | str | Sequence[str] = 0, **options: Any) -> None:
    """Hold a gradient against autograd's, of the scalar torch function `of` of the same arguments.

    `wrt` is the number or name of the argument to differentiate by (the first), or several names: then the answer
    is a dict, name -> gradient.
    """
    _ask("gradient", function, lambda args: oracle.gradient(of, args, wrt), of, wrt=wrt, **options)


def jacobian(function: Callable, *, of: Callable, wrt: int | str = 0, **options: Any) -> None:
    """Hold a Jacobian J[i, j] = d out_i / d in_j against autograd's, of the torch function `of`."""
    _ask("jacobian", function, lambda args: oracle.jacobian(of, args, wrt), of, wrt=wrt, **options)


def vjp(function: Callable, *, of: Callable, wrt: int | str | Sequence[str] = 0, **options: Any) -> None:
    """Hold a vector-Jacobian product against autograd's: the answer's arguments are grad_out, then those of `of`.

    `wrt` counts or names the arguments of `of`.
    """

    def forward(_grad_out: Any, *args: Any) -> Any:
        return of(*args)

    _ask("vjp", function, lambda args: oracle.vjp(of, args, wrt), forward, wrt=wrt, **options)


def equal(answer: Any, *, to: Any, about: str = "", name: str = "the answer") -> None:
    """Hold a value, not a function, against `to`."""

    def given() -> Any:
        return answer

    given.__name__ = name
    # The stub of a literal is no value yet; the examination says so.
    function = answer if answer is ... else given
    _ask("value", function, lambda _: oracle.as_array(to), lambda: to, at=(), about=about, name=name)


def _ask(
    kind: str,
    function: Callable,
    expected: Callable,
    forward: Callable,
    *,
    at: Any = None,
    at_each: Any = None,
    about: str = "",
    looks_like: Mapping[str, Callable | str] | None = None,
    without: Sequence[str] = (),
    loops: bool = True,
    parts: Sequence[str] = (),
    name: str = "",
    changes: int | None = None,
    wrt: int | str | Sequence[str] = 0,
) -> None:
    examine(
        Question(
            name=name or getattr(function, "__name__", "the answer"),
            function=function,
            oracle=expected,
            tries=as_tries(at, at_each),
            kind=kind,
            forward=lambda args: oracle.values(forward, args),
            about=about,
            looks_like=looks_like or {},
            parts=tuple(parts),
            forbidden=(*ALWAYS_FORBIDDEN, *without),
            loops=loops,
            changes=changes,
            of=(forward, wrt),
        )
    )
