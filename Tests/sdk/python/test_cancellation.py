"""Thousands of cancelled calls on one connection: nobody beside them is disturbed, and nothing of them is left."""

import concurrent.futures
import threading
import time

import grpc
import h2.errors
import h2.events
import pytest
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from frames import H2
from wire import LIST, bearer, channel, clear_socket, grpc_frame, tls_socket

WATCH = "/grpc.health.v1.Health/Watch"
PING = 6


def lister(connection):
    return connection.unary_unary(
        LIST,
        request_serializer=pb.ListConnectedAccountsRequest.SerializeToString,
        response_deserializer=pb.ListConnectedAccountsResponse.FromString,
    )


class Crowd:
    """Calls on one HTTP/2 connection: some are answered, the others are cancelled at every stage of a call."""

    def __init__(self, sock, token):
        self.wire = H2(sock)
        self.headers = [
            ("authorization", f"Bearer {token}"),
            ("content-type", "application/grpc"),
            ("te", "trailers"),
        ]
        self.answered = {}

    def good(self):
        self.answered[self.wire.request("POST", LIST, self.headers, grpc_frame(b""))] = None

    STAGES = 5

    def cancelled(self, stage):
        request, frame = self.wire.request, grpc_frame(b"")
        stream = (
            lambda: request("POST", LIST, self.headers, end=False),  # after its head
            lambda: request("POST", LIST, self.headers, b"\0\0", end=False),  # in its body
            lambda: request("POST", LIST, self.headers, frame),  # when it is complete
            lambda: request("GET", "/keys"),  # when it was handed to another thread
            lambda: request("POST", WATCH, self.headers, frame),  # while its answer is streamed
        )[stage]()
        self.wire.connection.reset_stream(stream, h2.errors.ErrorCodes.CANCEL)
        self.wire.flush()

    def hear(self, seconds=20):
        """Reads until every good call has its status; a connection that is closed fails the test."""
        for event in self.wire.events(seconds):
            assert not isinstance(event, h2.events.ConnectionTerminated), f"the connection ended: {event}"
            stream = getattr(event, "stream_id", None)
            if isinstance(event, h2.events.StreamReset):
                assert stream not in self.answered, f"a call that nobody cancelled was reset: {event}"
            elif isinstance(event, h2.events.TrailersReceived) and stream in self.answered:
                self.answered[stream] = dict(event.headers)["grpc-status"]
            if None not in self.answered.values():
                return


    def sees_the_connection_end(self, seconds):
        """Acknowledges the ping that comes with a goodbye, after which h2 would say nothing more."""
        sock, received = self.wire.sock, b""
        sock.settimeout(seconds)
        while chunk := sock.recv(65536):
            received += chunk
            while len(received) >= 9 and len(received) >= 9 + int.from_bytes(received[:3], "big"):
                size, kind, flags = int.from_bytes(received[:3], "big"), received[3], received[4]
                if kind == PING and not flags & 1:
                    sock.sendall(b"\0\0\x08" + bytes([PING, 1]) + bytes(4) + received[9 : 9 + size])
                received = received[9 + size :]


@pytest.mark.parametrize("speech", ["TLS", "clear"])
def test_cancelled_calls_disturb_nobody(start, speech):
    server = start()
    token = server.default_client().get_client_access_token()
    with tls_socket(server, ["h2"]) if speech == "TLS" else clear_socket(server) as sock:
        crowd = Crowd(sock, token)
        for _ in range(50):
            for stage in range(Crowd.STAGES):
                for _ in range(4):
                    crowd.cancelled(stage)
            crowd.good()
            crowd.hear()
        assert list(crowd.answered.values()) == ["0"] * 50
        # A stream that the server still took for open would hold up its end for as long as it waits for calls.
        began = time.monotonic()
        server.process.terminate()
        crowd.sees_the_connection_end(10)
        server.process.wait(10)
        assert time.monotonic() - began < 2.5


def test_calls_go_on_beside_two_thousand_that_grpcio_cancels(emulator, token):
    with channel(emulator) as connection:
        call = lister(connection)
        stop = threading.Event()

        def go_on():
            count = 0
            while not stop.is_set():
                call(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=10)
                count += 1
            return count

        with concurrent.futures.ThreadPoolExecutor(4) as pool:
            going = [pool.submit(go_on) for _ in range(4)]
            outcomes = []
            for number in range(2000):
                future = call.future(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=10)
                if number % 3:
                    time.sleep(0.0003 * (number % 3))
                future.cancel()
                outcomes.append(future.code())
            stop.set()
            assert all(thread.result(20) > 0 for thread in going)
        assert set(outcomes) <= {grpc.StatusCode.CANCELLED, grpc.StatusCode.OK}
        assert grpc.StatusCode.CANCELLED in outcomes
