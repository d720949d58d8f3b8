"""The journal, assertions over it and hints, over every door, as a test's own program sees them."""

import json
import subprocess
import threading

import pytest
import requests
from accounts import TOKENS
from control import control
from emulator import command, plain_environment, run
from pages import Page
from scalekit.common.exceptions import ScalekitNotFoundException

ISSUE = {"id": "acme/app", "title": "It broke"}


@pytest.fixture
def ada(client):
    return client.actions.create_connected_account("gitlab", "ada", authorization_details=TOKENS).connected_account


def run_tool(client, **account):
    return client.actions.execute_tool(
        tool_name="gitlab_issue_create", tool_input=ISSUE, **(account or {"identifier": "ada"})
    )


def entries(emulator, client, **query):
    reply = requests.get(
        f"{emulator.url}/_emulator/journal", params={"client_id": client.core_client.client_id, **query}, timeout=10
    )
    assert reply.ok, reply.text
    return reply.json()["entries"]


def verify(emulator, client, *assertions):
    return control(emulator, client, "POST", "verify", {"assertions": list(assertions)})


def rest(emulator, client, method, path, **options):
    headers = {"authorization": f"Bearer {client.get_client_access_token()}", **options.pop("headers", {})}
    return requests.request(method, emulator.url + path, headers=headers, timeout=10, **options)


class TestEntries:
    def test_a_tool_call_says_everything(self, emulator, client, ada):
        done = run_tool(client)
        entry = entries(emulator, client)[-1]
        assert entry["door"] == "grpc" and entry["operation"] == "scalekit.v1.tools.ToolService/ExecuteTool"
        assert (entry["identifier"], entry["connection"], entry["tool"]) == ("ada", "gitlab", "gitlab_issue_create")
        assert entry["parameters"] == ISSUE and entry["code"] == "OK" and entry["error"] is None
        assert entry["connected_account_id"] == ada.id
        assert entry["result"]["execution_id"] == done.execution_id
        assert entry["sdk"] == "Scalekit-Python" and entry["sdk_version"] and entry["api_version"]
        assert entry["caller"] == client.core_client.client_id and entry["environment"].startswith("env_")
        assert entry["attempt"] == 1 and entry["faults"] == [] and entry["hints"] == []
        assert entry["duration_ms"] >= 0 and entry["time"].endswith("Z")

    def test_the_same_calls_through_grpc_and_rest_leave_the_same_entries(self, emulator, client, ada):
        control(emulator, client, "POST", "clock", {"freeze": True})
        control(emulator, client, "DELETE", "journal")
        run_tool(client)
        client.actions.get_connected_account("gitlab", "ada")
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_connected_account("gitlab", "nobody")
        rest(emulator, client, "POST", "/api/v1/execute_tool", json={
            "tool_name": "gitlab_issue_create", "identifier": "ada", "params": ISSUE})
        for name in ("ada", "nobody"):
            rest(emulator, client, "GET", "/api/v1/connected_accounts/auth", params={"connector": "gitlab", "identifier": name})
        found = entries(emulator, client)
        own = ("id", "door", "sdk", "sdk_version", "api_version", "user_agent", "result")
        plain = [{name: value for name, value in entry.items() if name not in own} for entry in found]
        assert [entry["door"] for entry in found] == ["grpc"] * 3 + ["rest"] * 3
        assert plain[:3] == plain[3:]
        assert plain[2]["code"] == "NOT_FOUND" and plain[2]["error_code"] == "RESOURCE_NOT_FOUND"

    def test_a_proxied_request(self, emulator, client, ada):
        client.actions.request(connection_name="gitlab", identifier="ada", path="/user?x=1")
        entry = entries(emulator, client, door="proxy")[-1]
        assert entry["operation"] == "GET /user" and entry["status"] == 200 and entry["code"] == "OK"
        assert (entry["identifier"], entry["connection"], entry["tool"]) == ("ada", "gitlab", None)
        assert entry["parameters"] == {"method": "GET", "path": "/user", "query": {"x": "1"}}

    def test_the_pages_of_a_consent(self, emulator, client):
        link = client.actions.get_authorization_link(connection_name="gmail", identifier="ada").link
        Page.open(link)
        found = entries(emulator, client, door="page")
        assert found[0]["operation"] == "GET /magicLink/{token}" and found[0]["identifier"] == "ada"
        assert found[1]["operation"].startswith("GET /provider/gmail/oauth/authorize")
        token = link.rsplit("/", 1)[1]
        assert token not in json.dumps(found)

    def test_a_request_that_cannot_be_read(self, emulator, client):
        rest(emulator, client, "POST", "/api/v1/execute_tool", data="{", headers={"content-type": "application/json"})
        entry = entries(emulator, client)[-1]
        assert entry["code"] == "INVALID_ARGUMENT" and entry["operation"].endswith("/ExecuteTool")

    def test_secrets_are_masked_unless_asked_for(self, emulator, client, ada):
        client.actions.get_connected_account("gitlab", "ada")
        assert "ya29.first" not in json.dumps(entries(emulator, client))
        shown = json.dumps(entries(emulator, client, secrets="shown"))
        assert shown.count("ya29.first") == 3

    def test_filters(self, emulator, client, ada):
        run_tool(client)
        client.actions.list_connected_accounts()
        assert [e["tool"] for e in entries(emulator, client, operation="ExecuteTool")] == ["gitlab_issue_create"]
        assert len(entries(emulator, client, identifier="ada")) == 2
        assert len(entries(emulator, client, tool="gitlab_*", code="OK", connection="gitlab", door="grpc")) == 1
        last = entries(emulator, client, limit=1)
        assert last[0]["operation"].endswith("ListConnectedAccounts")
        assert entries(emulator, client, since=last[0]["id"]) == []
        assert len(entries(emulator, client, since=last[0]["time"])) >= 1

    @pytest.mark.parametrize("query", [{"dor": "grpc"}, {"door": "x"}, {"limit": "0"}, {"since": "x"}, {"secrets": "x"}])
    def test_what_makes_no_sense_is_refused_by_name(self, emulator, query):
        reply = requests.get(f"{emulator.url}/_emulator/journal", params=query, timeout=10)
        assert reply.status_code == 400 and next(iter(query)) in reply.text

    def test_it_is_one_environments_own_and_can_be_emptied(self, emulator, client, ada):
        other = emulator.client()
        other.actions.list_connected_accounts()
        assert len(entries(emulator, other)) == 1
        control(emulator, client, "DELETE", "journal")
        assert entries(emulator, client) == [] and len(entries(emulator, other)) == 1

    def test_a_journal_can_be_turned_off(self, start):
        server = start("--journal-limit", "0")
        client = server.client()
        client.actions.list_connected_accounts()
        assert entries(server, client) == []

    def test_an_account_that_is_named_by_its_id(self, emulator, client, ada):
        run_tool(client, connected_account_id=ada.id)
        client.actions.delete_connected_account(connected_account_id=ada.id)
        for entry in entries(emulator, client)[-2:]:
            assert (entry["identifier"], entry["connection"]) == ("ada", "gitlab")


class TestFollowing:
    def events(self, emulator, client, path="journal/stream", count=3, headers=None, **query):
        reply = requests.get(
            f"{emulator.url}/_emulator/{path}",
            params={"client_id": client.core_client.client_id, **query},
            headers=headers, stream=True, timeout=10,
        )
        assert reply.headers["content-type"] == "text/event-stream"
        found = []
        with reply:
            for line in reply.iter_lines():
                if line.startswith(b"data: "):
                    found.append(json.loads(line[6:]))
                if len(found) == count:
                    return found
        return found

    @pytest.mark.parametrize("path, query", [("journal/stream", {}), ("journal", {"follow": "true"})])
    def test_what_there_is_and_what_comes(self, emulator, client, ada, path, query):
        later = threading.Timer(0.5, lambda: (run_tool(client), client.actions.list_connected_accounts()))
        later.start()
        found = self.events(emulator, client, path, **query)
        later.join()
        assert [entry["operation"].rsplit("/")[-1] for entry in found] == [
            "CreateConnectedAccount", "ExecuteTool", "ListConnectedAccounts"]

    def test_it_goes_on_where_a_client_was(self, emulator, client, ada):
        run_tool(client)
        assert self.events(emulator, client, count=1, headers={"last-event-id": "1"})[0]["tool"]

    def test_tail_prints_a_line_for_each_call(self, emulator, client, ada):
        arguments = ("journal", "tail", "--state-dir", emulator.state_dir, "--url", emulator.clear_url)
        tail = subprocess.Popen(
            command(*arguments, "--client-id", client.core_client.client_id),
            stdout=subprocess.PIPE, text=True, env=plain_environment(),
        )
        try:
            assert "CreateConnectedAccount as ada on gitlab" in tail.stdout.readline()
            run_tool(client)
            line = tail.stdout.readline()
            assert "grpc OK ExecuteTool gitlab_issue_create as ada on gitlab" in line
        finally:
            tail.kill()
            tail.wait()

    def test_list_and_clear(self, emulator, client, ada):
        where = ("--url", emulator.clear_url, "--client-id", client.core_client.client_id)
        listed = run("journal", "list", "--json", *where)
        assert json.loads(listed.stdout)["identifier"] == "ada"
        assert run("journal", "clear", *where).returncode == 0
        assert run("journal", "list", *where).stdout == ""


class TestVerifying:
    def test_what_is_so_passes(self, emulator, client, ada):
        client.tools.list_scoped_tools(identifier="ada", page_size=1)
        run_tool(client)
        assert verify(
            emulator, client,
            {"called": {"tool": "gitlab_issue_create", "identifier": "ada", "parameters": {"title": {"$regex": "^It"}}},
             "times": {"exactly": 1}},
            {"order": [{"operation": "ListScopedTools"}, {"tool": "gitlab_issue_create"}]},
            {"never": {"identifier": "bob"}}, {"only_identifier": "ada"}, {"only_scoped_tools": "ada"},
            {"credentials_never_read": True},
        ) == {"passed": True, "failures": [], "calls": 3}

    def test_what_is_not_so_is_explained(self, emulator, client, ada):
        run_tool(client)
        client.actions.get_connected_account("gitlab", "ada")
        verdict = verify(
            emulator, client, {"no_writes": True}, {"credentials_never_read": True},
            {"called": {"tool": "gitlab_issue_create", "parameters": {"title": "Other"}}, "times": {"exactly": 1}},
        )
        assert not verdict["passed"]
        writes, credentials, called = verdict["failures"]
        assert "gitlab_issue_create is not annotated as read-only" in writes["explanation"]
        assert credentials["closest"][0]["operation"].endswith("GetConnectedAccountAuth")
        assert "parameters.title is It broke, not Other" in called["explanation"]
        assert called["closest"][0]["why"] == "parameters.title is It broke, not Other"
        assert called["assertion"]["times"] == {"exactly": 1}

    def test_a_mistake_in_an_assertion_is_refused_with_its_place(self, emulator):
        reply = requests.post(
            f"{emulator.url}/_emulator/verify", json={"assertions": [{"caled": {}}]}, timeout=10)
        assert reply.status_code == 400 and "called" in reply.json()["message"]

    def test_the_command_exits_with_1_and_says_why(self, emulator, client, ada, tmp_path):
        where = ("--url", emulator.clear_url, "--client-id", client.core_client.client_id)
        file = tmp_path / "expected.json"
        file.write_text(json.dumps({"assertions": [{"called": {"tool": "gitlab_issue_create"}}]}))
        missed = run("verify", file, *where)
        assert missed.returncode == 1 and "it never happened" in missed.stdout
        run_tool(client)
        assert run("verify", file, *where).stdout == "passed\n"


class TestHints:
    def test_each_of_them(self, emulator, b2b_emulator, client, ada):
        client.actions.create_connected_account("gitlab-ABCDEFGH", "ada", authorization_details=TOKENS)
        with pytest.raises(Exception):
            run_tool(client)
        client.actions.execute_tool(
            tool_name="gitlab_issue_create", tool_input=ISSUE | {"description": "ghp_abcdefghijklmnopqrstuvwxyz"},
            identifier="ada", connection_name="gitlab",
        )
        hints = control(emulator, client, "GET", "hints")["hints"]
        assert [hint["kind"] for hint in hints] == ["ambiguous_identifier", "secret_in_parameters"]
        assert "gitlab, gitlab-ABCDEFGH" in hints[0]["message"] and hints[0]["identifier"] == "ada"
        assert "parameters.description" in hints[1]["message"]

        b2b = b2b_emulator.client()
        b2b.actions.get_authorization_link(connection_name="gmail", identifier="ada")
        b2b.actions.get_authorization_link(
            connection_name="gmail", identifier="bob", user_verify_url="https://app.example/verify")
        (hint,) = control(b2b_emulator, b2b, "GET", "hints")["hints"]
        assert hint["kind"] == "link_without_verify_url" and hint["identifier"] == "ada" and hint["fix"]
        assert entries(b2b_emulator, b2b)[0]["hints"][0]["kind"] == "link_without_verify_url"
