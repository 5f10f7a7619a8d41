"""A student hands in a wrong answer, and a hook that takes every bare call, and so every check, out of later cells.

The wrong answer earns nothing.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import ast\nclass Drop(ast.NodeTransformer):\n"
    "    def visit_Expr(self, node): return None\n    def visit_Assert(self, node): return None\n"
    "get_ipython().ast_transformers.append(Drop())"
)
