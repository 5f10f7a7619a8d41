"""Cells in which nothing can be kept, not even on purpose, and cells that show nothing: by the names that they use."""

from __future__ import annotations

import ast
import builtins

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


def is_harmless(tree: ast.Module, bound: frozenset[str]) -> bool:
    """Whether all names after a dot are harmless, and all others local, Python's plain ones, or of the notebook."""
    attributes = [node for node in ast.walk(tree) if isinstance(node, ast.Attribute)]
    # numpy's generator for all is a place to keep something, one's own is not.
    own = {id(node.value) for node in attributes if node.attr == "default_rng"}
    if any(node.attr == "random" and root_of(node) in ("np", "numpy") and id(node) not in own for node in attributes):
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


def is_silent(tree: ast.Module, bound: frozenset[str]) -> bool:
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


def root_of(node: ast.expr) -> str:
    """The name at the beginning of a.b[c].d; "" where there is none."""
    while isinstance(node, ast.Attribute | ast.Subscript | ast.Starred | ast.Call):
        node = node.func if isinstance(node, ast.Call) else node.value
    return node.id if isinstance(node, ast.Name) else ""
