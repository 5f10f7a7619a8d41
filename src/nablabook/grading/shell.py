"""An IPython shell without a kernel: it runs cells and keeps their outputs as a notebook does.

It is made once, in a zygote, and inherited by every fork: making one takes ten times as long as forking it.
"""

from __future__ import annotations

import builtins
import importlib
import os
import sys
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import ExecutionInfo, ExecutionResult, InteractiveShell
from traitlets import Any as AnyTrait
from traitlets import Type
from traitlets.config import Config

from nablabook.build.plain import ended, is_plain, is_tidied
from nablabook.grading.compiled import Compiler


@dataclass(frozen=True)
class Caps:
    """How much a cell may put out, in bytes."""

    text: int = 200_000
    pictures: int = 2_000_000


CUT = {
    "text": "The rest is cut off: a cell may not print more.\n",
    "pictures": "Pictures are left out: a cell may not show more.\n",
}


class Recorder:
    """The outputs of one cell, in nbformat's form, up to the caps; what is cut off is said in a line."""

    def __init__(self, caps: Caps | None = None) -> None:
        self.start(caps or Caps())

    def start(self, caps: Caps) -> None:
        self.outputs: list[dict] = []
        self._left = {"text": caps.text, "pictures": caps.pictures}
        self._told: set[str] = set()

    def stream(self, name: str, text: str) -> None:
        text = self._take("text", text)
        if not text:
            return
        last = self.outputs[-1] if self.outputs else {}
        if last.get("output_type") == "stream" and last["name"] == name:
            last["text"] += text
        else:
            self.outputs.append({"output_type": "stream", "name": name, "text": text})

    def display(self, kind: str, data: dict, metadata: dict, count: int | None = None) -> None:
        kept = {}
        for mime, value in data.items():
            picture = mime.startswith(("image/", "application/pdf")) or "base64," in str(value)[:9999]
            cap = "pictures" if picture else "text"
            size = len(value) if isinstance(value, str | bytes) else len(repr(value))
            if size <= self._left[cap]:
                self._left[cap] -= size
                kept[mime] = value
            else:
                self._say_once(cap)
        if kept:
            output = {"output_type": kind, "data": kept, "metadata": metadata}
            self.outputs.append({**output, "execution_count": count} if kind == "execute_result" else output)

    def error(self, name: str, value: str, traceback: list[str]) -> None:
        most = 20_000
        lines = [line[:most] for line in traceback[:200]]
        self.outputs.append({"output_type": "error", "ename": name, "evalue": value[:most], "traceback": lines})

    def clear(self) -> None:
        self.outputs.clear()

    def _take(self, cap: str, text: str) -> str:
        left = self._left[cap]
        if len(text) <= left:
            self._left[cap] -= len(text)
            return text
        self._left[cap] = 0
        if left:
            self._told.add(cap)
            return text[:left] + "\n… the rest is cut off: a cell may not print more.\n"
        self._say_once(cap)
        return ""

    def _say_once(self, cap: str) -> None:
        if cap not in self._told:
            self._told.add(cap)
            self.outputs.append({"output_type": "stream", "name": "stdout", "text": CUT[cap]})


class _Stream:
    """sys.stdout or sys.stderr of a shell."""

    encoding = "utf-8"
    errors = "replace"
    closed = False

    def __init__(self, recorder: Recorder, name: str) -> None:
        self._recorder, self.name = recorder, f"<{name}>"
        self._kind = name

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        self._recorder.stream(self._kind, text)
        return len(text)

    def writelines(self, lines: Any) -> None:
        for line in lines:
            self.write(line)

    def flush(self) -> None:
        """Nothing is kept back."""

    def isatty(self) -> bool:
        return False

    def writable(self) -> bool:
        return True

    def readable(self) -> bool:
        return False

    def fileno(self) -> int:
        return 1 if self._kind == "stdout" else 2


class _Publisher(DisplayPublisher):
    """display() goes to the recorder."""

    recorder = AnyTrait()

    def publish(self, data: dict, metadata: dict | None = None, **_: Any) -> None:
        self.recorder.display("display_data", data, metadata or {})

    def clear_output(self, wait: bool = False) -> None:
        self.recorder.clear()


class _Hook(DisplayHook):
    """The value of a cell's last expression goes to the recorder."""

    recorder = AnyTrait()

    def write_output_prompt(self) -> None:
        """There is no terminal to write a prompt to."""

    def write_format_data(self, format_dict: dict, md_dict: dict | None = None) -> None:
        self.recorder.display("execute_result", format_dict, md_dict or {}, self.prompt_count)

    def finish_displayhook(self) -> None:
        """Nothing was written, so no line has to end."""


class Shell(InteractiveShell):
    """IPython with its outputs recorded."""

    compiler_class = Type(Compiler)
    displayhook_class = Type(_Hook)
    display_pub_class = Type(_Publisher)

    def __init__(self, **kwargs: Any) -> None:
        self.recorder = Recorder()
        self.silent = False
        #: Cells that were made plain Python before: reading a cell's magics takes longer than running most cells.
        self._plain: dict[str, str] = {}
        super().__init__(**kwargs)

    def expect(self, source: str, silent: bool = False) -> None:
        """Make a cell that will be run, silently or not, plain Python, and compile it."""
        if source not in self._plain:
            self._plain[source] = self.transform_cell(source)
            self.compile.expect(self._plain[source], silent)

    def transform_cell(self, raw_cell: str) -> str:
        """The cell as plain Python: magics become calls."""
        if raw_cell in self._plain:
            return self._plain[raw_cell]
        return ended(raw_cell) if is_plain(raw_cell) else super().transform_cell(raw_cell)

    def init_display_pub(self) -> None:
        self.display_pub = _Publisher(parent=self, shell=self, recorder=self.recorder)

    def init_displayhook(self) -> None:
        super().init_displayhook()
        self.displayhook.recorder = self.recorder

    def showtraceback(self, *args: Any, **kwargs: Any) -> None:
        if not self.silent:  # making one takes longer than most cells
            super().showtraceback(*args, **kwargs)

    def showsyntaxerror(self, *args: Any, **kwargs: Any) -> None:
        if not self.silent:
            super().showsyntaxerror(*args, **kwargs)

    def _showtraceback(self, etype: type, evalue: BaseException, stb: list[str]) -> None:
        self.recorder.error(etype.__name__, _safe_text(evalue), list(stb))

    def _format_exception_for_storage(self, *args: Any, **kwargs: Any) -> dict:
        """IPython's history keeps a traceback beside the one that is shown; here is no history."""
        return {}

    def enable_gui(self, gui: str | None = None) -> None:
        """No window can open here; figures are shown inline."""

    def run(self, source: str, caps: Caps, count: int, silent: bool = False) -> list[dict]:
        """Run one cell; its outputs. Whatever it raises is one of them; of a silent one nobody asks what it raised.

        `count` is its number in the notebook: not all cells that stand before it need have been run here.
        """
        self.execution_count = count
        self.recorder.start(caps)
        self.silent = silent
        # To find out whether a cell waits for something at its top level, IPython compiles it once more.
        self.autoawait = "await" in source or "async" in source
        out, err = sys.stdout, sys.stderr
        sys.stdout, sys.stderr = _Stream(self.recorder, "stdout"), _Stream(self.recorder, "stderr")
        try:
            if not self._run_at_once(source, silent):
                self.run_cell(source, store_history=True)
        finally:
            sys.stdout, sys.stderr = out, err
        return self.recorder.outputs

    def _run_at_once(self, source: str, silent: bool) -> bool:
        """Run a cell in as few pieces as can be, as IPython would; whether that can be done.

        IPython takes it to pieces, and makes sure of much, which takes longer than running most cells. One that is not
        silent has to be ready: what else may be shown, as warnings of the compiler's, has its place among the rest.
        """
        cell = self._plain.get(source) or ended(source)
        if self.autoawait or "__future__" in cell or (source not in self._plain and is_tidied(source)):
            return False
        if not (silent or self.compile.is_ready(cell, silent)):
            return False
        name = self.compile.cache(cell, self.execution_count, raw_code=source)
        try:
            parts = self.compile.parts(cell, name, silent)
        except (SyntaxError, ValueError, TypeError, OverflowError, RecursionError, MemoryError):
            return False  # what is to be said of it IPython says, after the lines before it
        number = self.execution_count
        self.execution_count += 1
        info = ExecutionInfo(source, True, False, True, None, None, transformed_cell=cell)
        result = ExecutionResult(info)
        result.execution_count = number
        self.events.trigger("pre_execute")
        self.events.trigger("pre_run_cell", info)
        self.history_manager.store_inputs(number, cell, source)
        self.displayhook.exec_result = result
        with self.builtin_trap, self.display_trap:
            failed = any(_through(self.run_code(part, result)) for part in parts)
        self.displayhook.exec_result = None
        self.last_execution_succeeded, self.last_execution_result = not failed, result
        self.events.trigger("post_execute")
        self.events.trigger("post_run_cell", result)
        return True


def _through(coroutine: Coroutine[Any, Any, Any]) -> Any:
    """What a coroutine returns that never waits."""
    try:
        coroutine.send(None)
    except StopIteration as end:
        return end.value
    raise RuntimeError("a cell waits")


def _safe_text(value: BaseException) -> str:
    """str() of an exception whose own str() may raise."""
    try:
        return str(value)
    except Exception:
        return ""


def no_input(prompt: object = "") -> str:
    """input() has nobody to ask while a notebook is graded."""
    raise EOFError("input() can't ask anybody while the notebook is graded: write the value into the code")


def make_shell() -> Shell:
    """The one shell of this process, with figures shown inline."""
    os.environ["MPLBACKEND"] = "module://matplotlib_inline.backend_inline"
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.cache_size = 0
    shell = Shell.instance(config=config)
    # What IPython imports with the first cell that it runs.
    for module in ("bdb", "IPython.core.logger"):
        importlib.import_module(module)
    builtins.input = no_input
    builtins.get_ipython = lambda: shell
    return shell
