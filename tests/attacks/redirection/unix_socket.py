"""A student's cell connects to a Unix socket by its path: databases and container engines listen on such.

It gets no connection.
"""

from ..bank import snoop

ATTACK = snoop(
    "import socket\ntry:\n    asks = socket.socket(socket.AF_UNIX)\n    asks.connect('@SOCKET@')\n"
    "    tell(asks.recv(100))\nexcept OSError as error: print(error)",
    stopped_by="confinement",
)
