"""MCP by hand: sessions, versions, batches, and everything that a client can get wrong."""

import asyncio
import json
import threading
import time

import pytest
from control import stub
from frames import H2
from mcp_clients import (
    BOTH,
    ENVELOPE,
    HANDSHAKES,
    REVISIONS,
    STATELESS,
    VERSION_KEY,
    Wire,
    config,
    connect,
    error_of,
    open_things,
    session,
    settles,
    token,
)
from wire import clear_socket, closes, half_close, tls_socket

EVIL = "https://evil.example"


@pytest.fixture
def mail(client):
    connect(client, "gmail")
    return config(client)


@pytest.fixture
def wire(emulator, client, mail):
    return Wire(emulator, mail.mcp_server_url, token(client, mail))


@pytest.fixture
def slow(emulator, client):
    """Reading mails takes as long as a call may."""
    stub(emulator, client, {"tool": "gmail_fetch_mails", "answer": {"data": {"messages": []}, "latency": "30s"}})
    return {"name": "gmail_fetch_mails", "arguments": {}}


class TestSessions:
    @pytest.mark.parametrize("revision", HANDSHAKES)
    def test_a_session_goes_from_the_handshake_to_its_end(self, wire, revision):
        opened = wire.open(revision)
        headers = {"mcp_session_id": opened, "mcp_protocol_version": revision}
        note = wire.post({"jsonrpc": "2.0", "method": "notifications/initialized"}, **headers)
        assert (note.status_code, note.content) == (202, b"")
        assert wire.rpc("ping", **headers).json() == {"jsonrpc": "2.0", "id": 1, "result": {}}
        gone = wire.http.delete(wire.url, headers={"mcp-session-id": opened}, timeout=10)
        assert gone.status_code == 204
        assert error_of(wire.rpc("ping", **headers)) == (404, -32600)

    def test_an_unknown_revision_is_answered_with_the_newest(self, wire):
        info = {"name": "test", "version": "1"}
        reply = wire.rpc("initialize", {"protocolVersion": "1999-01-01", "capabilities": {}, "clientInfo": info})
        assert reply.json()["result"]["protocolVersion"] == "2025-11-25"

    @pytest.mark.parametrize(
        "params",
        [
            {},
            {"protocolVersion": 1},
            {"protocolVersion": "2025-06-18", "capabilities": {}},
            {"protocolVersion": "2025-06-18", "clientInfo": {"name": "x", "version": "1"}},
        ],
    )
    def test_a_handshake_must_be_whole(self, wire, params):
        assert error_of(wire.rpc("initialize", params)) == (400, -32602)

    def test_what_needs_a_session_says_so(self, wire):
        assert error_of(wire.rpc("tools/list")) == (400, -32600)
        assert error_of(wire.rpc("tools/list", mcp_session_id="nobody")) == (404, -32600)

    def test_the_stateless_revision_has_none(self, wire):
        assert "mcp-session-id" not in wire.stateless("tools/list").headers
        for verb in ("GET", "DELETE"):
            reply = wire.http.request(verb, wire.url, headers={"mcp-protocol-version": STATELESS}, timeout=10)
            assert (reply.status_code, reply.headers["allow"]) == (405, "POST")

    def test_one_stream_for_each_session(self, wire, emulator):
        headers = {"mcp-session-id": wire.open()}
        with wire.http.get(wire.url, headers=headers, stream=True, timeout=10) as first:
            assert first.headers["content-type"] == "text/event-stream"
            assert wire.http.get(wire.url, headers=headers, timeout=10).status_code == 409
        deadline = time.monotonic() + 10
        while open_things(emulator)["streams"] and time.monotonic() < deadline:
            time.sleep(0.05)
        with wire.http.get(wire.url, headers=headers, stream=True, timeout=10) as second:
            assert second.status_code == 200
            wire.http.delete(wire.url, headers=headers, timeout=10)
            assert b"event" not in second.content

    def test_a_stream_needs_a_client_that_reads_events(self, wire):
        headers = {"mcp-session-id": wire.open(), "accept": "application/json"}
        assert wire.http.get(wire.url, headers=headers, timeout=10).status_code == 406


class TestForms:
    """JSON or events, as the client accepts."""

    @pytest.mark.parametrize(
        "accept, form",
        [
            ("application/json, text/event-stream", "application/json"),
            ("application/json", "application/json"),
            ("*/*", "application/json"),
            ("text/event-stream", "text/event-stream"),
        ],
    )
    def test_the_answer_is_what_the_client_reads(self, wire, accept, form):
        reply = wire.stateless("tools/call", {"name": "gmail_fetch_mails", "arguments": {}}, accept=accept)
        assert (reply.status_code, reply.headers["content-type"]) == (200, form)
        text = reply.text
        if form == "text/event-stream":
            event, data = text.strip().split("\n")
            assert event == "event: message"
            text = data.removeprefix("data: ")
        assert json.loads(text)["result"]["isError"] is False

    def test_a_client_that_reads_neither(self, wire):
        assert wire.stateless("tools/list", accept="text/html").status_code == 406

    def test_a_slow_answer_becomes_events(self, emulator, client, wire):
        stub(emulator, client, {"tool": "gmail_fetch_mails", "answer": {"data": {}, "latency": "5500ms"}})
        reply = wire.stateless("tools/call", {"name": "gmail_fetch_mails", "arguments": {}})
        assert reply.headers["content-type"] == "text/event-stream"
        assert reply.text.startswith(": ping\n\nevent: message\ndata: {")
        plain = wire.stateless("tools/call", {"name": "gmail_fetch_mails"}, accept="application/json")
        assert plain.json()["result"]["isError"] is False

    def test_results_of_the_stateless_revision_say_what_they_are(self, wire):
        for method in ("server/discover", "tools/list"):
            result = wire.stateless(method).json()["result"]
            assert result["resultType"] == "complete" and result["cacheScope"] == "private"
            assert result["ttlMs"] >= 0
            assert result["_meta"]["io.modelcontextprotocol/serverInfo"]["name"] == "mail"

    @pytest.mark.parametrize("number", [0, 1, -5, 2**53 - 1, "", "a", "ä", "1"])
    def test_ids_come_back_as_they_were(self, wire, number):
        assert wire.stateless("tools/list", number=number).json()["id"] == number


class TestBatches:
    def test_several_messages_in_one(self, wire):
        opened = wire.open("2025-03-26")
        batch = [
            {"jsonrpc": "2.0", "id": 1, "method": "ping"},
            {"jsonrpc": "2.0", "method": "notifications/initialized"},
            {"jsonrpc": "2.0", "id": "b", "method": "tools/list"},
            {"jsonrpc": "2.0", "id": 3, "method": "nothing"},
            {"id": 4},
        ]
        reply = wire.post(batch, mcp_session_id=opened)
        answers = {answer["id"]: answer for answer in reply.json()}
        assert reply.status_code == 200 and set(answers) == {1, "b", 3, 4}
        assert answers[1]["result"] == {} and answers["b"]["result"]["tools"]
        assert answers[3]["error"]["code"] == -32601 and answers[4]["error"]["code"] == -32600

    def test_a_batch_of_one_is_a_batch(self, wire):
        reply = wire.post([{"jsonrpc": "2.0", "id": 1, "method": "ping"}], mcp_session_id=wire.open("2025-03-26"))
        assert reply.json() == [{"jsonrpc": "2.0", "id": 1, "result": {}}]

    def test_a_batch_without_requests_is_taken(self, wire):
        note = {"jsonrpc": "2.0", "method": "notifications/initialized"}
        assert wire.post([note, note], mcp_session_id=wire.open("2025-03-26")).status_code == 202

    @pytest.mark.parametrize("count", [0, 101])
    def test_a_batch_has_its_limits(self, wire, count):
        ping = {"jsonrpc": "2.0", "id": 1, "method": "ping"}
        assert error_of(wire.post([ping] * count, mcp_session_id=wire.open("2025-03-26"))) == (400, -32600)

    @pytest.mark.parametrize("revision", ["2025-06-18", "2025-11-25"])
    def test_later_revisions_have_none(self, wire, revision):
        batch = [{"jsonrpc": "2.0", "id": 1, "method": "ping"}]
        assert error_of(wire.post(batch, mcp_session_id=wire.open(revision))) == (400, -32600)
        assert error_of(wire.post(batch, mcp_protocol_version=STATELESS)) == (400, -32600)

    def test_a_handshake_is_never_in_one(self, wire):
        batch = [{"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {}}]
        reply = wire.post(batch, mcp_session_id=wire.open("2025-03-26"))
        assert reply.json()[0]["error"]["code"] == -32600


class TestVersions:
    @pytest.mark.parametrize("version", ["1999-01-01", "2024-11-05", "2027-01-01", "x", "", "2026-07-28, 2026-07-28"])
    def test_a_header_of_an_unknown_version(self, wire, version):
        opened = wire.open()
        reply = wire.rpc("tools/list", mcp_session_id=opened, mcp_protocol_version=version)
        assert error_of(reply) == (400, -32022)
        assert reply.json()["error"]["data"] == {"supported": REVISIONS, "requested": version}
        got = wire.http.get(wire.url, headers={"mcp-session-id": opened, "mcp-protocol-version": version}, timeout=10)
        assert got.status_code == 400

    def test_without_a_header_the_session_knows(self, wire):
        reply = wire.rpc("tools/list", mcp_session_id=wire.open("2025-03-26"))
        assert "outputSchema" not in reply.text

    @pytest.mark.parametrize(
        "headers, meta, code",
        [
            ({"mcp_method": "tools/call"}, ENVELOPE, -32020),
            ({"mcp_protocol_version": "2027-01-01"}, ENVELOPE, -32020),
            ({"mcp_protocol_version": "2027-01-01"}, ENVELOPE | {VERSION_KEY: "2027-01-01"}, -32022),
            ({}, {VERSION_KEY: STATELESS}, -32602),
            ({}, {}, -32602),
            ({}, None, -32602),
        ],
    )
    def test_headers_and_body_must_agree(self, wire, headers, meta, code):
        assert error_of(wire.stateless("tools/list", {"_meta": meta}, **headers)) == (400, code)

    def test_an_envelope_without_its_header(self, wire):
        assert error_of(wire.rpc("tools/list", {"_meta": ENVELOPE})) == (400, -32020)

    def test_the_name_of_the_tool_is_in_a_header_too(self, wire):
        call = {"name": "gmail_fetch_mails", "arguments": {}}
        assert error_of(wire.stateless("tools/call", call, mcp_name="gmail_send_message")) == (400, -32020)

    @pytest.mark.parametrize("method", ["ping", "initialize", "logging/setLevel", "resources/list", "nothing"])
    def test_methods_that_the_stateless_revision_does_not_have(self, wire, method):
        assert error_of(wire.stateless(method)) == (404, -32601)

    @pytest.mark.parametrize("method", ["server/discover", "subscriptions/listen", "resources/list", "prompts/list", "x"])
    def test_methods_that_the_others_do_not_have(self, wire, method):
        assert error_of(wire.rpc(method, mcp_session_id=wire.open())) == (200, -32601)

    def test_a_notification_is_taken(self, wire):
        note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 1}}
        assert wire.post(note, mcp_protocol_version=STATELESS).status_code == 202
        assert error_of(wire.post(note, mcp_protocol_version="2027-01-01")) == (400, -32022)


class TestBadInput:
    @pytest.mark.parametrize(
        "body, code",
        [
            (b"", -32700),
            (b"{", -32700),
            (b"\xff\xfe", -32700),
            (b"nonsense", -32700),
            (b"[" * 100_000, -32700),
            (b'{"a":' * 100_000, -32700),
            (b"null", -32600),
            (b'"text"', -32600),
            (b"7", -32600),
            (b"{}", -32600),
            (b'{"jsonrpc":"1.0","id":1,"method":"ping"}', -32600),
            (b'{"jsonrpc":"2.0","id":null,"method":"ping"}', -32600),
            (b'{"jsonrpc":"2.0","id":1.5,"method":"ping"}', -32600),
            (b'{"jsonrpc":"2.0","id":{},"method":"ping"}', -32600),
            (b'{"jsonrpc":"2.0","id":1,"method":7}', -32600),
            (b'{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}', -32600),
            (b'{"jsonrpc":"2.0","id":1}', -32600),
            (b'{"jsonrpc":"2.0","id":1,"result":{},"error":{}}', -32600),
        ],
    )
    @pytest.mark.parametrize("version", ["2025-11-25", STATELESS])
    def test_what_is_no_message(self, wire, a_good_call_works_afterwards, body, code, version):
        opened = wire.open()
        reply = wire.post(body, mcp_session_id=opened, mcp_protocol_version=version)
        assert error_of(reply) == (400, code)
        assert reply.json()["jsonrpc"] == "2.0" and "id" in reply.json()

    @pytest.mark.parametrize("kind", ["text/plain", "application/x-www-form-urlencoded", ""])
    def test_another_content_type(self, wire, kind):
        assert wire.post(b"{}", content_type=kind).status_code == 415

    def test_a_message_that_is_too_large(self, wire, a_good_call_works_afterwards):
        reply = wire.post(b" " * (4 * 1024 * 1024 + 1))
        assert error_of(reply) == (413, -32600)

    @pytest.mark.parametrize(
        "params",
        [
            {"name": 7},
            {},
            {"name": "gmail_fetch_mails", "arguments": []},
            {"name": "gmail_fetch_mails", "arguments": "x"},
            {"name": "x" * 100_000},
        ],
    )
    def test_calls_of_the_wrong_shape(self, wire, params):
        reply = wire.rpc("tools/call", params, mcp_session_id=wire.open())
        assert error_of(reply) == (200, -32602)

    @pytest.mark.parametrize("cursor", ["x", "", 7, [], "after:nothing"])
    def test_cursors_that_nobody_gave(self, wire, cursor):
        assert error_of(wire.stateless("tools/list", {"cursor": cursor})) == (400, -32602)

    @pytest.mark.parametrize("verb", ["PUT", "PATCH", "HEAD"])
    def test_other_verbs(self, wire, verb):
        reply = wire.http.request(verb, wire.url, timeout=10)
        assert (reply.status_code, reply.headers["allow"]) == (405, "GET, POST, DELETE")

    @pytest.mark.parametrize("origin", [EVIL, "null", "http://localhost.evil.example", "https://localhost@evil.example"])
    def test_pages_of_other_sites(self, wire, origin):
        reply = wire.stateless("tools/list", origin=origin)
        assert reply.status_code == 403 and "access-control-allow-origin" not in reply.headers

    def test_pages_of_this_machine(self, wire):
        origin = "http://localhost:6274"
        asked = wire.http.options(wire.url, headers={"origin": origin}, timeout=10)
        assert asked.status_code == 204 and "mcp-session-id" in asked.headers["access-control-allow-headers"]
        assert wire.stateless("tools/list", origin=origin).headers["access-control-allow-origin"] == origin


class TestCancellation:
    @pytest.mark.parametrize("revision", HANDSHAKES)
    def test_a_call_can_be_cancelled(self, wire, slow, revision):
        opened = wire.open(revision)
        answers = []
        call = threading.Thread(
            target=lambda: answers.append(wire.rpc("tools/call", slow, 7, mcp_session_id=opened, accept="application/json"))
        )
        call.start()
        time.sleep(0.5)
        note = {"jsonrpc": "2.0", "method": "notifications/cancelled", "params": {"requestId": 7}}
        assert wire.post(note, mcp_session_id=opened).status_code == 202
        call.join(5)
        assert error_of(answers[0]) == (200, -32800)

    def test_the_end_of_a_session_ends_its_calls(self, wire, slow):
        opened = wire.open()
        answers = []
        call = threading.Thread(target=lambda: answers.append(wire.rpc("tools/call", slow, mcp_session_id=opened)))
        call.start()
        time.sleep(0.5)
        wire.http.delete(wire.url, headers={"mcp-session-id": opened}, timeout=10)
        call.join(5)
        assert error_of(answers[0]) == (200, -32800)


class TestLeaks:
    """A server of their own, so that what is counted is theirs."""

    @pytest.fixture
    def alone(self, start):
        return start()

    @pytest.fixture
    def here(self, alone):
        client = alone.client()
        connect(client, "gmail")
        stub(alone, client, {"tool": "gmail_fetch_mails", "answer": {"data": {}, "latency": "30s"}})
        made = config(client)
        wire = Wire(alone, made.mcp_server_url, token(client, made))
        yield wire
        wire.http.close()

    nothing = {"sessions": 0, "streams": 0, "calls": 0}

    def request(self, wire, body, *headers, verb="POST"):
        path = wire.url.split("/", 3)[3]
        lines = [
            f"{verb} /{path} HTTP/1.1",
            "host: localhost",
            f"authorization: {wire.http.headers['authorization']}",
            "accept: application/json, text/event-stream",
            "content-type: application/json",
            f"content-length: {len(body)}",
            *headers,
        ]
        return "\r\n".join(lines).encode() + b"\r\n\r\n" + body

    def call(self, wire, *headers):
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"_meta": ENVELOPE, "name": "gmail_fetch_mails"}}
        return self.request(wire, json.dumps(body).encode(), *headers)

    STATELESS_HEADERS = ("mcp-protocol-version: 2026-07-28", "mcp-method: tools/call", "mcp-name: gmail_fetch_mails")

    def test_clients_that_vanish_in_the_middle_of_a_call(self, alone, here):
        settles(alone, self.nothing)
        sockets = [clear_socket(alone) for _ in range(20)]
        for sock in sockets:
            sock.sendall(self.call(here, *self.STATELESS_HEADERS))
        settles(alone, self.nothing | {"calls": 20})
        for sock in sockets:
            sock.close()
        settles(alone, self.nothing)

    def test_clients_that_vanish_while_they_read_a_slow_answer(self, alone, here):
        sockets = [clear_socket(alone) for _ in range(5)]
        for sock in sockets:
            sock.sendall(self.call(here, *self.STATELESS_HEADERS))
        settles(alone, self.nothing | {"calls": 5, "streams": 5})
        for sock in sockets:
            sock.close()
        settles(alone, self.nothing)

    @pytest.mark.parametrize("revision", REVISIONS)
    def test_calls_that_the_official_client_gives_up(self, alone, here, revision):
        """It cancels as the revision wants it: by a notification, or by closing the answer."""
        minted = here.http.headers["authorization"].removeprefix("Bearer ")

        async def run():
            async with session(alone, here.url, minted, revision) as opened:
                with pytest.raises(TimeoutError):
                    async with asyncio.timeout(1):
                        await opened.call_tool("gmail_fetch_mails", {})
                await asyncio.to_thread(settles, alone, open_things(alone) | {"calls": 0})

        asyncio.run(run())
        settles(alone, self.nothing)

    @pytest.mark.parametrize("wait", [0.5, 6])
    def test_calls_that_are_reset_on_an_http_2_connection(self, alone, here, wait):
        """Before an answer, and when it is a stream of events already; the connection goes on."""
        wire = H2(tls_socket(alone, ["h2"]))
        path = "/" + here.url.split("/", 3)[3]
        params = {"_meta": ENVELOPE, "name": "gmail_fetch_mails"}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}).encode()
        own = [tuple(line.split(": ")) for line in self.STATELESS_HEADERS]
        headers = [
            ("authorization", here.http.headers["authorization"]),
            ("content-type", "application/json"),
            ("accept", BOTH),
            *own,
        ]
        streams = [wire.request("POST", path, headers, body) for _ in range(10)]
        time.sleep(wait)
        settles(alone, self.nothing | {"calls": 10, "streams": 10 if wait > 5 else 0})
        for stream in streams:
            wire.connection.reset_stream(stream)
        wire.flush()
        settles(alone, self.nothing)
        stream = wire.request("GET", "/keys")
        assert wire.answers(stream)[stream][0][":status"] == "200"

    def test_clients_that_vanish_from_a_stream(self, alone, here):
        opened = [here.open() for _ in range(10)]
        sockets = []
        for number in opened:
            sockets.append(clear_socket(alone))
            sockets[-1].sendall(self.request(here, b"", f"mcp-session-id: {number}", verb="GET"))
        settles(alone, {"sessions": 10, "streams": 10, "calls": 0})
        for sock in sockets:
            sock.close()
        settles(alone, {"sessions": 10, "streams": 0, "calls": 0})
        for number in opened:
            here.http.delete(here.url, headers={"mcp-session-id": number}, timeout=10)
        settles(alone, self.nothing)

    def test_half_open_streams(self, alone, here):
        """Clients that say they are done and stay; they are let go."""
        sock = clear_socket(alone)
        sock.sendall(self.request(here, b"", f"mcp-session-id: {here.open()}", verb="GET"))
        settles(alone, {"sessions": 1, "streams": 1, "calls": 0})
        half_close(sock)
        closes(sock)
        settles(alone, {"sessions": 1, "streams": 0, "calls": 0})

    def test_requests_that_never_come_whole(self, alone, here):
        sockets = [clear_socket(alone) for _ in range(5)]
        for sock in sockets:
            sock.sendall(self.call(here, *self.STATELESS_HEADERS)[:-10])
        time.sleep(0.3)
        settles(alone, self.nothing)
        for sock in sockets:
            sock.close()
        assert here.stateless("tools/list").status_code == 200
