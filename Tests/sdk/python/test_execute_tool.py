"""Running tools through the official SDK: which account, which parameters, and every way to fail."""

import time

import pytest
import requests
from control import control, stub, stubs_of
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitNotFoundException,
    ScalekitNotImplementedException,
    ScalekitToolException,
    ScalekitToolForbiddenException,
    ScalekitToolRateLimitException,
    ScalekitToolUnauthorizedException,
    ScalekitTooManyRequestsException,
    ScalekitUnauthorizedException,
)
from scalekit.v1.agentkit_logs import agentkit_logs_pb2 as logs
from scalekit.v1.agentkit_logs import agentkit_logs_pb2_grpc as logs_grpc

ISSUE = {"owner": "brightlane", "repo": "checkout", "title": "It broke"}
TOKEN = {"oauth_token": {"access_token": "gho_ada", "refresh_token": "", "scopes": ["repo"]}}


@pytest.fixture
def ada(client):
    """An active account at GitHub."""
    reply = client.actions.create_connected_account(
        connection_name="github", identifier="ada", authorization_details=TOKEN
    )
    return reply.connected_account


def run(client, tool="github_issue_create", params=ISSUE, **account):
    return client.actions.execute_tool(tool_name=tool, tool_input=params, **(account or {"identifier": "ada"}))


def calls(client, **filters):
    stub = logs_grpc.AgentkitLogsServiceStub(client.core_client.grpc_secure_channel)
    request = logs.ListToolCallLogsRequest(**filters)
    return client.core_client.grpc_exec(stub.ListToolCallLogs.with_call, request)[0]


class TestAccounts:
    def test_every_way_to_name_an_account(self, client, ada):
        for account in (
            {"identifier": "ada"},
            {"identifier": "ada", "connection_name": "github"},
            {"connected_account_id": ada.id},
        ):
            done = run(client, **account)
            assert done.data["title"] == "It broke" and done.execution_id.startswith("exec_")

    def test_use_is_noted(self, client, ada):
        run(client)
        account = client.actions.get_connected_account_details(connection_name="github", identifier="ada")
        assert account.connected_account.last_used_at.timestamp() == pytest.approx(time.time(), abs=60)

    def test_an_identifier_on_two_connections_is_ambiguous(self, client, ada):
        client.actions.create_connected_account(
            connection_name="github-abcd1234", identifier="ada", authorization_details=TOKEN
        )
        with pytest.raises(ScalekitBadRequestException, match="2 connected accounts") as caught:
            run(client)
        assert "github-abcd1234" in str(caught.value) and "connector" in str(caught.value)
        assert run(client, identifier="ada", connection_name="github-abcd1234").data["title"] == "It broke"

    def test_nobody_at_all(self, client):
        with pytest.raises(ScalekitNotFoundException):
            run(client, identifier="bob")
        with pytest.raises(ScalekitNotFoundException, match="connection not found"):
            run(client, identifier="bob", connection_name="nothing")

    def test_an_account_of_another_provider_is_refused(self, client, ada):
        client.actions.create_connected_account(connection_name="linear", identifier="ada")
        with pytest.raises(ScalekitBadRequestException, match="belongs to LINEAR"):
            run(client, identifier="ada", connection_name="linear")

    def test_an_account_that_waits_for_consent_says_so(self, client):
        client.actions.create_connected_account(connection_name="github", identifier="eve")
        with pytest.raises(ScalekitBadRequestException, match="not active: PENDING_AUTH"):
            run(client, identifier="eve")

    def test_an_account_that_expired_says_so(self, client, emulator, ada):
        control(emulator, client, "POST", "clock", {"advance": "2h"})
        with pytest.raises(ScalekitBadRequestException, match="not active: EXPIRED"):
            run(client)


class TestParameters:
    def test_violations_name_path_and_rule(self, client, ada):
        with pytest.raises(ScalekitBadRequestException) as caught:
            run(client, params={"owner": "acme", "title": 5, "labels": ["ok", 1]})
        text = str(caught.value)
        for part in ("params.repo", "schema.required", "params.title", "schema.type", "params.labels[1]"):
            assert part in text

    def test_unknown_tools_name_the_nearest(self, client, ada):
        for wrong, right in {
            "github_create_issue": "github_issue_create",
            "gmail_fetch_emails": "gmail_fetch_mails",
            "salesforce_create_lead": "salesforce_lead_create",
        }.items():
            with pytest.raises(ScalekitNotFoundException, match="tool not found") as caught:
                run(client, tool=wrong)
            assert right in str(caught.value)

    def test_by_rest(self, client, emulator, ada, token):
        reply = requests.post(
            emulator.url + "/api/v1/execute_tool",
            json={"tool_name": "github_issue_create", "identifier": "ada", "params": ISSUE},
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert reply.status_code == 200 and reply.json()["data"]["title"] == "It broke"


class TestFailures:
    @pytest.mark.parametrize(
        ("status", "kind", "plain", "word"),
        [
            (401, ScalekitToolUnauthorizedException, ScalekitUnauthorizedException, "UNAUTHORIZED"),
            (403, ScalekitToolForbiddenException, ScalekitToolException, "FORBIDDEN"),
            (429, ScalekitToolRateLimitException, ScalekitTooManyRequestsException, "RATE_LIMITED"),
            (404, ScalekitToolException, ScalekitToolException, "EXEC_FAILED"),
            (500, ScalekitToolException, ScalekitToolException, "EXEC_FAILED"),
        ],
    )
    def test_a_provider_failure_is_a_tool_exception(self, client, emulator, ada, status, kind, plain, word):
        failure = {"status": status, "error": {"code": "oops", "message": "It did not work"}}
        stub(emulator, client, {"tool": "github_issue_create", "answer": failure})
        with pytest.raises(kind) as caught:
            run(client)
        assert isinstance(caught.value, plain)
        assert caught.value.tool_error_code == word
        assert caught.value.tool_error_message == "It did not work"
        assert caught.value.execution_id.startswith("exec_")

    def test_an_upstream_401_runs_a_tool_once(self, client, emulator, ada):
        stub(emulator, client, {"tool": "github_*", "answer": {"status": 401, "error": {}}})
        with pytest.raises(ScalekitToolUnauthorizedException):
            run(client)
        assert stubs_of(emulator, client)[0]["hits"] == 1
        assert calls(client).total_size == 1

    def test_slack_reports_failures_in_its_answer(self, client, emulator):
        client.actions.create_connected_account(
            connection_name="slack",
            identifier="ada",
            authorization_details={"oauth_token": {"access_token": "xoxb", "refresh_token": "", "scopes": []}},
        )
        stub(emulator, client, {"tool": "slack_*", "answer": {"status": 404, "error": {"code": "channel_not_found"}}})
        done = run(client, tool="slack_send_message", params={"channel": "C0", "text": "hi"}, identifier="ada")
        assert done.data["ok"] is False and done.data["error"] == "channel_not_found"

    def test_nobody_answers(self, client, ada):
        from test_tools import pb, rpc, tool

        rpc(client, "CreateTool", pb.CreateToolRequest(tool=tool("github_secret")))
        with pytest.raises(ScalekitNotImplementedException, match="PUT /_emulator/stubs"):
            run(client, tool="github_secret", params={})


class TestStubs:
    def test_templates_sequences_and_counts(self, client, emulator, ada):
        first = {"data": {"n": 1, "said": "{{params.title}} by {{identifier}}"}}
        stub(
            emulator,
            client,
            {"tool": "github_issue_create", "times": 3, "answers": [first, {"data": {"n": 2}}]},
        )
        assert run(client).data == {"n": 1, "said": "It broke by ada"}
        assert [run(client).data["n"] for _ in range(2)] == [2, 2]
        assert run(client).data["title"] == "It broke"
        row = stubs_of(emulator, client)[0]
        assert row["hits"] == 3 and "answered 3 times" in row["last_miss"]

    def test_latency(self, client, emulator, ada):
        stub(emulator, client, {"tool": "github_issue_create", "answer": {"data": {}, "latency": "300ms"}})
        started = time.monotonic()
        run(client)
        assert time.monotonic() - started >= 0.3

    def test_a_stub_answers_the_very_next_call(self, client, emulator, ada):
        for _ in range(5):
            assert run(client).data["title"] == "It broke"
            stub(emulator, client, {"tool": "github_issue_create", "answer": {"data": {"title": "stubbed"}}})
            assert run(client).data["title"] == "stubbed"
            stub(emulator, client)

    def test_the_nearest_miss_is_explained(self, client, emulator, ada):
        wanted = {"tool": "github_issue_create", "params": {"title": {"$regex": "^Other"}}, "answer": {"data": {}}}
        stub(emulator, client, wanted)
        run(client)
        assert "params.title is It broke" in stubs_of(emulator, client)[0]["last_miss"]

    def test_mistakes_have_a_place(self, client, emulator):
        reply = requests.put(
            emulator.url + "/_emulator/stubs",
            params={"client_id": client.core_client.client_id},
            data='{"stubs": [\n  {"tol": "x", "answer": {}}]}',
            headers={"content-type": "application/json"},
            timeout=10,
        )
        assert reply.status_code == 400
        assert "body.json:2:" in reply.text and "did you mean" in reply.text

    def test_pages_of_other_sites_cannot_set_them(self, client, emulator):
        for headers in ({"origin": "https://evil.example"}, {"sec-fetch-site": "cross-site"}):
            reply = requests.put(
                emulator.url + "/_emulator/stubs", json={"stubs": []}, headers=headers, timeout=10
            )
            assert reply.status_code == 403
        reply = requests.put(
            emulator.url + "/_emulator/stubs", data="[]", headers={"content-type": "text/plain"}, timeout=10
        )
        assert reply.status_code == 415

    def test_environments_do_not_share_them(self, client, emulator, ada):
        stub(emulator, client, {"tool": "*", "answer": {"data": {"stubbed": True}}})
        other = emulator.client()
        other.actions.create_connected_account(
            connection_name="github", identifier="ada", authorization_details=TOKEN
        )
        assert run(client).data == {"stubbed": True}
        assert run(other).data["title"] == "It broke"


class TestLogs:
    def test_what_ran_is_listed_with_its_door_and_outcome(self, client, emulator, ada):
        done = run(client)
        client.actions.request(connection_name="github", identifier="ada", path="/user")
        with pytest.raises(ScalekitBadRequestException):
            run(client, params={})
        found = calls(client).tool_call_logs
        assert [entry.source for entry in found] == ["API", "PROXY", "API"]
        assert [entry.status for entry in found][::2] == ["platform_error", "success"]
        first = found[2]
        assert first.execution_id == done.execution_id and first.tool_name == "github_issue_create"
        assert first.connected_account_id == ada.id and first.connection_name == "github"
        assert first.provider == "github" and first.identifier == "ada" and first.id.startswith("tcl_")
        assert found[0].error_code == "INVALID_ARGUMENT" and found[0].error_tier == "platform"

    def test_a_provider_failure_is_told_from_one_of_the_platform(self, client, emulator, ada):
        stub(emulator, client, {"tool": "*", "answer": {"status": 429, "error": {"message": "Slow down"}}})
        with pytest.raises(ScalekitToolRateLimitException):
            run(client)
        entry = calls(client, status=["provider_error"]).tool_call_logs[0]
        assert entry.error_code == "RATE_LIMITED" and entry.error_message == "Slow down"

    def test_filters_and_pages(self, client, ada):
        for _ in range(5):
            run(client)
        first = calls(client, page_size=2)
        assert first.total_size == 5 and len(first.tool_call_logs) == 2
        second = calls(client, page_size=2, page_token=first.next_page_token)
        assert not {entry.id for entry in first.tool_call_logs} & {entry.id for entry in second.tool_call_logs}
        assert calls(client, identifier="ada", provider=["github"], source=["API"]).total_size == 5
        assert calls(client, identifier="bob").total_size == 0
        with pytest.raises(ScalekitBadRequestException, match="fine"):
            calls(client, status=["fine"])

    def test_one_by_its_execution_id(self, client, ada):
        done = run(client)
        stub = logs_grpc.AgentkitLogsServiceStub(client.core_client.grpc_secure_channel)
        request = logs.GetToolCallLogRequest(execution_id=done.execution_id)
        entry = client.core_client.grpc_exec(stub.GetToolCallLog.with_call, request)[0]
        assert entry.tool_name == "github_issue_create"
        with pytest.raises(ScalekitNotFoundException):
            missing = logs.GetToolCallLogRequest(execution_id="exec_none")
            client.core_client.grpc_exec(stub.GetToolCallLog.with_call, missing)
