"""What an error looks like: the few whose message says enough to name a mistake."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile

import numpy as np

from nablabook.checks.arrays import same
from nablabook.checks.call import Raised
from nablabook.checks.question import Question
from nablabook.checks.symptoms import slips
from nablabook.checks.symptoms.labels import beside_scores
from nablabook.checks.symptoms.probes import one_sample
from nablabook.checks.text import listed, shape

#: numpy's words for a place that is not there.
NO_SUCH_PLACE = re.compile(r"index \d+ is out of bounds for axis [01] ")
#: Arrays put together that differ in all but the axis along which they are: an axis, and two sizes.
UNEQUAL = re.compile(r"along dimension (\d+), the array at index \d+ has size (\d+) and .* has size (\d+)")

#: An index that is too large for an array with one axis, or for the first axis, and the size there.
OUT_OF_BOUNDS = re.compile(r"index (\d+) is out of bounds for axis 0 with size (\d+)")

BROADCAST = re.compile(r"operands could not be broadcast together with shapes (\([\d,]*\)) (\([\d,]*\))")

#: On the grader the error of a function that the check passes in comes as a message.
MISSING_KEY = re.compile(r"KeyError: '(\w+)'")

#: The max of Python itself, neither numpy's nor an array's.
PYTHONS_MAX = re.compile(r"(?<![.\w])max\(")
#: An array where numpy wants one whole number, an axis or a size.
NO_NUMBER = re.compile(r"only (?:integer scalar arrays|length-1 arrays|0-dimensional arrays) can be converted to")
AXIS_SECOND = re.compile(r"np\.a?max\(\s*0(?:\.0*)?\s*,")
SIZE = re.compile(r"np\.(eye|identity|zeros|ones|empty|arange)\(\s*(\w+)\s*[,)]")
#: The last of the student's own lines in a traceback, and the function that it stands in.
CALLED = re.compile(r"line \d+, in (\w+):\n[ ]+(.*)\n[^\n]*\Z")
#: Two arrays that a matrix product can't take; numpy names two sizes that should be one.
MISFIT = re.compile(
    r"mismatch in its core dimension.*\(size (\d+) is different from (\d+)\)|shapes .* not aligned: (\d+) .*!= (\d+)"
)

#: A product entry by entry of two names.
STAR = re.compile(r"(?<![\w.*])(\w+) *\* *(\w+)(?![\w.(\[])(?! *\*\*)")

#: A row that was to be written into an array of another width.
ROW = re.compile(r"could not broadcast input array from shape \((\d+),\) into shape \((\d+),\)")

#: A line that writes to a place: `path[i] = ...`.
WRITTEN_TO = re.compile(r"(\w+)\[.*\] *[-+*/]?=(?!=)")

#: An entry named as in the text, which counts from 1.
ENTRY = re.compile(r"([^\W\d_]+)_?([1-9])")

#: An array that was to be the key of a dict.
UNHASHABLE = re.compile(r"unhashable type: '(?:numpy\.)?ndarray'")

#: A call with too few or too many arguments, as Python words it.
TOO_FEW = re.compile(r"(\w+)\(\) missing \d+ required positional arguments?: (.*)")
TOO_MANY = re.compile(
    r"(\w+)\(\) (?:takes (?:from \d+ to )?\d+ positional arguments? but \d+ (?:was|were) given"
    r"|got an unexpected keyword argument)"
)

#: Text that is calculated with: Python's words for it, and numpy's.
TEXT = re.compile(r"can't multiply sequence|'str'|str_|did not contain a loop with signature.*dtype\('<U")

#: Of a path it is not said: there a list, with its `append`, is easier.
FLAT = (
    "Arrays that are put together have the same number of axes. Give the flat one a second axis: `a[:, None]` makes a "
    "column of it, `a[None, :]` a row, and so does `reshape`."
)

#: What a message of Python's or numpy's means to somebody who meets it for the first time.
BY_MESSAGE = (
    (r"bitwise_xor|for \^", "A power is written `**` in Python: `x ** 2`. The sign `^` means something else."),
    (
        r"arrays used as indices must be of integer",
        "An index is made of whole numbers, or of True and False. Is a matrix of decimals used as one, such as "
        "one-hot rows?",
    ),
    (
        r"out of bounds for axis|index out of range",
        "Python counts from 0: of n entries the first is [0], the last [n − 1]. However many there are, [-1] is the "
        "last.",
    ),
    (
        r"is out of bounds for array of dimension 1",
        "There is no such axis: an array with one axis has axis 0 alone. "
        "The last axis is axis=-1, however many there are.",
    ),
    (
        r"'numpy.ndarray' object is not callable",
        "Round parentheses call a function. An entry is taken with square ones: x[0].",
    ),
    (
        r"'numpy.ndarray' object has no attribute 'append'",
        "A list has `append`, an array has not. Keep the rows in a list; `np.array` makes an array of it at the end.",
    ),
    (
        r"must have same number of dimensions.* has 2 dim.* has 1 dim|number of dimensions.* has 1 dim.* has 2 dim",
        FLAT,
    ),
    (
        r"must have same number of dimensions",
        "Arrays that are put together have the same number of axes. A list, with its `append`, takes anything: "
        "`np.array` makes an array of it at the end.",
    ),
    (
        r"matmul: Input operand \d does not have enough dimensions",
        "`@` is for two arrays. A number times an array is written with `*`.",
    ),
    (
        r"'NoneType' object has no attribute 'append'",
        "`append` changes its list and returns None: `path.append(x)`, without `path =`.",
    ),
    (
        r"can't multiply sequence by non-int",
        "A list can't be multiplied by such a number. Make it an array: `np.array([...])`.",
    ),
    (
        r"truth value of an array",
        "`if`, `and`, `or` and Python's `max` and `min` want one True or False, and an array has one an entry. "
        "Entry by entry work `np.where`, `np.maximum`, `&` and `|`.",
    ),
    (
        r"'(numpy\.)?(int|int64|float|float64)' object is not iterable",
        "A number can't be gone through: `for _ in range(n):` goes n times.",
    ),
    (
        r"(sum|mean)\(generator\)|unsupported operand type\(s\) for /: 'generator'",
        "numpy takes an array or a list, and no generator: Python's own `sum(...)` adds one up.",
    ),
    (r"tuple indices must be integers", "A tuple has places and no names: a dict is meant here."),
    (
        r"as a data type|Field elements must be",
        "`np.array` takes one list: `np.array([a, b])`, with square brackets inside.",
    ),
    (
        r"\w*(stack|concatenate)\w*\(\) (takes 1 positional argument|got multiple values for argument 'axis')",
        "What is put together comes as one list, with square brackets of its own: `np.vstack([a, b])`, "
        "`np.concatenate([a, b], axis=1)`.",
    ),
    (
        r"except for the concatenation axis must match",
        "Arrays that are put together agree in all axes but one. Write their shapes down: is it the right axis?",
    ),
    (
        r"not supported between instances of 'dict' and 'dict'",
        "Neither of two dicts is the smaller. Where pairs are compared and their first entries are equal, such as two "
        "losses, Python compares what comes next. Give `min` a `key`: `key=lambda pair: pair[0]`.",
    ),
    (
        r"(unsupported operand|not supported between) .*'(function|method)'",
        "A function stands where its result is meant: call it, with parentheses.",
    ),
)


def diagnose_error(question: Question, args: tuple, error: Raised) -> str:
    """A sentence on the likeliest cause of `error`, "" where nothing fits."""
    if error.type == "SystemExit":
        return "`exit()` ends the whole program: a function hands its result back with `return`."
    if error.type == "RecursionError":
        return "The function calls itself without end: where does it stop?"
    # A hidden test repeats no word that comes from an exception: whoever raises it can put an input there.
    if error.type == "NameError" and error.name:
        if question.hidden:
            return "A name is not defined: is it misspelt, or is a cell above not run yet?"
        if words := _no_gradient_yet(question, args, error.name) or _bare_key(question, args, error):
            return words
        unknown = f"Nothing is called {error.name} here: is it misspelt, or is a cell above not run yet?"
        return unknown + _letter(question, args, error.name)
    if error.type == "UnboundLocalError" and error.name:
        if question.hidden:
            return "A name is used before it has a value: does it get one on every way through the function?"
        if words := _no_first_value(question, args, error):
            return words
        return (
            f"{error.name} is used before it has a value. Where an `if` gives it one, was its condition ever true? "
            "Does a `return` stand inside the loop? What looks for the smallest number starts at `np.inf`."
        )
    if error.unread and not question.hidden:
        return f"`{error.instead}` is used, and what comes in as `{error.unread}` is not: take `{error.unread}`."
    if built := one_sample(question, args):
        return built
    if not question.hidden and (words := _called_array(question, args, error) or _handed_dict(question, args, error)):
        return words
    missing = MISSING_KEY.search(f"{error.type}: {error.message}")
    if missing and not question.hidden:
        return _missing(question, args, missing[1])
    if not question.hidden:
        for asked in (
            _text,
            _bare_key,
            _dict_in_product,
            _long_row,
            _largest,
            _array_for_a_size,
            _row,
            _list,
            _one_number,
            _arguments,
            _no_grad,
        ):
            if words := asked(question, args, error):
                return words
        if MISFIT.search(error.message):
            return _misfit(question, args, error)
        words = (
            _labels_for_rows(question, args, error)
            or _size_written_in(question, args, error)
            or _longer_before(question, args, error)
        )
        if words:
            return words
    for pattern, words in BY_MESSAGE:
        # On a hidden input of another shape the same message has another cause.
        if (
            not question.hidden
            and re.search(pattern, error.message)
            and not (words is FLAT and question.kind == "path")
        ):
            return words
    found = BROADCAST.search(error.message)
    if error.type == "ValueError" and found:
        sizes = _sizes(found[1]), _sizes(found[2])
        words = "" if question.hidden else _entry_by_entry(question, args, error, *sizes)
        return words or _labels(question, args, set(sizes)) or _one_a_row(question, args, *sizes)
    return ""


def _letter(question: Question, args: tuple, name: str) -> str:
    """What an unknown name may be: a letter of the text, which is no name in code, or the half of a name."""
    names = question.names(args)
    entry = ENTRY.fullmatch(name)
    for owner, arg in zip(names, args, strict=True) if entry else ():
        if {"θ": "theta"}.get(entry[1], entry[1]) == owner and np.ndim(arg) == 1 and int(entry[2]) <= len(arg):
            letter = f"{'θ' if owner == 'theta' else owner}{'₀₁₂₃₄₅₆₇₈₉'[int(entry[2])]}"
            return f" If it is the text's {letter}: in code that is `{owner}[{int(entry[2]) - 1}]`."
    if name in ("eta", "η") and "lr" in names:
        return " If it is the text's η: in code that is `lr`."
    if len(name) > 1:
        begun = [owner for owner in names if owner.startswith(name)]
        return f" What comes in is called {listed(names)}." if begun else ""
    if name == "n":
        for owner, arg in zip(names, args, strict=True):
            square = isinstance(arg, np.ndarray) and arg.ndim == 2 and arg.shape[0] == arg.shape[1]
            if square or (question.kind == "path" and isinstance(arg, np.ndarray) and arg.ndim == 1):
                return f" If it is the text's n, the size of {owner}: in code that is `len({owner})`."
    came = f": what comes in is called {listed(names)}" if names else ""
    return f" If it is a letter of the text, that is no name in code{came}."


def _no_gradient_yet(question: Question, args: tuple, name: str) -> str:
    """A gradient that nobody has written, of the landscape that the function itself is about: `step_J2` of J2."""
    landscape = question.name.partition("_")[2]
    if not landscape or name != f"gradient_{landscape}" or name == question.name or question.kind != "values":
        return ""
    two = "two " if args and np.shape(args[0]) == (2,) else ""
    return f"There is no `{name}` yet: write the {two}slopes here."


def _no_first_value(question: Question, args: tuple, error: Raised) -> str:
    """A name that gets its first value from itself, as a point that walks does where no start was set."""
    begun = [name for name in question.names(args) if name.startswith(error.name)]
    before = f"{error.name} is used before it has a value. Give it the first one before the loop: "
    if question.kind == "path" and begun:
        return f"{before}`{error.name} = {begun[0]}.copy()`."
    place = CALLED.search(error.lines)
    if not place or not re.match(rf"{error.name}\s*(?:[-+*/@]=|=(?!=).*\b{error.name}\b)", place[2]):
        return ""
    return (
        f"{error.name} is used before it has a value: this line makes the new one out of the old one, and there is no "
        "old one yet."
    )


def _text(question: Question, args: tuple, error: Raised) -> str:
    """A str that is calculated with, most often the key of a dict that was gone through."""
    name, value = error.text
    if not name or not TEXT.search(error.message):
        return ""
    for owner, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, Mapping) and value in arg:
            return (
                f"A loop over a dict gives its keys: {name} is the string {value!r}. What stands under it is "
                f"`{owner}[{name}]`."
            )
    return f"{name} is {value[:40]!r} here, a str: text is no number, and no array."


def _bare_key(question: Question, args: tuple, error: Raised) -> str:
    """A key of the dict that is asked for, without its quotes: a name with no value, or an array."""
    meant = question.oracle(args)
    place = CALLED.search(error.lines)
    if not isinstance(meant, Mapping) or not place:
        return ""
    keys = [key for key in meant if re.search(rf"(?:^|[{{,])\s*{re.escape(key)}\s*:(?!=)", place[2])]
    if error.type == "NameError":
        keys = [key for key in keys if key == error.name]
    elif not UNHASHABLE.search(error.message):
        return ""
    return f'The keys are strings, in quotes: "{keys[0]}".' if keys else ""


def _dict_in_product(question: Question, args: tuple, error: Raised) -> str:
    """A dict, whole, that a matrix product meets where one of its arrays is meant."""
    place = CALLED.search(error.lines)
    name = re.escape(error.mapping)
    if not name or not place or "does not have enough dimensions" not in error.message:
        return ""
    if not re.search(rf"@\s*{name}\b(?!\s*[.\[(])|(?<![\w.]){name}\s*@", place[2]):
        return ""
    return f"`{error.mapping}` is a dict, and `@` is for two arrays. One of its arrays is `{error.mapping}[key]`."


def _long_row(question: Question, args: tuple, error: Raised) -> str:
    """A path that `np.append` has made one row of numbers: its last entry is no point that has a gradient."""
    if question.kind != "path" or "invalid index to scalar variable" not in error.message:
        return ""
    return (
        "A single number came where a point was meant. Does `np.append` build the path? It leaves one long row, and "
        "`path[-1]` is a number then. Keep the points in a list, `path.append(...)`, and make the array at the end."
    )


def _largest(question: Question, args: tuple, error: Raised) -> str:
    """A largest where the larger of two was meant."""
    if re.search("truth value of an array", error.message) and PYTHONS_MAX.search(error.lines):
        if alone := _taken_alone(error.lines):
            return (
                f"Python's `max` goes through `{alone}` row by row, and can't say which of two rows is the larger. "
                f"`np.max({alone})` is the largest number in it."
            )
        return (
            "Python's `max` compares two whole arrays, and gets an answer for each entry where it wants one. "
            "`np.maximum(x, 0)` compares entry by entry."
        )
    if NO_NUMBER.search(error.message) and AXIS_SECOND.search(error.lines):
        return "`np.max(0, x)` takes x for an axis of 0. `np.maximum(0, x)` compares entry by entry."
    # Where there is a ReLU, an axis that is gone is likely its.
    gone = re.search(r"out of bounds for array of dimension|core dimension|broadcast|not aligned", error.message)
    return slips.LARGEST if gone and error.bare_zero and slips.has_relu(question, args) else ""


def _array_for_a_size(question: Question, args: tuple, error: Raised) -> str:
    """A whole array where the number of rows is asked for."""
    called = SIZE.search(error.lines)
    if not called or not NO_NUMBER.search(error.message):
        return ""
    return f"`np.{called[1]}` wants a number, how many there are to be: is `len({called[2]})` meant?"


def _taken_alone(lines: str) -> str:
    """What a call of Python's `max` has between its parentheses, where it is one thing; "" for several."""
    begin = PYTHONS_MAX.search(lines).end()
    depth = 1
    for end, sign in enumerate(lines[begin:], begin):
        depth += (sign in "([{") - (sign in ")]}")
        if not depth:
            return lines[begin:end].strip()
        if depth == 1 and sign in ",=":
            break
    return ""


def _row(question: Question, args: tuple, error: Raised) -> str:
    """A point of a path that met rows of another length, which was that of another start."""
    found = ROW.search(error.message)
    if question.kind != "path" or not found:
        return ""
    came, width = map(int, found.groups())
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, np.ndarray) and arg.shape == (came,) != (width,):
            return f"The number of columns is fixed in your code. It is n, the length of {name}: `len({name})`."
    return ""


def _list(question: Question, args: tuple, error: Raised) -> str:
    """A list written to at a place that it has not got: it is not the counting that is wrong."""
    if "list assignment index out of range" not in error.message:
        return ""
    place = CALLED.search(error.lines)
    written = WRITTEN_TO.match(place[2]) if place else None
    name = written[1] if written else "a"
    return (
        f"A list doesn't grow by `{name}[i] = …`: that only replaces an entry that is there already. "
        f"Use `{name}.append(…)`."
    )


def _one_number(question: Question, args: tuple, error: Raised) -> str:
    """An array put where one number fits: most often a path that was made without columns."""
    # Of rows of unequal length numpy says more.
    if not error.message.endswith("setting an array element with a sequence"):
        return ""
    words = "One number fits there, and an array was put in: "
    given = dict(zip(question.names(args), args, strict=True))
    start = next((name for name, arg in given.items() if isinstance(arg, np.ndarray) and arg.ndim == 1), "")
    count = next((name for name, arg in given.items() if type(arg) is int), "")
    if question.kind == "path" and start and count:
        return f"{words}does the path have columns? `np.zeros(({count} + 1, len({start})))`."
    return f"{words}has the array that it goes into an axis too few, or is one entry meant?"


def _arguments(question: Question, args: tuple, error: Raised) -> str:
    """A call with an argument missing, or with a dict taken apart by a star where it is meant whole."""
    few, many = TOO_FEW.search(error.message), TOO_MANY.search(error.message)
    if few or (many and many[1] == question.name):
        function = few[1] if few else question.name
        if function == question.name:
            return f"The `def` line of `{function}` no longer fits what it is called with: leave it as it came."
        names = few[2].replace("'", "`")
        return f"`{function}` is called without {names}. Look up what it takes, and in which order."
    for name, arg in zip(question.names(args), args, strict=True) if many else ():
        if callable(arg) and getattr(arg, "__name__", "") == many[1]:
            one = "one dict, whole" if any(isinstance(other, Mapping) for other in args) else "fewer arguments"
            return f"`{name}` takes {one}. A star in a call hands over the entries one by one."
    return ""


def _no_grad(question: Question, args: tuple, error: Raised) -> str:
    """The `.grad` of a numpy array, where the gradients come in as a dict of their own."""
    if "'numpy.ndarray' object has no attribute 'grad'" not in error.message:
        return ""
    dicts = [name for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, Mapping)]
    there = f" Here the gradients come in as {dicts[1]}." if question.changes == 0 and len(dicts) == 2 else ""
    return f"torch's tensors have a `.grad`, numpy's arrays have not.{there}"


def _called_array(question: Question, args: tuple, error: Raised) -> str:
    """An array with round parentheses after it: an argument itself, or what another function was given."""
    place = CALLED.search(error.lines)
    if "'numpy.ndarray' object is not callable" not in error.message or not place:
        return ""
    function, code = place.groups()
    if function != question.name:
        return f"`{function}` calls an array there: was an array handed over to it where a function is meant?"
    arrays = [name for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, np.ndarray)]
    # Of an entry, theta(0), the square brackets are forgotten.
    called = [name for name in arrays if re.search(rf"\b{name}\((?!\s*-?\d+\s*\))", code)]
    return f"`{called[0]}` is the array already: use it without parentheses." if called else ""


def _handed_dict(question: Question, args: tuple, error: Raised) -> str:
    """A dict made of another, names -> lists, in which a name stands where one of the values is meant."""
    lists = [(name, arg) for name, arg in zip(question.names(args), args, strict=True) if isinstance(arg, Mapping)]
    if error.type not in ("KeyError", "TypeError", "ValueError") or not any(callable(arg) for arg in args):
        return ""
    handed: list[Mapping] = []

    def noting(function: object) -> object:
        def noted(*given: object) -> object:
            handed.extend(item for item in given if isinstance(item, Mapping))
            return function(*given)

        return noted if callable(function) else function

    question.call(tuple(noting(arg) for arg in args))
    for name, grid in lists if handed else ():
        made = dict(handed[-1])
        meant = [value for values in grid.values() if isinstance(values, list | tuple) for value in values]
        strings = [value for value in made.values() if isinstance(value, str) and value not in meant]
        if made and not made.keys() & grid.keys() and all(value in grid for value in strings) and strings:
            return "Names and values have changed places in the dict: in `zip` the names come first."
        if strings and any(value in word for value in strings for word in grid):
            return (
                f"The names in {name}, or their letters, are combined. The lists of values are meant: "
                f"`{name}.values()`."
            )
    return ""


def _misfit(question: Question, args: tuple, error: Raised) -> str:
    """A matrix product of arrays that don't fit: a vector turned round in vain, an entry missing, or a transpose."""
    if error.turned:
        vain = f"`{error.turned}` has one axis, so `.T` leaves it as it is."
        return f"{vain} A column times a row is `np.outer(column, row)`."
    fits = "`A @ B` needs the last axis of A to be as long as the first of B."
    found = MISFIT.search(error.message)
    sizes = [int(size) for size in found.groups() if size] if found else []
    shapes = [arg.shape for arg in args if isinstance(arg, np.ndarray)]
    # A vector among the inputs is too short by one, and no matrix among them would fit it if it were turned round.
    short = len(sizes) == 2 and abs(sizes[0] - sizes[1]) == 1 and (min(sizes),) in shapes
    if short and not any(set(sizes) <= set(other) for other in shapes):
        return f"{fits} Here they differ by one: is an entry missing, such as the 1?"
    order = "Do the two stand in the right order? `A @ B` is not `B @ A`."
    return f"{fits} {order} Or is one to be transposed, with `.T`?"


def _labels_for_rows(question: Question, args: tuple, error: Raised) -> str:
    """Labels (N,) that pick rows of a matrix (N, K), where each names a column of its own row."""
    found = any(beside_scores(args, arg) is not None for arg in args)
    if not error.rows or not found or not NO_SUCH_PLACE.search(error.message):
        return ""
    return (
        f"The labels in {error.rows} are used as row numbers, and a label is the number of a column. Choose rows and "
        f"columns, `[rows, {error.rows}]`: one of each for a sample."
    )


def _size_written_in(question: Question, args: tuple, error: Raised) -> str:
    """A size of an input before this one, along an axis on which this one is longer or shorter."""
    found = UNEQUAL.search(error.message)
    if not found:
        return ""
    axis, *sizes = (int(digits) for digits in found.groups())
    here = {size for arg in args if isinstance(arg, np.ndarray) for size in arg.shape}
    before = list(takewhile(lambda tried: not same(list(tried), list(args)), question.tries))
    there = {arg.shape[axis] for tried in before for arg in tried if isinstance(arg, np.ndarray) and arg.ndim > axis}
    for one, other in (sizes, sizes[::-1]):
        if one in there - here and other in here:
            return (
                f"{one} is the size of an input before this one, and here it is {other}: is a number written in, "
                "where `len(x)` or `x.shape` is meant?"
            )
    return ""


def _longer_before(question: Question, args: tuple, error: Raised) -> str:
    """A place that an argument hasn't got, and had on every input before this one: a loop with its length in it."""
    found = OUT_OF_BOUNDS.search(error.message)
    before = list(takewhile(lambda tried: not same(list(tried), list(args)), question.tries))
    if not found or not before:
        return ""
    place, size = (int(digits) for digits in found.groups())
    for i, (name, arg) in enumerate(zip(question.names(args), args, strict=True)):
        if np.shape(arg) == (size,) and all(np.ndim(tried[i]) == 1 and len(tried[i]) > place for tried in before):
            return (
                f"Here {name} has {size} entries, and {len(before[-1][i])} before: is a number written in, where "
                f"`len({name})` is meant?"
            )
    return ""


def _missing(question: Question, args: tuple, key: str) -> str:
    """A key that no dict has: written into the code, or left out of a dict that the student made."""
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, Mapping) and key in arg:
            # Of a product of lists without its star only the first name gets a value; of two loops two do.
            place = list(arg).index(key) if isinstance(arg[key], list | tuple) else None
            star = " `product(*lists)` needs its star." if place == 1 else ""
            only = " Are only the first two names handled?" if place == 2 else ""
            return (
                f"{name} has the name {key!r}, and the dict that was made of it has not: does it hold a value for "
                f"every name?{star}{only}"
            )
        if isinstance(arg, Mapping):
            return (
                f"{name} has no {key!r}: its names are {listed([repr(k) for k in arg])} this time. Take them from "
                f"{name}, so that any will do."
            )
    return ""


def _labels(question: Question, args: tuple, shapes: set[tuple[int, ...]]) -> str:
    """Integer labels (N,) that met a matrix (N, K), as only one-hot rows could."""
    for name, arg in zip(question.names(args), args, strict=True):
        if isinstance(arg, np.ndarray) and arg.ndim == 1 and arg.dtype.kind in "iu" and arg.shape in shapes:
            matrix = next((s for s in shapes if len(s) == 2 and s[0] == len(arg)), None)
            if matrix:
                flat, one_hot = ("(N,)", "(N, K)") if question.hidden else (shape(arg.shape), shape(matrix))
                return (
                    f"{name} holds labels, one integer a sample, shape {flat}: it is used like a one-hot "
                    f"matrix of shape {one_hot}."
                )
    return ""


def _one_a_row(question: Question, args: tuple, a: tuple[int, ...], b: tuple[int, ...]) -> str:
    """A flat array (N,) that met a matrix (N, K), where numpy sets it against the columns."""
    for table, flat in ((a, b), (b, a)):
        if len(table) != 2 or flat != table[:1]:
            continue
        shapes = [arg.shape for arg in args if isinstance(arg, np.ndarray)]
        if flat not in shapes:
            return (
                "One number a row, shape (N,), meets a matrix (N, K): numpy would set it against the columns. As a "
                "column, shape (N, 1), it fits; `keepdims=True` in a sum or a max leaves it one."
            )
        # What came in flat is not to be made a column: beside weights as wide as it is long it is a bias.
        batch = [size for size in shapes if len(size) == 2 and size[0] == table[1]]
        if batch and any(len(size) == 2 and size[1:] == flat and size not in batch for size in shapes):
            name = question.names(args)[next(i for i, arg in enumerate(args) if np.shape(arg) == flat)]
            lying = "(N, H)" if question.hidden else shape(table[::-1])
            return (
                f"{name} has one number for each unit, so the units have to be the last axis: {lying}. Does the table "
                "lie on its side?"
            )
    return ""


def _entry_by_entry(question: Question, args: tuple, error: Raised, *sizes: tuple[int, ...]) -> str:
    """Two matrices that came in, with a star between them where a product would take them."""
    place = CALLED.search(error.lines)
    shapes = {name: getattr(arg, "shape", ()) for name, arg in zip(question.names(args), args, strict=True)}
    for left, right in STAR.findall(place[2]) if place else ():
        meant = shapes.get(left), shapes.get(right)
        if meant == sizes and len(sizes[0]) == len(sizes[1]) == 2 and sizes[0][1] == sizes[1][0]:
            return "`*` is entry by entry; the product of matrices is `@`."
    return ""


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(int(size) for size in text.strip("()").split(",") if size)
