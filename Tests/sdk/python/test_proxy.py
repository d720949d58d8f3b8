"""`actions.request` and raw requests to /proxy: what reaches the provider, what comes back."""

import json

import pytest
import requests
from control import control, stub

ECHO = {
    "proxy": {"path": "*"},
    "answer": {
        "data": {
            "method": "{{request.method}}",
            "url": "{{request.url}}",
            "headers": "{{request.headers}}",
            "query": "{{request.query}}",
            "body": "{{request.body}}",
        }
    },
}
TOKEN = {"oauth_token": {"access_token": "gho_ada", "refresh_token": "", "scopes": ["repo"]}}


@pytest.fixture
def ada(client):
    client.actions.create_connected_account(connection_name="github", identifier="ada", authorization_details=TOKEN)


@pytest.fixture
def echo(client, emulator, ada):
    """What the provider would have got."""
    stub(emulator, client, ECHO)

    def sent(path="/user", **options):
        reply = client.actions.request(connection_name="github", identifier="ada", path=path, **options)
        assert reply.status_code == 200, reply.text
        return reply.json()

    return sent


class TestWhatIsSent:
    def test_the_account_s_credential_replaces_the_environment_s_token(self, echo, token):
        sent = echo()
        assert sent["headers"]["authorization"] == "Bearer gho_ada"
        assert token not in json.dumps(sent)

    def test_what_is_for_this_server_stays_here(self, echo):
        headers = echo(headers={"X-Own": "1", "Accept": "application/vnd.github+json"})["headers"]
        assert headers["x-own"] == "1" and headers["accept"] == "application/vnd.github+json"
        for name in ("connection_name", "identifier", "host", "x-sdk-version", "x-api-version", "connection"):
            assert name not in headers

    def test_the_base_url_is_the_provider_s(self, echo):
        assert echo("/repos/a/b?page=2")["url"] == "https://api.github.com/repos/a/b?page=2"

    def test_a_path_without_a_slash(self, echo):
        assert echo("user")["url"] == "https://api.github.com/user"

    def test_query_parameters(self, echo):
        sent = echo(query_params={"q": "a b", "labels": ["x", "y"], "none": None, "flag": True})
        assert sent["url"].endswith("/user?q=a%20b&labels=x&labels=y&flag=True")

    @pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
    def test_methods(self, echo, method):
        assert echo(method=method)["method"] == method

    def test_json(self, echo):
        sent = echo(method="POST", body={"title": "ü", "n": 50})
        assert sent["body"] == {"title": "ü", "n": 50}
        assert sent["headers"]["content-type"].startswith("application/json")

    def test_form(self, echo):
        sent = echo(method="POST", form_data={"a": "1 2", "b": "&"})
        assert sent["body"] == {"a": "1 2", "b": "&"}
        assert sent["headers"]["content-type"] == "application/x-www-form-urlencoded"

    def test_raw(self, echo):
        sent = echo(method="PUT", raw_body=b"plain text", headers={"Content-Type": "text/plain"})
        assert sent["body"] == "plain text"

    def test_multipart(self, client, emulator, echo, token):
        reply = requests.post(
            emulator.url + "/proxy/upload",
            files={"file": ("a.txt", b"content of the file")},
            headers={"authorization": f"Bearer {token}", "connection_name": "github", "identifier": "ada"},
            timeout=10,
        )
        sent = reply.json()
        assert sent["headers"]["content-type"].startswith("multipart/form-data; boundary=")
        assert "content of the file" in sent["body"]

    def test_a_body_of_twenty_megabytes(self, client, emulator, ada, token):
        stub(emulator, client, {"proxy": {"path": "/big"}, "answer": {"data": {"ok": True}}})
        reply = requests.post(
            emulator.url + "/proxy/big",
            data=b"x" * (20 * 1024 * 1024),
            headers={
                "authorization": f"Bearer {token}",
                "connection_name": "github",
                "identifier": "ada",
                "content-type": "application/octet-stream",
            },
            timeout=60,
        )
        assert reply.json() == {"ok": True}

    def test_a_body_that_is_too_large(self, emulator, ada, token):
        reply = requests.post(
            emulator.url + "/proxy/big",
            data=iter([b"x" * 1024 * 1024] * 40),
            headers={"authorization": f"Bearer {token}", "connection_name": "github", "identifier": "ada"},
            timeout=60,
        )
        assert reply.status_code == 413

    @pytest.mark.parametrize("name", ["connection_name", "Connection_Name", "CONNECTION_NAME"])
    def test_header_names_in_any_case(self, client, emulator, echo, token, name):
        reply = requests.get(
            emulator.clear_url + "/proxy/user",
            headers={"Authorization": f"Bearer {token}", name: "github", "IDENTIFIER": "ada"},
            timeout=10,
        )
        assert reply.status_code == 200


class TestCredentials:
    """Injected by the type of the connection."""

    @pytest.mark.parametrize(
        ("connection", "details", "header", "value"),
        [
            ("freshdesk", {"username": "u", "password": "p"}, "authorization", "Basic dTpw"),
            ("stripe", {"token": "sk_test_1"}, "authorization", "Bearer sk_test_1"),
            ("exa", {"api_key": "k1"}, "x-api-key", "k1"),
            ("brave", {"api_key": "k2"}, "x-subscription-token", "k2"),
        ],
    )
    def test_static(self, client, emulator, connection, details, header, value):
        client.actions.create_connected_account(
            connection_name=connection, identifier="ada", authorization_details={"static_auth": details}
        )
        stub(emulator, client, ECHO)
        sent = client.actions.request(connection_name=connection, identifier="ada", path="/x").json()
        assert sent["headers"][header] == value

    def test_placeholders_in_the_base_url(self, client, emulator):
        client.actions.create_connected_account(
            connection_name="freshdesk",
            identifier="ada",
            authorization_details={"static_auth": {"username": "u", "password": "p", "domain": "acme.freshdesk.com"}},
        )
        stub(emulator, client, ECHO)
        sent = client.actions.request(connection_name="freshdesk", identifier="ada", path="/api/v2/tickets").json()
        assert sent["url"] == "https://acme.freshdesk.com/api/v2/tickets"


class TestWhatComesBack:
    def test_status_headers_and_body(self, client, emulator, ada):
        answer = {"status": 418, "headers": {"X-Teapot": "yes", "Connection": "close"}, "data": ["short", "stout"]}
        stub(emulator, client, {"proxy": {"path": "/tea"}, "answer": answer})
        reply = client.actions.request(connection_name="github", identifier="ada", path="/tea")
        assert reply.status_code == 418 and reply.json() == ["short", "stout"]
        assert reply.headers["x-teapot"] == "yes"

    def test_the_catalogue_s_example(self, client):
        client.actions.create_connected_account(connection_name="gitlab", identifier="ada", authorization_details=TOKEN)
        reply = client.actions.request(
            connection_name="gitlab", identifier="ada", path="/projects/7/issues", method="POST", body={"title": "Raw"}
        )
        assert reply.status_code == 201 and reply.json()["title"] == "Raw"

    def test_no_content(self, client, emulator, ada):
        stub(emulator, client, {"proxy": {"path": "/gone"}, "answer": {"status": 204}})
        reply = client.actions.request(connection_name="github", identifier="ada", path="/gone", method="DELETE")
        assert reply.status_code == 204 and reply.content == b""

    def test_a_failure_in_the_provider_s_own_words(self, client, emulator, ada):
        stub(emulator, client, {"proxy": {"path": "*"}, "answer": {"status": 404, "error": {"message": "Not Found"}}})
        reply = client.actions.request(connection_name="github", identifier="ada", path="/repos/a/missing")
        assert reply.status_code == 404 and reply.json()["message"] == "Not Found"


class TestRefusals:
    def test_without_a_token(self, emulator):
        for authorization in ({}, {"authorization": "Bearer nonsense"}):
            reply = requests.get(emulator.url + "/proxy/user", headers=authorization, timeout=10)
            assert reply.status_code == 401 and reply.json()["code"] == 16

    @pytest.mark.parametrize(
        ("connection", "identifier", "status", "text"),
        [
            ("nothing", "ada", 404, "connection not found"),
            ("github", "bob", 404, "connected account not found"),
            ("", "ada", 400, "connection_name"),
            ("github", "", 400, "identifier"),
        ],
    )
    def test_unknown_or_missing(self, client, emulator, ada, token, connection, identifier, status, text):
        reply = requests.get(
            emulator.url + "/proxy/user",
            headers={"authorization": f"Bearer {token}", "connection_name": connection, "identifier": identifier},
            timeout=10,
        )
        assert reply.status_code == status and text in reply.json()["message"]

    def test_an_account_that_is_not_active(self, client):
        client.actions.create_connected_account(connection_name="github", identifier="eve")
        reply = client.actions.request(connection_name="github", identifier="eve", path="/user")
        assert reply.status_code == 400 and "not active: PENDING_AUTH" in reply.json()["message"]

    def test_what_nobody_answers_teaches_the_stub(self, client, ada):
        reply = client.actions.request(connection_name="github", identifier="ada", path="/no/such/thing")
        assert reply.status_code == 501
        assert "nearest tool" in reply.json()["message"] and "/_emulator/stubs" in reply.json()["message"]

    def test_an_environment_with_the_proxy_off(self, start, tmp_path):
        seed = tmp_path / "seed.yaml"
        seed.write_text(
            "settings: {proxy: false}\n"
            "connected_accounts:\n"
            "  - {connection: github, identifier: ada, credentials: {oauth_token: {access_token: t}}}\n"
        )
        server = start("--seed", seed)
        reply = server.default_client().actions.request(connection_name="github", identifier="ada", path="/user")
        assert reply.status_code == 403 and "proxy not enabled for provider" in reply.json()["message"]

    def test_a_stub_out_of_a_seed(self, start, tmp_path):
        seed = tmp_path / "seed.yaml"
        seed.write_text(
            "stubs:\n  - {proxy: {path: /user}, answer: {data: {login: '{{identifier}}'}}}\n"
            "connected_accounts:\n"
            "  - {connection: github, identifier: ada, credentials: {oauth_token: {access_token: t}}}\n"
        )
        server = start("--seed", seed)
        reply = server.default_client().actions.request(connection_name="github", identifier="ada", path="/user")
        assert reply.json() == {"login": "ada"}

    def test_control_requests_go_to_the_right_environment(self, client, emulator, ada):
        stub(emulator, client, ECHO)
        assert len(control(emulator, client, "GET", "stubs")["stubs"]) == 1
        other = emulator.client()
        assert control(emulator, other, "GET", "stubs")["stubs"] == []
