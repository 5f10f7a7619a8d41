"""Does an answer that works in place cross the wire, between the student's process and the judge's?"""

from __future__ import annotations

import pytest

from nablabook.grading.cells import Limits
from nablabook.grading.engine import Grader
from nablabook.grading.plan import grade_id

from .submissions import planned, scores, with_reference

CHECK = (
    "def move(params, grads, lr):\n    return {name: params[name] - lr * grads[name] for name in params}\n"
    "check.in_place(descent_step, like=move, at=({'w': np.array([1.0, 2.0])}, {'w': np.array([4.0, -2.0])}, 0.5))\n"
)
ANSWER = "def descent_step(theta, grad, lr):\n    for name in theta:\n        {}\n"


@pytest.mark.parametrize(
    ("body", "points"),
    [
        ("theta[name] -= lr * grad[name]", 5),
        ("theta[name][:] = theta[name] - lr * grad[name]", 5),
        ("theta[name] = theta[name] - lr * grad[name]", 0),
        ("param = theta[name] - lr * grad[name]", 0),
        ("theta[name] -= lr * grad[name]; grad[name] *= 0", 0),
    ],
)
def test_the_judge_sees_what_the_call_left_in_its_argument(body: str, points: int) -> None:
    notebook = planned(with_reference(_30_descent_step_answer=ANSWER.format(body)))
    notebook.cells = [cell for cell in notebook.cells if (grade_id(cell) or "")[:2] in ("00", "30")]
    next(cell for cell in notebook.cells if grade_id(cell) == "30_descent_step-check").source = CHECK
    grader = Grader()
    try:
        assert scores(grader.run(notebook, Limits(cell=5, notebook=60)))["30_descent_step-check"] == points
    finally:
        grader.close()
