"""A student's cell sends a datagram to a server on the machine, as one asks for names.

It gets no answer.
"""

from ..bank import snoop

ATTACK = snoop(
    "import socket\ntry:\n    asks = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    asks.settimeout(1)\n"
    "    asks.sendto(b'?', ('127.0.0.1', @DATAGRAMS@))\n    tell(asks.recv(100))\n"
    "except OSError as error: print(error)",
    stopped_by="confinement",
)
