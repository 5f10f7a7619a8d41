"""Nablabook: a workbook on the gradients of neural networks, and the grader that marks it."""

__version__ = "0.1.0"
