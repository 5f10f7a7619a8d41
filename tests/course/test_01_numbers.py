"""Is every number in the text of notebook 01 what it says it is?"""

from __future__ import annotations

import re

import numpy as np
import pytest
from matplotlib import colormaps

from nablabook.plots import landscapes

from .numbers import says, slopes, words


def J(theta):
    return theta[0] ** 3 - theta[1] ** 2 + 1


def J2(theta):
    return theta[0] ** 2 * theta[1]


def bowl(theta):
    return 0.5 * (theta[0] ** 2 + 4 * theta[1] ** 2)


def walk(f, start, rate, steps):
    """The path of gradient descent, by autograd."""
    path = [np.array(start, dtype=float)]
    for _ in range(steps):
        path.append(path[-1] - rate * slopes(f, path[-1]))
    return np.array(path)


@pytest.fixture(scope="module")
def text(root) -> str:
    return words(root, "01_gradient_descent")


def test_hints_of_the_gradient(text: str) -> None:
    says(
        text,
        "5·θ₁² + θ₂ the partial derivatives are 10·θ₁ and 1. At θ = (3, 4) its gradient is the array [30, 1]",
    )
    np.testing.assert_allclose(slopes(lambda t: 5 * t[0] ** 2 + t[1], [3, 4]), [30, 1])


def test_two_steps_and_their_hint(text: str) -> None:
    np.testing.assert_allclose(walk(J, [2, 1], 0.1, 2), [[2, 1], [0.8, 1.2], [0.608, 1.44]])
    says(
        text, "the gradient is [10, 1], so one step leads to (5 − 0.1·10, 3 − 0.1·1) = (4, 2.9)", "leads to (3.2, 2.8)"
    )
    path = walk(lambda t: t[0] ** 2 + t[1], [5, 3], 0.1, 2)
    np.testing.assert_allclose(path, [[5, 3], [4, 2.9], [3.2, 2.8]])
    np.testing.assert_allclose(slopes(lambda t: t[0] ** 2 + t[1], [4, 2.9]), [8, 1])


def test_the_steps_grow_in_theta_2_and_shrink_in_theta_1() -> None:
    moves = np.abs(np.diff(walk(J, [2, 1], 0.1, 2), axis=0))
    assert moves[1, 0] < moves[0, 0]
    assert moves[1, 1] > moves[0, 1]


def test_halving_path_of_the_hint(text: str) -> None:
    says(text, "From [8.0] with rate 0.25 each step halves θ, so three steps give the path [[8], [4], [2], [1]]")
    np.testing.assert_allclose(walk(lambda t: t[0] ** 2, [8.0], 0.25, 3), [[8], [4], [2], [1]])


def test_both_coordinates_at_once(text: str) -> None:
    says(text, "$(1.6, 0.6)$", "$(1.6, 0.744)$", "$(1.76, 0.6)$")
    np.testing.assert_allclose(walk(J2, [2, 1], 0.1, 1)[1], [1.6, 0.6])
    a, b = 2 - 0.1 * slopes(J2, [2, 1])[0], 1 - 0.1 * slopes(J2, [2, 1])[1]
    np.testing.assert_allclose([a, 1 - 0.1 * slopes(J2, [a, 1])[1]], [1.6, 0.744])
    np.testing.assert_allclose([2 - 0.1 * slopes(J2, [2, b])[0], b], [1.76, 0.6])
    says(text, "$7\\,\\theta_2$, and its slope is 7", "$\\theta_1^2 \\cdot 7$, and its slope is $2\\theta_1 \\cdot 7$")
    assert slopes(J2, [np.sqrt(7), 0.3])[1] == pytest.approx(7)
    assert slopes(J2, [1.3, 7])[0] == pytest.approx(2 * 1.3 * 7)
    says(text, "the step leads to [1.9, 0.8]. Moving θ₁ first would make it [1.9, 0.81]")
    np.testing.assert_allclose(walk(lambda t: t[0] * t[1], [2, 1], 0.1, 1)[1], [1.9, 0.8])
    assert 1 - 0.1 * 1.9 == pytest.approx(0.81)


def test_the_five_fates(text: str) -> None:
    with np.errstate(all="ignore"):
        creeping, resting, leaving, leaping, running = (
            walk(J, start, 0.1, 40) for start in [(1, 0), (0, 0), (1, 1), (4, 0), (-1, 0)]
        )
    assert (np.diff(creeping[:, 0]) < 0).all()
    assert (creeping[:, 0] > 0).all()
    assert (np.diff(np.abs(np.diff(creeping[:, 0]))) < 0).all()
    assert (resting == 0).all()
    assert (leaving[:, 0] > 0).all()
    assert (np.diff(leaving[:, 1], 2) > 0).all()
    says(text, "3·4² = 48, so the step is 4.8 long, more than the 4 that there were")
    np.testing.assert_allclose(leaping[1], [-0.8, 0])
    assert leaping[12, 0] < leaping[1, 0]
    says(text, "the step goes to −1.3")
    np.testing.assert_allclose(running[1], [-1.3, 0])
    assert np.isfinite(running[12]).all()
    assert (np.diff(np.abs(np.diff(running[:13, 0]))) > 0).all()
    says(text, "it leads to (0.7, 0). There the slope is only 3·0.49 = 1.47")
    np.testing.assert_allclose(creeping[1], [0.7, 0])
    assert slopes(J, [0.7, 0])[0] == pytest.approx(1.47)


def test_the_middle_is_neither_minimum_nor_maximum(text: str) -> None:
    says(text, "Compare $J(-0.5, 0) = 0.875$ and $J(0.5, 0) = 1.125$ with $J(0, 0) = 1$")
    assert (J([-0.5, 0]), J([0.5, 0]), J([0, 0])) == (0.875, 1.125, 1)
    assert J([-0.1, 0]) < J([0, 0]) < J([0.1, 0])
    assert J([0, 0.1]) < J([0, 0])


def test_far_up_and_down_it_is_low(text: str) -> None:
    says(text, "at $(0, \\pm 4)$ they come to $1 - 16 = -15$")
    assert J([0, 4]) == J([0, -4]) == 1 - 16 == -15


def test_the_lines_at_the_top_and_at_the_bottom_have_the_number_that_the_text_tells() -> None:
    ax = landscapes.paths(J, {"start": np.array([[1.0, 1.0]])}, (-4.5, 4.5, -4.5, 4.5)).axes[0]
    heights = [text.get_position()[1] for text in ax.texts if text.get_text() == "−15"]
    assert min(heights) < -3.5
    assert max(heights) > 3.5


def test_the_product_with_a_matrix_and_the_height_of_its_bowl(text: str) -> None:
    says(
        text,
        "3 & 1 \\\\ 1 & 2",
        "4 \\\\ 5",
        "3 \\cdot 4 + 1 \\cdot 5 \\\\ 1 \\cdot 4 + 2 \\cdot 5",
        "17 \\\\ 14",
        "$\\tfrac12 (4 \\cdot 17 + 5 \\cdot 14) = 69$",
    )
    A, theta = np.array([[3, 1], [1, 2]]), np.array([4, 5])
    np.testing.assert_array_equal(A @ theta, [17, 14])
    assert 0.5 * theta @ A @ theta == 69


def test_the_bowl_and_its_rates(text: str) -> None:
    ends = {rate: bowl(walk(bowl, [4, 1], rate, 12)[-1]) for rate in (0.05, 0.45, 0.52)}
    assert ends[0.05] > 1
    assert ends[0.52] > bowl([4, 1])
    says(text, "at 0.45 the flat one keeps 0.55, and the steep one $|1 - 0.45 \\cdot 4| = 0.8$")
    assert (1 - 0.45 * 1, abs(1 - 0.45 * 4)) == pytest.approx((0.55, 0.8))
    says(text, "At 0.4 both keep 0.6 in size, and no rate does better for both")
    keeps = {rate: max(abs(1 - rate * 1), abs(1 - rate * 4)) for rate in np.linspace(0.01, 0.5, 50)}
    assert min(keeps, key=keeps.get) == pytest.approx(0.4)
    assert min(keeps.values()) == pytest.approx(0.6)
    assert ends[0.45] < 0.05
    growing = np.abs(walk(bowl, [4, 1], 0.52, 12)[:, 1])
    assert (np.diff(growing) > 0).all()
    says(text, "$1 - 0.05 \\cdot 1 = 0.95$", "$1 - 0.05 \\cdot 4 = 0.8$")
    assert 1 - 0.05 * 1 == pytest.approx(0.95)
    assert 1 - 0.05 * 4 == pytest.approx(0.8)
    says(text, "At η = 0.4 it is −0.6 and the swings die out; at η = 0.6 it is −1.4")
    assert 1 - 0.4 * 4 == pytest.approx(-0.6)
    assert 1 - 0.6 * 4 == pytest.approx(-1.4)


def test_the_border_along_the_flat_direction(text: str) -> None:
    says(text, "along the flat direction alone there is another border (2, beyond this slider)")
    for rate, rests in ((1.99, True), (2.01, False)):
        assert (bowl(walk(bowl, [4, 0], rate, 2000)[-1]) < bowl([4, 0])) == rests


def test_the_valley_of_the_path(text: str) -> None:
    says(text, "$J = \\theta_1^2 + \\theta_2$")
    np.testing.assert_allclose(slopes(lambda t: t[0] ** 2 + t[1], [5, 3]), [2.0 * 5, 1.0])


def test_the_grid_of_the_map(text: str) -> None:
    says(text, '{"lr": [0.05, 0.2, 0.4, 0.45, 0.55], "steps": [1, 5, 20]}'.replace(": [", ": ["))
    losses = {(lr, n): bowl(walk(bowl, [4, 1], lr, n)[-1]) for lr in (0.05, 0.2, 0.4, 0.45, 0.55) for n in (1, 5, 20)}
    assert min(losses, key=losses.get) == (0.4, 20)
    assert losses[0.55, 1] < losses[0.55, 5] < losses[0.55, 20]
    says(text, "Three rates and four widths make twelve trainings", "seven trainings at most instead of twelve")


def test_one_setting_after_the_other_misses_the_best_of_the_check(text: str) -> None:
    def toy(rate: float, width: float) -> float:
        return np.nan if rate * width in (1, 8) else 1 + (rate * width - 4) ** 2 + (rate == 3)

    rows = [
        f"| **rate {rate}** | " + " | ".join(f"{toy(rate, width):g}" for width in (1, 2, 4)) + " |"
        for rate in (1, 3, 2)
    ]
    says(text, "| | width 1 | width 2 | width 4 |", *rows)
    says(
        text,
        "start at width 1. The best rate there is 3, with a loss of 3",
        "nan above it, 5 below it, 6 and 66 beside it",
    )
    assert (toy(2, 1), toy(3, 2), toy(3, 4)) == (5, 6, 66)
    assert np.isnan(toy(1, 1))
    assert np.isnan(toy(2, 4))
    assert np.nanargmin([toy(rate, 1) for rate in (1, 3, 2)]) == 1
    assert toy(3, 1) == 3
    neighbours = [toy(1, 1), toy(2, 1), toy(3, 2), toy(3, 4)]
    assert all(not loss <= 3 for loss in neighbours)
    says(
        text,
        "Both settings with a loss of 1 need rate and width to change at once. Started at width 2 or 4, the quick",
    )
    losses = {(rate, width): toy(rate, width) for rate in (1, 3, 2) for width in (1, 2, 4)}
    assert [setting for setting, loss in losses.items() if loss == np.nanmin(list(losses.values()))] == [
        (1, 4),
        (2, 2),
    ]

    def quickly(width: int) -> float:
        rate = min((1, 3, 2), key=lambda rate: np.nan_to_num(losses[rate, width], nan=np.inf))
        return np.nanmin([losses[rate, other] for other in (1, 2, 4)])

    assert [quickly(width) for width in (1, 2, 4)] == [3, 1, 1]


def test_the_points_are_those_that_the_opening_tells(text: str, course) -> None:
    cells = [cell for a in course if a.name == "01_gradient_descent" for room in a.rooms for cell in room.cells]
    says(text, "**50 points**, 7 of them for two short texts")
    assert sum(cell.points or 0 for cell in cells) == 50
    assert sum(cell.points for cell in cells if cell.role == "essay") == 7


def test_the_shade_of_the_map_goes_with_the_loss(text: str) -> None:
    """The smallest loss stands at one end of the colours, on light and on dark pages."""
    says(text, "the more the colour of another cell differs from the framed one's, the larger the loss there")
    lightness = [0.2126 * r + 0.7152 * g + 0.0722 * b for r, g, b, _ in colormaps["cividis"](np.linspace(0, 1, 20))]
    assert (np.diff(lightness) > 0).all()


def test_the_time_is_that_of_the_exercises(text: str) -> None:
    says(text, "**It takes** a good three hours")
    minutes = [int(number) for number in re.findall(r"^# \*(?:Easy|Medium|Hard) · (\d+) minutes", text, re.MULTILINE)]
    assert len(minutes) == 8
    assert 180 < sum(minutes) + 16 < 210, "with the opening and the closing"


#: What somebody might write in the place of a slope of θ₁³, and of −θ₂².
FIRST_SLOPES = {
    "the right one": lambda a: 3 * a**2,
    "the term": lambda a: a**3,
    "no factor": lambda a: a**2,
    "no exponent": lambda a: 3 * a,
    "the exponent kept": lambda a: 3 * a**3,
    "2 for 3": lambda a: 2 * a**2,
    "times 9": lambda a: 9 * a,
    "times 6": lambda a: 6 * a,
    "times 2": lambda a: 2 * a,
    "the factor squared": lambda a: (3 * a) ** 2,
    "twice differentiated": lambda a: 6 * a**2,
    "integrated": lambda a: a**4 / 4,
    "the exponent alone": lambda a: 3,
    "the constant kept": lambda a: 3 * a**2 + 1,
    "the sign": lambda a: -3 * a**2,
    "the coordinate": lambda a: a,
    "another power": lambda a: 3**a,
    "nothing": lambda a: 0,
}
SECOND_SLOPES = {
    "the right one": lambda b: -2 * b,
    "the term": lambda b: -(b**2),
    "the term without its sign": lambda b: b**2,
    "no sign": lambda b: 2 * b,
    "no factor": lambda b: -b,
    "neither": lambda b: b,
    "the exponent kept": lambda b: -2 * b**2,
    "the exponent kept, no sign": lambda b: 2 * b**2,
    "the size": lambda b: abs(b),
    "a cube": lambda b: -(b**3) / 3,
    "the factor alone": lambda b: -2,
    "the factor added": lambda b: b - 2,
    "the constant kept": lambda b: -2 * b + 1,
    "3 for 2": lambda b: -3 * b,
    "the factor squared": lambda b: (-2 * b) ** 2,
    "another power": lambda b: 2**b,
    "nothing": lambda b: 0,
}


def visible_point(root, room: str) -> np.ndarray:
    """The first point at which the check of a room asks."""
    master = (root / "course" / "01_gradient_descent" / room / "exercise.py").read_text(encoding="utf-8")
    check = master[master.index('role="check"') :]
    return np.array([float(number) for number in re.search(r"\[(-?[\d.]+), (-?[\d.]+)\]", check).groups()])


def test_no_wrong_slope_is_right_at_the_point_that_the_check_shows(root) -> None:
    a, b = visible_point(root, "10_gradient_J")
    assert slopes(J, [a, b]) == pytest.approx([3 * a**2, -2 * b])
    for slopes_there, x in ((FIRST_SLOPES, a), (SECOND_SLOPES, b)):
        right = slopes_there["the right one"](x)
        same = [name for name, slope in slopes_there.items() if slope(x) == pytest.approx(right)]
        assert same == ["the right one"]
    values = [slope(a) for slope in FIRST_SLOPES.values()]
    assert len({round(abs(value), 9) for value in values}) >= len(values) - 1, (
        "two mistakes look alike, but for a sign"
    )


def test_no_wrong_slope_of_the_product_is_right_at_the_point_that_the_check_shows(root) -> None:
    a, b = visible_point(root, "50_together")
    factors = {power: a ** power[0] * b ** power[1] for power in np.ndindex(4, 4)}
    products = [factor * value for factor in (-3, -2, -1, 1, 2, 3) for value in factors.values()]
    for right in slopes(J2, [a, b]):
        assert sum(product == pytest.approx(right) for product in products) == 1
    # The step on J, the landscape before, differs in both.
    assert (np.abs(slopes(J, [a, b]) - slopes(J2, [a, b])) > 1).all()


def test_the_bowl_of_the_check_tells_its_numbers_apart(root) -> None:
    master = (root / "course" / "01_gradient_descent" / "70_largest_rate" / "exercise.py").read_text(encoding="utf-8")
    A = np.array(eval(re.search(r"askew = np.array\((\[\[.*?\]\])\)", master, re.DOTALL)[1]))
    values = np.linalg.eigvalsh(A)
    assert A.shape == (3, 3)
    np.testing.assert_array_equal(A, A.T)
    assert values[0] > 0
    others = [
        *values[:-1],
        np.trace(A),
        np.trace(A) / 3,
        np.diag(A).max(),
        A.max(),
        np.linalg.det(A),
        np.linalg.norm(A),
    ]
    others += [np.abs(A).sum(axis=1).max(), A[0, 0], A.sum() / 3]
    assert min(abs(other - values[-1]) for other in others) > 0.1
    # `eig` sorts nothing: no place in its order holds the largest of both bowls.
    both = [np.linalg.eig(bowl)[0] for bowl in (A, np.diag([1.0, 4.0]))]
    for place in (0, 1, -1):
        assert not all(values[place] == max(values) for values in both)


def test_along_the_axes_of_the_picture_the_eigenvalues_are_those_of_the_text(text: str) -> None:
    says(text, "For the picture: along $\\theta_1$, $\\lambda = 1$; along $\\theta_2$, $\\lambda = 4$.")
    for direction, eigenvalue in (([1.0, 0.0], 1), ([0.0, 1.0], 4)):
        np.testing.assert_allclose(slopes(bowl, direction), eigenvalue * np.array(direction))


def test_the_second_grid_of_the_check_has_one_best_setting_inside_and_huge_ones_around() -> None:
    grid = {"depth": [2, 3, 4], "units": [16, 64, 32], "decay": [0.5, 0.25, 1]}
    losses = {
        (depth, units, decay): 1e20 * (5000 + 100 * abs(depth * units - 96) - 400 * (decay == 0.25))
        for depth in grid["depth"]
        for units in grid["units"]
        for decay in grid["decay"]
    }
    order = sorted(losses, key=losses.get)
    assert order[0] == (3, 32, 0.25)
    assert losses[order[0]] == 4.6e23 < losses[order[1]]
    assert order[0] not in (next(iter(losses)), list(losses)[-1])
