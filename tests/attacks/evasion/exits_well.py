"""A student's function ends its process with code 0 as soon as it is called.

It earns nothing: where no answer comes, there is no pass.
"""

from ..bank import function

ATTACK = function("import os\nos._exit(0)")
