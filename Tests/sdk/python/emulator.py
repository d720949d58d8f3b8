"""The emulator as a stranger meets it: a program with flags, one line of JSON, and a port."""

import contextlib
import itertools
import json
import os
import pathlib
import select
import signal
import subprocess
import sys
import time

REPOSITORY = pathlib.Path(__file__).resolve().parents[3]
BINARY = pathlib.Path(
    os.environ.get("SCALEKIT_EMULATOR_BIN", REPOSITORY / ".build" / "debug" / "scalekit-emulator")
).resolve()

DEFAULT_CLIENT_ID = "skc_100000000000000001"
DEFAULT_CLIENT_SECRET = "test_emulator_secret"

# The variables of whoever runs the tests must not decide what the tests see.
_ADVERTISED = (
    "SCALEKIT_ENV_URL",
    "SCALEKIT_ENVIRONMENT_URL",
    "SCALEKIT_CLIENT_ID",
    "SCALEKIT_CLIENT_SECRET",
    "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "SSL_CERT_FILE",
    "NODE_EXTRA_CA_CERTS",
    "NO_PROXY",
    "no_proxy",
)

_numbers = itertools.count(1)


def plain_environment():
    """This process's variables without anything an emulator would have set."""
    return {name: value for name, value in os.environ.items() if name not in _ADVERTISED}


def unseen_client_id():
    """A client id no server of this run has met, so that its environment is empty."""
    return f"skc_{os.getpid() % 100000:05d}{next(_numbers):013d}"


def command(*arguments):
    return [str(BINARY), *(str(argument) for argument in arguments)]


def run(*arguments, timeout=60, **options):
    """Runs the binary to its end and returns what it said."""
    options.setdefault("env", plain_environment())
    return subprocess.run(command(*arguments), capture_output=True, text=True, timeout=timeout, check=False, **options)


def run_python(program, *arguments, env, timeout=60):
    """Runs a Python program in a process of its own with exactly these variables."""
    return subprocess.run(
        [sys.executable, "-c", program, *arguments],
        capture_output=True,
        text=True,
        timeout=timeout,
        env=env,
        check=False,
    )


class Emulator:
    """One running `serve --json`."""

    def __init__(self, *flags, state_dir, log, ready_within=30.0, env=None):
        self.state_dir = pathlib.Path(state_dir)
        self.log = pathlib.Path(log)
        self._stderr = self.log.open("ab")
        self.started_at = time.monotonic()
        self.process = subprocess.Popen(
            command("serve", "--json", "--state-dir", state_dir, *_with_port(flags)),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=self._stderr,
            env=env or plain_environment(),
        )
        self.ready = self._read_ready_line(ready_within)
        self.url = self.ready["url"]
        self.port = self.ready["port"]
        self.client_id = self.ready["client_id"]
        self.client_secret = self.ready["client_secret"]
        self.ca_file = self.ready["ca_file"]
        self.ca_bundle = self.ready["ca_bundle"]
        self.env = self.ready["env"]

    def _read_ready_line(self, seconds):
        deadline = time.monotonic() + seconds
        line = b""
        while not line.endswith(b"\n"):
            remaining = deadline - time.monotonic()
            readable, _, _ = select.select([self.process.stdout], [], [], max(remaining, 0))
            chunk = os.read(self.process.stdout.fileno(), 65536) if readable else b""
            if not chunk:
                self.kill()
                raise RuntimeError(f"serve said nothing usable within {seconds} s: {line!r}\n{self.log_text()}")
            line += chunk
        return json.loads(line)

    @property
    def authority(self):
        return f"localhost:{self.port}"

    @property
    def clear_url(self):
        """The same port in clear text."""
        return f"http://{self.authority}"

    @property
    def program_environment(self):
        """What a program started by a stranger sees after exporting what `serve` printed."""
        return plain_environment() | self.env

    def client(self, client_id=None, client_secret="secret-of-this-test", url=None, **options):
        """An official SDK client; without a client id, the first one of a fresh environment."""
        from scalekit import ScalekitClient

        return ScalekitClient(url or self.url, client_id or unseen_client_id(), client_secret, **options)

    def default_client(self):
        return self.client(self.client_id, self.client_secret)

    def log_text(self):
        return self.log.read_text(errors="replace")

    def is_running(self):
        return self.process.poll() is None

    def stop(self, signal_number=signal.SIGTERM, seconds=20):
        """Asks it to stop and returns the exit code."""
        if self.is_running():
            self.process.send_signal(signal_number)
        try:
            return self.process.wait(seconds)
        finally:
            self.kill()

    def kill(self):
        """Ends it the hard way; harmless when it has ended already."""
        with contextlib.suppress(ProcessLookupError):
            self.process.kill()
        self.process.wait()
        self.process.stdout.close()
        self._stderr.close()


def _with_port(flags):
    flags = [str(flag) for flag in flags]
    return flags if "--port" in flags else ["--port", "0", *flags]
