"""A finding is shown as a card and raised, or kept until several have been asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from nablabook.checks.card import show
from nablabook.checks.finding import Finding, NotYet

_kept: ContextVar[list[Finding] | None] = ContextVar("kept", default=None)


def report(finding: Finding) -> None:
    """Show a finding's card, and raise it where it is no pass; inside `several`, keep it for the end.

    A hidden test that is passed has nothing to say.
    """
    kept = _kept.get()
    if kept is not None:
        kept.append(finding)
        return
    _show(finding)
    if finding.state.fails:
        raise NotYet(finding)


def _show(finding: Finding) -> None:
    if finding.state.fails or not finding.hidden:
        show(finding)


@contextmanager
def several() -> Iterator[None]:
    """Ask several things of one exercise without stopping at the first that fails:

        with check.several():
            check.values(relu, ...)
            check.jacobian(relu_jacobian, ...)

    Each finding has its card; the one exception at the end carries those that are no pass.
    """
    outer = _kept.get()
    findings: list[Finding] = []
    token = _kept.set(findings)
    try:
        yield
    finally:
        _kept.reset(token)
    if outer is not None:
        outer.extend(findings)
        return
    for finding in findings:
        _show(finding)
    failed = [finding for finding in findings if finding.state.fails]
    if failed:
        raise NotYet(*failed)
