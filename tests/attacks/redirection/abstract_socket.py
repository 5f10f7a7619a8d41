"""A student's cell connects to a Unix socket that has no path, only a name.

It gets no connection.
"""

from ..bank import snoop

ATTACK = snoop(
    "import socket\ntry:\n    asks = socket.socket(socket.AF_UNIX)\n    asks.connect('\\0@ABSTRACT@')\n"
    "    tell(asks.recv(100))\nexcept OSError as error: print(error)",
    stopped_by="confinement",
)
