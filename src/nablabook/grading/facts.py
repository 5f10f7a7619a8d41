"""What can be read from the source of a cell without running it: what it binds, mentions and may change.

Where anything is in doubt, nothing good is said of it.
"""

from __future__ import annotations

import ast
import builtins
import re
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

from nablabook.build import names
from nablabook.grading.harmless import is_harmless, is_silent, root_of

#: Whoever gets at names, modules or files by other ways than naming them, and what has a state that all share.
_WILD = (
    "globals locals vars dir exec eval compile getattr setattr delattr open input breakpoint exit quit help "
    "memoryview get_ipython builtins sys os gc inspect importlib ctypes ctypeslib f2py testing lib threading signal "
    "atexit rcParams rcdefaults rc seterr seterrcall setbufsize warnings tofile fromfile fromregex genfromtxt memmap "
    "dump dumps register frompyfunc In Out ipython"
)
WILD = frozenset(_WILD.split())
#: The same by form: what Python and IPython keep under names of their own.
HIDDEN = re.compile(r"__(?!name__$).*|_+|_i+|_i?\d+")
#: Names of a module's functions that set something for all.
SETS = re.compile(r"(set|save|load|use|filterwarnings|simplefilter|manual|enable|disable).*|.*seed.*")
#: What a student's cell may import: functions of numbers.
MODULES = frozenset(
    ["numpy", "scipy", "math", "cmath", "itertools", "torch", "typing", "copy", "numbers", "__future__"]
)
#: Statements that can keep or change a state from call to call.
KEEPING = (ast.Global, ast.Nonlocal, ast.ClassDef, ast.Delete, ast.Yield, ast.YieldFrom, ast.Await)
ASYNC = (ast.AsyncFunctionDef, ast.AsyncFor, ast.AsyncWith)


@dataclass(frozen=True)
class Facts:
    """What is read from the source of one cell."""

    #: The global names that it reads or binds, in functions too; those that it reads from before it; the attributes.
    mentioned: frozenset[str] = frozenset()
    taken: frozenset[str] = frozenset()
    touched: frozenset[str] = frozenset()
    #: The names that it binds; and parts of the names of modules that it imports, which are attributes from then on.
    bound: frozenset[str] = frozenset()
    modules: frozenset[str] = frozenset()
    #: Those bound by `def` and `import` and nothing else: nothing is kept in them.
    firm: frozenset[str] = frozenset()
    #: What its functions read of the notebook's names.
    read_in_functions: frozenset[str] = frozenset()
    known: bool = False
    #: For a given cell: whether it does nothing but compute, bind and show.
    tame: bool = False
    #: For a student's: whether, beyond that, its functions keep no state: it doesn't matter how often they are called.
    calm: bool = False
    #: The same of a given cell's functions, whatever it imports; the names that it has of functions of numbers, and
    #: those of other modules.
    oblivious: bool = False
    numeric: frozenset[str] = frozenset()
    foreign: frozenset[str] = frozenset()
    #: Whether it can bind a function that another function has made, with whatever that one has left in it.
    closes: bool = False
    #: Whether it names nothing by which anything could be kept, on purpose either.
    harmless: bool = False
    #: Whether there is nothing to see of it, unless it fails.
    silent: bool = False


@lru_cache(maxsize=4096)
def facts(source: str) -> Facts:
    """What is known of one cell; of one that can't be read, or has magics, nothing good."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            tree = ast.parse(source)
            code = compile(source, "<cell>", "exec", dont_inherit=True)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Facts()
    if "\n" not in source.strip() and any(isinstance(node, ast.Expr) for node in tree.body):
        return Facts()  # one line alone may be a magic without its sign
    inner = list(_inside(code))
    bound = _names(code, "STORE_NAME", "STORE_GLOBAL") | {n for i in inner for n in _names(i, "STORE_GLOBAL")}
    read = {n for i in inner for n in _names(i, "LOAD_GLOBAL", "LOAD_NAME", "LOAD_FROM_DICT_OR_GLOBALS")}
    own = _names(code, "LOAD_NAME", "LOAD_GLOBAL", "DELETE_NAME", "DELETE_GLOBAL")
    firm, oblivious = _firm(tree), _is_oblivious(tree)
    tame = _is_tame(tree, firm)
    numeric = _imported(tree, lambda module: module in MODULES)
    return Facts(
        mentioned=bound | own | read,
        taken=_early(code) | read,
        touched=frozenset(node.attr for node in _nodes(tree) if isinstance(node, ast.Attribute)),
        bound=bound,
        modules=frozenset(part for alias in _aliases(tree) for part in alias),
        firm=firm,
        read_in_functions=frozenset(read),
        known=True,
        tame=tame,
        calm=tame and oblivious and numeric == _imported(tree),
        oblivious=tame and oblivious,
        numeric=numeric,
        foreign=_imported(tree) - numeric,
        closes=_closes(tree),
        harmless=tame and is_harmless(tree, bound),
        silent=not warned and is_silent(tree, bound),
    )


# What a cell binds and mentions.


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)


@lru_cache(maxsize=1)
def _nodes(tree: ast.Module) -> tuple[ast.AST, ...]:
    return tuple(ast.walk(tree))


def _names(code: CodeType, *operations: str) -> frozenset[str]:
    return frozenset(name for operation, name in names.operations(code) if operation in operations)


def _early(code: CodeType) -> frozenset[str]:
    """The names that are read at the top level before they are bound there."""
    first: dict[str, str] = {}
    for operation, name in names.operations(code):
        if operation in ("LOAD_NAME", "STORE_NAME", "LOAD_GLOBAL", "STORE_GLOBAL"):
            first.setdefault(name, operation)
    return frozenset(name for name, operation in first.items() if operation.startswith("LOAD"))


def _aliases(tree: ast.Module) -> Iterator[list[str]]:
    """What each import names: a module that is imported anywhere is an attribute of its package everywhere."""
    for node in _nodes(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            package = (getattr(node, "module", None) or "").split(".")
            for alias in node.names:
                yield [part for part in [*package, *alias.name.split("."), alias.asname or ""] if part]


def _imported(tree: ast.Module, wanted: Callable[[str], bool] = lambda _: True) -> frozenset[str]:
    """The names that imports bind from modules whose first name is wanted."""
    found = set()
    for node in _nodes(tree):
        if isinstance(node, ast.Import):
            found |= {a.asname or a.name.split(".")[0] for a in node.names if wanted(a.name.split(".")[0])}
        elif isinstance(node, ast.ImportFrom) and wanted("." * node.level + (node.module or "").split(".")[0]):
            found |= {a.asname or a.name for a in node.names}
    return frozenset(found)


def _firm(tree: ast.Module) -> frozenset[str]:
    """The names that are bound at the top by `def` or `import`, and by nothing else."""
    made = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    made |= _imported(tree)
    other = {node.id for node in _nodes(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    other |= {node.name for node in _nodes(tree) if isinstance(node, ast.ExceptHandler) and node.name}
    return frozenset(made - other)


# How a cell behaves.


def _is_tame(tree: ast.Module, firm: frozenset[str]) -> bool:
    """Whether a cell does nothing but compute, bind and show, as far as its form tells."""
    imported = _imported(tree) | {"np", "torch", "plt", "mpl", "check"}
    for node in _nodes(tree):
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.Delete, ast.Await, *ASYNC)):
            return False
        if any(_is_wild(name) for name in _written(node)):
            return False
        if isinstance(node, ast.Import | ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return False
        if isinstance(node, ast.Attribute | ast.Subscript) and root_of(node) in imported | firm:
            kept = not isinstance(node.ctx, ast.Load)
            if kept or (isinstance(node, ast.Attribute) and _sets(node)):
                return False
    return not any("random" in alias for alias in _aliases(tree))


def _is_oblivious(tree: ast.Module) -> bool:
    """Whether a cell's functions can be called any number of times without a trace, if those that they call can."""
    for node in _nodes(tree):
        if isinstance(node, KEEPING) or getattr(node, "decorator_list", ()):
            return False
        if isinstance(node, ast.Attribute) and (not isinstance(node.ctx, ast.Load) or _sets(node)):
            return False
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
            if not all(_is_constant(default) for default in defaults):
                return False
    return all(_changes_own(node) for node in _nodes(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))


def _closes(tree: ast.Module) -> bool:
    """Whether a name of the notebook may stand for a function that another has made, or for one without a name."""
    for statement in tree.body:
        if isinstance(statement, ast.FunctionDef):
            continue
        for node in ast.walk(statement):
            if isinstance(node, ast.FunctionDef | ast.Lambda):
                return True
            if isinstance(node, ast.Call) and not _gives_data(node.func):
                return True
    return False


def _gives_data(function: ast.expr) -> bool:
    """Whether it is a method or a function of a module, or one of Python's own that makes no function."""
    if isinstance(function, ast.Name):
        return hasattr(builtins, function.id) and function.id not in ("map", "filter", "type", "iter")
    return isinstance(function, ast.Attribute)


def _changes_own(function: ast.FunctionDef | ast.Lambda) -> bool:
    """Whether a function assigns to entries of its arguments and of what it has made, and to nobody else's."""
    own = {node.arg for node in ast.walk(function) if isinstance(node, ast.arg)}
    own |= {n.id for n in ast.walk(function) if isinstance(n, ast.Name) and not isinstance(n.ctx, ast.Load)}
    entries = (n for n in ast.walk(function) if isinstance(n, ast.Subscript) and not isinstance(n.ctx, ast.Load))
    return all(root_of(entry) in own for entry in entries)


def _is_constant(node: ast.expr) -> bool:
    if isinstance(node, ast.Tuple):
        return all(_is_constant(item) for item in node.elts)
    return isinstance(node.operand if isinstance(node, ast.UnaryOp) else node, ast.Constant)


def _written(node: ast.AST) -> Iterator[str]:
    """The names that are written at a node."""
    if isinstance(node, ast.Name):
        # A loop may count by `_`. Read, it is what the last cell showed.
        if isinstance(node.ctx, ast.Load) or node.id != "_":
            yield node.id
    elif isinstance(node, ast.Attribute):
        yield node.attr
    elif isinstance(node, ast.alias):
        yield from node.name.split(".")
        yield node.asname or ""
    elif isinstance(node, ast.FunctionDef | ast.ClassDef):
        yield node.name


def _is_wild(name: str) -> bool:
    return name in WILD or bool(HIDDEN.fullmatch(name))


def _sets(node: ast.Attribute) -> bool:
    """Whether it is a function with a lasting effect, or one of the random numbers that all share."""
    if root_of(node) == "torch":
        return False  # there is none in the student's process: the first word to it ends the cell
    shared = isinstance(node.value, ast.Attribute) and node.value.attr == "random" and node.attr != "default_rng"
    return shared or bool(SETS.fullmatch(node.attr))
