"""What a further submission costs in small classes and in large ones; writes docs/performance.md.

    python -m benchmarks.speed.sizes [--notebook NAME] [--size 10 --size 100 --size 1000] [--rounds 3]

The start is in the smallest class, with what the first submissions cost beside it. From there on a further submission
takes what the next class takes longer, by what it has more.
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from benchmarks.speed.classes import KINDS, course, longest
from benchmarks.speed.page import about, put, spread
from benchmarks.speed.timing import Graded, grade
from nablabook.tools import put_on_path

#: The classes of one kind: by their size, round by round.
Rounds = dict[int, list[Graded]]


@click.command(help=__doc__)
@click.option("--notebook", help="The longest, unless another is named.")
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, default=list(KINDS), show_default=True)
@click.option("--size", "sizes", multiple=True, type=int, default=(10, 100, 1000), show_default=True)
@click.option("--rounds", default=3, show_default=True)
@click.option("--write/--no-write", default=False, help="Write docs/performance.md.")
def main(notebook: str | None, kinds: tuple[str, ...], sizes: tuple[int, ...], rounds: int, write: bool) -> None:
    put_on_path()
    console = Console()
    name, sizes = notebook or longest(), tuple(sorted(set(sizes)))
    graded: dict[str, Rounds] = {kind: {size: [] for size in sizes} for kind in kinds}
    with tempfile.TemporaryDirectory(prefix="nablabook-sizes-") as folder:
        for number, kind, size in itertools.product(range(1, rounds + 1), kinds, sizes):
            graded[kind][size].append(one(Path(folder), name, kind, size))
            console.print(f"round {number}, {kind}, {size}: {graded[kind][size][-1].seconds:.1f} s")
    text = "\n".join(lines(name, rounds, graded))
    console.print(Markdown(text))
    if write:
        put("sizes", text)


def one(folder: Path, name: str, kind: str, size: int) -> Graded:
    """A class graded by ours."""
    students = list(itertools.islice(KINDS[kind](name), size))
    root = course(folder / f"{kind}-{size}", name, students, stock=False)
    graded = grade(root, name, stock=False)
    shutil.rmtree(root)
    return graded


def further(few: Sequence[Graded], more: Sequence[Graded]) -> list[float]:
    """Seconds of each submission that one class has more than the other, round by round."""
    pairs = zip(few, more, strict=True)
    return [(b.seconds - a.seconds) / (b.submissions - a.submissions) for a, b in pairs]


def lines(name: str, rounds: int, graded: dict[str, Rounds]) -> Iterator[str]:
    """The figures, as the page has them."""
    yield (
        f"{about(name)} Medians of {rounds} rounds, the least and the most in brackets. "
        f"`python -m benchmarks.speed.sizes --rounds {rounds}` prints it.\n"
    )
    yield "| class | submissions | s in all | s a submission | s each further submission | most memory, MB |"
    yield "|---|--:|--:|--:|--:|--:|"
    for kind, by_size in graded.items():
        before: list[Graded] = []
        for size, classes in by_size.items():
            seconds = statistics.median(each.seconds for each in classes)
            each = spread(further(before, classes), 3) if before else ""
            memory = max(each.memory for each in classes)
            yield f"| {kind} | {size} | {seconds:.1f} | {seconds / size:.3f} | {each} | {memory:.0f} |"
            before = classes


if __name__ == "__main__":
    main()
