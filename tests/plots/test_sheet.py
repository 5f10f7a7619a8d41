"""Is a sheet drawn where it says, and as matplotlib's own artists would draw it?"""

from __future__ import annotations

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from nablabook.plots.sheet import Said, Sheet, extent, width

DOTS = 160


def pixels(sheet: Sheet | None = None, figure: Figure | None = None) -> np.ndarray:
    """The drawn figure, (rows, columns, 4), two inches square; its first row is the upper one."""
    figure = figure or Figure(figsize=(2, 2), dpi=DOTS, facecolor="none")
    if sheet is not None:
        figure.add_artist(sheet)
    canvas = FigureCanvasAgg(figure)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())


def test_an_area_has_its_colours_from_the_top() -> None:
    colours = np.zeros((2, 2, 4), np.uint8)
    colours[..., 3] = 255
    colours[0, 0] = 255, 0, 0, 255
    colours[1, 1] = 0, 0, 255, 255
    sheet = Sheet()
    sheet.areas.append((colours, (0.5, 1.5, 0.25, 1.25)))
    shown = pixels(sheet)
    top, left = round(0.75 * DOTS), round(0.5 * DOTS)
    assert not shown[:top, :, 3].any()
    assert not shown[:, :left, 3].any()
    within = shown[top : top + DOTS, left : left + DOTS]
    half = DOTS // 2
    for (i, j), _ in np.ndenumerate(np.zeros((2, 2))):
        assert (within[i * half : (i + 1) * half, j * half : (j + 1) * half] == colours[i, j]).all()


@pytest.mark.parametrize("words", ["−0.25", "out i: x @ W + b", "Ŷ", "yours − torch's"])
@pytest.mark.parametrize(
    "options", [{}, {"va": "center"}, {"ha": "right", "va": "center"}, {"ha": "right", "va": "center", "upward": True}]
)
def test_words_look_as_matplotlib_sets_them(words: str, options: dict) -> None:
    sheet, figure = Sheet(), Figure(figsize=(2, 2), dpi=DOTS, facecolor="none")
    sheet.say(1.5, 1, words, 12.5, "#595959", **options)
    turned = 90 * options.get("upward", False)
    others = {"ha": "center", **{name: value for name, value in options.items() if name != "upward"}}
    place = figure.dpi_scale_trans
    figure.text(1.5, 1, words, fontsize=12.5, color="#595959", transform=place, rotation=turned, **others)
    ours, theirs = (shown[..., 3].astype(float) for shown in (pixels(sheet), pixels(figure=figure)))
    for one, other in zip(np.nonzero(ours > 128), np.nonzero(theirs > 128), strict=False):
        assert (one.min(), one.max()) == pytest.approx((other.min(), other.max()), abs=3)  # dots
    assert ours.sum() == pytest.approx(theirs.sum(), rel=0.03)


@pytest.mark.parametrize("options", [{}, {"ha": "right", "va": "center"}, {"ha": "right", "upward": True}])
def test_an_extent_is_where_the_ink_is(options: dict) -> None:
    said = Said(1.5, 1, "Jacobian", 12.5, "black", **options)
    sheet = Sheet()
    sheet.said.append(said)
    rows, columns = np.nonzero(pixels(sheet)[..., 3])
    left, right, bottom, top = extent(said, DOTS)
    assert (columns.min(), columns.max() + 1) == pytest.approx((left, right), abs=1)
    assert (2 * DOTS - rows.max() - 1, 2 * DOTS - rows.min()) == pytest.approx((bottom, top), abs=1)


def test_lines_of_words_are_centred() -> None:
    sheet = Sheet()
    sheet.say(1, 1, "one\ntwo\nthree", 12, "black")
    assert [said.words for said in sheet.said] == ["one", "two", "three"]
    assert sheet.said[1].y == 1
    assert sheet.said[0].y - 1 == pytest.approx(1 - sheet.said[2].y)
    assert sheet.said[0].y > 1


def test_a_line_has_its_width_in_points() -> None:
    sheet = Sheet()
    sheet.line([(0.5, 1.0), (1.5, 1.0)], "#000000", 4.5)
    rows, columns = np.nonzero(pixels(sheet)[..., 3] > 128)
    assert rows.max() - rows.min() + 1 == pytest.approx(4.5 / 72 * DOTS, abs=1)
    assert columns.max() - columns.min() == pytest.approx(DOTS, abs=12)  # with its ends


def test_words_are_as_wide_as_they_are_drawn() -> None:
    left, right, *_ = extent(Said(1, 1, "−0.25", 12, "black"), DOTS)
    assert width("−0.25", 12) == pytest.approx((right - left) / DOTS)
    assert width("−0.25", 6) == pytest.approx(width("−0.25", 12) / 2, rel=0.1)
