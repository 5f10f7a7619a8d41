"""The likeliest cause of an error, or none: never a guess."""

from __future__ import annotations

from collections.abc import Callable

from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms.errors import calls, dicts, messages, names, places, shapes, values
from nablabook.checks.symptoms.probes import one_sample

#: The first that has something to say is believed. On a hidden input of another shape the same message may have
#: another cause, and a hidden test repeats none of its words: these are asked by a visible check alone.
IN_ORDER: tuple[Callable[[Question, tuple, Raised], str], ...] = (
    dicts.text,
    dicts.bare_key,
    dicts.in_product,
    values.largest,
    values.array_for_a_size,
    shapes.row,
    places.grown_list,
    values.one_number,
    calls.arguments,
    calls.no_grad,
    shapes.misfit,
    places.labels_for_rows,
    shapes.size_written_in,
    places.longer_before,
    messages.by_message,
)


def diagnose_error(question: Question, args: tuple, error: Raised) -> str:
    """A sentence on the likeliest cause of `error`, "" where nothing fits.

    A hidden test repeats no word that comes from an exception: whoever raises it can put an input there.
    """
    if error.type == "SystemExit":
        return "`exit()` ends the whole program: a function hands its result back with `return`."
    if error.type == "RecursionError":
        return "The function calls itself without end: where does it stop?"
    if error.type == "NameError" and error.name:
        return names.unknown(question, args, error)
    if error.type == "UnboundLocalError" and error.name:
        return names.unset(question, args, error)
    if error.unread and not question.hidden:
        return f"`{error.instead}` is used, and what comes in as `{error.unread}` is not: take `{error.unread}`."
    if built := one_sample(question, args):
        return built
    if not question.hidden:
        words = calls.called_array(question, args, error) or dicts.handed_on(question, args, error)
        if words:
            return words
        if missing := dicts.MISSING_KEY.search(f"{error.type}: {error.message}"):
            return dicts.missing(question, args, missing[1])
        for asked in IN_ORDER:
            if words := asked(question, args, error):
                return words
    return shapes.broadcast(question, args, error)
