"""HTTP/2 frame by frame: what grpcio and curl do not let a test decide."""

import contextlib
import json
import time

import h2.config
import h2.connection
import h2.events
import pytest
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from wire import (
    CREATE,
    LIST,
    bearer,
    channel,
    clear_socket,
    creator,
    grpc_frame,
    tls_socket,
)


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
        headers = [
            ("authorization", "Bearer stale"),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
            ("authorization", f"Bearer {token}"),
        ]
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
