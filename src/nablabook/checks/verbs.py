"""The verbs of a check, as a student reads them: check.gradient(gradient_J, of=J, at=[2.0, 1.0])."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from nablabook.checks import oracle
from nablabook.checks.examine import examine
from nablabook.checks.question import Question, as_tries


def values(
    function: Callable,
    *,
    like: Callable,
    at: Any = None,
    at_each: Any = None,
    about: str = "",
    looks_like: dict[str, Callable] | None = None,
) -> None:
    """Hold a function's results against those of `like`, a torch function of the same arguments.

    `at` is one input (a tuple means several arguments), `at_each` a list of inputs. `about` names the behaviour that
    a hidden test tries. `looks_like` maps the sentence of an exercise's own mistake to a function of the expected
    array and the arguments that gives what the mistake would give. Raises `NotYet` where an input isn't passed.
    """
    _ask("values", function, lambda args: oracle.values(like, args), like, at, at_each, about, looks_like)


def path(
    function: Callable,
    *,
    like: Callable,
    at: Any = None,
    at_each: Any = None,
    about: str = "",
    looks_like: dict[str, Callable] | None = None,
) -> None:
    """Hold a path, an array of shape (steps + 1, n) with one row a step, against that of `like`; see `values`."""
    _ask("path", function, lambda args: oracle.values(like, args), like, at, at_each, about, looks_like)


def gradient(
    function: Callable,
    *,
    of: Callable,
    at: Any = None,
    at_each: Any = None,
    about: str = "",
    looks_like: dict[str, Callable] | None = None,
) -> None:
    """Hold a gradient by the first argument against autograd's, of the scalar torch function `of`; see `values`."""
    _ask("gradient", function, lambda args: oracle.gradient(of, args), of, at, at_each, about, looks_like)


def equal(answer: Any, *, to: Any, about: str = "", name: str = "the answer") -> None:
    """Hold a value, not a function, against `to`."""

    def given() -> Any:
        return answer

    given.__name__ = name
    # The stub of a literal is no value yet; the examination says so.
    _ask(
        "value",
        answer if answer is ... else given,
        lambda _: oracle.as_array(to),
        lambda: to,
        (),
        None,
        about,
        None,
    )


def _ask(
    kind: str,
    function: Callable,
    expected: Callable,
    forward: Callable,
    at: Any,
    at_each: Any,
    about: str,
    looks_like: dict[str, Callable] | None,
) -> None:
    examine(
        Question(
            name=getattr(function, "__name__", "the answer"),
            function=function,
            oracle=expected,
            tries=as_tries(at, at_each),
            kind=kind,
            forward=lambda args: oracle.values(forward, args),
            about=about,
            looks_like=looks_like or {},
        )
    )
