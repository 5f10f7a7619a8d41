"""LaTeX to MathML, which browsers set by themselves: formulas without a script, and without a network."""

from __future__ import annotations

import re
from functools import cache

from markupsafe import Markup, escape
from math_core import LatexError, LatexToMathML

from nablabook.feedback.scrub import plain

#: `\\[2ex]`: the space below a row, which the converter would set as text.
ROW_SPACE = re.compile(r"\\\\\s*\[\s*-?[\d.]+\s*(?:ex|em|pt|mm|cm|px)\s*\]")
#: A formula longer than this is no formula.
LONGEST = 4000


def mathml(latex: str, block: bool = False) -> Markup:
    """The formula as MathML, or its source where it can't be read. The converter escapes what it does not know."""
    latex = plain(latex).strip()
    if len(latex) <= LONGEST:
        try:
            return Markup(_converter().convert_with_local_state(ROW_SPACE.sub(r"\\\\", latex), displaystyle=block))
        except LatexError:
            pass
    return Markup("<code>{}</code>").format(escape(latex))


@cache
def _converter() -> LatexToMathML:
    return LatexToMathML()
