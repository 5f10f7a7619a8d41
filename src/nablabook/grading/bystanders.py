"""The given cells that the student's process can do without: figures, prints, torch's side of a comparison.

What a given cell shows comes from the judge. In the student's process it is run for what it binds and changes, and
most bind nothing that any other cell there looks at. Which, is read from the sources; where anything is in doubt, the
cell is run.
"""

from __future__ import annotations

import ast
import builtins
import dis
import re
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import CodeType

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
#: The names after a dot that a function may use which can keep nothing: numbers and arrays, their functions, and the
#: methods of arrays, lists and dicts. Whatever isn't among them may lead to a file or to what all share.
_HARMLESS = (
    "T abs absolute accumulate add all allclose any append arange arccosh arcsinh arctan arctanh argmax argmin "
    "argsort argwhere around array array_equal asarray astype at atleast_1d atleast_2d average bincount bool_ "
    "broadcast_arrays broadcast_shapes broadcast_to ceil choice clip column_stack concatenate conj copy copyto "
    "cos cosh count count_nonzero cross cumprod cumsum default_rng det diag diag_indices diagonal diff digitize "
    "divide dot double dstack dtype e eig eigh eigvals eigvalsh einsum equal errstate exp exp2 expand_dims expit "
    "expm1 extend eye fill fill_diagonal finfo flat flatnonzero flatten flip fliplr flipud float32 float64 "
    "floating floor fromkeys full full_like get greater greater_equal heaviside hstack hypot identity index inf "
    "inner insert int32 int64 integer integers inv isclose isfinite isinf isnan isscalar item items join keys "
    "kron less less_equal linalg linspace log log10 log1p log2 log_softmax logaddexp logical_and logical_not "
    "logical_or logsumexp lower matmul max maximum mean meshgrid min minimum moveaxis multiply nan nan_to_num "
    "nanargmax nanargmin nanmax nanmean nanmin nansum ndarray ndim ndindex negative newaxis nonzero norm normal "
    "not_equal number numpy ones ones_like outer pad pi pop power prod product ptp put put_along_axis random "
    "ravel ravel_multi_index reduce remove repeat replace reshape reverse roll rot90 round searchsorted shape "
    "sign sin sinh size softmax solve sort special split sqrt square squeeze stack standard_normal startswith std "
    "strip subtract sum svd swapaxes take take_along_axis tan tanh tensordot tile tolist trace transpose tril "
    "triu true_divide uniform unique unravel_index update upper values var vdot vsplit vstack where xlogy zeros "
    "zeros_like"
)
HARMLESS = frozenset(_HARMLESS.split())
#: Of Python's own functions and types.
_PLAIN = (
    "ArithmeticError AssertionError Ellipsis Exception False FloatingPointError IndexError KeyError None "
    "NotImplementedError OverflowError RuntimeError True TypeError ValueError ZeroDivisionError abs all any bool "
    "dict divmod enumerate float frozenset int isinstance len list max min pow print range reversed round set "
    "slice sorted str sum tuple zip"
)
PLAIN = frozenset(_PLAIN.split())
#: Those of them that make data of data.
MAKERS = frozenset(
    [
        "bool",
        "dict",
        "float",
        "int",
        "len",
        "list",
        "max",
        "min",
        "range",
        "round",
        "set",
        "sorted",
        "str",
        "sum",
        "tuple",
        "zip",
    ]
)
#: What a cell may import in which nothing can be kept.
QUIET_MODULES = frozenset({"numpy", "math", "itertools", "scipy.special"})
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


def bystanders(given: Sequence[str], students: Iterable[str]) -> set[int]:
    """Which of the given cells, by their number, can be left out of a process that runs the student's cells."""
    theirs = [facts(source) for source in students]
    ours = [facts(source) for source in given]
    everything = [*theirs, *ours]
    unfirm = {name for cell in everything for name in cell.bound - cell.firm}
    # A student's function that reads an array of the notebook might change it too, under another name.
    if not all(cell.calm and not cell.read_in_functions & unfirm for cell in theirs):
        return set()
    if not all(cell.known for cell in ours):
        return set()
    changed = [cell.bound | (_reached(cell, everything) & unfirm) for cell in ours]
    out = set(range(len(ours)))
    mentioned = {name for cell in theirs for name in cell.mentioned}
    touched = {name for cell in theirs for name in cell.touched}
    back = {i for i in out if not ours[i].tame}
    while True:
        out -= back
        mentioned |= {name for i in back for name in ours[i].taken}
        touched |= {name for i in back for name in ours[i].touched}
        back = {i for i in out if changed[i] & mentioned or ours[i].modules & (touched | mentioned)}
        if not back:
            return out


def are_stateless(given: Sequence[str], students: Iterable[str]) -> bool:
    """Whether the students' functions are bound to answer the same, whatever they were asked before.

    They work on their arguments, on functions of the notebook for which the same holds, and on numpy alone.
    """
    theirs = [facts(source) for source in students]
    everything = [*theirs, *(facts(source) for source in given)]
    unfirm = {name for cell in everything for name in cell.bound - cell.firm}
    if not all(cell.calm and not cell.closes for cell in theirs):
        return False
    foreign = {name for cell in everything for name in cell.foreign}
    called: set[str] = set()
    new = {name for cell in theirs for name in cell.read_in_functions}
    while new:
        if new & (unfirm | foreign):
            return False
        makers = [cell for cell in everything if cell.bound & new - cell.numeric]
        if not all(cell.oblivious for cell in makers):
            return False
        called |= new
        new = {name for cell in makers for name in cell.read_in_functions} - called
    return True


def keep_secrets(given: Sequence[str], students: Sequence[str]) -> bool:
    """Whether the students' functions can't keep what they are asked, not even on purpose: `are_stateless`, and what
    they could name was looked at name by name."""
    if not are_stateless(given, students):
        return False
    theirs = [facts(source) for source in students]
    everything = [*theirs, *(facts(source) for source in given)]
    known = PLAIN.union(*(cell.bound for cell in everything)).difference(*(cell.foreign for cell in everything))
    return all(cell.harmless and cell.mentioned <= known for cell in theirs)


def _reached(cell: Facts, everything: Sequence[Facts]) -> set[str]:
    """The names whose values a cell can get at: also by functions that it calls, and by what was made of them."""
    found, new = set(cell.taken), set(cell.taken)
    while new:
        more: set[str] = set()
        for other in everything:
            if other.bound & new:
                more |= other.read_in_functions if other.bound & new <= other.firm else other.taken
        new = more - found
        found |= new
    return found


@lru_cache(maxsize=4096)
def facts(source: str) -> Facts:
    """What is known of one cell; of one that can't be read, or has magics, nothing good."""
    try:
        with warnings.catch_warnings(record=True) as warned:
            warnings.simplefilter("always")
            tree = ast.parse(source)
            code = compile(source, "<cell>", "exec")
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
        touched=frozenset(node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)),
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
        harmless=tame and _is_harmless(tree, bound),
        silent=not warned and _is_silent(tree, bound),
    )


# What a cell binds and mentions.


def _inside(code: CodeType) -> Iterator[CodeType]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield constant
            yield from _inside(constant)


def _names(code: CodeType, *operations: str) -> frozenset[str]:
    return frozenset(i.argval for i in dis.get_instructions(code) if i.opname in operations)


def _early(code: CodeType) -> frozenset[str]:
    """The names that are read at the top level before they are bound there."""
    first: dict[str, str] = {}
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_NAME", "STORE_NAME", "LOAD_GLOBAL", "STORE_GLOBAL"):
            first.setdefault(instruction.argval, instruction.opname)
    return frozenset(name for name, operation in first.items() if operation.startswith("LOAD"))


def _aliases(tree: ast.AST) -> Iterator[list[str]]:
    """What each import names: a module that is imported anywhere is an attribute of its package everywhere."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import | ast.ImportFrom):
            package = (getattr(node, "module", None) or "").split(".")
            for alias in node.names:
                yield [part for part in [*package, *alias.name.split("."), alias.asname or ""] if part]


def _imported(tree: ast.AST, wanted: Callable[[str], bool] = lambda _: True) -> frozenset[str]:
    """The names that imports bind from modules whose first name is wanted."""
    found = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {a.asname or a.name.split(".")[0] for a in node.names if wanted(a.name.split(".")[0])}
        elif isinstance(node, ast.ImportFrom) and wanted("." * node.level + (node.module or "").split(".")[0]):
            found |= {a.asname or a.name for a in node.names}
    return frozenset(found)


def _firm(tree: ast.Module) -> frozenset[str]:
    """The names that are bound at the top by `def` or `import`, and by nothing else."""
    made = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
    made |= _imported(tree)
    other = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name) and not isinstance(node.ctx, ast.Load)}
    other |= {node.name for node in ast.walk(tree) if isinstance(node, ast.ExceptHandler) and node.name}
    return frozenset(made - other)


# How a cell behaves.


def _is_tame(tree: ast.Module, firm: frozenset[str]) -> bool:
    """Whether a cell does nothing but compute, bind and show, as far as its form tells."""
    imported = _imported(tree) | {"np", "torch", "plt", "mpl", "check"}
    for node in ast.walk(tree):
        if isinstance(node, (ast.Global, ast.Nonlocal, ast.Delete, ast.Await, *ASYNC)):
            return False
        if any(_is_wild(name) for name in _written(node)):
            return False
        if isinstance(node, ast.Import | ast.ImportFrom) and any(alias.name == "*" for alias in node.names):
            return False
        if isinstance(node, ast.Attribute | ast.Subscript) and _root(node) in imported | firm:
            kept = not isinstance(node.ctx, ast.Load)
            if kept or (isinstance(node, ast.Attribute) and _sets(node)):
                return False
    return not any("random" in alias for alias in _aliases(tree))


def _is_oblivious(tree: ast.Module) -> bool:
    """Whether a cell's functions can be called any number of times without a trace, if those that they call can."""
    for node in ast.walk(tree):
        if isinstance(node, KEEPING) or getattr(node, "decorator_list", ()):
            return False
        if isinstance(node, ast.Attribute) and (not isinstance(node.ctx, ast.Load) or _sets(node)):
            return False
        if isinstance(node, ast.FunctionDef | ast.Lambda):
            defaults = [*node.args.defaults, *(d for d in node.args.kw_defaults if d is not None)]
            if not all(_is_constant(default) for default in defaults):
                return False
    return all(_changes_own(node) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.Lambda))


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


def _is_harmless(tree: ast.Module, bound: frozenset[str]) -> bool:
    """Whether all names after a dot are harmless, and all others local, Python's plain ones, or of the notebook."""
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    # numpy's generator for all is a place to keep something, one's own is not.
    own = {id(node.value) for node in attributes if node.attr == "default_rng"}
    if any(node.attr == "random" and _root(node) in ("np", "numpy") and id(node) not in own for node in attributes):
        return False
    for node in ast.walk(tree):
        if isinstance(node, ast.Attribute) and node.attr not in HARMLESS:
            return False
        if isinstance(node, ast.Name) and hasattr(builtins, node.id) and node.id not in PLAIN | bound:
            return False
        if isinstance(node, ast.Import) and any(alias.name not in QUIET_MODULES for alias in node.names):
            return False
        if isinstance(node, ast.ImportFrom):
            names = {alias.name for alias in node.names}
            if node.level or node.module not in QUIET_MODULES or not names <= HARMLESS:
                return False
    return True


def _is_silent(tree: ast.Module, bound: frozenset[str]) -> bool:
    """Whether a cell does nothing but define functions and bind what is made of numbers, words and each other."""
    rest = [node for node in tree.body if not isinstance(node, ast.FunctionDef)]
    if not all(isinstance(node, ast.Assign | ast.AugAssign | ast.AnnAssign) for node in rest):
        return False
    for node in (inner for statement in rest for inner in ast.walk(statement)):
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Attribute) or _names_one(node.func, MAKERS)):
            return False
        # What other cells have made may be numpy's, which warns.
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load) and node.id not in bound | MAKERS:
            return False
    return True


def _names_one(node: ast.expr, names: frozenset[str]) -> bool:
    return isinstance(node, ast.Name) and node.id in names


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
    return all(_root(entry) in own for entry in entries)


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
    if _root(node) == "torch":
        return False  # there is none in the student's process: the first word to it ends the cell
    shared = isinstance(node.value, ast.Attribute) and node.value.attr == "random" and node.attr != "default_rng"
    return shared or bool(SETS.fullmatch(node.attr))


def _root(node: ast.expr) -> str:
    """The name at the beginning of a.b[c].d; "" where there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
