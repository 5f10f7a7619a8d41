"""What a student's process says of a call, reduced to what may be repeated.

Messages of hidden tests are shown to the student. In an honest process they hold words of Python's and of ours; a
process that was tampered with could put the inputs of a hidden test there. Words that are not known are not repeated.
"""

from __future__ import annotations

import builtins
import decimal
import sys
from collections.abc import Sequence
from typing import Any

from nablabook.checks.call import Call, Raised, stopped_early

#: The kinds of error that are told by name.
KINDS = frozenset(
    name
    for module in (builtins, decimal)
    for name, value in vars(module).items()
    if isinstance(value, type) and issubclass(value, BaseException)
)


def call(fields: dict, names: Sequence[str]) -> Call:
    """What a call did. `names` are the names of its arguments. Raises TypeError, KeyError or AttributeError."""
    fields = {**vars(Call()), "value": fields["value"], **fields}
    error = fields["error"]
    return Call(
        value=fields["value"],
        error=None if error is None else _raised(error, names),
        changed=[name for name in names if name in list(fields["changed"])],
        warned=[str(line)[:1000] for line in list(fields["warned"])[:20]],
        printed=str(fields["printed"])[:10_000],
        forbidden=_forbidden(str(fields["forbidden"])),
        arguments=list(fields["arguments"]),
        rebound=[name for name in names if name in list(fields["rebound"])],
    )


def _raised(error: dict, names: Sequence[str]) -> Raised:
    kind, message = str(error["type"]), str(error["message"])[:1000]
    if not kind:
        return Raised("", message if stopped_early(message) else "your code gave none")
    known = kind if kind in KINDS else "Exception"
    # Evidence for a cause. A hidden test names none of these words (see `diagnose_error`); a visible one may.
    unread = str(error["unread"])
    instead = _identifier(error["instead"])
    holder, held = error["text"]
    holder = _identifier(holder)
    return Raised(
        known,
        message,
        str(error["lines"])[:10_000],
        str(error["name"])[:80],
        unread=unread if unread in names and instead else "",
        instead=instead if unread in names else "",
        text=(holder, str(held)[:80]) if holder else ("", ""),
        bare_zero=error["bare_zero"] is True,
        turned=_identifier(error["turned"]),
        mapping=_identifier(error["mapping"]),
    )


def _identifier(said: object) -> str:
    """A name as it may stand in code, "" for anything else."""
    return said if isinstance(said, str) and said.isidentifier() and len(said) <= 40 else ""


def _forbidden(said: str) -> str:
    """ "torch's relu": a package, and a name that this package has."""
    if not said:
        return ""
    package, _, name = said.partition("'s ")
    module = sys.modules.get(package) if package.isidentifier() else None
    if module is None:
        return "a package that is not allowed"
    known = hasattr(module, name) or hasattr(getattr(module, "Tensor", None), name)
    return f"{package}'s {name}" if known and len(name) < 40 else package


def refusal(said: Any) -> str:
    """Why a result could not be sent."""
    return "it is too large" if " MB" in str(said) else "it is nested too deep, or holds itself"
