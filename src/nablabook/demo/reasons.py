"""Why a graded cell earned less than it could, in one line: what the student's feedback page says, shortened."""

from __future__ import annotations

from nablabook.feedback.page import Section
from nablabook.feedback.verdicts import CAUSE, Said


def why(section: Section) -> str:
    """What is told of a section of the feedback page, with the error of the student's own cell where there is one."""
    verdict = section.verdict
    if verdict is None:
        return ""
    told = [verdict.note, *map(_sentence, verdict.said)]
    stopped = [work.mishap for work in section.works if work.mishap]
    told += [f"{mishap.name}: {mishap.message}" if mishap.message else f"{mishap.name}." for mishap in stopped]
    return " ".join(" ".join(told).split())


def _sentence(said: Said) -> str:
    text = f"{said.of}: {said.lead}" if said.of else said.lead
    return f"{text}{CAUSE}{said.cause}" if said.cause else text
