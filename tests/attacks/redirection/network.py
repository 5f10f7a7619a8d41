"""A student's cell connects to a server on the machine, over TCP.

It gets no connection.
"""

from ..bank import snoop

ATTACK = snoop(
    "import socket\ntry:\n    with socket.create_connection(('127.0.0.1', @PORT@), 2) as c: tell(c.recv(100))\n"
    "except OSError as error: print(error)",
    stopped_by="confinement",
)
