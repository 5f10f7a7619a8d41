"""Reading a room's variants.py: each variant as the source that would stand in the student's cell.

The file is read, never run: what stands in it is what a student would type.
"""

from __future__ import annotations

import ast
import textwrap
from dataclasses import dataclass

from nablabook.build import names
from nablabook.build.errors import MasterError
from nablabook.build.master import Room


@dataclass(frozen=True)
class Variant:
    """One variant of an answer; `says` is the sentence that it must be told, "" where it is right."""

    name: str
    answer: str
    says: str
    doc: str
    #: The function as it stands in variants.py, without decorators.
    function: str
    imports: str = ""

    @property
    def wrong(self) -> bool:
        return bool(self.says)

    def as_answer(self, reference: str) -> str:
        """The answer cell `reference` with this variant in the place of its answer."""
        defined = names.functions(reference)
        if self.answer not in defined:
            return self._body()
        function = self.function.replace(f"def {self.name}(", f"def {self.answer}(", 1)
        parts = [self.imports, reference if len(defined) > 1 else "", function]
        return "\n\n".join(part for part in parts if part)

    def _body(self) -> str:
        """The statements of the function, as a cell: for an answer that is a cell of literals."""
        body = ast.parse(self.function).body[0].body
        first = body[1] if self.doc else body[0]
        lines = self.function.splitlines()[first.lineno - 1 :]
        return textwrap.dedent("\n".join(lines))


def read_variants(room: Room) -> list[Variant]:
    """The variants of a room in the order of its variants.py; none where the room has no answer."""
    if not room.answers:
        return []
    file = room.folder / "variants.py"
    path = room.path.with_name("variants.py")
    if not file.exists():
        raise MasterError(path, 1, "a room with an answer needs a variants.py: right and wrong answers that prove it")
    text = file.read_text(encoding="utf-8")
    try:
        tree = ast.parse(text)
    except SyntaxError as error:
        raise MasterError(path, error.lineno or 1, f"this is no Python: {error.msg}") from None
    imports = "\n".join(ast.unparse(n) for n in tree.body if _is_import(n))
    return [_variant(room, node, text, imports, path) for node in tree.body if isinstance(node, ast.FunctionDef)]


def _is_import(node: ast.stmt) -> bool:
    """An import that the student's cell needs too: not the decorators, nor numpy, which every notebook has as np."""
    if isinstance(node, ast.ImportFrom):
        return node.module not in ("nablabook.variants", "__future__")
    return isinstance(node, ast.Import) and node.names[0].name != "numpy"


def _variant(room: Room, node: ast.FunctionDef, text: str, imports: str, path: object) -> Variant:
    kind, options = _decorator(node, path)
    known = [name for cell in room.answers for name in names.answers_of(cell.source)]
    # Of several answers a variant names its own; one of literals does so by what it binds.
    bound = {
        target.id
        for part in ast.walk(node)
        if isinstance(part, ast.Assign)
        for target in part.targets
        if isinstance(target, ast.Name)
    }
    first = next((name for name in known if name in bound), names.answers_of(room.answers[0].source)[0])
    answer = options.get("answer", first)
    if answer not in known:
        raise MasterError(path, node.lineno, f"{answer!r} is no answer of this room (known: {', '.join(known)})")
    says = options.get("says", "")
    if kind == "wrong" and not says:
        raise MasterError(path, node.lineno, 'a wrong variant needs its sentence: @wrong(says="...")')
    source = ast.get_source_segment(text, node) or ""
    return Variant(node.name, answer, says, ast.get_docstring(node) or "", source, imports)


def _decorator(node: ast.FunctionDef, path: object) -> tuple[str, dict[str, str]]:
    for decorator in node.decorator_list:
        call = decorator if isinstance(decorator, ast.Call) else ast.Call(decorator, [], [])
        if isinstance(call.func, ast.Name) and call.func.id in ("right", "wrong"):
            return call.func.id, {k.arg or "": ast.literal_eval(k.value) for k in call.keywords}
    raise MasterError(path, node.lineno, f"{node.name} is neither @right nor @wrong(says=...)")
