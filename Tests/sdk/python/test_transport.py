"""One port, every way in: TLS with and without ALPN, clear text, HTTP/1.1, HTTP/2, gRPC on all of them."""

import contextlib
import json
import queue
import shutil
import socket
import subprocess
import threading
import time

import grpc
import h2.config
import h2.connection
import h2.events
import pytest
from google.protobuf import descriptor_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from grpc_reflection.v1alpha import reflection_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo
from google.rpc import status_pb2

from wire import (
    ACCOUNTS,
    HTTP1,
    bearer,
    channel,
    chunked,
    clear_socket,
    curl,
    grpc_frame,
    grpc_messages,
    tls_context,
    tls_socket,
)

LIST = ACCOUNTS + "ListConnectedAccounts"
CREATE = ACCOUNTS + "CreateConnectedAccount"


@pytest.fixture
def token(client):
    return client.get_client_access_token()


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


class TestTLS:
    @pytest.mark.parametrize(
        "offered, chosen",
        [(["h2"], "h2"), (["http/1.1"], "http/1.1"), (["h2", "http/1.1"], "h2"), (["http/1.1", "h2"], None), (None, None)],
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
            ["openssl", "s_client", "-connect", f"localhost:{emulator.port}", "-CAfile", emulator.ca_file,
             "-verify_return_error", "-x509_strict", "-verify_hostname", "localhost", "-alpn", "h2"],
            input="", capture_output=True, text=True, timeout=20, check=False,
        )  # fmt: skip
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
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2",
             "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", key, "-out", cert],
            check=True, capture_output=True,
        )  # fmt: skip
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
            emulator, "/api/v1/connected_accounts", *flags, "-H", f"authorization: Bearer {token}",
            "-H", "content-type: application/json", "--data-binary", "@-", clear=clear, data=body.encode(),
        )  # fmt: skip
        assert status in (200, 201)
        assert json.loads(answer)["connected_account"]["status"] == "PENDING_AUTH"

    def test_tokens(self, emulator, way):
        clear, flags, _ = CURL_WAYS[way]
        status, _, body = curl(
            emulator, "/oauth/token", *flags, "-d", "grant_type=client_credentials", "-d", f"client_id=skc_{len(way)}77",
            "-d", "client_secret=s", clear=clear,
        )  # fmt: skip
        assert status == 200 and json.loads(body)["access_token"]

    def test_grpc(self, emulator, token, way, tmp_path):
        """gRPC over every framing, the trailers read with curl's own eyes."""
        clear, flags, _ = CURL_WAYS[way]
        head = tmp_path / "head"
        status, _, body = curl(
            emulator, LIST, *flags, "-H", f"authorization: Bearer {token}", "-H", "content-type: application/grpc",
            "-H", "te: trailers", "--data-binary", "@-", "--dump-header", str(head), clear=clear,
            data=grpc_frame(b""),
        )  # fmt: skip
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
            capture_output=True, text=True, timeout=40, check=False,
        )  # fmt: skip
        assert finished.returncode == 0, finished.stderr
        assert finished.stdout.count(" 200 ") == 40, finished.stdout


class TestGRPC:
    @pytest.mark.parametrize("clear", [False, True])
    def test_plain_calls(self, emulator, token, clear):
        with channel(emulator, clear) as connection:
            reply, call = lister(connection).with_call(
                pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=20
            )
            assert reply.total_size == 0
            assert call.code() is grpc.StatusCode.OK

    def test_gzip_requests(self, emulator, token):
        with channel(emulator) as connection:
            account = pb.CreateConnectedAccount()
            account.api_config.update({"text": "compress me " * 10_000})
            request = pb.CreateConnectedAccountRequest(connector="gmail", identifier="ada", connected_account=account)
            reply = creator(connection)(request, metadata=bearer(token), timeout=20, compression=grpc.Compression.Gzip)
            assert reply.connected_account.api_config["text"] == "compress me " * 10_000

    def test_deflate_is_refused_by_name(self, emulator, token):
        """An encoding the server does not read must be refused, not misread."""
        with channel(emulator) as connection, pytest.raises(grpc.RpcError) as caught:
            request = pb.ListConnectedAccountsRequest(query="q" * 90, identifier="i" * 90)
            lister(connection)(request, metadata=bearer(token), timeout=20, compression=grpc.Compression.Deflate)
        assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED
        assert "deflate" in caught.value.details() and "gzip" in caught.value.details()

    def test_a_gzip_bomb_is_refused(self, emulator, token):
        with channel(emulator) as connection:
            account = pb.CreateConnectedAccount()
            account.api_config.update({"zeros": "0" * (64 * 1024 * 1024)})
            request = pb.CreateConnectedAccountRequest(connector="gmail", identifier="ada", connected_account=account)
            with pytest.raises(grpc.RpcError) as caught:
                creator(connection)(request, metadata=bearer(token), timeout=30, compression=grpc.Compression.Gzip)
            assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED

    def test_messages_up_to_four_mebibytes(self, emulator, token):
        with channel(emulator, options=[("grpc.max_receive_message_length", -1)]) as connection:

            def send(size):
                account = pb.CreateConnectedAccount()
                account.api_config.update({"blob": "x" * size})
                request = pb.CreateConnectedAccountRequest(
                    connector="gmail", identifier=f"user-{size}", connected_account=account
                )
                return creator(connection)(request, metadata=bearer(token), timeout=30)

            assert len(send(4 * 1024 * 1024 - 1024).connected_account.api_config["blob"]) == 4 * 1024 * 1024 - 1024
            with pytest.raises(grpc.RpcError) as caught:
                send(4 * 1024 * 1024 + 1)
            assert caught.value.code() is grpc.StatusCode.RESOURCE_EXHAUSTED
            assert send(10).connected_account.identifier == "user-10"

    @pytest.mark.parametrize(
        "path",
        ["/scalekit.v1.tools.ToolService/ListTools", ACCOUNTS + "NoSuchMethod", "/no.such.Service/Method", "/keys", "/x"],
    )
    def test_unknown_methods_are_unimplemented(self, emulator, token, path):
        with channel(emulator) as connection:
            method = connection.unary_unary(path)
            with pytest.raises(grpc.RpcError) as caught:
                method(b"", metadata=bearer(token), timeout=20)
            assert caught.value.code() is grpc.StatusCode.UNIMPLEMENTED

    def test_error_details_equal_the_headers(self, emulator, token):
        with channel(emulator) as connection:
            with pytest.raises(grpc.RpcError) as caught:
                lister(connection)(
                    pb.ListConnectedAccountsRequest(page_size=100), metadata=bearer(token), timeout=20
                )
        trailers = dict(caught.value.trailing_metadata())
        status = status_pb2.Status.FromString(trailers["grpc-status-details-bin"])
        assert (status.code, status.message) == (3, caught.value.details())
        info = ErrorInfo()
        assert status.details[0].Unpack(info) and info.error_code == "INVALID_ARGUMENT"

    def test_errors_fit_the_sdks_header_limit(self, emulator, token):
        """Python allows 16 KiB of metadata; a long message must not push the details over it."""
        with channel(emulator, options=[("grpc.max_metadata_size", 16384)]) as connection:
            request = pb.ListConnectedAccountsRequest(
                connection_names=["é" * 400] * 30, query="q" * 3000, identifier="i" * 3000, page_token="t" * 3000
            )
            with pytest.raises(grpc.RpcError) as caught:
                lister(connection)(request, metadata=bearer(token), timeout=20)
            assert caught.value.code() is grpc.StatusCode.INVALID_ARGUMENT

    def test_a_deadline_in_the_past_is_exceeded(self, emulator, token, tmp_path):
        for timeout in ("1n", "0m"):
            head = tmp_path / "head"
            curl(
                emulator, LIST, "--http2", "-H", f"authorization: Bearer {token}", "-H", "content-type: application/grpc",
                "-H", "te: trailers", "-H", f"grpc-timeout: {timeout}", "--data-binary", "@-", "--dump-header",
                str(head), data=grpc_frame(b""),
            )  # fmt: skip
            assert "grpc-status: 4" in head.read_text().lower(), timeout

    @pytest.mark.parametrize("timeout", ["20000m", "9999990u", "20S", "1M", "1H", "60100m", "99999999n"])
    def test_every_unit_of_a_deadline_is_read(self, emulator, token, tmp_path, timeout):
        head = tmp_path / "head"
        curl(
            emulator, LIST, "--http2", "-H", f"authorization: Bearer {token}", "-H", "content-type: application/grpc",
            "-H", "te: trailers", "-H", f"grpc-timeout: {timeout}", "--data-binary", "@-", "--dump-header",
            str(head), data=grpc_frame(b""),
        )  # fmt: skip
        assert "grpc-status: 0" in head.read_text().lower()

    def test_a_stream_ends_with_its_deadline(self, emulator, tmp_path):
        head = tmp_path / "head"
        before = time.monotonic()
        curl(
            emulator, "/grpc.health.v1.Health/Watch", "--http2", "-H", "content-type: application/grpc",
            "-H", "te: trailers", "-H", "grpc-timeout: 700m", "--data-binary", "@-", "--dump-header", str(head),
            data=grpc_frame(b""),
        )  # fmt: skip
        assert 0.5 < time.monotonic() - before < 10
        assert "grpc-status: 4" in head.read_text().lower()

    def test_a_cancelled_call_disturbs_nobody(self, emulator, token):
        with channel(emulator) as connection:
            futures = [
                lister(connection).future(pb.ListConnectedAccountsRequest(), metadata=bearer(token)) for _ in range(50)
            ]
            for future in futures[::2]:
                future.cancel()
            for future in futures[1::2]:
                assert future.result(20).total_size == 0

    def test_many_calls_at_once_on_one_connection(self, emulator, token):
        with channel(emulator) as connection:
            method = lister(connection)
            futures = [method.future(pb.ListConnectedAccountsRequest(), metadata=bearer(token)) for _ in range(500)]
            assert all(future.result(60).total_size == 0 for future in futures)

    def test_pings_are_never_punished(self, emulator, token):
        """grpcio as eager as it can be: a ping every ten seconds, its own lower bound, and no calls at all."""
        options = [
            ("grpc.keepalive_time_ms", 10_000),
            ("grpc.keepalive_timeout_ms", 5_000),
            ("grpc.keepalive_permit_without_calls", 1),
            ("grpc.http2.max_pings_without_data", 0),
            ("grpc.http2.min_time_between_pings_ms", 1_000),
        ]
        with channel(emulator, options=options) as connection:
            states = queue.Queue()
            connection.subscribe(states.put)
            lister(connection)(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=20)
            time.sleep(45)
            lister(connection)(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=20)
            seen = [states.get() for _ in range(states.qsize())]
        after_ready = seen[seen.index(grpc.ChannelConnectivity.READY) :]
        assert set(after_ready) == {grpc.ChannelConnectivity.READY}, seen


class H2:
    """An HTTP/2 connection frame by frame."""

    def __init__(self, sock):
        self.sock = sock
        self.connection = h2.connection.H2Connection(h2.config.H2Configuration(header_encoding="utf-8"))
        self.connection.initiate_connection()
        self.flush()

    def flush(self):
        self.sock.sendall(self.connection.data_to_send())

    def request(self, method, path, headers=(), body=b"", end=True):
        stream = self.connection.get_next_available_stream_id()
        pseudo = [(":method", method), (":scheme", "https"), (":path", path), (":authority", "localhost")]
        self.connection.send_headers(stream, pseudo + list(headers), end_stream=not body and end)
        if body:
            self.connection.send_data(stream, body, end_stream=end)
        self.flush()
        return stream

    def events(self, seconds=10):
        """Events as they arrive; ends when the connection does."""
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            self.sock.settimeout(max(0.05, deadline - time.monotonic()))
            try:
                data = self.sock.recv(65536)
            except TimeoutError:
                return
            if not data:
                return
            for event in self.connection.receive_data(data):
                if isinstance(event, h2.events.DataReceived):
                    self.connection.acknowledge_received_data(event.flow_controlled_length, event.stream_id)
                yield event
            with contextlib.suppress(OSError):
                self.flush()

    def answers(self, *streams, seconds=10):
        """Waits until these streams have ended; stream -> (headers, body, trailers)."""
        found = {stream: ({}, bytearray(), {}) for stream in streams}
        waiting = set(streams)
        for event in self.events(seconds):
            stream = getattr(event, "stream_id", None)
            if isinstance(event, h2.events.ResponseReceived):
                found[stream][0].update(dict(event.headers))
            elif isinstance(event, h2.events.TrailersReceived):
                found[stream][2].update(dict(event.headers))
            elif isinstance(event, h2.events.DataReceived):
                found[stream][1].extend(event.data)
            elif isinstance(event, (h2.events.StreamEnded, h2.events.StreamReset)):
                waiting.discard(stream)
                if not waiting:
                    return found
        raise AssertionError(f"streams {waiting} never ended")


class TestHTTP2Frames:
    @pytest.fixture(params=["TLS", "clear"])
    def connection(self, emulator, request):
        sock = tls_socket(emulator, ["h2"]) if request.param == "TLS" else clear_socket(emulator)
        with sock:
            yield H2(sock)

    def test_grpc_and_rest_share_a_connection(self, connection, token):
        authorization = ("authorization", f"Bearer {token}")
        rpc = [authorization, ("content-type", "application/grpc"), ("te", "trailers")]
        first = connection.request("POST", LIST, rpc, grpc_frame(b""))
        second = connection.request("GET", "/api/v1/connected_accounts", [authorization])
        third = connection.request("GET", "/keys")
        answers = connection.answers(first, second, third)
        assert answers[first][0]["content-type"].startswith("application/grpc")
        assert answers[first][2]["grpc-status"] == "0"
        assert json.loads(answers[second][1])["total_size"] == 0
        assert json.loads(answers[third][1])["keys"]

    @pytest.mark.parametrize("kind", ["application/grpc", "application/grpc+proto"])
    def test_both_content_types(self, connection, token, kind):
        headers = [("authorization", f"Bearer {token}"), ("content-type", kind), ("te", "trailers")]
        stream = connection.request("POST", LIST, headers, grpc_frame(b""))
        headers, _, trailers = connection.answers(stream)[stream]
        assert headers[":status"] == "200" and trailers["grpc-status"] == "0"
        assert headers["content-type"] in ("application/grpc", "application/grpc+proto")

    def test_grpc_web_is_not_grpc(self, connection, token):
        headers = [("authorization", f"Bearer {token}"), ("content-type", "application/grpc-web+proto")]
        stream = connection.request("POST", LIST, headers, grpc_frame(b""))
        assert connection.answers(stream)[stream][0][":status"] in ("404", "415")

    def test_duplicate_authorization_in_separate_fields(self, connection, token):
        headers = [("authorization", "Bearer stale"), ("content-type", "application/grpc"), ("te", "trailers"),
                   ("authorization", f"Bearer {token}")]  # fmt: skip
        stream = connection.request("POST", LIST, headers, grpc_frame(b""))
        assert connection.answers(stream)[stream][2]["grpc-status"] == "0"

    def test_a_message_in_many_small_pieces(self, connection, token):
        headers = [("authorization", f"Bearer {token}"), ("content-type", "application/grpc"), ("te", "trailers")]
        account = pb.CreateConnectedAccountRequest(
            connector="gmail", identifier="ada", connected_account=pb.CreateConnectedAccount()
        )
        stream = connection.request("POST", CREATE, headers, end=False)
        body = grpc_frame(account.SerializeToString())
        for index in range(len(body)):
            connection.connection.send_data(stream, body[index : index + 1], end_stream=index == len(body) - 1)
            connection.flush()
        assert connection.answers(stream)[stream][2]["grpc-status"] == "0"

    def test_fifty_pings_in_a_row(self, connection):
        for number in range(50):
            connection.connection.ping(number.to_bytes(8, "big"))
        connection.flush()
        acknowledged = 0
        for event in connection.events(10):
            assert not isinstance(event, h2.events.ConnectionTerminated)
            acknowledged += isinstance(event, h2.events.PingAckReceived)
            if acknowledged == 50:
                break
        assert acknowledged == 50
        stream = connection.request("GET", "/keys")
        assert connection.answers(stream)[stream][0][":status"] == "200"

    def test_a_large_answer_respects_a_small_window(self, emulator, token):
        with channel(emulator) as grpc_connection:
            for number in range(3):
                account = pb.CreateConnectedAccount()
                account.api_config.update({"blob": "x" * 200_000})
                request = pb.CreateConnectedAccountRequest(
                    connector="gmail", identifier=f"user-{number}", connected_account=account
                )
                creator(grpc_connection)(request, metadata=bearer(token), timeout=20)
        with tls_socket(emulator, ["h2"]) as sock:
            connection = H2(sock)
            connection.connection.update_settings({h2.settings.SettingCodes.INITIAL_WINDOW_SIZE: 1000})
            connection.flush()
            path = "/api/v1/connected_accounts/auth?connector=gmail&identifier=user-1"
            stream = connection.request("GET", path, [("authorization", f"Bearer {token}")])
            body = json.loads(connection.answers(stream, seconds=30)[stream][1])
            assert len(body["connected_account"]["api_config"]["blob"]) == 200_000


class TestGRPCOverHTTP1:
    """What Go does with an http:// URL: chunked request, chunked answer, trailers."""

    def exchange(self, connection, token, body, path=LIST):
        head = (
            f"POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/grpc\r\nTE: trailers\r\n"
            f"Grpc-Timeout: 9999990u\r\nAccept-Encoding: identity\r\nGrpc-Accept-Encoding: gzip\r\n"
            f"Authorization: Bearer {token}\r\nTransfer-Encoding: chunked\r\n\r\n"
        )
        connection.send(head.encode() + chunked(body))
        return connection.answer()

    @pytest.mark.parametrize("clear", [True, False])
    def test_calls_on_one_connection(self, emulator, token, clear):
        with clear_socket(emulator) if clear else tls_socket(emulator, ["http/1.1"]) as sock:
            connection = HTTP1(sock)
            for _ in range(3):
                answer = self.exchange(connection, token, grpc_frame(b""))
                assert answer.status == 200
                assert answer.headers["content-type"].startswith("application/grpc")
                assert answer.headers["transfer-encoding"] == "chunked"
                assert answer.trailers["grpc-status"] == "0"
                reply = pb.ListConnectedAccountsResponse.FromString(grpc_messages(answer.body)[0])
                assert reply.total_size == 0

    def test_a_content_length_is_as_good(self, emulator, token):
        body = grpc_frame(b"")
        with clear_socket(emulator) as sock:
            connection = HTTP1(sock)
            connection.send(
                f"POST {LIST} HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/grpc\r\nTE: trailers\r\n"
                f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body
            )
            assert connection.answer().trailers["grpc-status"] == "0"

    def test_errors(self, emulator):
        with clear_socket(emulator) as sock:
            answer = self.exchange(HTTP1(sock), "nonsense", grpc_frame(b""))
        fields = {**answer.headers, **answer.trailers}
        assert (answer.status, fields["grpc-status"]) == (200, "16")
        assert "grpc-status-details-bin" in fields


class TestHealth:
    def test_check(self, emulator):
        with channel(emulator) as connection:
            stub = health_pb2_grpc.HealthStub(connection)
            for service in ("", "scalekit.v1.connected_accounts.ConnectedAccountService"):
                answer = stub.Check(health_pb2.HealthCheckRequest(service=service), timeout=10)
                assert answer.status == health_pb2.HealthCheckResponse.SERVING
            with pytest.raises(grpc.RpcError) as caught:
                stub.Check(health_pb2.HealthCheckRequest(service="no.such.Service"), timeout=10)
            assert caught.value.code() is grpc.StatusCode.NOT_FOUND

    def test_watch_says_serving_and_stays_open(self, emulator):
        with channel(emulator) as connection:
            stream = health_pb2_grpc.HealthStub(connection).Watch(health_pb2.HealthCheckRequest())
            assert next(stream).status == health_pb2.HealthCheckResponse.SERVING
            got = queue.Queue()
            threading.Thread(target=lambda: got.put(_next_or_error(stream)), daemon=True).start()
            with pytest.raises(queue.Empty):
                got.get(timeout=1.5)
            stream.cancel()

    def test_watch_knows_unknown_services(self, emulator):
        with channel(emulator) as connection:
            stream = health_pb2_grpc.HealthStub(connection).Watch(health_pb2.HealthCheckRequest(service="no.such"))
            assert next(stream).status == health_pb2.HealthCheckResponse.SERVICE_UNKNOWN
            stream.cancel()

    def test_a_watcher_does_not_hold_up_the_stop(self, start):
        server = start()
        with channel(server) as connection:
            stream = health_pb2_grpc.HealthStub(connection).Watch(health_pb2.HealthCheckRequest())
            assert next(stream).status == health_pb2.HealthCheckResponse.SERVING
            before = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - before < 8


def _next_or_error(stream):
    try:
        return next(stream)
    except Exception as error:
        return error


class TestReflection:
    def ask(self, emulator, version, *requests):
        with channel(emulator) as connection:
            method = connection.stream_stream(
                f"/grpc.reflection.{version}.ServerReflection/ServerReflectionInfo",
                request_serializer=reflection_pb2.ServerReflectionRequest.SerializeToString,
                response_deserializer=reflection_pb2.ServerReflectionResponse.FromString,
            )
            waiting = queue.SimpleQueue()
            stream = method(iter(waiting.get, None), timeout=20)
            answers = []
            for request in requests:
                # The reply is awaited before the next request, and nothing is half-closed until the end.
                waiting.put(reflection_pb2.ServerReflectionRequest(**request))
                answers.append(next(stream))
            waiting.put(None)
            assert list(stream) == []
            return answers

    @pytest.mark.parametrize("version", ["v1", "v1alpha"])
    def test_services_and_all_their_files(self, emulator, version):
        (listed,) = self.ask(emulator, version, {"list_services": ""})
        services = {service.name for service in listed.list_services_response.service}
        assert {
            "scalekit.v1.connected_accounts.ConnectedAccountService",
            "scalekit.v1.connections.ConnectionService",
            "grpc.health.v1.Health",
            f"grpc.reflection.{version}.ServerReflection",
        } <= services
        for service in services:
            (answer,) = self.ask(emulator, version, {"file_containing_symbol": service})
            files = [
                descriptor_pb2.FileDescriptorProto.FromString(data)
                for data in answer.file_descriptor_response.file_descriptor_proto
            ]
            names = {file.name for file in files}
            for file in files:
                assert set(file.dependency) <= names, f"{file.name} needs {set(file.dependency) - names}"

    @pytest.mark.parametrize("version", ["v1", "v1alpha"])
    def test_every_kind_of_question_on_one_stream(self, emulator, version):
        method, message, file, extension, numbers, unknown = self.ask(
            emulator,
            version,
            {"file_containing_symbol": "scalekit.v1.connected_accounts.ConnectedAccountService.ListConnectedAccounts"},
            {"file_containing_symbol": "scalekit.v1.connected_accounts.ConnectedAccount"},
            {"file_by_filename": "scalekit/v1/connections/connections.proto"},
            {"file_containing_extension": {"containing_type": "google.protobuf.MethodOptions", "extension_number": 72295728}},
            {"all_extension_numbers_of_type": "google.protobuf.MethodOptions"},
            {"file_containing_symbol": "no.such.Symbol"},
        )
        for answer in (method, message, file, extension):
            assert answer.file_descriptor_response.file_descriptor_proto
        assert 72295728 in numbers.all_extension_numbers_response.extension_number
        assert unknown.error_response.error_code == 5

    def test_descriptors_can_be_used_to_call(self, emulator, token):
        """What grpcurl does: learn the messages from the server, then call."""
        from google.protobuf import descriptor_pool, message_factory

        with channel(emulator) as connection:
            pool = descriptor_pool.DescriptorPool(ProtoReflectionDescriptorDatabase(connection))
            service = pool.FindServiceByName("scalekit.v1.connected_accounts.ConnectedAccountService")
            method = service.FindMethodByName("ListConnectedAccounts")
            request = message_factory.GetMessageClass(method.input_type)(page_size=5)
            reply_class = message_factory.GetMessageClass(method.output_type)
            call = connection.unary_unary(
                LIST, request_serializer=lambda m: m.SerializeToString(), response_deserializer=reply_class.FromString
            )
            assert call(request, metadata=bearer(token), timeout=20).total_size == 0


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
    locals_ = {line.split()[1].split(":")[0] for line in listening.splitlines() if port in line.split()[1]
               and line.split()[3] == "0A"}  # fmt: skip
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
