"""What a class costs: stock `nbgrader autograde` and `nablabook autograde`, in turns; writes docs/performance.md.

    python -m benchmarks.speed [--notebook NAME] [--submissions 100] [--stock 6] [--rounds 3]

Stock takes seconds a submission, the hundredth as many as the first: it grades a few, and what its command takes with
nothing left to grade is spread over the whole class. Ours grades the whole class, its start-up included.
"""

from __future__ import annotations

import itertools
import shutil
import statistics
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import click
from rich.console import Console
from rich.markdown import Markdown

from benchmarks.speed import floor
from benchmarks.speed.classes import KINDS, course, longest
from benchmarks.speed.page import about, put, spread
from benchmarks.speed.timing import grade, scores
from nablabook.autograde.command import processors
from nablabook.tools import put_on_path


@dataclass
class Compared:
    """A class graded both ways, in turns."""

    kind: str
    #: Seconds a submission, round by round.
    stock: list[float] = field(default_factory=list)
    ours: list[float] = field(default_factory=list)
    #: Seconds of processor time that the cells alone take.
    floor: float = 0.0
    same: bool = True

    @property
    def faster(self) -> str:
        """How many times, the median of the rounds and the least and the most."""
        return spread([s / o for s, o in zip(self.stock, self.ours, strict=True)], 1)


@click.command(help=__doc__)
@click.option("--notebook", help="The longest, unless another is named.")
@click.option("--submissions", default=100, show_default=True)
@click.option("--kind", "kinds", type=click.Choice(list(KINDS)), multiple=True, default=list(KINDS), show_default=True)
@click.option("--stock", "few", default=6, show_default=True, help="Submissions that stock nbgrader grades.")
@click.option("--rounds", default=3, show_default=True)
@click.option("--write/--no-write", default=False, help="Write docs/performance.md.")
def main(
    notebook: str | None,
    submissions: int,
    kinds: tuple[str, ...],
    few: int,
    rounds: int,
    write: bool,
) -> None:
    put_on_path()
    console = Console()
    name = notebook or longest()
    with tempfile.TemporaryDirectory(prefix="nablabook-speed-") as made:
        folder = Path(made)
        compared = [compare(folder, name, kind, (submissions, few, rounds), console) for kind in kinds]
    text = "\n".join(lines(name, submissions, few, rounds, compared))
    console.print(Markdown(text))
    if write:
        put("comparison", text)
    if not all(each.same for each in compared):
        raise click.ClickException("the scores differ")


def compare(folder: Path, name: str, kind: str, counts: tuple[int, int, int], console: Console) -> Compared:
    """Grade a class both ways, in turns, and compare the scores of those that both have graded."""
    submissions, few, rounds = counts
    students = list(itertools.islice(KINDS[kind](name), submissions))
    found = Compared(kind)
    for number in range(1, rounds + 1):
        stock = course(folder / "stock", name, students[:few], stock=True)
        some, nothing = grade(stock, name, stock=True), grade(stock, name, stock=True)
        found.stock.append(some.each_of(submissions, start=nothing.seconds))
        ours = course(folder / "ours", name, students, stock=False)
        found.ours.append(grade(ours, name, stock=False).each)
        found.same = found.same and scores(stock, name, few) == scores(ours, name, few)
        console.print(
            f"{kind}, round {number}: stock {found.stock[-1]:.2f} s (and {nothing.seconds:.1f} s to start), "
            f"ours {found.ours[-1]:.3f} s a submission"
        )
        shutil.rmtree(stock)
        shutil.rmtree(ours)
    found.floor = floor.apart(name, kind, min(submissions, 8))
    return found


def lines(name: str, submissions: int, few: int, rounds: int, compared: list[Compared]) -> Iterator[str]:
    """The figures, as the page has them."""
    yield (
        f"{about(name)} Ours: {submissions} submissions, start-up included. "
        f"Stock: {few} of them, its start-up spread over all. Medians of {rounds} rounds in turns. "
        f"`python -m benchmarks.speed --stock {few} --rounds {rounds}` prints it.\n"
    )
    yield "| class | stock, s a submission | ours, s a submission | times faster | floor, s | ours / floor | scores |"
    yield "|---|--:|--:|--:|--:|--:|---|"
    for each in compared:
        stock, ours = statistics.median(each.stock), statistics.median(each.ours)
        same = "identical" if each.same else "DIFFERENT"
        # The floor is processor time on one core; ours has all of them.
        share = ours * processors() / each.floor
        yield (f"| {each.kind} | {stock:.2f} | {ours:.3f} | {each.faster} | {each.floor:.2f} | {share:.2f} | {same} |")


if __name__ == "__main__":
    main()
