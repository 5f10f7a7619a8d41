"""The workbook in a real JupyterLab, in a real browser."""

from __future__ import annotations

import re
import shutil
import sys

import nbformat
from playwright.sync_api import Locator, expect

FIRST = "01_gradient_descent/01_gradient_descent.ipynb"

RIGHT = """\
def gradient_J(theta):
    return np.array([3 * theta[0] ** 2, -2 * theta[1]])"""
SIGN_LOST = RIGHT.replace("-2", "2")


def test_a_right_answer_passes_and_a_wrong_one_is_told_its_cause(open_notebook):
    notebook = open_notebook(FIRST)
    notebook.run(notebook.cell("import numpy as np"))
    notebook.run(notebook.cell("def J(theta):"))
    answer, check = notebook.cell("def gradient_J"), notebook.cell("check.gradient(gradient_J")

    notebook.write(answer, RIGHT)
    assert notebook.source(answer) == RIGHT
    notebook.run(answer)
    shown = notebook.run(check)
    expect(shown).to_contain_text("Passed")

    notebook.write(answer, SIGN_LOST)
    assert notebook.source(answer) == SIGN_LOST
    notebook.run(answer)
    shown = notebook.run(check)
    expect(shown).to_contain_text("Not yet")
    expect(shown).to_contain_text("The sign of entry [1] is wrong.")
    expect(shown).not_to_contain_text("Passed")
    for trace in ("Traceback", "nablabook", "site-packages", "<frozen", "line "):
        expect(shown).not_to_contain_text(trace)


def test_the_kernel_is_the_python_that_has_the_course(open_notebook, lab):
    cell = nbformat.v4.new_code_cell("import sys, nablabook\nprint(sys.executable)")
    kernelspec = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}
    path = lab.root / "study" / "which.ipynb"
    nbformat.write(nbformat.v4.new_notebook(cells=[cell], metadata={"kernelspec": kernelspec}), path)

    notebook = open_notebook(path.name)
    expect(notebook.kernel_name).to_have_text("Python 3 (ipykernel)")
    shown = notebook.run(notebook.cell("import sys"))
    expect(shown).to_have_text(sys.executable)
    assert list(lab.api("kernelspecs")["kernelspecs"]) == ["python3"]


def test_a_locked_cell_keeps_its_text(open_notebook, lab):
    copy = lab.root / "study" / "locked.ipynb"
    shutil.copyfile(lab.root / "release" / FIRST, copy)
    notebook = open_notebook(copy.name)
    keyboard = notebook.page.keyboard

    # The same typing does change an answer: that a locked cell stays as it is means something.
    answer = notebook.cell("def gradient_J")
    notebook.write(answer, "changed = 1")
    assert notebook.source(answer) == "changed = 1"

    assert sign(answer) == "none"
    count = notebook.cells.count()
    for text in ("import numpy as np", "check.gradient(gradient_J"):
        locked = notebook.cell(text)
        assert sign(locked) == '"locked"'
        before = notebook.source(locked)
        notebook.write(locked, "changed = 1")
        assert notebook.source(locked) == before
        # Two d delete a cell that may be deleted.
        locked.locator(".jp-InputPrompt").click()
        keyboard.press("d")
        keyboard.press("d")
        assert notebook.source(locked) == before
    assert notebook.cells.count() == count

    statement = notebook.cells.first
    statement.locator(".jp-RenderedMarkdown").dblclick()
    expect(statement.locator(".jp-RenderedMarkdown")).to_be_visible()
    expect(statement.locator(".jp-InputArea-editor")).to_be_hidden()


def contrast(text: Locator) -> float:
    """Between the colour of a text and the ground that it stands on, as WCAG defines it."""
    colours = text.evaluate("""element => {
        const ground = element.closest('.jp-InputArea-editor');
        return [getComputedStyle(element).color, getComputedStyle(ground).backgroundColor];
    }""")

    def luminance(colour: str) -> float:
        parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    darker, lighter = sorted(map(luminance, colours))
    return (lighter + 0.05) / (darker + 0.05)


def sign(cell: Locator) -> str:
    """The word below a cell's number."""
    return cell.locator(".jp-InputPrompt").evaluate("prompt => getComputedStyle(prompt, '::after').content")


def test_the_lab_is_set_up_for_the_course(open_notebook, lab):
    notebook = open_notebook(FIRST)
    page = notebook.page
    # A plugin that misses another one says so in the console.
    assert notebook.errors == []
    # No news, no fonts, no formulas from elsewhere: the workbook works offline.
    here = lab.address.partition("/lab/")[0]
    assert [url for url in notebook.requests if not url.startswith((here, "data:", "blob:"))] == []
    # Nothing of the instructor's.
    expect(page.get_by_role("menuitem", name="File")).to_be_visible()
    expect(page.get_by_role("menuitem", name="Nbgrader")).to_have_count(0)
    # The theme is the system's.
    for scheme, light in (("dark", "false"), ("light", "true")):
        page.emulate_media(color_scheme=scheme)
        expect(page.locator("body")).to_have_attribute("data-jp-theme-light", light)
        comment = notebook.cell("import numpy as np").locator(".cm-line span").first
        assert contrast(comment) >= 4.5
