"""One call of the student's function: copies go in, and whatever happens comes back as data."""

from __future__ import annotations

import contextlib
import dis
import inspect
import io
import itertools
import linecache
import re
import signal
import threading
import traceback
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from types import TracebackType
from typing import Any

import numpy as np

from nablabook.checks.arrays import as_input, frozen, held, holds_the_same, same
from nablabook.checks.purity import Watch
from nablabook.checks.text import known_type

#: Seconds that one call may take in a student's own kernel; a check calls with small numbers.
PATIENCE = 20
#: Whether somebody else ends what comes to no end, as the grader does: an alarm takes as long as a short call.
timed_elsewhere = False

#: Why there is no answer, where no exception of the student's own says it.
STILL_RUNNING = "your code was still running after {} s: does its loop end?"
STOPPED = "your code was stopped while it ran"


class TooLong(BaseException):
    """A call that came to no end. No `except Exception` of the student's own catches it."""


@dataclass(frozen=True)
class Raised:
    """An exception as data: the nearest type that Python or numpy knows, its message, the student's own lines.

    Without a type it is no exception of the student's, but the reason why there was no answer.
    """

    type: str
    message: str = ""
    lines: str = ""
    #: The name that a NameError is about.
    name: str = ""
    #: A parameter that the function never reads, and the function of the notebook that it names in its place.
    unread: str = ""
    instead: str = ""
    #: A str that the line with the error works with: its name, and what it holds.
    text: tuple[str, str] = ("", "")
    #: Whether the function takes the largest with a bare 0 beside it, as in `np.max(x, 0)`.
    bare_zero: bool = False
    #: An array with one axis whose `.T` the failing line takes.
    turned: str = ""
    #: An argument, whole numbers along one axis, that picks rows where the line fails: `a[y]`, `a[y, ...]`.
    rows: str = ""
    #: A name in the line with the error that holds a dict.
    mapping: str = ""

    @classmethod
    def of(cls, error: BaseException, function: Callable | None = None) -> Raised:
        message = str(error).strip().rstrip(".").partition("\n")[0]
        return cls(
            known_type(error),
            message,
            own_lines(error),
            unbound_name(error),
            *passed_over(function),
            text=text_at(error),
            bare_zero=largest_with_zero(function),
            turned=turned_vector(error),
            rows=row_numbers(error),
            mapping=mapping_at(error),
        )


@dataclass
class Call:
    """What one call of the student's function did."""

    value: Any = None
    error: Raised | None = None
    #: Names of the arguments that the call changed in place.
    changed: list[str] = field(default_factory=list)
    #: What it warned of and printed; shown to the student, decides nothing.
    warned: list[str] = field(default_factory=list)
    printed: str = ""
    #: The first call into a package that the exercise forbids, in words; "" where there was none.
    forbidden: str = ""
    #: Where it was asked for: what the caller's own arrays hold after the call, argument by argument, and the names of
    #: the arguments (dicts, lists) that hold other objects than before.
    arguments: list = field(default_factory=list)
    rebound: list[str] = field(default_factory=list)


def call(function: Callable, args: tuple, forbidden: tuple[str, ...] = (), keep: bool = False) -> Call:
    """Call `function` on copies of `args` (see `as_input`), with its warnings and prints caught.

    A call into one of the `forbidden` packages is noted, not prevented. `keep` asks for what became of the arguments.
    """
    given = [as_input(arg) for arg in args]
    before = [as_input(arg) for arg in given]
    owned = [held(arg) for arg in given]
    result, out = Call(), io.StringIO()
    with warnings.catch_warnings(record=True) as caught, contextlib.ExitStack() as stack:
        warnings.simplefilter("always")
        stack.enter_context(contextlib.redirect_stdout(out))
        stack.enter_context(contextlib.redirect_stderr(out))
        watch = stack.enter_context(Watch(forbidden))
        try:
            with alarm(PATIENCE):
                result.value = frozen(function(*given))
        except TooLong:
            result.error = Raised("", STILL_RUNNING.format(PATIENCE))
        except KeyboardInterrupt:
            result.error = Raised("", STOPPED)
        except BaseException as error:
            result.error = Raised.of(error, function)
    result.forbidden = watch.caught
    pairs = zip(before, given, strict=True)
    changed = [k for k, (b, g) in enumerate(pairs) if not callable(b) and not same(b, g)]
    rebound = []
    if keep:
        result.arguments = [frozen(arg) for arg in owned]
        rebound = [k for k, (o, g) in enumerate(zip(owned, given, strict=True)) if not holds_the_same(o, g)]
    if changed or rebound:  # to find the names takes as long as many a call
        names = argument_names(function, len(args))
        result.changed, result.rebound = ([names[k] for k in which] for which in (changed, rebound))
    result.warned = list(dict.fromkeys(f"{w.category.__name__}: {w.message}" for w in caught))
    result.printed = out.getvalue()
    return result


@contextlib.contextmanager
def alarm(seconds: int) -> Iterator[None]:
    """Raise `TooLong` in the code within after some seconds; nothing where there are no signals (Windows, threads)."""
    if (
        timed_elsewhere
        or not hasattr(signal, "setitimer")
        or threading.current_thread() is not threading.main_thread()
    ):
        yield
        return

    def ring(*_: Any) -> None:
        raise TooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def stopped_early(message: str) -> bool:
    """Whether a message is one of those that `call` gives where there is no answer."""
    return message in (STILL_RUNNING.format(PATIENCE), STOPPED)


def argument_names(function: Callable, count: int) -> list[str]:
    """The names of the first `count` parameters, as the student calls them."""
    try:
        names = [p.name for p in inspect.signature(function).parameters.values() if p.kind < p.VAR_POSITIONAL]
    except (TypeError, ValueError):
        names = []
    return (names + [f"argument {i + 1}" for i in range(len(names), count)])[:count]


def is_blank(function: Callable) -> bool:
    """Whether a function's body is empty but for a docstring: the released stub, untouched."""
    code = getattr(function, "__code__", None)
    blank = (lambda: None).__code__
    return code is not None and len(code.co_code) == len(blank.co_code) and _shape(code) == _shape(blank)


def passed_over(function: Any) -> tuple[str, str]:
    """A parameter that the code never reads, and a function of the notebook, named alike, that it names instead.

    So `gradient_J` where `gradient` or `grad` was handed in; ("", "") where there is no such pair.
    """
    code = getattr(function, "__code__", None)
    if code is None:
        return "", ""
    loads = [i for i in dis.get_instructions(code) if "LOAD" in i.opname]
    read = {name for i in loads for name in (i.argval if isinstance(i.argval, tuple) else (i.argval,))}
    # What a function inside reads stands among the cells.
    unread = [name for name in code.co_varnames[: code.co_argcount] if name not in {*read, *code.co_cellvars}]
    named = [i.argval for i in loads if i.opname in ("LOAD_GLOBAL", "LOAD_NAME")]
    for parameter in unread:
        for name in named:
            other = getattr(function.__globals__.get(name), "__code__", None)
            if parameter in name and other is not None and other is not code and _is_cell(other.co_filename):
                return parameter, name
    return "", ""


def text_at(error: BaseException) -> tuple[str, str]:
    """A name in the student's line that raised `error` which holds a str, and that str; ("", "") where none does."""
    return next(((name, value) for name, value in _loaded_at(error) if type(value) is str), ("", ""))


def mapping_at(error: BaseException) -> str:
    """A name in the student's line that raised `error` which holds a dict; "" where none does."""
    return next((name for name, value in _loaded_at(error) if isinstance(value, dict)), "")


def _loaded_at(error: BaseException) -> Iterator[tuple[str, Any]]:
    """The function's own names in the student's line that raised `error`, and what they hold."""
    frames = [f for f in _frames(error) if _is_cell(f.tb_frame.f_code.co_filename)]
    if not frames:
        return
    last = frames[-1]
    for i in dis.get_instructions(last.tb_frame.f_code):
        if i.positions and i.positions.lineno == last.tb_lineno and "LOAD" in i.opname:
            for name in i.argval if isinstance(i.argval, tuple) else (i.argval,):
                if isinstance(name, str) and name in last.tb_frame.f_locals:
                    yield name, last.tb_frame.f_locals[name]


def _frames(error: BaseException) -> Iterator[TracebackType]:
    trace = error.__traceback__
    while trace is not None:
        yield trace
        trace = trace.tb_next


def largest_with_zero(function: Any) -> bool:
    """Whether the code calls a `max` of numpy's with a bare 0 at the end: `np.max(x, 0)`, `x.max(0)`."""
    code = getattr(function, "__code__", None)
    asked = False
    before = None
    for i in dis.get_instructions(code) if code is not None else ():
        if i.opname in ("LOAD_ATTR", "LOAD_METHOD"):
            asked = asked or i.argval in ("max", "amax")
        elif i.opname.startswith("CALL"):
            if asked and before is not None and "LOAD" in before.opname and before.argval == 0:
                return before.argval is not False
            asked = False
        if i.opname not in ("PRECALL", "CACHE"):
            before = i
    return False


def unbound_name(error: BaseException) -> str:
    """The name that a NameError is about. Python gives an UnboundLocalError none but in its message."""
    found = re.search(r"local variable '(\w+)'", str(error)) if isinstance(error, UnboundLocalError) else None
    return getattr(error, "name", None) or (found[1] if found else "")


def turned_vector(error: BaseException) -> str:
    """The array with one axis that the failing line turns round with `.T`, which leaves it as it is; "" for none."""
    steps = [(f, at) for f, at in _walk(error) if _is_cell(f.f_code.co_filename)]
    if not steps:
        return ""
    frame, at = steps[-1]
    before = [i for i in dis.get_instructions(frame.f_code) if i.offset < at and i.opname != "PRECALL"]
    effects = [dis.stack_effect(i.opcode, i.arg if i.opcode >= dis.HAVE_ARGUMENT else None) for i in before]
    heights = list(itertools.accumulate(effects))
    for k in range(1, len(before)):
        # Where the stack falls to its height again, what was turned has been used up by something that worked.
        if (
            before[k].opname == "LOAD_ATTR"
            and before[k].argval == "T"
            and min(heights[k + 1 :], default=99) > heights[k]
        ):
            loaded = before[k - 1].argval
            name = loaded[-1] if isinstance(loaded, tuple) else loaded
            if isinstance(name, str) and getattr(frame.f_locals.get(name), "ndim", 0) == 1:
                return name
    return ""


def row_numbers(error: BaseException) -> str:
    """The argument, an array of whole numbers, that picks rows at the subscript that raised `error`; "" for none."""
    steps = [(f, at) for f, at in _walk(error) if _is_cell(f.f_code.co_filename)]
    if not isinstance(error, IndexError) or not steps:
        return ""
    frame, at = steps[-1]
    code = [i for i in dis.get_instructions(frame.f_code) if i.offset <= at]
    failed = code.pop() if code else None
    if failed is None or not (failed.opname.endswith("_SUBSCR") or failed.argrepr == "[]"):
        return ""
    line = failed.positions.lineno if failed.positions else None
    here = [i.argval for i in code if i.positions and i.positions.lineno == line]
    if "eye" in here or "identity" in here:
        return ""  # rows of an identity matrix are one-hot rows: there labels are row numbers with good reason
    while code and code[-1].opname == "COPY":  # of `a[y] -= 1`
        code.pop()
    if code and code[-1].opname == "BUILD_TUPLE":
        for _ in range((code.pop().arg or 1) - 1):
            _drop(code)
    loaded = code[-1].argval if code and code[-1].opname.startswith(("LOAD_FAST", "LOAD_DEREF")) else None
    name = loaded[-1] if isinstance(loaded, tuple) and loaded else loaded
    index = frame.f_locals.get(name) if isinstance(name, str) else None
    if not _is_whole(index):
        return ""
    given = {one: frame.f_locals.get(one) for one in frame.f_code.co_varnames[: frame.f_code.co_argcount]}
    return next((one for one, value in given.items() if _is_whole(value) and np.array_equal(value, index)), "")


def _is_whole(value: Any) -> bool:
    """Whether `value` is an array of whole numbers along one axis."""
    return type(value) is np.ndarray and value.ndim == 1 and value.dtype.kind in "iu"


def _drop(code: list[dis.Instruction]) -> None:
    """Take off the instructions that put the topmost value on the stack."""
    height = 0
    while code and height < 1:
        i = code.pop()
        height += dis.stack_effect(i.opcode, i.arg if i.opcode >= dis.HAVE_ARGUMENT else None)


def _walk(error: BaseException) -> Iterator[tuple[Any, int]]:
    """The frames of a traceback, each with the place of the instruction that it stopped at."""
    step = error.__traceback__
    while step is not None:
        yield step.tb_frame, step.tb_lasti
        step = step.tb_next


def _shape(code: Any) -> list[tuple[str, Any]]:
    found = dis.get_instructions(code)
    return [(i.opname, i.argval if i.opname in ("LOAD_CONST", "RETURN_CONST") else None) for i in found]


def own_lines(error: BaseException) -> str:
    """The traceback of `error`, cut to the lines of cells and files that are not ours and not a library's."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if _is_cell(f.filename)]
    lines = [
        f"line {f.lineno}, in {f.name}:\n    {f.line or linecache.getline(f.filename, f.lineno or 0).strip()}"
        for f in frames[-3:]
    ]
    return "\n".join([*lines, f"{type(error).__name__}: {error}"])


def _is_cell(filename: str) -> bool:
    # numpy makes one such file of its own.
    return "ipykernel" in filename or (filename.startswith("<") and not filename.startswith("<__array_function__"))
