"""A student hands in a wrong answer, and a hook that takes every bare call, and so every check, out of later cells.

The wrong answer earns nothing; what the hook takes out of the student's later answers is the student's own loss.
"""

from ..bank import EVERYTHING, wrong_with

ATTACK = wrong_with(
    "import ast\nclass Drop(ast.NodeTransformer):\n"
    "    def visit_Expr(self, node): return None\n    def visit_Assert(self, node): return None\n"
    "get_ipython().ast_transformers.append(Drop())",
    may_cost=EVERYTHING,
)
