"""A student's cell puts things into its recorded outputs that no notebook may hold: numbers, nests, missing parts.

They are put right or left out; all points stay, and the notebook can be read.
"""

from ..bank import right_with

ATTACK = right_with(
    "out = get_ipython().recorder.outputs\nnest = []\nfor _ in range(200): nest = [nest]\n"
    "out += [5, None, 'text', {}, {'output_type': 'evil'}, {'output_type': 'stream'}, {'output_type': 'error'},\n"
    "        {'output_type': 'stream', 'name': 'stdout', 'text': {'a': 1}}, {'output_type': 'display_data'},\n"
    "        {'output_type': 'display_data', 'data': 5, 'metadata': []}, {'output_type': ['stream']},\n"
    "        {'output_type': 'execute_result', 'data': {'text/plain': nest}, 'metadata': {}},\n"
    "        {'output_type': 'error', 'ename': 5, 'evalue': None, 'traceback': 'no list'}, {1: 2}, nest]"
)
