"""Does the microscope show a student's Jacobian as it is, and say in words what is wrong with it?"""

from __future__ import annotations

import numpy as np
import pytest
import torch

from nablabook.checks.dress import Undressed
from nablabook.plots.microscope import BLACK, FEW, RINGED, SCALE, WIDEST, Panel, microscope, short
from nablabook.plots.sheet import Sheet, extent

Z = np.array([-1.5, 0.5, 0.0, 2.0, -0.25])
RIGHT = np.diag((Z > 0).astype(float))
W = torch.tensor(np.arange(15.0).reshape(3, 5) - 7)
RELU = {"of": torch.relu, "at": Z, "names": ("relu(z)", "z")}
LINEAR = {"of": lambda x: x @ W + 1, "at": np.ones(3), "names": ("x @ W + b", "x")}


def squared_error(y_hat, y):
    return ((y_hat - y) ** 2).sum()


def with_one(a):
    return torch.cat([a, torch.ones(1, dtype=a.dtype)])


def panels(figure) -> tuple[Panel, ...]:
    return figure.content.panels


def drawn(figure) -> Sheet:
    figure.finish()
    (sheet,) = (artist for artist in figure.artists if isinstance(artist, Sheet))
    return sheet


def rings(panel: Panel) -> set[tuple[int, int]]:
    """The entries that are ringed, as (row, column)."""
    return set(panel.ringed)


def numbers(panel: Panel) -> list[str]:
    return list(panel.labels)


def indices(panel: Panel) -> np.ndarray:
    """The colour of each entry, as its number in the scale."""
    return np.frombuffer(panel.colours, np.int16).reshape(panel.sizes)


def test_where_all_is_right_nothing_is_ringed() -> None:
    figure, words = microscope(RIGHT, **RELU)
    yours, torchs, off = panels(figure)
    assert [panel.title for panel in (yours, torchs, off)] == ["yours", "torch's", "yours − torch's"]
    for ax, array in ((yours, RIGHT), (torchs, RIGHT), (off, 0 * RIGHT)):
        assert rings(ax) == set()
        assert numbers(ax) == [short(v) for v in array.ravel()]
    assert "All 25 entries agree: none is ringed." in words


def test_the_axes_are_named_in_the_layout() -> None:
    figure, words = microscope(W.numpy().T, **LINEAR)
    first = panels(figure)[0]
    assert first.names.rows == "out i: x @ W + b"
    assert first.names.columns == "in j: x"
    assert first.sizes == (5, 3)
    assert "Rows are out i, x @ W + b; columns are in j, x." in words


def test_a_wrong_entry_is_ringed_and_told() -> None:
    figure, words = microscope(np.diag((Z >= 0).astype(float)), **RELU)
    yours, torchs, off = panels(figure)
    assert rings(yours) == rings(off) == {(2, 2)}
    assert rings(torchs) == set()
    assert "1 of 25 entries is wrong, ringed: [2, 2] is 1 where torch has 0." in words


def test_a_difference_below_the_tolerance_is_none() -> None:
    figure, words = microscope(RIGHT + 1e-12, **RELU)
    assert set(numbers(panels(figure)[2])) == {"0"}
    assert "All 25 entries agree" in words
    slopes = torch.sigmoid(torch.tensor(Z)) * (1 - torch.sigmoid(torch.tensor(Z)))
    _, words = microscope(np.diag(slopes.numpy()).astype(np.float32), of=torch.sigmoid, at=Z)
    assert "All 25 entries agree" in words


def test_one_scale_of_colours_is_centred_at_0() -> None:
    figure, _ = microscope(-3 * RIGHT, **RELU)
    assert figure.content.ends == ("−4", "4")
    yours, torchs, off = (np.diag(indices(panel)) for panel in panels(figure))
    assert set(yours) == {SCALE.N // 2, int(SCALE.N / 8)}  # 0 and -3 of 4
    assert set(torchs) == {SCALE.N // 2, int(SCALE.N * 5 / 8)}
    assert set(off) == {SCALE.N // 2, 0}
    assert SCALE(0.5)[3] == pytest.approx(0, abs=0.02)  # 0 is the page itself
    (blue, orange) = SCALE(0.0), SCALE(1.0)
    assert blue[2] > blue[0]
    assert orange[0] > orange[2]


def luminance(colour) -> float:
    light = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour[:3]]
    return 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2]


def turned_round(colour) -> np.ndarray:
    """What `invert(1) hue-rotate(180deg)` makes of a colour, as CSS's Filter Effects define the two."""
    grey, own = np.full((3, 3), 1.0) * [0.213, 0.715, 0.072], np.eye(3)
    return np.clip((2 * grey - own) @ (1 - np.array(colour[:3])), 0, 1)


def test_the_smallest_numbers_can_be_told_from_0_on_a_white_page_and_on_a_dark_one() -> None:
    figure, _ = microscope(np.diag([1.0, 1e-5, -1e-5, 0.0, 0.1]), **RELU)
    colours = SCALE(np.diag(indices(panels(figure)[0])))
    assert colours[3][3] == 0
    for colour in colours[[1, 2, 4]]:
        assert colour[3] == 1
        assert 1.05 / (luminance(colour) + 0.05) >= 1.5
        page = luminance([0x11 / 255] * 3)  # JupyterLab's dark one
        assert (luminance(turned_round(colour)) + 0.05) / (page + 0.05) >= 1.5


def test_black_numbers_can_be_read_on_every_colour() -> None:
    worst = min(luminance([a * c + 1 - a for c in rgb]) for *rgb, a in SCALE(np.linspace(0, 1, 65)))
    assert (worst + 0.05) / 0.05 >= 4.5


@pytest.mark.parametrize("size", [1, 5, 8])
def test_every_wrong_entry_of_a_small_array_is_ringed_and_six_are_told(size: int) -> None:
    z = np.linspace(-1, 1, size)
    figure, words = microscope(np.full((size, size), 7.0), of=torch.sigmoid, at=z)
    assert len(rings(panels(figure)[0])) == size * size
    assert words.count("is 7 where") == min(size * size, 6)
    if size * size > 6:
        assert f"and {size * size - 6} more." in words


def test_a_large_array_has_no_numbers_and_few_rings() -> None:
    a = np.ones(13)
    right = np.eye(14, 13)
    figure, _ = microscope(right, of=with_one, at=a)
    assert len(a) > FEW
    assert all(numbers(ax) == [] for ax in panels(figure))
    right[3, 7] = 2
    figure, words = microscope(right, of=with_one, at=a)
    assert rings(panels(figure)[0]) == {(3, 7)}
    assert "[3, 7] is 2 where torch has 0" in words
    figure, words = microscope(right[::-1], of=with_one, at=a)
    assert rings(panels(figure)[0]) == set()
    assert "too many to ring" in words
    assert RINGED < 27


@pytest.mark.parametrize(
    ("yours", "says"),
    [
        (np.ones(5), "your Jacobian, shape (5,), and torch's, shape (5, 5)"),
        (np.eye(4), "your Jacobian, shape (4, 4), and torch's, shape (5, 5)"),
        (np.ones((2, 5, 5)), "your Jacobian, shape (2, 5, 5), and torch's, shape (5, 5)"),
        (1.0, "your Jacobian, one number, and torch's, shape (5, 5)"),
    ],
)
def test_another_shape_is_shown_as_it_is_and_told(yours, says: str) -> None:
    figure, words = microscope(yours, **RELU)
    assert says in words
    assert "cannot be compared" in words
    assert "Turned round" not in words
    left = panels(figure)[0]
    assert np.prod(left.sizes) == np.size(yours)
    assert "out i" not in left.names.rows  # what its axes mean is not known
    assert panels(figure)[1].names.rows == "out i: relu(z)"
    assert len(panels(figure)) == 2
    assert any("cannot be compared" in said.words for said in drawn(figure).said)


def test_a_transpose_of_another_shape_is_told() -> None:
    _, words = microscope(W.numpy(), **LINEAR)
    assert "Turned round, yours would be torch's." in words


def test_what_is_no_number_is_shown_and_ringed() -> None:
    wrong = RIGHT.copy()
    wrong[0, 0], wrong[1, 2] = np.nan, -np.inf
    figure, words = microscope(wrong, **RELU)
    assert rings(panels(figure)[0]) == {(0, 0), (1, 2)}
    assert "NaN" in numbers(panels(figure)[0])
    assert "−∞" in numbers(panels(figure)[0])
    assert indices(panels(figure)[0])[0, 0] == indices(panels(figure)[0])[1, 2] == -1
    assert figure.content.ends[1] == "1"
    assert "[0, 0] is NaN where torch has 0; [1, 2] is −inf where torch has 0" in words
    assert drawn(microscope(wrong * np.nan, **RELU)[0]).areas


def test_the_gradient_of_one_number_is_one_row() -> None:
    at = (np.array([1.0, -1.0, 0.5]), np.zeros(3))
    figure, words = microscope(at[0], of=squared_error, at=at, names=("‖ŷ − y‖²", "ŷ"))
    left = panels(figure)[0]
    assert left.sizes == (1, 3)
    assert left.names.rows == "out: ‖ŷ − y‖²"
    assert rings(left) == {(0, 0), (0, 1), (0, 2)}
    assert "your gradient" in words
    assert "[1] is −1 where torch has −2" in words


def test_the_gradient_by_a_matrix_has_its_shape() -> None:
    Y = np.arange(15.0).reshape(5, 3)
    figure, words = microscope(2 * Y, of=squared_error, at=(Y, 0 * Y), names=("the error", "Ŷ"))
    assert panels(figure)[0].names.columns == "column of Ŷ"
    assert "All 15 entries agree" in words
    assert "Rows and columns are those of Ŷ." in words


def test_it_differentiates_by_the_argument_that_is_named() -> None:
    at = (np.zeros(3), np.array([1.0, -1.0, 0.5]))
    assert "agree" in microscope(2 * at[1], of=squared_error, at=at, wrt="y")[1]


@pytest.mark.parametrize("yours", [None, ..., "eye", np.zeros((0, 5)), RIGHT > 0])
def test_what_is_no_array_of_numbers_is_refused(yours) -> None:
    with pytest.raises((Undressed, ValueError)):
        microscope(yours, **RELU)


@pytest.mark.parametrize(
    ("yours", "options"),
    [
        (RIGHT + 1, RELU),
        (np.ones(5), RELU),
        (W.numpy().T, LINEAR),
        (np.ones(3), {"of": squared_error, "at": (np.ones(3), np.zeros(3)), "names": ("‖ŷ − y‖²", "ŷ")}),
        (-0.25 * np.ones((5, 5)), RELU),
        (np.eye(8), {"of": torch.sigmoid, "at": np.ones(8), "names": ("sigmoid(z)", "z")}),
    ],
)
def test_nothing_is_cut_off_and_no_number_leaves_its_cell(yours, options) -> None:
    figure, _ = microscope(yours, **options)
    sheet = drawn(figure)
    boxes = {said: extent(said, 160) for said in sheet.said if said.words}
    for said, (left, right, bottom, top) in boxes.items():
        assert 0 <= left < right <= WIDEST * 160, said
        assert 0 <= bottom < top <= figure.get_figheight() * 160, said
    for k, said in enumerate(boxes):
        for other in list(boxes)[:k]:
            assert not overlap(boxes[said], boxes[other]), (said, other)
    for (_, area), panel in zip(sheet.areas, panels(figure), strict=False):
        within = [box for said, box in boxes.items() if area[0] < said.x < area[1] and area[2] < said.y < area[3]]
        assert len(within) == len(panel.labels)
        # A ring leaves that much.
        assert all(right - left <= 0.9 * 160 * (area[1] - area[0]) / panel.sizes[1] for left, right, *_ in within)


def test_what_is_drawn_is_the_content() -> None:
    wrong = np.diag((Z >= 0).astype(float))
    wrong[0, 4] = np.nan
    figure, _ = microscope(wrong, **RELU)
    sheet = drawn(figure)
    *areas, _ = sheet.areas
    assert len(areas) == 3
    middles = [line.path.get_extents().get_points().mean(axis=0) for line in sheet.lines if line.color == BLACK]
    for (colours, (left, right, bottom, top)), panel in zip(areas, panels(figure), strict=True):
        cell = (right - left) / 5
        assert cell == pytest.approx((top - bottom) / 5)
        for (i, j), place in np.ndenumerate(indices(panel)):
            assert tuple(colours[i, j]) == (SCALE(place, bytes=True) if place >= 0 else (0, 0, 0, 0))
            (said,) = [
                said.words
                for said in sheet.said
                if np.allclose((said.x, said.y), (left + (j + 0.5) * cell, top - (i + 0.5) * cell))
            ]
            assert said == panel.labels[5 * i + j]
        ringed = {(int((top - y) // cell), int((x - left) // cell)) for x, y in middles if left < x < right}
        assert ringed == rings(panel)


def test_arrays_that_look_the_same_have_one_content_and_others_have_not() -> None:
    slopes = np.diag((torch.sigmoid(torch.tensor(Z)) * (1 - torch.sigmoid(torch.tensor(Z)))).numpy())
    options = {"of": torch.sigmoid, "at": Z}
    contents = [microscope(slopes * (1 + off), **options)[0].content for off in (0, 1e-15, 0.1, 1e-4)]
    assert contents[0] == contents[1]
    assert len(set(contents)) == 3
    assert contents[3].panels[0].ringed  # nobody sees it in the colour, but it is wrong


def overlap(one, other) -> bool:
    across, down = (min(one[k + 1], other[k + 1]) - max(one[k], other[k]) for k in (0, 2))
    return across > 0 < down


@pytest.mark.parametrize(
    ("value", "said"),
    [(0.0, "0"), (-0.25, "−0.25"), (1.0, "1"), (0.105, "0.1"), (-123.4, "−123"), (1e-5, "1e−5"), (2e7, "2e7")],
)
def test_numbers_are_short(value: float, said: str) -> None:
    assert short(value) == said
