"""Small providers on loopback that tests forward to, and a catalogue whose connector points at one."""

import contextlib
import hashlib
import http.server
import json
import ssl
import subprocess
import threading
import time

CATALOGUE = """\
provider: ACME
slug: acme
display_name: Acme
description: Sells anvils.
categories: [Shopping]
base_url: {url}
auth_patterns:
  - type: API_KEY
    display_name: Key
    fields: [{{field_name: api_key, label: Key, input_type: password, header_name: x-acme-key}}]
---
name: acme_anvil_order
display_name: Order an anvil
description: Buy one anvil.
category: anvils
annotations: []
input:
  properties:
    weight: {{type: integer, minimum: 1, description: In kilograms.}}
    note: {{type: string, description: For the courier.}}
  required: [weight]
request: {{method: POST, path: /orders, body: [weight], query: [note]}}
example: {{order: "order-{{{{number}}}}", weight: "{{{{params.weight | 5}}}}"}}
"""
KEY = {"static_auth": {"api_key": "k-1"}}


class Provider(http.server.BaseHTTPRequestHandler):
    """Answers by path; everything it got is in `server.requests`."""

    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def body(self):
        """The request's body as (length, SHA-256), read piece by piece, with the first bytes of it."""
        digest, length, head = hashlib.sha256(), 0, b""
        for piece in self.pieces():
            digest.update(piece)
            length += len(piece)
            head = (head + piece)[:65536]
        return length, digest.hexdigest(), head

    def pieces(self):
        if "chunked" in self.headers.get("transfer-encoding", ""):
            while size := int(self.rfile.readline(), 16):
                yield self.rfile.read(size)
                self.rfile.readline()
            self.rfile.readline()
            return
        left = int(self.headers.get("content-length", 0))
        while left:
            piece = self.rfile.read(min(left, 65536))
            left -= len(piece)
            yield piece

    def handle_any(self):
        if self.path.startswith("/busy"):
            time.sleep(3)  # before it reads the body
        length, digest, head = self.body()
        headers = [(name.lower(), value) for name, value in self.headers.items()]
        self.server.requests.append((self.command, self.path, headers, head))
        path = self.path.split("?")[0]
        if path.startswith("/status/"):
            return self.answer(json.dumps({"message": "as asked"}).encode(), int(path.split("/")[-1]))
        if path == "/redirect":
            return self.answer(b"", 302, [("location", "http://127.0.0.1:1/elsewhere")])
        if path == "/cookies":
            return self.answer(b"{}", 200, [("set-cookie", "a=1"), ("set-cookie", "b=2"), ("x-own", "y")])
        if path.startswith("/bytes/"):
            return self.stream(int(path.split("/")[-1]))
        if path == "/broken":
            self.send_response(200)
            self.send_header("content-length", "1000")
            self.end_headers()
            self.wfile.write(b"only this")
            self.close_connection = True
            return None
        answer = {"method": self.command, "path": self.path, "length": length, "sha256": digest}
        answer |= {"headers": dict(headers), "body": head.decode("utf-8", "replace")[:2000]}
        return self.answer(json.dumps(answer).encode())

    def answer(self, body, status=200, headers=()):
        self.send_response(status)
        for name, value in (("content-type", "application/json"), *headers):
            self.send_header(name, value)
        if status != 204:
            self.send_header("content-length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD" and status != 204:
            self.wfile.write(body)

    def stream(self, total):
        self.send_response(200)
        self.send_header("content-type", "application/octet-stream")
        self.send_header("transfer-encoding", "chunked")
        self.end_headers()
        piece = bytes(65536)
        with contextlib.suppress(ConnectionError):
            while total > 0:
                part = piece[: min(total, len(piece))]
                self.wfile.write(b"%x\r\n%s\r\n" % (len(part), part))
                self.server.sent += len(part)
                total -= len(part)
            self.wfile.write(b"0\r\n\r\n")

    do_GET = do_POST = do_PUT = do_PATCH = do_DELETE = do_HEAD = handle_any


class Upstream(http.server.ThreadingHTTPServer):
    daemon_threads = True

    def __init__(self, handler=Provider, certificate=None):
        super().__init__(("127.0.0.1", 0), handler)
        self.requests, self.sent = [], 0
        self.url = f"http{'s' if certificate else ''}://127.0.0.1:{self.server_port}"
        if certificate:
            context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            context.load_cert_chain(certificate)
            self.socket = context.wrap_socket(self.socket, server_side=True)
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def handle_error(self, request, client_address):
        """Clients that go away are part of the tests."""

    def __exit__(self, *arguments):
        self.shutdown()
        self.server_close()


def catalogue(folder, url):
    folder.mkdir(exist_ok=True)
    (folder / "acme.yaml").write_text(CATALOGUE.format(url=url))
    return folder


def self_signed(folder):
    """A certificate that nobody vouches for, with its key, in one file."""
    key, cert, both = folder / "key.pem", folder / "cert.pem", folder / "both.pem"
    subprocess.run(
        ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=somebody"]
        + ["-keyout", key, "-out", cert],
        check=True,
        capture_output=True,
    )
    both.write_bytes(key.read_bytes() + cert.read_bytes())
    return both
