"""Grading: the student's code and the tests run in processes of their own.

    driver (nbgrader's process)
      |-- student zygote -- fork a notebook: runs the student's cells -- fork a graded cell: answers the judge
      '-- judge zygote   -- fork a notebook: runs our locked cells and the tests, with torch

Student and judge share one socket pair for each graded cell, and nothing else.
"""
