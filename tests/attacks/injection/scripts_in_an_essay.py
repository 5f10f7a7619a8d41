"""A student's essay and notes hold HTML with scripts, and pictures that tell where they are looked at.

On the pages that people open, nothing of it runs.
"""

from ..bank import Attack

EVIL = (
    '<script>/*@MARK@*/</script><img src="x" onerror="/*@MARK@*/"><iframe src="//@MARK@"></iframe>\n\n'
    "[a](javascript:@MARK@)\n\n<details ontoggle='/*@MARK@*/' open>x</details>\n\n$\\href{javascript:@MARK@}{x}$\n\n"
    "<style>@import '//@MARK@'</style><form action='//@MARK@'><input></form>\n"
)
ATTACK = Attack(answers={"60_essay-essay": EVIL}, shows=True)
