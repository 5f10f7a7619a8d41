"""What there is to be found on the machine: secrets in a home, in the environment, on sockets, in another process."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
from pathlib import Path

from . import course

#: Where a secret lies; it bears the place's name.
PLACES = (
    "tests",
    "solution",
    "gradebook",
    "submission",
    "home",
    "environment",
    "tcp",
    "udp",
    "socket",
    "abstract",
    "command",
    "process",
    "library",
)
SLEEPS = "import sys, time\nprint('up', flush=True)\nwhile True: time.sleep(60)"


class Scene:
    """Secrets, and what keeps them: servers that tell theirs to whoever asks, and a process of somebody else's."""

    def __init__(self, folder: Path) -> None:
        self.secrets = {place: f"canary-{place}-{secrets.token_hex(8)}" for place in PLACES}
        # The names of Unix sockets are short.
        self.sockets = Path(tempfile.mkdtemp(prefix="nb-bank-"))
        self._open: list[socket.socket] = []
        self.port = self._listen(socket.AF_INET, ("127.0.0.1", 0), "tcp").getsockname()[1]
        self.datagrams = self._answer_datagrams()
        self._listen(socket.AF_UNIX, str(self.sockets / "s"), "socket")
        self.abstract = f"nablabook-bank-{secrets.token_hex(4)}"
        self._listen(socket.AF_UNIX, f"\0{self.abstract}", "abstract")
        self.bystander = subprocess.Popen(
            [sys.executable, "-c", SLEEPS, self.secrets["command"]],
            env={**os.environ, "SECRET": self.secrets["process"]},
            stdout=subprocess.PIPE,
        )
        assert self.bystander.stdout is not None
        self.bystander.stdout.readline()
        self.template = folder / "template"
        self.template.mkdir(parents=True)
        course.make(self.template, self.secrets)

    def words(self) -> dict[str, str]:
        """@WORD@ -> what every attacker knows."""
        return {
            "PORT": str(self.port),
            "DATAGRAMS": str(self.datagrams),
            "SOCKET": str(self.sockets / "s"),
            "ABSTRACT": self.abstract,
            "BYSTANDER": str(self.bystander.pid),
            "REPOSITORY": str(course.ROOT),
        }

    @property
    def bystander_lives(self) -> bool:
        return self.bystander.poll() is None

    def close(self) -> None:
        for listening in self._open:
            listening.close()
        self.bystander.kill()
        self.bystander.communicate()
        (self.sockets / "s").unlink(missing_ok=True)
        self.sockets.rmdir()

    def _listen(self, family: int, address: tuple | str, place: str) -> socket.socket:
        server = socket.socket(family, socket.SOCK_STREAM)
        server.bind(address)
        server.listen(64)
        self._open.append(server)
        threading.Thread(target=_tell_all, args=(server, self.secrets[place].encode()), daemon=True).start()
        return server

    def _answer_datagrams(self) -> int:
        server = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)
        server.bind(("127.0.0.1", 0))
        self._open.append(server)
        threading.Thread(target=_tell_senders, args=(server, self.secrets["udp"].encode()), daemon=True).start()
        return server.getsockname()[1]


def _tell_all(server: socket.socket, secret: bytes) -> None:
    while server.fileno() >= 0:
        try:
            connection, _ = server.accept()
            with connection:
                connection.sendall(secret)
        except OSError:
            continue


def _tell_senders(server: socket.socket, secret: bytes) -> None:
    while server.fileno() >= 0:
        try:
            _, sender = server.recvfrom(100)
            server.sendto(secret, sender)
        except OSError:
            continue
