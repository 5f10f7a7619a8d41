"""How fast a class is graded: `python -m benchmarks.speed`."""
