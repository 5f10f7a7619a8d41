"""Python's collections of garbage, kept away from what stays.

Imports make much that stays, and each collection in between looks at all of it: with torch they take a third of the
time. Later they would look at it again and again, and in a fork copy its pages by that.
"""

from __future__ import annotations

import gc


def put_off() -> None:
    """No collection from here on, until `settle`."""
    gc.disable()


def settle() -> None:
    """What is there now stays, and no collection looks at it; what comes later is collected as ever."""
    gc.freeze()
    gc.enable()
