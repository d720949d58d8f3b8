"""Hostile and broken clients: a clear error or a closed connection, and the next good call works."""

import concurrent.futures
import contextlib
import os
import random
import socket
import ssl
import struct
import time

import grpc
import pytest
import requests
from scalekit.common.exceptions import ScalekitBadRequestException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from wire import (
    ACCOUNTS,
    HTTP1,
    bearer,
    channel,
    clear_socket,
    curl,
    grpc_frame,
    read_to_end,
    tls_context,
)

LIST = ACCOUNTS + "ListConnectedAccounts"
CREATE = ACCOUNTS + "CreateConnectedAccount"
PREFACE = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"
SETTINGS = b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


@pytest.fixture(autouse=True)
def a_good_call_works_afterwards(emulator):
    client = emulator.client()
    yield
    assert emulator.is_running()
    client.actions.create_connected_account("gmail", "afterwards")
    assert client.actions.list_connected_accounts().total_count == 1
    assert requests.get(emulator.clear_url + "/keys", timeout=10).status_code == 200


@pytest.fixture
def token(client):
    return client.get_client_access_token()


def frame(kind, flags, stream, payload=b"", length=None):
    size = len(payload) if length is None else length
    return struct.pack(">I", size)[1:] + struct.pack(">BBI", kind, flags, stream) + payload


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
        pytest.fail("the connection stayed open")


class TestFirstBytes:
    @pytest.mark.parametrize(
        "data",
        [b"\x00" * 64, b"\xff" * 64, b"hello\r\n\r\n", b"\r\n\r\n\r\n", b"SSH-2.0-OpenSSH_9.2\r\n", b"GET\r\n\r\n",
         b"GET / HTTP/9.9\r\n\r\n", b"GET / HTTP/1.1\r\nno colon here\r\n\r\n", b"G\x00T / HTTP/1.1\r\n\r\n",
         b"PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n", b"\x16\x03\x01\x00\x05hello", b"\x16\xff\xff\xff\xff" + b"x" * 100,
         b"\x80\x2e\x01\x00\x02", b"\x16\x03\x01\x40\x00" + b"\x01" * 0x4000],
    )  # fmt: skip
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
            sock.sendall(b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + b"\r\n\r\nhello")
            half_close(sock)
            received = closes(sock)
            assert not received or received.startswith(b"HTTP/1.1 4")

    def test_length_and_chunks_together(self, emulator):
        """Request smuggling starts here."""
        with clear_socket(emulator) as sock:
            sock.sendall(
                b"POST /oauth/token HTTP/1.1\r\nHost: localhost\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n"
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
                b"Authorization: Bearer " + token.encode() + b"\r\nContent-Length: 1000\r\n\r\n{\"connector\":"
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

    @pytest.mark.parametrize("path", [b"/%", b"/%zz", b"/%00", b"/..%2f..%2fetc/passwd", b"/../../etc/passwd", b"*",
                                      b"http://evil.example/", b"/api/v1/connected_accounts/%ff", b"/" + b"a/" * 5000])  # fmt: skip
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


class TestHTTP2Frames:
    """Each breaks the protocol in its own way; the connection or the stream ends, the server does not."""

    HEADERS = b"\x83\x87\x41\x09localhost\x44\x05/keys"

    @pytest.mark.parametrize(
        "data",
        [
            frame(0x0, 0, 1, b"data on an idle stream"),
            frame(0x1, 0x4, 0, HEADERS),
            frame(0x1, 0x4, 2, HEADERS),
            frame(0x1, 0x5, 1, b"\xff\xff\xff\xff\xff\xff"),
            frame(0x1, 0x1, 1, HEADERS) + frame(0x6, 0, 0, b"12345678"),
            frame(0x4, 0, 0, b"12345"),
            frame(0x4, 0, 0, struct.pack(">HI", 4, 0xFFFFFFFF)),
            frame(0x4, 0, 0, struct.pack(">HI", 5, 1)),
            frame(0x6, 0, 0, b"short"),
            frame(0x6, 0, 3, b"12345678"),
            frame(0x8, 0, 0, struct.pack(">I", 0)),
            frame(0x8, 0, 0, struct.pack(">I", 0x7FFFFFFF)) * 2,
            frame(0x3, 0, 1, struct.pack(">I", 8)),
            frame(0x5, 0x4, 1, struct.pack(">I", 2) + HEADERS),
            frame(0x9, 0x4, 1, HEADERS),
            frame(0x0, 0, 1, b"", length=0xFFFFFF),
            frame(0x1, 0x5, 1, b"\x82\x82\x87\x84"),
            frame(0x1, 0x5, 1, b"\x40\x03FOO\x03bar"),
            frame(0x1, 0x5, 1, b"\x82\x87\x84\x40\x0aconnection\x05close"),
        ],
    )
    def test_malformed(self, emulator, data):
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS)
            try:
                sock.sendall(data)
                half_close(sock)
            except OSError:
                return
            closes(sock)

    def test_unknown_frames_are_ignored(self, emulator):
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS + frame(0xBE, 0xFF, 0, b"anything") + frame(0x6, 0, 0, b"12345678"))
            received = b""
            while frame(0x6, 1, 0, b"12345678") not in received:
                chunk = sock.recv(4096)
                assert chunk, "closed instead of answering the ping"
                received += chunk

    def test_random_frames(self, emulator):
        source = random.Random(7)
        for _ in range(60):
            with clear_socket(emulator) as sock:
                data = PREFACE + SETTINGS
                for _ in range(source.randrange(1, 6)):
                    payload = source.randbytes(source.randrange(0, 60))
                    data += frame(source.randrange(0, 10), source.randrange(256), source.choice([0, 1, 3, 5]), payload)
                try:
                    sock.sendall(data)
                    half_close(sock)
                except OSError:
                    continue
                closes(sock)

    def test_rapid_reset(self, emulator):
        """CVE-2023-44487: streams opened and cancelled at once."""
        head = b"\x83\x87\x41\x09localhost\x44\x05/keys"
        with clear_socket(emulator) as sock:
            sock.sendall(PREFACE + SETTINGS)
            try:
                for number in range(5000):
                    stream = 2 * number + 1
                    sock.sendall(frame(1, 0x4, stream, head) + frame(3, 0, stream, struct.pack(">I", 8)))
            except OSError:
                pass
        assert requests.get(emulator.url + "/keys", timeout=10).status_code == 200

    def test_endless_continuation(self, emulator):
        """CVE-2024-27316: a header block that never ends."""
        piece = b"\x00\x04name" + b"\x7f\xe1\x07" + b"v" * 1000
        with clear_socket(emulator) as sock:
            sock.settimeout(10)
            sock.sendall(PREFACE + SETTINGS + frame(1, 0, 1, b"\x83\x87\x84"))
            try:
                for _ in range(20_000):
                    sock.sendall(frame(9, 0, 1, piece))
                pytest.fail("twenty megabytes of headers were taken")
            except (ConnectionError, TimeoutError):
                pass


class TestGRPCMessages:
    def status(self, emulator, token, body, *flags, path=LIST, content_type="application/grpc", tmp_path):
        head = tmp_path / "head"
        status, _, _ = curl(
            emulator, path, "--http2", "-H", f"authorization: Bearer {token}", "-H", f"content-type: {content_type}",
            "-H", "te: trailers", "--data-binary", "@-", "--dump-header", str(head), *flags, data=body,
        )  # fmt: skip
        for line in head.read_text().lower().splitlines():
            if line.startswith("grpc-status:"):
                return status, int(line.partition(":")[2])
        return status, None

    @pytest.mark.parametrize(
        "body, statuses",
        [
            (b"", {3, 12, 13}),
            (b"\x00", {3, 13}),
            (b"\x00\x00\x00\x00\x05ab", {3, 13}),
            (grpc_frame(b"") + b"rest", {3, 13}),
            (grpc_frame(b"") * 2, {3, 12, 13}),
            (b"\x07" + grpc_frame(b"")[1:], {3, 12, 13}),
            (b"\x01" + grpc_frame(b"x")[1:], {3, 12, 13}),
            (b"\x00\xff\xff\xff\xff", {8}),
            (grpc_frame(b"\x0a\xff"), {3, 13}),
            (grpc_frame(b"\xff" * 20), {3, 13}),
            (grpc_frame(b"\x0a\x02\xff\xfe"), {3, 13}),
            (grpc_frame(b"\x30" + b"\x80" * 12), {3, 13}),
            (grpc_frame(b"\x0b" * 200), {3, 13}),
        ],
    )
    def test_bad_messages(self, emulator, token, tmp_path, body, statuses):
        assert self.status(emulator, token, body, tmp_path=tmp_path)[1] in statuses

    def test_unknown_fields_are_accepted(self, emulator, token, tmp_path):
        unknown = b"\xfa\x3f\x05hello\xf0\x3f\x2a"
        assert self.status(emulator, token, grpc_frame(unknown), tmp_path=tmp_path) == (200, 0)

    @pytest.mark.parametrize("timeout", ["", "x", "10", "-5S", "123456789S", "5s", "1.5S"])
    def test_malformed_deadlines(self, emulator, token, tmp_path, timeout):
        outcome = self.status(emulator, token, grpc_frame(b""), "-H", f"grpc-timeout: {timeout}", tmp_path=tmp_path)
        assert outcome[1] in (0, 3, 13) or outcome[0] == 400

    @pytest.mark.parametrize("content_type", ["application/grpc-web", "application/grpcx", "text/plain", "application/json"])
    def test_other_content_types_on_a_grpc_path(self, emulator, token, tmp_path, content_type):
        status, grpc_status = self.status(emulator, token, grpc_frame(b""), content_type=content_type, tmp_path=tmp_path)
        assert status in (404, 405, 415) and grpc_status is None

    def test_grpc_with_another_method(self, emulator, token, tmp_path):
        status, grpc_status = self.status(emulator, token, b"", "-X", "GET", tmp_path=tmp_path)
        assert status in (400, 405) or grpc_status in (12, 13)

    def test_an_unknown_encoding(self, emulator, token, tmp_path):
        body = b"\x01" + grpc_frame(b"x")[1:]
        assert self.status(emulator, token, body, "-H", "grpc-encoding: snappy", tmp_path=tmp_path)[1] == 12
        head = (tmp_path / "head").read_text().lower()
        assert any(line.startswith("grpc-accept-encoding:") and "gzip" in line for line in head.splitlines())

    def test_bytes_that_are_no_gzip(self, emulator, token, tmp_path):
        body = b"\x01" + grpc_frame(b"this is not gzip")[1:]
        assert self.status(emulator, token, body, "-H", "grpc-encoding: gzip", tmp_path=tmp_path)[1] in (3, 13)

    def test_random_messages(self, emulator, token):
        source = random.Random(42)
        with channel(emulator) as connection:
            for path in (LIST, CREATE, "/scalekit.v1.connections.ConnectionService/CreateEnvironmentConnection"):
                method = connection.unary_unary(path)
                for _ in range(60):
                    try:
                        method(source.randbytes(source.randrange(0, 80)), metadata=bearer(token), timeout=20)
                    except grpc.RpcError as error:
                        assert error.code() in (
                            grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.NOT_FOUND, grpc.StatusCode.INTERNAL,
                        ), error  # fmt: skip

    def test_deep_nesting(self, emulator, token):
        """A Struct inside a Struct, a thousand times; a parser that recurses without limit dies of it."""
        value = b"\x1a\x01x"
        for _ in range(1500):
            entry = b"\x0a\x01k\x12" + _varint(len(value)) + value
            fields = b"\x0a" + _varint(len(entry)) + entry
            value = b"\x2a" + _varint(len(fields)) + fields
        entry = b"\x0a\x01k\x12" + _varint(len(value)) + value
        struct_message = b"\x0a" + _varint(len(entry)) + entry
        account = b"\x5a" + _varint(len(struct_message)) + struct_message
        request = b"\x1a\x05gmail\x22\x03ada\x2a" + _varint(len(account)) + account
        with channel(emulator) as connection, pytest.raises(grpc.RpcError) as caught:
            connection.unary_unary(CREATE)(request, metadata=bearer(token), timeout=20)
        assert caught.value.code() in (grpc.StatusCode.INVALID_ARGUMENT, grpc.StatusCode.INTERNAL)

    def test_a_call_that_never_ends_its_request(self, emulator, token):
        with channel(emulator) as connection:
            method = connection.stream_unary(LIST)

            def silence():
                time.sleep(2)
                yield b""

            with pytest.raises(grpc.RpcError) as caught:
                method(silence(), metadata=bearer(token), timeout=1)
            assert caught.value.code() is grpc.StatusCode.DEADLINE_EXCEEDED


def _varint(number):
    out = b""
    while number > 0x7F:
        out += bytes([number & 0x7F | 0x80])
        number >>= 7
    return out + bytes([number])


class TestValues:
    @pytest.mark.parametrize("identifier", ["\x00", "a\x00b", "ada\x00"])
    def test_nul_in_identifiers(self, client, identifier):
        """Refused, or kept apart from the text without it; never cut off."""
        client.actions.create_connected_account("gmail", "ada")
        client.actions.create_connected_account("gmail", "a")
        try:
            account = client.actions.create_connected_account("gmail", identifier).connected_account
        except ScalekitBadRequestException as error:
            assert "identifier" in error.message
        else:
            assert account.identifier == identifier
            assert client.actions.get_connected_account("gmail", identifier).connected_account.identifier == identifier

    def test_nul_in_connection_names(self, client):
        with pytest.raises(ScalekitBadRequestException):
            client.actions.create_connected_account("gmail\x00", "ada")

    def test_values_that_look_like_code(self, client):
        for identifier in ("'; DROP TABLE connected_accounts; --", "%", "_", "*", "${jndi:ldap://x}", "{{7*7}}", "\\0"):
            client.actions.create_connected_account("gmail", identifier)
            found = client.actions.list_connected_accounts(identifier=identifier)
            assert [account.identifier for account in found.connected_accounts] == [identifier]

    def test_infinite_numbers(self, client):
        for number in (float("inf"), float("-inf"), float("nan")):
            account = pb.CreateConnectedAccount()
            account.api_config.update({"n": number})
            try:
                client.connected_accounts.create_connected_account("gmail", f"user {number}", account)
            except ScalekitBadRequestException:
                continue
            kept = client.connected_accounts.get_connected_account_by_identifier("gmail", f"user {number}")[0]
            assert repr(kept.connected_account.api_config["n"]) == repr(number)

    def test_a_very_long_token(self, emulator):
        with channel(emulator, options=[("grpc.max_metadata_size", 1 << 24)]) as connection:
            method = connection.unary_unary(LIST)
            with pytest.raises(grpc.RpcError) as caught:
                method(b"", metadata=bearer("x" * 300_000), timeout=20)
            assert caught.value.code() in (
                grpc.StatusCode.UNAUTHENTICATED, grpc.StatusCode.RESOURCE_EXHAUSTED, grpc.StatusCode.INTERNAL,
                grpc.StatusCode.UNAVAILABLE, grpc.StatusCode.UNKNOWN,
            )  # fmt: skip


def test_a_storm_of_everything(emulator, token):
    """Good and bad clients at once; the good ones notice nothing."""
    source = random.Random(1)
    stop = time.monotonic() + 8

    def bad(seed):
        own = random.Random(seed)
        while time.monotonic() < stop:
            try:
                with clear_socket(emulator, 2) as sock:
                    head = own.choice([b"", PREFACE + SETTINGS, b"GET / HTTP/1.1\r\n", b"\x16\x03\x01"])
                    sock.sendall(head + own.randbytes(own.randrange(0, 300)))
            except OSError:
                pass

    def good(_):
        calls = 0
        with channel(emulator) as connection:
            method = connection.unary_unary(LIST)
            while time.monotonic() < stop:
                method(b"", metadata=bearer(token), timeout=10)
                calls += 1
        return calls

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        bad_ones = [pool.submit(bad, source.random()) for _ in range(4)]
        good_ones = [pool.submit(good, None) for _ in range(4)]
        assert all(future.result() > 50 for future in good_ones)
        for future in bad_ones:
            future.result()


def test_no_descriptors_leak(emulator):
    """After all that this file has done to it."""
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        open_now = len(os.listdir(f"/proc/{emulator.process.pid}/fd"))
        if open_now < 120:
            return
        time.sleep(0.5)
    pytest.fail(f"{open_now} descriptors are open")
