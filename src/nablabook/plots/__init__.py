"""The figures of the lessons: one look, words for those who can't see it, fit for light and dark pages."""

from nablabook.plots.showing import show
from nablabook.plots.waiting import needs

__all__ = ["needs", "show"]
