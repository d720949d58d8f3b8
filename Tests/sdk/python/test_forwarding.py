"""Tools and proxied requests that a real provider answers: one on this machine, or one that was allowed."""

import hashlib
import json
import pathlib
import subprocess
import time

import pytest
import requests
import upstreams
from control import stub
from scalekit.common.exceptions import ScalekitException, ScalekitToolException

MIB = 1024 * 1024


@pytest.fixture
def provider():
    with upstreams.Upstream() as server:
        yield server


@pytest.fixture
def server(start, tmp_path, provider):
    return start("--catalogue", upstreams.catalogue(tmp_path / "catalogue", provider.url))


@pytest.fixture
def client(server):
    client = server.client()
    client.actions.create_connected_account("acme", "ada", upstreams.KEY)
    return client


def sent(client, path="/echo", **options):
    reply = client.actions.request(connection_name="acme", identifier="ada", path=path, **options)
    assert reply.status_code == 200, reply.text
    return reply.json()


def as_ada(client):
    """The headers of a request through the proxy that the SDK does not send itself."""
    token = client.get_client_access_token()
    return {"authorization": f"Bearer {token}", "connection_name": "acme", "identifier": "ada"}


def resident(server):
    """Bytes of memory that the emulator uses."""
    pages = pathlib.Path(f"/proc/{server.process.pid}/statm").read_text().split()[1]
    return int(pages) * 4096


class TestProxied:
    def test_it_arrives_with_the_account_s_credential(self, client, provider):
        answer = sent(client, "/echo?a[]=1&b=%2F&c=+", method="POST", body={"n": 1.50, "s": "é"})
        assert answer["method"] == "POST" and answer["path"] == "/echo?a%5B%5D=1&b=%2F&c=+"
        assert answer["headers"]["x-acme-key"] == "k-1"
        for name in ("authorization", "connection_name", "identifier", "x-sdk-version"):
            assert name not in answer["headers"]
        assert answer["headers"]["host"] == provider.url.removeprefix("http://")

    def test_the_body_is_passed_on_byte_by_byte(self, client):
        raw = b'{"b": 1,\n  "a": 1.0e2}'
        answer = sent(client, method="PUT", raw_body=raw, headers={"content-type": "application/json"})
        assert answer["body"].encode() == raw and answer["headers"]["content-type"] == "application/json"

    def test_an_answer_comes_back_as_it_is(self, client):
        reply = client.actions.request(connection_name="acme", identifier="ada", path="/cookies")
        assert reply.headers["x-own"] == "y" and reply.raw.headers.getlist("set-cookie") == ["a=1", "b=2"]
        assert "transfer-encoding" not in reply.headers

    @pytest.mark.parametrize("status", [204, 400, 404, 429, 500, 503])
    def test_failures_of_the_provider_are_its_answer(self, client, status):
        reply = client.actions.request(connection_name="acme", identifier="ada", path=f"/status/{status}")
        assert reply.status_code == status
        assert reply.content == b"" if status == 204 else reply.json() == {"message": "as asked"}

    def test_redirects_are_not_followed(self, server, client):
        reply = requests.get(
            f"{server.url}/proxy/redirect", headers=as_ada(client), allow_redirects=False
        )
        assert reply.status_code == 302 and reply.headers["location"] == "http://127.0.0.1:1/elsewhere"

    def test_a_head_request(self, server, client):
        reply = requests.head(f"{server.url}/proxy/echo", headers=as_ada(client))
        assert reply.status_code == 200 and int(reply.headers["content-length"]) > 0 and reply.content == b""

    def test_a_stub_comes_first(self, server, client, provider):
        stub(server, client, {"proxy": {"path": "/echo"}, "answer": {"data": {"from": "stub"}}})
        assert sent(client) == {"from": "stub"} and provider.requests == []

    def test_it_is_in_the_log(self, client, server):
        sent(client)
        client.actions.request(connection_name="acme", identifier="ada", path="/status/404")
        logs = requests.get(
            f"{server.url}/api/v1/agentkit/tool_call_logs", headers=as_ada(client)
        ).json()["tool_call_logs"]
        assert [(log["tool_name"], log["status"], log["source"]) for log in logs] == [
            ("GET /status/404", "provider_error", "PROXY"),
            ("GET /echo", "success", "PROXY"),
        ]


class TestLargeBodies:
    def test_an_upload_passes_through(self, client, server):
        piece, count = bytes(range(256)) * 4096, 200
        digest = hashlib.sha256()
        before = resident(server)

        def pieces():
            for _ in range(count):
                digest.update(piece)
                yield piece

        answer = sent(client, method="POST", raw_body=pieces(), headers={"content-type": "video/mp4"})
        assert answer["length"] == count * MIB and answer["sha256"] == digest.hexdigest()
        assert answer["headers"]["transfer-encoding"] == "chunked"
        assert resident(server) - before < 60 * MIB

    def test_its_length_goes_along(self, client, tmp_path):
        file = tmp_path / "large"
        file.write_bytes(bytes(40 * MIB))
        with file.open("rb") as body:
            answer = sent(client, method="POST", raw_body=body)
        assert answer["headers"]["content-length"] == str(40 * MIB) and answer["length"] == 40 * MIB

    @pytest.mark.parametrize("version", ["--http1.1", "--http2"])
    def test_a_provider_that_does_not_read_holds_the_client_up(self, client, server, tmp_path, version):
        file = tmp_path / "large"
        file.write_bytes(bytes(150 * MIB))
        headers = [part for header in as_ada(client).items() for part in ("-H", ": ".join(header))]
        before = resident(server)
        curl = subprocess.Popen(
            ["curl", "-sS", version, "--cacert", server.ca_file, "-T", file, *headers, f"{server.url}/proxy/busy"],
            stdout=subprocess.PIPE,
        )
        time.sleep(2)
        assert curl.poll() is None and resident(server) - before < 60 * MIB
        assert json.loads(curl.communicate(timeout=60)[0])["length"] == 150 * MIB

    def test_a_stub_gets_the_whole_of_it(self, client, server):
        stub(server, client, {"proxy": {"path": "/echo"}, "answer": {"data": {"got": "{{request.body}}"}}})
        text = "x" * (3 * MIB)
        answer = sent(client, method="POST", raw_body=text, headers={"content-type": "text/plain"})
        assert answer["got"] == text

    def test_a_download_passes_through(self, client, server):
        before, length = resident(server), 0
        with requests.get(
            f"{server.url}/proxy/bytes/{200 * MIB}", headers=as_ada(client), stream=True
        ) as reply:
            for piece in reply.iter_content(MIB):
                length += len(piece)
        assert length == 200 * MIB and resident(server) - before < 60 * MIB

    def test_a_reader_that_stops_holds_the_provider_up(self, client, server, provider):
        before = resident(server)
        with requests.get(
            f"{server.url}/proxy/bytes/{400 * MIB}", headers=as_ada(client), stream=True
        ) as reply:
            next(reply.iter_content(1024))
            time.sleep(1.5)
            first = provider.sent
            time.sleep(1.5)
            assert provider.sent == first < 60 * MIB
        assert resident(server) - before < 60 * MIB


class TestTools:
    def test_its_request_is_sent(self, client, provider):
        answer = client.actions.execute_tool(
            tool_name="acme_anvil_order", identifier="ada", tool_input={"weight": 9, "note": "to the back"}
        )
        assert answer.data["method"] == "POST" and answer.data["path"] == "/orders?note=to%20the%20back"
        assert answer.data["body"] == '{"weight":9}' and answer.data["headers"]["x-acme-key"] == "k-1"
        assert answer.data["headers"]["content-type"] == "application/json"

    def test_bad_parameters_are_not_sent(self, client, provider):
        with pytest.raises(ScalekitException) as caught:
            client.actions.execute_tool(tool_name="acme_anvil_order", identifier="ada", tool_input={"weight": 0})
        assert "params.weight" in str(caught.value) and provider.requests == []


def test_a_server_of_this_machine_may_have_made_its_own_certificate(start, tmp_path):
    with upstreams.Upstream(certificate=upstreams.self_signed(tmp_path)) as provider:
        assert provider.url.startswith("https://")
        client = start("--catalogue", upstreams.catalogue(tmp_path / "catalogue", provider.url)).client()
        client.actions.create_connected_account("acme", "ada", upstreams.KEY)
        assert sent(client)["headers"]["x-acme-key"] == "k-1"


class TestWhenItFails:
    def test_nobody_listens(self, start, tmp_path):
        with upstreams.Upstream() as gone:
            url = gone.url
        client = start("--catalogue", upstreams.catalogue(tmp_path / "c", url)).client()
        client.actions.create_connected_account("acme", "ada", upstreams.KEY)
        reply = client.actions.request(connection_name="acme", identifier="ada", path="/echo")
        assert reply.status_code == 502 and "cannot be reached" in reply.json()["message"]
        assert url.removeprefix("http://") in reply.json()["message"]
        with pytest.raises(ScalekitToolException) as caught:
            client.actions.execute_tool(tool_name="acme_anvil_order", identifier="ada", tool_input={"weight": 1})
        assert "UPSTREAM_UNREACHABLE" in str(caught.value) and "cannot be reached" in str(caught.value)

    def test_an_answer_that_breaks_off_is_not_taken_for_whole(self, client, server):
        with pytest.raises(requests.exceptions.RequestException):
            assert requests.get(f"{server.url}/proxy/broken", headers=as_ada(client)).content

    def test_a_host_that_may_not_be_connected_to(self, start, tmp_path):
        folder = upstreams.catalogue(tmp_path / "c", "https://api.acme.example:8443")
        client = start("--catalogue", folder).client()
        client.actions.create_connected_account("acme", "ada", upstreams.KEY)
        reply = client.actions.request(connection_name="acme", identifier="ada", path="/nothing")
        assert reply.status_code == 501
        assert "--allow-upstream api.acme.example:8443" in reply.json()["message"]
        answer = client.actions.execute_tool(
            tool_name="acme_anvil_order", identifier="ada", tool_input={"weight": 5}
        )
        assert answer.data["weight"] == 5

    def test_one_that_is_allowed_is_connected_to(self, start, tmp_path):
        """A name that cannot exist: the answer shows that it was looked for."""
        folder = upstreams.catalogue(tmp_path / "c", "https://api.acme.invalid")
        client = start("--catalogue", folder, "--allow-upstream", "*.acme.invalid").client()
        client.actions.create_connected_account("acme", "ada", upstreams.KEY)
        reply = client.actions.request(connection_name="acme", identifier="ada", path="/echo")
        assert reply.status_code == 502 and "api.acme.invalid cannot be reached" in reply.json()["message"]
