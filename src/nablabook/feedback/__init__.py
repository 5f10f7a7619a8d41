"""The feedback page: what a student gets back, one HTML file a notebook that needs nothing from elsewhere.

nbgrader_config.py names the two classes, and nbgrader's `generate_feedback` and the Formgrader's button then use them.
"""

from nablabook.feedback.exporter import FeedbackExporter
from nablabook.feedback.gradebook import ReadGrades

__all__ = ["FeedbackExporter", "ReadGrades"]
