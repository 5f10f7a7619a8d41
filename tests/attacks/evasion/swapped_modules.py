"""A student hands in a wrong answer, and swaps modules in sys.modules, so that later imports get others.

The wrong answer earns nothing.
"""

from ..bank import wrong_with

ATTACK = wrong_with(
    "import sys, types\nfake = types.ModuleType('fake')\nfake.__getattr__ = lambda name: lambda *a, **k: None\n"
    "for name in list(sys.modules):\n    if name.startswith(('nablabook.checks.examine', 'torch')):\n"
    "        sys.modules[name] = fake\n"
    "import builtins\nreal = builtins.__import__\n"
    "builtins.__import__ = lambda name, *a: fake if name.startswith('nablabook') else real(name, *a)"
)
