"""Can the benchmarks still drive what they measure?"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_floor_is_processor_time_of_the_cells(root: Path) -> None:
    command = [sys.executable, "-m", "benchmarks.speed.floor", "01_gradient_descent", "reference", "1"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert 0.001 < float(done.stdout.split()[-1]) < 60
