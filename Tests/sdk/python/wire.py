"""Bytes by hand: sockets, HTTP/1.1 answers, gRPC frames, channels that are not the SDK's."""

import contextlib
import socket
import ssl
import struct
import subprocess
from dataclasses import dataclass, field

import grpc
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

ACCOUNTS = "/scalekit.v1.connected_accounts.ConnectedAccountService/"
CONNECTIONS = "/scalekit.v1.connections.ConnectionService/"
LIST = ACCOUNTS + "ListConnectedAccounts"
CREATE = ACCOUNTS + "CreateConnectedAccount"

# What every HTTP/2 client says first.
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


def tls_context(emulator, alpn=None):
    context = ssl.create_default_context(cafile=emulator.ca_file)
    if alpn:
        context.set_alpn_protocols(alpn)
    return context


def clear_socket(emulator, timeout=10):
    return socket.create_connection(("localhost", emulator.port), timeout=timeout)


def tls_socket(emulator, alpn=None, timeout=10):
    return tls_context(emulator, alpn).wrap_socket(clear_socket(emulator, timeout), server_hostname="localhost")


def read_to_end(sock):
    """Everything until the peer closes; a reset counts as closed."""
    received = b""
    while True:
        try:
            chunk = sock.recv(65536)
        except ConnectionError:
            return received
        except ssl.SSLError:
            return received
        if not chunk:
            return received
        received += chunk


def half_close(sock):
    """Says that nothing more will come; the peer may have closed already."""
    with contextlib.suppress(OSError):
        sock.shutdown(socket.SHUT_WR)


def closes(sock, seconds=15):
    """Reads until the peer closes and returns what came; fails when it does not."""
    sock.settimeout(seconds)
    try:
        return read_to_end(sock)
    except TimeoutError:
        raise AssertionError("the connection stayed open") from None


@dataclass
class Answer:
    status: int
    reason: str
    headers: dict = field(default_factory=dict)
    body: bytes = b""
    trailers: dict = field(default_factory=dict)


class HTTP1:
    """Reads answers of one HTTP/1.1 connection, trailers included."""

    def __init__(self, sock):
        self.sock = sock
        self.buffer = b""

    def send(self, data):
        self.sock.sendall(data)

    def answer(self):
        version, _, rest = self._line().partition(" ")
        assert version == "HTTP/1.1", version
        status, _, reason = rest.partition(" ")
        answer = Answer(int(status), reason, self._headers())
        if answer.headers.get("transfer-encoding", "").lower() == "chunked":
            while size := int(self._line().split(";")[0], 16):
                answer.body += self._exactly(size)
                assert self._line() == ""
            answer.trailers = self._headers()
        else:
            answer.body = self._exactly(int(answer.headers.get("content-length", 0)))
        return answer

    def _headers(self):
        headers = {}
        while line := self._line():
            name, _, value = line.partition(":")
            headers[name.strip().lower()] = value.strip()
        return headers

    def _more(self):
        chunk = self.sock.recv(65536)
        if not chunk:
            raise ConnectionResetError("closed in the middle of an answer")
        self.buffer += chunk

    def _line(self):
        while b"\r\n" not in self.buffer:
            self._more()
        line, self.buffer = self.buffer.split(b"\r\n", 1)
        return line.decode("latin-1")

    def _exactly(self, count):
        while len(self.buffer) < count:
            self._more()
        data, self.buffer = self.buffer[:count], self.buffer[count:]
        return data


def grpc_frame(message, compressed=False):
    return struct.pack(">BI", int(compressed), len(message)) + message


def grpc_messages(body):
    """Splits a body into its length-prefixed messages."""
    messages = []
    while body:
        _, length = struct.unpack(">BI", body[:5])
        messages.append(body[5 : 5 + length])
        body = body[5 + length :]
    return messages


def chunked(*pieces):
    return b"".join(b"%x\r\n%s\r\n" % (len(piece), piece) for piece in pieces) + b"0\r\n\r\n"


def channel(emulator, clear=False, options=()):
    """A grpcio channel of our own: no SDK credentials, no SDK retries."""
    options = (("grpc.enable_retries", 0), *options)
    if clear:
        return grpc.insecure_channel(emulator.authority, options=options)
    with open(emulator.ca_file, "rb") as roots:
        credentials = grpc.ssl_channel_credentials(roots.read())
    return grpc.secure_channel(emulator.authority, credentials, options=options)


def lister(connection):
    return connection.unary_unary(
        LIST,
        request_serializer=pb.ListConnectedAccountsRequest.SerializeToString,
        response_deserializer=pb.ListConnectedAccountsResponse.FromString,
    )


def creator(connection):
    return connection.unary_unary(
        CREATE,
        request_serializer=pb.CreateConnectedAccountRequest.SerializeToString,
        response_deserializer=pb.CreateConnectedAccountResponse.FromString,
    )


def bearer(token):
    return (("authorization", f"Bearer {token}"),)


def curl(emulator, path, *flags, clear=False, data=None):
    """Runs curl and returns its standard output, the body and then a line with status and HTTP version."""
    finished = subprocess.run(
        [
            "curl",
            "--silent",
            "--show-error",
            "--max-time",
            "20",
            "--cacert",
            str(emulator.ca_file),
            "--write-out",
            "\n%{http_code} %{http_version}",
            *flags,
            (emulator.clear_url if clear else emulator.url) + path,
        ],
        input=data,
        capture_output=True,
        check=False,
        timeout=30,
    )
    assert finished.returncode == 0, finished.stderr.decode()
    body, _, last = finished.stdout.rpartition(b"\n")
    status, version = last.decode().split()
    return int(status), version, body
