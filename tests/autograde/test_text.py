"""A notebook is written as nbformat writes it, to the last byte."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import nbformat
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output, writes

from nablabook.autograde.text import as_text

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("path", sorted(ROOT.glob("source/*/*.ipynb")), ids=lambda path: path.stem)
def test_every_notebook_of_the_course(path: Path) -> None:
    notebook = nbformat.read(path, as_version=4)
    assert as_text(notebook) == writes(notebook)
    assert as_text(notebook) == writes(notebook)  # what was kept is the same


def test_outputs_of_all_kinds() -> None:
    outputs = [
        new_output("stream", text='one\ntwo\n\n ],\n "metadata": {}\n'),
        new_output(
            "display_data", {"image/png": "iVBOR\nw0KG==\n", "text/html": "<b>∇</b>\u2028", "application/json": {}}
        ),
        new_output("execute_result", {"text/plain": "", "application/json": {"b": [1.5, None], "a": "x\ny"}}),
        new_output("error", ename="E", evalue="", traceback=["", "é\x1b[0m"]),
    ]
    outputs[2].execution_count = 3
    cells = [
        new_code_cell("a = 1\nb", outputs=outputs, metadata={"z": 1, "a": {"q": []}, "trusted": True}),
        new_markdown_cell("", attachments={"p.png": {"image/png": "AA\nBB"}}),
        new_markdown_cell('",\n ],\n'),
    ]
    for some in (cells, cells[:1], []):
        notebook = new_notebook(cells=some, metadata={"zeta": 1, "alpha": ["x"], "orig_nbformat": 4})
        assert as_text(notebook) == writes(notebook)


@pytest.mark.parametrize("odd", [10**30, "\ud83d", [[[]]] * 3, {"1": 1.0, "2": True, "3": 1}], ids=str)
def test_metadata_of_all_kinds(odd: object) -> None:
    notebook = new_notebook(cells=[new_code_cell("1", metadata={"odd": odd, "much": [10**30]})])
    assert as_text(notebook) == writes(notebook)
    notebook.cells[0].metadata = from_dict({"odd": odd})
    assert as_text(notebook) == writes(notebook)


def test_deep_metadata() -> None:
    deep: object = 1
    for _ in range(150):
        deep = from_dict({"": [deep]})
    notebook = new_notebook(cells=[new_code_cell("1", metadata={"deep": deep})])
    assert as_text(notebook) == writes(notebook)


def test_a_key_that_sorts_before_the_cells() -> None:
    notebook = new_notebook(cells=[new_code_cell("1")])
    notebook["a"] = 1
    assert as_text(notebook) == writes(notebook)


def test_a_cell_that_was_written_and_is_changed_is_written_anew() -> None:
    notebook = new_notebook(cells=[new_code_cell("1")])
    as_text(notebook)
    notebook.cells[0].source = "2"
    assert as_text(notebook) == writes(notebook)


def no_outputs(notebook: NotebookNode) -> None:
    del notebook.cells[1]["outputs"]


def no_list(notebook: NotebookNode) -> None:
    notebook.cells = {}


def no_metadata(notebook: NotebookNode) -> None:
    notebook.metadata = []


def of_no_kind(notebook: NotebookNode) -> None:
    notebook.cells[0].cell_type = "poem"


@pytest.mark.parametrize("spoil", [no_outputs, no_list, no_metadata, of_no_kind])
def test_what_is_no_notebook_is_not_written(spoil: Callable[[NotebookNode], None]) -> None:
    notebook = new_notebook(cells=[new_markdown_cell("a"), new_code_cell("1")])
    as_text(notebook)
    spoil(notebook)
    for check in (nbformat.validate, as_text):
        with pytest.raises(nbformat.ValidationError):
            check(notebook)


def test_cells_of_an_old_notebook_have_no_ids() -> None:
    notebook = new_notebook(cells=[new_markdown_cell("a"), new_markdown_cell("a")])
    for cell in notebook.cells:
        del cell["id"]
    notebook.nbformat_minor = 4
    assert as_text(notebook) == writes(notebook)
    notebook.nbformat_minor = 5
    with pytest.warns(nbformat.warnings.MissingIDFieldWarning):
        text = as_text(notebook)
    ids = {cell["id"] for cell in json.loads(text)["cells"]}
    assert len(ids) == 2, "each is given its own"


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.text(), st.dictionaries(st.text(max_size=5), anything, max_size=3)), max_size=4))
def test_any_text_and_metadata(parts: list) -> None:
    cells = [new_markdown_cell(source) for source, _ in parts]
    for cell, (_, metadata) in zip(cells, parts, strict=True):
        cell.metadata = from_dict(metadata)
    notebook: NotebookNode = new_notebook(cells=cells)
    assert as_text(notebook) == writes(notebook)
