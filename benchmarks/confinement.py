"""What the sandbox costs: milliseconds from asking for a notebook's process to having it, and to its being gone."""

from __future__ import annotations

import statistics
import tempfile
import time

from nablabook.grading.confine import probe
from nablabook.grading.processes import Zygote
from nablabook.grading.starting import Program

RUNS = 51


def main() -> None:
    for confined in (False, True):
        began = time.perf_counter()
        zygote = Program("student", confined=confined)
        try:
            zygote.wait_until_ready()
            ready = time.perf_counter()
            if confined:
                probe.insist(zygote)
            probed = time.perf_counter()
            births, ends = zip(*(once(zygote) for _ in range(RUNS)), strict=True)
        finally:
            zygote.close()
        print(
            f"{zygote.route}: warm in {ready - began:.2f} s, probe {probed - ready:.2f} s; a notebook's process "
            f"{1000 * statistics.median(births):.1f} ms to start, {1000 * statistics.median(ends):.1f} ms to end "
            f"(medians of {RUNS})"
        )


def once(zygote: Zygote) -> tuple[float, float]:
    with tempfile.TemporaryDirectory(prefix="nablabook-", ignore_cleanup_errors=True) as folder:
        began = time.perf_counter()
        fork = zygote.fork(folder)
        there = time.perf_counter()
        fork.end()
        return there - began, time.perf_counter() - there


if __name__ == "__main__":
    main()
