"""A student's cell reads a module that lies in a folder of the grader's PYTHONPATH.

Nothing of it is told: a student has the libraries of the course, not those of the account that grades.
"""

from ..bank import snoop

ATTACK = snoop("tell_file('@LIBRARY@/bank_library.py')", stopped_by="confinement")
