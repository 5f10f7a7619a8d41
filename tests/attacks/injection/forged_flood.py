"""A student's process answers its driver with 40 MB of outputs, past its own recorder that would have cut them off.

The graded notebook stays small, and no other answer loses its points.
"""

from ..bank import TOP, right_with

ATTACK = right_with(
    "get_ipython().recorder.outputs += [\n"
    "    {'output_type': 'stream', 'name': 'stdout', 'text': 'x' * 20_000_000},\n"
    "    {'output_type': 'display_data', 'data': {'image/png': 'A' * 20_000_000}, 'metadata': {}}]",
    may_cost=frozenset({TOP}),
)
