"""Broken gRPC messages, hostile values, and everything at once."""

import concurrent.futures
import os
import random
import time

import grpc
import pytest
from scalekit.common.exceptions import ScalekitBadRequestException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from wire import (
    CREATE,
    LIST,
    PREFACE,
    SETTINGS,
    bearer,
    channel,
    clear_socket,
    curl,
    grpc_frame,
)

pytestmark = pytest.mark.usefixtures("a_good_call_works_afterwards")


class TestGRPCMessages:
    def status(self, emulator, token, body, *flags, path=LIST, content_type="application/grpc", tmp_path):
        head = tmp_path / "head"
        status, _, _ = curl(
            emulator,
            path,
            "--http2",
            "-H",
            f"authorization: Bearer {token}",
            "-H",
            f"content-type: {content_type}",
            "-H",
            "te: trailers",
            "--data-binary",
            "@-",
            "--dump-header",
            str(head),
            *flags,
            data=body,
        )
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

    @pytest.mark.parametrize(
        "content_type", ["application/grpc-web", "application/grpcx", "text/plain", "application/json"]
    )
    def test_other_content_types_on_a_grpc_path(self, emulator, token, tmp_path, content_type):
        status, grpc_status = self.status(
            emulator, token, grpc_frame(b""), content_type=content_type, tmp_path=tmp_path
        )
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
                            grpc.StatusCode.INVALID_ARGUMENT,
                            grpc.StatusCode.NOT_FOUND,
                            grpc.StatusCode.INTERNAL,
                        ), error

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
                grpc.StatusCode.UNAUTHENTICATED,
                grpc.StatusCode.RESOURCE_EXHAUSTED,
                grpc.StatusCode.INTERNAL,
                grpc.StatusCode.UNAVAILABLE,
                grpc.StatusCode.UNKNOWN,
            )


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
