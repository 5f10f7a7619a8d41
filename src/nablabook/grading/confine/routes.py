"""Which way of confining this machine allows."""

from __future__ import annotations

import os
import sys

from nablabook.grading.confine.cage import Cage, CannotConfine

#: For the tests: take this way and no other. It has to stand the same probe.
FORCED = "NABLABOOK_ROUTE"


def start() -> Cage:
    """The strongest cage that starts here, started; raises `CannotConfine`."""
    if sys.platform != "linux":
        raise CannotConfine("the sandbox is made of parts of Linux, and this is another system")
    from nablabook.grading.confine.namespaces import Namespaces
    from nablabook.grading.confine.weaker import Landlocked

    ways: list[type[Cage]] = [Namespaces, Landlocked]
    forced = os.environ.get(FORCED)
    if forced:
        ways = [way for way in ways if way.__name__ == forced]
    failed = []
    for way in ways:
        cage = way()
        try:
            cage.start()
        except CannotConfine as error:
            failed.append(str(error))
            continue
        cage.passed_over = failed
        return cage
    raise CannotConfine("; ".join(failed) or f"no way is called {forced}")
