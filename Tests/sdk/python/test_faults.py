"""Faults and rate limits at every door, met with the official SDK, requests and plain grpcio."""

import time

import grpc
import pytest
import requests
from accounts import TOKENS
from control import control
from emulator import run
from scalekit.common.exceptions import (
    ScalekitException,
    ScalekitServiceUnavailableException,
    ScalekitToolForbiddenException,
    ScalekitToolRateLimitException,
    ScalekitTooManyRequestsException,
)
from test_journal import ISSUE, entries, rest, run_tool
from wire import LIST, bearer, channel, lister
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb


@pytest.fixture
def ada(client):
    return client.actions.create_connected_account("gitlab", "ada", authorization_details=TOKENS).connected_account


def set_faults(emulator, client, *faults):
    return control(emulator, client, "PUT", "faults", {"faults": list(faults)})["faults"]


def faults_of(emulator, client):
    return control(emulator, client, "GET", "faults")["faults"]


class TestErrors:
    def test_the_sdk_tries_again_and_the_journal_counts(self, emulator, client):
        set_faults(emulator, client, {"operation": "ListConnectedAccounts", "times": 2, "error": {"code": "UNAVAILABLE"}})
        assert not client.actions.list_connected_accounts().total_count
        assert [(e["code"], e["attempt"]) for e in entries(emulator, client)] == [
            ("UNAVAILABLE", 1), ("UNAVAILABLE", 2), ("OK", 3)]
        assert entries(emulator, client)[0]["faults"] == [{"id": "fault_1", "effect": "error", "latency_ms": 0}]
        (fault,) = faults_of(emulator, client)
        assert (fault["hits"], fault["seen"]) == (2, 3)

    def test_retries_count_once_when_asked(self, emulator, client):
        set_faults(emulator, client, {
            "operation": "ListConnectedAccounts", "times": 1, "retries": "once", "error": {"code": "UNAVAILABLE"}})
        with pytest.raises(ScalekitServiceUnavailableException):
            client.actions.list_connected_accounts()
        assert faults_of(emulator, client)[0]["hits"] == 1
        assert not client.actions.list_connected_accounts(identifier="other").total_count

    @pytest.mark.parametrize("code, exception", [("RATE_LIMITED", ScalekitToolRateLimitException), ("FORBIDDEN", ScalekitToolForbiddenException)])
    def test_a_tool_error_of_any_kind(self, emulator, client, ada, code, exception):
        set_faults(emulator, client, {"tool": "gitlab_*", "tool_error": {"code": code, "message": "No more"}})
        with pytest.raises(exception) as caught:
            run_tool(client)
        assert caught.value.tool_error_code == code and caught.value.tool_error_message == "No more"
        assert caught.value.execution_id.startswith("exec_")

    def test_any_code_with_any_error_info(self, emulator, client):
        set_faults(emulator, client, {"error": {
            "code": "FAILED_PRECONDITION", "message": "Not now", "error_code": "LATER", "hint": "Wait a little"}})
        with pytest.raises(ScalekitException) as caught:
            client.actions.list_connected_accounts()
        assert "Not now" in str(caught.value) and "LATER" in str(caught.value)
        answer = rest(emulator, client, "GET", "/api/v1/connected_accounts")
        assert answer.status_code == 400 and answer.json()["details"][0]["error_code"] == "LATER"
        assert answer.json()["details"][0]["debug_info"]["detail"] == "Wait a little"

    def test_too_many_requests_with_the_time_to_wait(self, emulator, client, token):
        set_faults(emulator, client, {"rate_limited": {"retry_after": "30s"}})
        with pytest.raises(ScalekitTooManyRequestsException):
            client.actions.list_connected_accounts()
        answer = rest(emulator, client, "GET", "/api/v1/connected_accounts")
        assert answer.status_code == 429 and answer.headers["retry-after"] == "30"
        with channel(emulator) as connection, pytest.raises(grpc.RpcError) as caught:
            lister(connection)(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=10)
        assert dict(caught.value.trailing_metadata())["retry-after"] == "30"

    def test_only_what_matches(self, emulator, client, ada):
        client.actions.create_connected_account("gitlab", "bob", authorization_details=TOKENS)
        set_faults(emulator, client, {"identifier": "bob", "operation": "ExecuteTool", "error": {"code": "INTERNAL"}})
        assert run_tool(client).data["title"] == ISSUE["title"]
        with pytest.raises(ScalekitException):
            run_tool(client, identifier="bob")


class TestConnections:
    """What a network does."""

    def call(self, emulator, token):
        with channel(emulator) as connection:
            return lister(connection)(pb.ListConnectedAccountsRequest(), metadata=bearer(token), timeout=10)

    def test_a_reset_connection_over_grpc(self, emulator, client, token):
        set_faults(emulator, client, {"reset": True, "times": 1})
        with pytest.raises(grpc.RpcError) as caught:
            self.call(emulator, token)
        assert caught.value.code() is grpc.StatusCode.UNAVAILABLE
        self.call(emulator, token)

    def test_a_reset_stream_leaves_the_connection(self, emulator, client, token):
        set_faults(emulator, client, {"reset": "stream", "times": 1})
        with channel(emulator) as connection:
            request = pb.ListConnectedAccountsRequest()
            with pytest.raises(grpc.RpcError) as caught:
                lister(connection)(request, metadata=bearer(token), timeout=10)
            assert "RST_STREAM" in caught.value.details()
            lister(connection)(request, metadata=bearer(token), timeout=10)

    @pytest.mark.parametrize("secure", [True, False])
    def test_a_reset_connection_over_http(self, emulator, client, token, secure):
        set_faults(emulator, client, {"reset": True, "door": "rest", "times": 1})
        url = (emulator.url if secure else emulator.clear_url) + "/api/v1/connected_accounts"
        with pytest.raises(requests.ConnectionError):
            requests.get(url, headers={"authorization": f"Bearer {token}"}, timeout=10)
        assert requests.get(url, headers={"authorization": f"Bearer {token}"}, timeout=10).ok

    def test_the_work_is_done_and_the_reply_is_lost(self, emulator, client):
        client.actions.list_connected_accounts()
        set_faults(emulator, client, {"operation": "CreateConnectedAccount", "lose_reply": True, "times": 1})
        with pytest.raises(ScalekitException):
            # The SDK tries again and finds its own account.
            client.actions.create_connected_account("gmail", "ada")
        lost, again = entries(emulator, client, operation="CreateConnectedAccount")
        assert (lost["code"], lost["attempt"]) == ("OK", 1) and (again["code"], again["attempt"]) == ("ALREADY_EXISTS", 2)
        assert client.actions.list_connected_accounts().total_count == 1

    def test_a_truncated_answer(self, emulator, client, ada, token):
        set_faults(emulator, client, {"truncate": True, "times": 2})
        with pytest.raises(grpc.RpcError):
            self.call(emulator, token)
        with pytest.raises(requests.RequestException):
            requests.get(
                emulator.url + "/api/v1/connected_accounts", headers={"authorization": f"Bearer {token}"}, timeout=10
            ).json()
        self.call(emulator, token)

    def test_a_slow_body_and_latency(self, emulator, client, token):
        set_faults(emulator, client, {"slow_body": "400ms", "times": 1}, {"latency": "300ms", "times": 1})
        for least in (0.4, 0.3):
            start = time.monotonic()
            self.call(emulator, token)
            assert time.monotonic() - start >= least

    def test_the_proxy_and_the_pages_have_them_too(self, emulator, client, ada):
        set_faults(emulator, client, {"door": "proxy", "truncate": True, "times": 1}, {"door": "proxy", "error": {"code": "UNAVAILABLE"}, "times": 1})
        headers = {"connection_name": "gitlab", "identifier": "ada"}
        with pytest.raises(requests.RequestException):
            rest(emulator, client, "GET", "/proxy/user", headers=headers).json()
        assert rest(emulator, client, "GET", "/proxy/user", headers=headers).status_code == 503
        assert rest(emulator, client, "GET", "/proxy/user", headers=headers).status_code == 200

        link = client.actions.get_authorization_link(connection_name="gmail", identifier="eve").link
        set_faults(emulator, client, {"door": "page", "error": {"code": "UNAVAILABLE"}, "times": 1})
        assert requests.get(link, timeout=10).status_code == 503
        assert requests.get(link, timeout=10).status_code == 200


class TestRateLimits:
    def test_they_are_off_until_somebody_sets_them(self, emulator, client, token):
        assert control(emulator, client, "GET", "rate_limits") == {"rate_limits": []}
        control(emulator, client, "PUT", "rate_limits", {
            "rate_limits": [{"requests": 2, "per": "1m", "operation": "ListConnectedAccounts"}]})
        control(emulator, client, "POST", "clock", {"freeze": True})
        client.actions.list_connected_accounts()
        client.actions.list_connected_accounts()
        with pytest.raises(ScalekitTooManyRequestsException):
            client.actions.list_connected_accounts()
        answer = rest(emulator, client, "GET", "/api/v1/connected_accounts")
        assert answer.status_code == 429 and 1 <= int(answer.headers["retry-after"]) <= 60
        assert answer.json()["details"][0]["error_code"] == "RATE_LIMITED"
        client.actions.create_connected_account("gmail", "ada")
        control(emulator, client, "POST", "clock", {"advance": "1m"})
        client.actions.list_connected_accounts()
        assert control(emulator, client, "GET", "rate_limits")["rate_limits"][0]["refused"] == 2
        control(emulator, client, "DELETE", "rate_limits")


class TestSetting:
    def test_put_post_delete(self, emulator, client):
        client.actions.list_connected_accounts()
        set_faults(emulator, client, {"tool": "a", "reset": True}, {"tool": "b", "reset": True})
        added = control(emulator, client, "POST", "faults", {"faults": [{"tool": "c", "reset": True}]})["faults"]
        assert [fault["tool"] for fault in added] == ["c", "a", "b"]
        control(emulator, client, "DELETE", f"faults/{added[1]['id']}")
        assert [fault["tool"] for fault in faults_of(emulator, client)] == ["c", "b"]
        control(emulator, client, "DELETE", "faults")
        assert faults_of(emulator, client) == []

    def test_a_mistake_is_refused_with_its_place_and_changes_nothing(self, emulator, client):
        client.actions.list_connected_accounts()
        set_faults(emulator, client, {"tool": "a", "reset": True})
        reply = requests.put(
            f"{emulator.url}/_emulator/faults", params={"client_id": client.core_client.client_id},
            json={"faults": [{"tool": "a", "rest": True}]}, timeout=10)
        assert reply.status_code == 400 and 'did you mean "reset"' in reply.json()["message"]
        assert len(faults_of(emulator, client)) == 1

    def test_a_seed_has_faults_and_rate_limits(self, start, tmp_path):
        seed = tmp_path / "seed.yaml"
        seed.write_text(
            "faults: [{operation: ListConnectedAccounts, error: {code: INTERNAL, message: Seeded}}]\n"
            "rate_limits: [{requests: 1, per: 1h, operation: ListTools}]\n")
        client = start("--seed", seed).default_client()
        with pytest.raises(ScalekitException, match="Seeded"):
            client.actions.list_connected_accounts()
        client.tools.list_tools()
        with pytest.raises(ScalekitTooManyRequestsException):
            client.tools.list_tools()

    def test_the_command_line(self, emulator, client, tmp_path):
        client.actions.list_connected_accounts()
        where = ("--url", emulator.clear_url, "--client-id", client.core_client.client_id)
        file = tmp_path / "faults.json"
        file.write_text('[{"tool": "a", "reset": true}]')
        assert run("faults", "set", file, *where).returncode == 0
        assert '"tool":"a"' in run("faults", "list", *where).stdout
        file.write_text('[{"tool": "a"}]')
        refused = run("faults", "set", file, *where)
        assert refused.returncode == 1 and "say what goes wrong" in refused.stderr
        assert run("faults", "clear", *where).returncode == 0
        assert run("faults", "list", *where).stdout == ""
