"""Bytes that are no protocol, and HTTP/1.1 that is broken: an answer or a closed connection."""

import random
import socket
import ssl
import struct
import time

import pytest
import requests

from wire import (
    HTTP1,
    PREFACE,
    SETTINGS,
    clear_socket,
    closes,
    half_close,
    tls_context,
)

pytestmark = pytest.mark.usefixtures("a_good_call_works_afterwards")


class TestFirstBytes:
    @pytest.mark.parametrize(
        "data",
        [
            b"\x00" * 64,
            b"\xff" * 64,
            b"hello\r\n\r\n",
            b"\r\n\r\n\r\n",
            b"SSH-2.0-OpenSSH_9.2\r\n",
            b"GET\r\n\r\n",
            b"GET / HTTP/9.9\r\n\r\n",
            b"GET / HTTP/1.1\r\nno colon here\r\n\r\n",
            b"G\x00T / HTTP/1.1\r\n\r\n",
            b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n",
            b"\x16\x03\x01\x00\x05hello",
            b"\x16\xff\xff\xff\xff" + b"x" * 100,
            b"\x80\x2e\x01\x00\x02",
            b"\x16\x03\x01\x40\x00" + b"\x01" * 0x4000,
        ],
    )
    def test_garbage(self, emulator, data):
        with clear_socket(emulator) as sock:
            sock.sendall(data)
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith((b"HTTP/1.1 4", b"\x15", b"\x00\x00")), received[:100]

    def test_random_bytes(self, emulator):
        source = random.Random(20261123)
        for _ in range(60):
            with clear_socket(emulator) as sock:
                try:
                    sock.sendall(source.randbytes(source.randrange(1, 400)))
                    half_close(sock)
                except ConnectionError:
                    continue
                closes(sock)

    def test_connecting_and_leaving(self, emulator):
        for _ in range(200):
            clear_socket(emulator).close()

    def test_a_reset_in_the_middle(self, emulator):
        for data in (b"", b"\x16\x03", b"PRI * HT", b"GET / HT", PREFACE + SETTINGS):
            sock = clear_socket(emulator)
            sock.sendall(data)
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            sock.close()

    def test_the_preface_byte_by_byte(self, emulator):
        with clear_socket(emulator) as sock:
            for byte in PREFACE + SETTINGS:
                sock.sendall(bytes([byte]))
                time.sleep(0.005)
            assert sock.recv(9)[3] == 4, "the server's own SETTINGS should come first"

    def test_tls_hello_byte_by_byte(self, emulator):
        incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
        session = tls_context(emulator, ["http/1.1"]).wrap_bio(incoming, outgoing, server_hostname="localhost")
        with clear_socket(emulator) as sock:
            while True:
                try:
                    session.do_handshake()
                    break
                except ssl.SSLWantReadError:
                    for byte in outgoing.read():
                        sock.sendall(bytes([byte]))
                    incoming.write(sock.recv(65536))
            assert session.version()

    def test_silence_is_cut_off(self, emulator):
        """Before the first byte, and in the middle of a handshake."""
        with clear_socket(emulator) as silent, clear_socket(emulator) as half:
            half.sendall(b"\x16\x03\x01\x02\x00\x01")
            before = time.monotonic()
            closes(silent, 40)
            closes(half, 40)
            assert time.monotonic() - before < 40


class TestHTTP1:
    def answer(self, emulator, data):
        with clear_socket(emulator) as sock:
            sock.sendall(data)
            return HTTP1(sock).answer()

    def test_huge_headers(self, emulator):
        with clear_socket(emulator) as sock:
            try:
                sock.sendall(b"GET /keys HTTP/1.1\r\nHost: localhost\r\nX-Huge: " + b"x" * 2_000_000 + b"\r\n\r\n")
            except ConnectionError:
                pass
            received = closes(sock)
            assert not received or received[:12] in (b"HTTP/1.1 431", b"HTTP/1.1 400", b"HTTP/1.1 413")

    def test_a_huge_request_line(self, emulator):
        with clear_socket(emulator) as sock:
            try:
                sock.sendall(b"GET /" + b"x" * 2_000_000 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n")
            except ConnectionError:
                pass
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4")

    def test_ten_thousand_headers(self, emulator):
        lines = b"".join(b"x-%d: y\r\n" % number for number in range(10_000))
        with clear_socket(emulator) as sock:
            try:
                sock.sendall(b"GET /keys HTTP/1.1\r\nHost: localhost\r\n" + lines + b"\r\n")
            except ConnectionError:
                pass
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 ")

    @pytest.mark.parametrize("length", [b"-1", b"abc", b"99999999999999999999", b"5, 6"])
    def test_bad_content_lengths(self, emulator, length):
        with clear_socket(emulator) as sock:
            sock.sendall(
                b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + b"\r\n\r\nhello"
            )
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4")

    def test_length_and_chunks_together(self, emulator):
        """Request smuggling starts here."""
        with clear_socket(emulator) as sock:
            sock.sendall(
                b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\n"
                b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
                b"0\r\n\r\nGET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            half_close(sock)
            received = closes(sock)
            assert received.startswith(b"HTTP/1.1 4") or not received
            assert b'"keys"' not in received

    @pytest.mark.parametrize("body", [b"zz\r\nhello\r\n0\r\n\r\n", b"ffffffffffffffff\r\nx", b"5\r\nhelloXX0\r\n\r\n"])
    def test_bad_chunks(self, emulator, body):
        with clear_socket(emulator) as sock:
            sock.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n" + body)
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4")

    def test_a_truncated_body(self, emulator, token):
        with clear_socket(emulator) as sock:
            sock.sendall(
                b"POST /api/v1/connected_accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                b"Authorization: Bearer " + token.encode() + b'\r\nContent-Length: 1000\r\n\r\n{"connector":'
            )
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4")

    def test_a_body_that_is_too_large(self, emulator, token):
        with clear_socket(emulator) as sock:
            head = (
                "POST /api/v1/connected_accounts HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                f"Authorization: Bearer {token}\r\nContent-Length: {64 * 1024 * 1024}\r\n\r\n"
            )
            sock.sendall(head.encode())
            try:
                for _ in range(64):
                    sock.sendall(b" " * 1024 * 1024)
            except ConnectionError:
                pass
            received = closes(sock)
            assert not received or received[:12] in (b"HTTP/1.1 413", b"HTTP/1.1 429")

    @pytest.mark.parametrize("method", [b"BREW", b"CONNECT", b"TRACE", b"get", b"PRI"])
    def test_odd_methods(self, emulator, method):
        with clear_socket(emulator) as sock:
            sock.sendall(method + b" /keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith((b"HTTP/1.1 4", b"HTTP/1.1 501"))

    @pytest.mark.parametrize(
        "path",
        [
            b"/%",
            b"/%zz",
            b"/%00",
            b"/..%2f..%2fetc/passwd",
            b"/../../etc/passwd",
            b"*",
            b"http://evil.example/",
            b"/api/v1/connected_accounts/%ff",
            b"/" + b"a/" * 5000,
        ],
    )
    def test_odd_paths(self, emulator, path):
        with clear_socket(emulator) as sock:
            sock.sendall(b"GET " + path + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4") or path == b"http://evil.example/", received[:50]
            assert b"root:" not in received

    def test_no_host(self, emulator):
        answer = self.answer(emulator, b"GET /keys HTTP/1.1\r\nConnection: close\r\n\r\n")
        assert answer.status in (200, 400)

    def test_a_slow_client_is_not_waited_for_by_others(self, emulator):
        slow = [clear_socket(emulator) for _ in range(50)]
        try:
            for sock in slow:
                sock.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\ngrant_type=")
            before = time.monotonic()
            assert requests.get(emulator.url + "/keys", timeout=10).status_code == 200
            assert time.monotonic() - before < 5
        finally:
            for sock in slow:
                sock.close()

    def test_a_client_that_does_not_read(self, emulator):
        """Answers pile up on one connection; the others do not notice."""
        with clear_socket(emulator) as sock:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            sock.settimeout(2)
            try:
                for _ in range(2000):
                    sock.sendall(b"GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n")
            except TimeoutError:
                pass
            assert requests.get(emulator.url + "/keys", timeout=10).status_code == 200
