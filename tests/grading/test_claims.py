"""What a student's process says of an error: enough for its cause on the graded page, nothing smuggled in it."""

from __future__ import annotations

import numpy as np
import pytest

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms import diagnose_error
from nablabook.grading import claims

MISFIT = "matmul: Input operand 1 has a mismatch in its core dimension 0 (size 5 is different from 3)"


def said(error: Raised, **forged: object) -> Raised:
    """The error as it comes out of the claims of a process that says `forged` beside it."""
    fields = {
        "value": None,
        "printed": "",
        "forbidden": "",
        "changed": [],
        "warned": [],
        "arguments": [],
        "rebound": [],
    }
    call = claims.call(fields | {"error": vars(error) | forged}, ["x", "want"])
    assert call.error is not None
    return call.error


def test_the_evidence_for_a_cause_comes_through() -> None:
    error = Raised("ValueError", "m", unread="want", instead="other", text=("key", "W1"), bare_zero=True, turned="z2")
    assert said(error) == error
    assert said(Raised("ValueError", mapping="G")).mapping == "G"


@pytest.mark.parametrize(
    ("field", "forged"),
    [
        ("unread", "0.123 is x[0]"),
        ("instead", "x = 0.123"),
        ("turned", "0.123"),
        ("turned", "a" * 1000),
        ("mapping", "0.123"),
        ("mapping", "a" * 1000),
        ("text", ("x is 0.123", "0.123")),
        ("bare_zero", "0.123"),
    ],
)
def test_what_is_no_name_is_dropped(field: str, forged: object) -> None:
    assert "0.123" not in repr(said(Raised("ValueError", unread="want", instead="f"), **{field: forged}))
    assert "aaa" not in repr(said(Raised("ValueError"), **{field: forged}))


@pytest.mark.parametrize("hidden", [False, True])
@pytest.mark.parametrize(
    "error",
    [
        Raised("ValueError", MISFIT, turned="secret"),
        Raised("TypeError", "can't multiply sequence by non-int", text=("secret", "secret")),
        Raised("ValueError", "m", unread="want", instead="secret"),
        Raised("NameError", "secret", name="secret"),
    ],
)
def test_a_hidden_test_repeats_none_of_it(error: Raised, hidden: bool) -> None:
    about = "other sizes" if hidden else ""
    args = (np.ones(3), np.ones(3))
    question = Question("f", lambda x, want: x, lambda args: args[0], (args,), "values", about=about)
    assert ("secret" in diagnose_error(question, args, said(error))) is not hidden
