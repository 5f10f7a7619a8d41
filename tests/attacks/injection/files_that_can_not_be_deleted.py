"""A student's cell fills the folder that it runs in with what is hard to delete: no rights, deep nests, odd names.

No file is left.
"""

from ..bank import right_with

ATTACK = right_with(
    "import os\nhere = os.getcwd()\nos.makedirs('a/b')\nopen('a/b/c', 'w').close()\n"
    "os.chmod('a/b', 0)\nos.chmod('a', 0)\n"
    "for _ in range(400):\n    os.mkdir('deep' * 10)\n    os.chdir('deep' * 10)\nos.chdir(here)\n"
    "open('\\n', 'w').close()\nos.mkfifo('fifo')\nos.symlink('@HOME@', 'root')\nos.symlink('loop', 'loop')",
)
