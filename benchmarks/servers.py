"""The servers under test, each pinned to the server's core: ours, a Python grpcio server, nginx."""

import contextlib
import json
import os
import pathlib
import signal
import socket
import subprocess
import sys
import textwrap
import time

HERE = pathlib.Path(__file__).resolve().parent
BINARY = os.environ["SCALEKIT_EMULATOR_BIN"]
SERVER_CORE = "0"
CLIENT_SECRET = "benchmark"


def pinned(*command):
    return ["taskset", "-c", SERVER_CORE, *map(str, command)]


class Server:
    """A process with a port; ended by its own id and nothing else."""

    def __init__(self, command, **options):
        self.process = subprocess.Popen(command, stdin=subprocess.DEVNULL, **options)

    def stop(self):
        with contextlib.suppress(ProcessLookupError):
            self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def resident_mebibytes(self):
        """Memory of the process and its children."""
        return sum(_status(pid, "VmRSS") for pid in self.pids()) / 1024

    def pids(self):
        children = pathlib.Path(f"/proc/{self.process.pid}/task/{self.process.pid}/children").read_text().split()
        return [self.process.pid, *map(int, children)]

    def cpu_seconds(self):
        ticks = 0
        for pid in self.pids():
            fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += int(fields[11]) + int(fields[12])
        return ticks / os.sysconf("SC_CLK_TCK")


def _status(pid, name):
    for line in pathlib.Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith(name + ":"):
            return int(line.split()[1])
    return 0


class Emulator(Server):
    def __init__(self, state_dir, *flags, log=subprocess.DEVNULL):
        self.started = time.perf_counter()
        super().__init__(
            pinned(BINARY, "serve", "--json", "--port", "0", "--state-dir", state_dir, *flags),
            stdout=subprocess.PIPE,
            stderr=log,
        )
        line = self.process.stdout.readline()
        self.ready_after = time.perf_counter() - self.started
        if not line:
            raise RuntimeError("the emulator ended before it was ready")
        self.ready = json.loads(line)
        self.port = self.ready["port"]


class Grpcio(Server):
    """Answers each path with the message in its file."""

    def __init__(self, certificate, files, workers):
        self.port = free_port()
        pairs = [f"{path}={file}" for path, file in files.items()]
        super().__init__(
            pinned(sys.executable, HERE / "grpcio_server.py", self.port, certificate, workers, *pairs),
            stdout=subprocess.PIPE,
        )
        if self.process.stdout.readline() != b"ready\n":
            raise RuntimeError("the grpcio server did not start")


class McpPackage(Server):
    """The `mcp` package's own server, whose one tool returns what is in the file."""

    def __init__(self, certificate, answer):
        self.port = free_port()
        super().__init__(
            pinned(sys.executable, HERE / "mcp_server.py", self.port, certificate, answer), stdout=subprocess.PIPE
        )
        if self.process.stdout.readline() != b"ready\n":
            raise RuntimeError("the server of the mcp package did not start")
        wait_for_port(self.port)


class Nginx(Server):
    """One worker; answers each call's path with a body of the given size and, for gRPC, a trailer."""

    # nginx reads no longer text than about 4,000 characters, so larger bodies are put together from pieces.
    PIECE = 2_000

    def __init__(self, folder, certificate, answers):
        # The same path may be asked for in more than one way.
        locations = {call.path: self.location(call, call.size(answer)) for call, answer in answers.items()}
        self.start(folder, certificate, list(locations.values()))

    def start(self, folder, certificate, locations, http="", listen=""):
        self.port = free_port()
        folder = pathlib.Path(folder) / f"nginx-{self.port}"
        folder.mkdir()
        path = folder / "nginx.conf"
        path.write_text(
            textwrap.dedent(f"""
                daemon off; worker_processes 1; pid {folder}/nginx.pid; error_log {folder}/error.log crit;
                events {{ worker_connections 1024; }}
                http {{
                  access_log off; keepalive_requests 1000000000; http2_max_concurrent_streams 512;
                  client_body_temp_path {folder}; proxy_temp_path {folder}; fastcgi_temp_path {folder};
                  uwsgi_temp_path {folder}; scgi_temp_path {folder};
                  map "" $piece {{ default "{"x" * self.PIECE}"; }}
                  HTTP
                  server {{
                    listen 127.0.0.1:{self.port} ssl http2; LISTEN
                    ssl_protocols TLSv1.3; ssl_certificate {certificate}; ssl_certificate_key {certificate};
                    LOCATIONS
                  }}
                }}
            """)
            .replace("HTTP\n", f"{http}\n")
            .replace("LISTEN", listen)
            .replace("LOCATIONS", "\n".join(locations))
        )
        super().__init__(pinned("nginx", "-c", path, "-p", folder))
        wait_for_port(self.port)

    @classmethod
    def location(cls, call, size):
        pieces, rest = divmod(size, cls.PIECE) if size > 2 * cls.PIECE - 100 else (0, size)
        body = "${piece}" * pieces + "x" * rest
        kind = "application/grpc; add_trailer grpc-status 0" if call.kind == "grpc" else "application/json"
        return f"""location = {call.path} {{ default_type {kind}; return 200 "{body}"; }}"""


class Provider(Nginx):
    """Somebody's API: a constant, over HTTP/1.1 in clear for those who forward to it, over HTTP/2 for who asks itself."""

    def __init__(self, folder, certificate, path, size):
        self.clear_port = free_port()
        location = f"""location = {path} {{ default_type application/json; return 200 "{"x" * size}"; }}"""
        self.start(folder, certificate, [location], listen=f"listen 127.0.0.1:{self.clear_port};")
        self.url = f"http://127.0.0.1:{self.clear_port}"


class NginxProxy(Nginx):
    """nginx that sends everything on to a provider, over connections that it keeps."""

    def __init__(self, folder, certificate, provider):
        upstream = f"upstream provider {{ server 127.0.0.1:{provider.clear_port}; keepalive 64; }}"
        location = "location / { proxy_pass http://provider; proxy_http_version 1.1; proxy_set_header Connection ''; }"
        self.start(folder, certificate, [location], http=upstream)


class Behind:
    """A server and the provider it needs, which share the server's core and are measured as one."""

    def __init__(self, server, provider):
        self.server, self.provider, self.port = server, provider, server.port

    def cpu_seconds(self):
        return self.server.cpu_seconds() + self.provider.cpu_seconds()


def free_port():
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        return sock.getsockname()[1]


def wait_for_port(port):
    for _ in range(500):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), timeout=1):
            return
        time.sleep(0.01)
    raise RuntimeError(f"nothing listens on port {port}")


def make_certificate(folder):
    """Key and certificate in one file, of the kind the emulator makes for itself."""
    key, cert, both = (pathlib.Path(folder) / name for name in ("key.pem", "cert.pem", "both.pem"))
    subprocess.run(
        [
            "openssl",
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:P-256",
            "-nodes",
            "-days",
            "2",
            "-subj",
            "/CN=localhost",
            "-addext",
            "subjectAltName=DNS:localhost",
            "-keyout",
            key,
            "-out",
            cert,
        ],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both
