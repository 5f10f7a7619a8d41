"""A student's cells show HTML, SVG, JavaScript and widgets that call the grader's server from the marking view.

On the pages that people open, nothing of it runs.
"""

from ..bank import right_with

ATTACK = right_with(
    "from IPython.display import HTML, SVG, Javascript, Latex, Markdown\n"
    'display(HTML(\'<script>/*@MARK@*/</script><img src=x onerror="/*@MARK@*/"><iframe src="//@MARK@"></iframe>\'))\n'
    "display({'image/svg+xml': '<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"/*@MARK@*/\">'\n"
    "         '<script>/*@MARK@*/</script></svg>'}, raw=True)\n"
    "display(Javascript('/*@MARK@*/'))\ndisplay(Markdown('<script>/*@MARK@*/</script>[a](javascript:@MARK@)'))\n"
    "display(Latex('<script>/*@MARK@*/</script>'))\n"
    "display({'application/vnd.jupyter.widget-view+json': {'model_id': '\"></script><script>/*@MARK@*/'}}, raw=True)\n"
    "display({'text/html': ['<script>', '/*@MARK@*/', '</script>'], 'text/plain': 'x'}, raw=True)\n"
    "display({'image/png': '\"><script>/*@MARK@*/</script>'}, raw=True)\n"
    "print('<script>/*@MARK@*/</script>')\nraise ValueError('<script>/*@MARK@*/</script>')",
    shows=True,
)
