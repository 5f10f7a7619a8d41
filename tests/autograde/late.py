"""A course's own rule for what is late."""

from nbgrader.plugins import BasePlugin


class HalfOff(BasePlugin):
    """Half of the score."""

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        return score / 2
