"""One port, every way in: TLS with and without ALPN, clear text, HTTP/1.1, HTTP/2."""

import json
import shutil
import socket
import subprocess

import pytest

from wire import (
    HTTP1,
    LIST,
    clear_socket,
    curl,
    grpc_frame,
    grpc_messages,
    tls_context,
    tls_socket,
)


class TestTLS:
    @pytest.mark.parametrize(
        "offered, chosen",
        [
            (["h2"], "h2"),
            (["http/1.1"], "http/1.1"),
            (["h2", "http/1.1"], "h2"),
            (["http/1.1", "h2"], None),
            (None, None),
        ],
    )
    def test_alpn(self, emulator, offered, chosen):
        with tls_socket(emulator, offered) as sock:
            selected = sock.selected_alpn_protocol()
            assert selected == chosen or (chosen is None and selected in (None, "h2", "http/1.1"))
            assert sock.version() in ("TLSv1.2", "TLSv1.3")

    @pytest.mark.parametrize("alpn", [None, ["http/1.1"]])
    def test_http1_keeps_the_connection_for_further_requests(self, emulator, alpn):
        with tls_socket(emulator, alpn) as sock:
            connection = HTTP1(sock)
            for _ in range(3):
                connection.send(b"GET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n")
                answer = connection.answer()
                assert (answer.status, answer.reason) == (200, "OK")
                assert json.loads(answer.body)["keys"]

    @pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "::1"])
    def test_the_certificate_fits_every_loopback_name(self, emulator, host):
        family, address = (socket.AF_INET6, "::1") if host == "::1" else (socket.AF_INET, "127.0.0.1")
        raw = socket.socket(family)
        raw.settimeout(10)
        raw.connect((address, emulator.port))
        with tls_context(emulator).wrap_socket(raw, server_hostname=host) as sock:
            names = sock.getpeercert()["subjectAltName"]
        assert ("DNS", "localhost") in names and ("DNS", "*.localhost") in names
        assert ("IP Address", "127.0.0.1") in names

    def test_strict_verification_accepts_it(self, emulator):
        """Python 3.13 verifies strictly by default: key identifiers and critical constraints."""
        import ssl

        context = tls_context(emulator)
        context.verify_flags |= ssl.VERIFY_X509_STRICT | ssl.VERIFY_X509_PARTIAL_CHAIN
        with context.wrap_socket(clear_socket(emulator), server_hostname="localhost") as sock:
            assert sock.version()

    def test_openssl_agrees(self, emulator):
        finished = subprocess.run(
            [
                "openssl",
                "s_client",
                "-connect",
                f"localhost:{emulator.port}",
                "-CAfile",
                emulator.ca_file,
                "-verify_return_error",
                "-x509_strict",
                "-verify_hostname",
                "localhost",
                "-alpn",
                "h2",
            ],
            input="",
            capture_output=True,
            text=True,
            timeout=20,
            check=False,
        )
        assert "Verify return code: 0 (ok)" in finished.stdout, finished.stdout + finished.stderr
        assert "ALPN protocol: h2" in finished.stdout

    def test_a_further_name_can_be_asked_for(self, start, tmp_path):
        server = start("--tls-name", "emulator.internal", state_dir=tmp_path / "own-state")
        raw = clear_socket(server)
        with tls_context(server).wrap_socket(raw, server_hostname="emulator.internal") as sock:
            assert ("DNS", "emulator.internal") in sock.getpeercert()["subjectAltName"]

    def test_an_own_certificate_replaces_it(self, emulator, start, tmp_path):
        cert, key = tmp_path / "cert.pem", tmp_path / "key.pem"
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
        server = start("--tls-cert", cert, "--tls-key", key)
        assert emulator.ca_bundle != server.ca_bundle, "a bundle for this certificate must not replace the other one"
        import ssl

        context = ssl.create_default_context(cafile=cert)
        with context.wrap_socket(clear_socket(server), server_hostname="localhost") as sock:
            assert sock.getpeercert()["subject"] == ((("commonName", "localhost"),),)


CURL_WAYS = {
    "clear, HTTP/1.1": (True, ["--http1.1"], "1.1"),
    "clear, HTTP/2 by prior knowledge": (True, ["--http2-prior-knowledge"], "2"),
    "clear, upgrade offered": (True, ["--http2"], None),
    "TLS, HTTP/1.1": (False, ["--http1.1"], "1.1"),
    "TLS, HTTP/2": (False, ["--http2"], "2"),
    "TLS, no ALPN": (False, ["--no-alpn"], "1.1"),
}


@pytest.mark.parametrize("way", CURL_WAYS)
class TestCurl:
    def test_rest(self, emulator, token, way):
        clear, flags, version = CURL_WAYS[way]
        status, spoken, body = curl(
            emulator, "/api/v1/connected_accounts", *flags, "-H", f"authorization: Bearer {token}", clear=clear
        )
        assert status == 200 and spoken == (version or spoken)
        assert json.loads(body)["connected_accounts"] == []

    def test_rest_with_a_body(self, emulator, token, way):
        clear, flags, _ = CURL_WAYS[way]
        body = json.dumps({"connector": "gmail", "identifier": "ada", "connected_account": {}})
        status, _, answer = curl(
            emulator,
            "/api/v1/connected_accounts",
            *flags,
            "-H",
            f"authorization: Bearer {token}",
            "-H",
            "content-type: application/json",
            "--data-binary",
            "@-",
            clear=clear,
            data=body.encode(),
        )
        assert status in (200, 201)
        assert json.loads(answer)["connected_account"]["status"] == "PENDING_AUTH"

    def test_tokens(self, emulator, way):
        clear, flags, _ = CURL_WAYS[way]
        status, _, body = curl(
            emulator,
            "/oauth/token",
            *flags,
            "-d",
            "grant_type=client_credentials",
            "-d",
            f"client_id=skc_{len(way)}77",
            "-d",
            "client_secret=s",
            clear=clear,
        )
        assert status == 200 and json.loads(body)["access_token"]

    def test_grpc(self, emulator, token, way, tmp_path):
        """gRPC over every framing, the trailers read with curl's own eyes."""
        clear, flags, _ = CURL_WAYS[way]
        head = tmp_path / "head"
        status, _, body = curl(
            emulator,
            LIST,
            *flags,
            "-H",
            f"authorization: Bearer {token}",
            "-H",
            "content-type: application/grpc",
            "-H",
            "te: trailers",
            "--data-binary",
            "@-",
            "--dump-header",
            str(head),
            clear=clear,
            data=grpc_frame(b""),
        )
        assert status == 200
        assert "grpc-status: 0" in head.read_text().lower()
        assert len(grpc_messages(body)) == 1


@pytest.mark.skipif(shutil.which("nghttp") is None, reason="nghttp2-client is not installed")
class TestNghttp:
    @pytest.mark.parametrize("clear", [True, False])
    def test_many_requests_on_one_connection(self, emulator, clear):
        url = (emulator.clear_url if clear else emulator.url) + "/keys"
        finished = subprocess.run(
            ["nghttp", "--null-out", "--stat", "--multiply=40", "--timeout=20", url],
            capture_output=True,
            text=True,
            timeout=40,
            check=False,
        )
        assert finished.returncode == 0, finished.stderr
        assert finished.stdout.count(" 200 ") == 40, finished.stdout


def test_ipv4_and_ipv6_answer_on_the_same_port(emulator):
    for address in ("127.0.0.1", "::1"):
        with socket.create_connection((address, emulator.port), timeout=5) as sock:
            connection = HTTP1(sock)
            connection.send(b"GET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n")
            assert connection.answer().status == 200


def test_only_loopback_is_bound(emulator):
    listening = subprocess.run(
        ["sh", "-c", "cat /proc/net/tcp /proc/net/tcp6"], capture_output=True, text=True, check=True
    ).stdout
    port = f":{emulator.port:04X}"
    locals_ = {
        line.split()[1].split(":")[0]
        for line in listening.splitlines()
        if port in line.split()[1] and line.split()[3] == "0A"
    }
    assert locals_ <= {"0100007F", "00000000000000000000000001000000"}, locals_


class TestHTTP1Details:
    def send(self, emulator, data):
        with clear_socket(emulator) as sock:
            connection = HTTP1(sock)
            connection.send(data)
            return connection.answer()

    def test_pipelined_requests_are_answered_in_order(self, emulator):
        with clear_socket(emulator) as sock:
            connection = HTTP1(sock)
            connection.send(
                b"GET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n"
                b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n"
                b"GET /keys HTTP/1.1\r\nHost: localhost\r\n\r\n"
            )
            assert [connection.answer().status for _ in range(3)] == [200, 404, 200]

    def test_connection_close_is_honoured(self, emulator):
        with clear_socket(emulator) as sock:
            connection = HTTP1(sock)
            connection.send(b"GET /keys HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            assert connection.answer().status == 200
            assert sock.recv(10) == b""

    def test_reason_phrases_are_standard(self, emulator):
        """Python and Node compute http_status from the phrase."""
        assert self.send(emulator, b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n").reason == "Not Found"
        answer = self.send(emulator, b"GET /api/v1/connected_accounts HTTP/1.1\r\nHost: localhost\r\n\r\n")
        assert (answer.status, answer.reason) == (401, "Unauthorized")

    def test_expect_continue(self, emulator):
        with clear_socket(emulator) as sock:
            sock.sendall(
                b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/x-www-form-urlencoded\r\n"
                b"Content-Length: 29\r\nExpect: 100-continue\r\n\r\n"
            )
            sock.settimeout(3)
            assert sock.recv(4096).startswith(b"HTTP/1.1 100")
            sock.sendall(b"grant_type=client_credentials")
            assert sock.recv(4096).startswith(b"HTTP/1.1 4")

    def test_header_names_mind_no_case_and_may_have_underscores(self, emulator):
        answer = self.send(emulator, b"GET /keys HTTP/1.1\r\nHOST: localhost\r\nConnection_name: gmail\r\n\r\n")
        assert answer.status == 200

    def test_head_has_no_body(self, emulator):
        with clear_socket(emulator) as sock:
            sock.sendall(b"HEAD / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
            received = b""
            while chunk := sock.recv(4096):
                received += chunk
        head, _, body = received.partition(b"\r\n\r\n")
        assert head.startswith(b"HTTP/1.1 200") and body == b""
