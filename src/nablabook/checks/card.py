"""The card: how a finding is shown."""

from __future__ import annotations

from nablabook.checks.finding import Finding


def text(finding: Finding) -> str:
    """The card in plain text."""
    return f"{finding.state.value} · {finding.line}"


def show(finding: Finding) -> None:
    """Show the card where the check was called."""
    print(text(finding))
