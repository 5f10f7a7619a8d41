"""A student's cell writes torch.py and the like into the folder that it runs in, where the judge may look.

The judge imports none of them.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "for name in ('torch', 'scipy', 'numpy', 'sympy', 'nablabook', 'unittest', 'pprint', 'fractions', 'IPython'):\n"
    "    with open(name + '.py', 'w') as file:\n"
    "        file.write(\"import os\\nos.system('touch @HOME@/@MARK@')\\n\")\n"
    "with open('matplotlibrc', 'w') as file: file.write('backend: module://nothing\\n')"
)
