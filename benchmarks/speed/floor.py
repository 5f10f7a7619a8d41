"""What the cells themselves cost, in one warm process, without isolation and without anything around them.

python -m benchmarks.speed.floor NOTEBOOK KIND COUNT
"""

from __future__ import annotations

import itertools
import os
import statistics
import subprocess
import sys
import time

import click
import nbformat

from benchmarks.speed.classes import KINDS, ROOT, Answers


def apart(name: str, kind: str, count: int) -> float:
    """Seconds of processor time a submission, measured in a process whose libraries have one thread."""
    command = [sys.executable, "-m", __name__, name, kind, str(count)]
    environment = {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    if done.returncode:
        raise click.ClickException(f"the floor could not be measured: {done.stderr[-500:]}")
    return float(done.stdout.split()[-1])


def floor(name: str, students: list[Answers]) -> float:
    """Seconds of processor time that the cells of a submission take in one warm process: the mean of a few."""
    from nablabook.grading import warming
    from nablabook.grading.plan import grade_id
    from nablabook.grading.shell import Caps, make_shell

    source = nbformat.read(ROOT / "source" / name / f"{name}.ipynb", as_version=4)
    shell = make_shell()
    warming.judge()
    times = []
    for answers in students:
        reader, writer = os.pipe()
        if os.fork() == 0:
            before = time.process_time()
            for number, cell in enumerate(source.cells):
                if cell.cell_type == "code":
                    shell.run(answers.get(grade_id(cell), cell.source), Caps(), number)
            os.write(writer, str(time.process_time() - before).encode())
            os._exit(0)
        os.close(writer)
        with os.fdopen(reader) as pipe:
            times.append(float(pipe.read()))
        os.wait()
    return statistics.mean(times)


if __name__ == "__main__":
    notebook, kind, count = sys.argv[1], sys.argv[2], int(sys.argv[3])
    print(floor(notebook, list(itertools.islice(KINDS[kind](notebook), count))))
