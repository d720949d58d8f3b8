"""HTTP/2 frame by frame: what grpcio and curl do not let a test decide."""

import json

import h2.events
import h2.settings
import pytest
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from frames import H2
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
