"""Mistakes of notebook 05 that are named at once, at the visible check, and not in the feedback alone."""

from __future__ import annotations

from functools import cache

import pytest

from nablabook.build.master import read_course
from nablabook.build.variants import read_variants
from nablabook.proving.workbench import Workbench, tasks

from .test_rooms import ROOT


@cache
def workbench() -> Workbench:
    return Workbench(next(a for a in read_course(ROOT) if a.name == "05_jacobians"))


@pytest.mark.parametrize(
    ("answer", "mistake"),
    [
        ("sigmoid_jacobian", "input_for_output"),
        ("sigmoid_vjp", "input_for_output"),
        ("sigmoid_vjp", "the_value"),
        ("relu_vjp", "value_for_slope"),
        ("relu_vjp", "a_diagonal_matrix_from_the_right"),
        ("relu_vjp", "a_matrix_after_all"),
        ("relu_vjp", "a_product_that_broadcasts"),
        ("linear_jacobian", "reshaped"),
        ("linear_jacobian", "terms_of_the_sum"),
        ("linear_jacobian", "layout_guessed_from_the_shape"),
        ("linear_bias_gradient", "ones_for_the_units"),
        ("unbroadcast", "axes_of_size_1_alone"),
        ("unbroadcast", "axis_0_alone"),
        ("unbroadcast", "axes_kept_by_their_size"),
        ("unbroadcast", "axis_by_axis_kept_by_its_size"),
        ("unbroadcast", "axis_found_by_its_size"),
        ("unbroadcast", "reshaped_and_summed"),
        ("squared_error_gradient", "squares_left"),
        ("regression_gradients", "without_a_mask"),
        ("bce_gradient", "first_term_alone"),
        ("classification_gradients", "bce_turned_round"),
        ("append_one_jacobian", "square"),
        ("append_one_jacobian", "a_one_appended_to_the_matrix"),
        ("activation_gradient", "masked"),
    ],
)
def test_a_mistake_is_named_at_the_visible_check(answer: str, mistake: str) -> None:
    bench = workbench()
    task = next(t for t in tasks(bench.assignment) if t.names[0] == answer)
    found = [v for v in read_variants(task.room) if v.name == mistake and v.answer in task.names]
    verdict = bench.judge(task, found[0].as_answer(task.answer.source))
    assert verdict.visible is not None
    assert found[0].says in verdict.visible.cause
