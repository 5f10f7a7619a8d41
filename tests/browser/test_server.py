"""The server behind the browser tests, without a browser."""

from __future__ import annotations

import lab_driver
import psutil


def test_it_ends_with_its_kernels(tmp_path):
    notebooks = lab_driver.REPOSITORY.glob("release/*/*.ipynb")
    server = lab_driver.Server(lab_driver.make_course(tmp_path / "root", notebooks), tmp_path / "home")
    try:
        server.api("kernels", "POST", {"name": "python3"})
        running = psutil.Process(server.process.pid).children(recursive=True)
        assert running
    finally:
        assert server.stop() == 0
    assert psutil.wait_procs(running, timeout=30)[1] == []
