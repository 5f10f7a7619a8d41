"""A student is called by HTML with scripts, as first and as last name.

On the feedback page nothing of it runs.
"""

from ..bank import Attack

EVIL = "<script>/*@MARK@*/</script>"
ATTACK = Attack(names=(EVIL, EVIL), shows=True)
