"""gRPC as grpcio and Go speak it: compression, limits, deadlines, errors, HTTP/1.1 framing, health."""

import queue
import threading
import time

import grpc
import pytest
from google.rpc import status_pb2
from grpc_health.v1 import health_pb2, health_pb2_grpc
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo

from wire import (
    ACCOUNTS,
    HTTP1,
    LIST,
    bearer,
    channel,
    chunked,
    clear_socket,
    creator,
    curl,
    grpc_frame,
    grpc_messages,
    lister,
    tls_socket,
)


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
        [
            "/scalekit.v1.triggers.TriggerService/ListAvailableTriggers",
            ACCOUNTS + "NoSuchMethod",
            "/no.such.Service/Method",
            "/keys",
            "/x",
        ],
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
                lister(connection)(pb.ListConnectedAccountsRequest(page_size=100), metadata=bearer(token), timeout=20)
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
                emulator,
                LIST,
                "--http2",
                "-H",
                f"authorization: Bearer {token}",
                "-H",
                "content-type: application/grpc",
                "-H",
                "te: trailers",
                "-H",
                f"grpc-timeout: {timeout}",
                "--data-binary",
                "@-",
                "--dump-header",
                str(head),
                data=grpc_frame(b""),
            )
            assert "grpc-status: 4" in head.read_text().lower(), timeout

    @pytest.mark.parametrize("timeout", ["20000m", "9999990u", "20S", "1M", "1H", "60100m", "99999999n"])
    def test_every_unit_of_a_deadline_is_read(self, emulator, token, tmp_path, timeout):
        head = tmp_path / "head"
        curl(
            emulator,
            LIST,
            "--http2",
            "-H",
            f"authorization: Bearer {token}",
            "-H",
            "content-type: application/grpc",
            "-H",
            "te: trailers",
            "-H",
            f"grpc-timeout: {timeout}",
            "--data-binary",
            "@-",
            "--dump-header",
            str(head),
            data=grpc_frame(b""),
        )
        assert "grpc-status: 0" in head.read_text().lower()

    def test_a_stream_ends_with_its_deadline(self, emulator, tmp_path):
        head = tmp_path / "head"
        before = time.monotonic()
        curl(
            emulator,
            "/grpc.health.v1.Health/Watch",
            "--http2",
            "-H",
            "content-type: application/grpc",
            "-H",
            "te: trailers",
            "-H",
            "grpc-timeout: 700m",
            "--data-binary",
            "@-",
            "--dump-header",
            str(head),
            data=grpc_frame(b""),
        )
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
                f"Authorization: Bearer {token}\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + body
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
