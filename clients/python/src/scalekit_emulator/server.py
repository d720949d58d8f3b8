"""A running emulator: one that this process started, or one that runs already."""

import contextlib
import json
import os
import pathlib
import select
import shutil
import signal
import subprocess
import tempfile
import time

from .control import Control

# Tells the workers of pytest-xdist, and programs under test, about the server of their parent.
URL, CA_FILE, CONTROL_TOKEN = "SCALEKIT_EMULATOR_URL", "SCALEKIT_EMULATOR_CA_FILE", "SCALEKIT_EMULATOR_CONTROL_TOKEN"


class ServerError(RuntimeError):
    """The emulator cannot be found, or did not start."""


class Server:
    """Where the emulator listens, and what a client's process needs to trust it."""

    def __init__(self, url, ca_file=None, environ=None, token=None):
        self.url, self.ca_file, self.environ = url, ca_file, dict(environ or {})
        self.control = Control(url, ca_file, token=token)

    @classmethod
    def running(cls):
        """The server that `SCALEKIT_EMULATOR_URL` names; None when it names none."""
        url = os.environ.get(URL)
        if not url:
            return None
        server = cls(url, os.environ.get(CA_FILE), token=os.environ.get(CONTROL_TOKEN))
        server.environ = server.control.get("env", format="json")
        return server

    def is_ready(self):
        with contextlib.suppress(OSError):
            return self.control.get("health")["status"] == "ok"
        return False

    def stop(self):
        """Only a server that was started here is stopped here."""


class StartedServer(Server):
    """`scalekit-emulator serve` on a free port, with a state folder of its own."""

    def __init__(self, binary=None, *flags, ready_within=30.0):
        self._folder = tempfile.TemporaryDirectory(prefix="scalekit-emulator-")
        self.log = pathlib.Path(self._folder.name, "emulator.log")
        command = [find_binary(binary), "serve", "--json", "--port", "0", "--state-dir", self._folder.name, *flags]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=log, text=False
            )
        ready = self._ready_line(ready_within)
        super().__init__(ready["url"], ready["ca_file"], ready["env"])

    def _ready_line(self, seconds):
        line, deadline = b"", time.monotonic() + seconds
        while not line.endswith(b"\n"):
            left = max(deadline - time.monotonic(), 0)
            readable, _, _ = select.select([self._process.stdout], [], [], left)
            piece = os.read(self._process.stdout.fileno(), 65536) if readable else b""
            if not piece:
                self.stop()
                raise ServerError(f"scalekit-emulator did not start within {seconds:.0f} s:\n{self.log_text()}")
            line += piece
        return json.loads(line)

    def log_text(self):
        return self.log.read_text(errors="replace") if self.log.exists() else ""

    def is_ready(self):
        return self._process.poll() is None and super().is_ready()

    def stop(self):
        if self._process.poll() is None:
            self._process.send_signal(signal.SIGTERM)
            try:
                self._process.wait(20)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
        if self._process.stdout:
            self._process.stdout.close()

    def remove(self):
        """Stops it and removes its folder, the log included."""
        self.stop()
        self._folder.cleanup()


def find_binary(given=None):
    """The program: as given, by `SCALEKIT_EMULATOR_BIN`, or on the path."""
    wanted = given or os.environ.get("SCALEKIT_EMULATOR_BIN") or "scalekit-emulator"
    found = shutil.which(wanted)
    if found is None:
        raise ServerError(
            f"{wanted} is not a program that can be run: put scalekit-emulator on the PATH, or name it with "
            "SCALEKIT_EMULATOR_BIN or the ini option scalekit_emulator_bin; a server that runs already is used when "
            f"{URL} names it"
        )
    return found
