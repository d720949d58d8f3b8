"""Session tokens of MCP servers."""

import time
from datetime import UTC, timedelta

import jwt
import pytest
import requests
from google.protobuf.duration_pb2 import Duration
from scalekit.common.exceptions import ScalekitBadRequestException, ScalekitNotFoundException
from scalekit.v1.connections import connections_pb2

from consents import Control, set_enabled
from mcp_service import CONFIGS, Rest, config, connect, mapping, rpc


@pytest.fixture
def client(emulator):
    client = emulator.client()
    connect(client, "ada", "gmail", "slack")
    return client


@pytest.fixture
def mcp(client):
    return client.actions.mcp


def claims_of(emulator, token):
    """As any JWT library reads it, with the key that the server publishes."""
    header = jwt.get_unverified_header(token)
    assert header["alg"] == "RS256" and header["kid"].startswith("snk_")
    keys = jwt.PyJWKSet.from_dict(requests.get(emulator.url + "/keys", timeout=20).json())
    key = keys[header["kid"]].key
    return jwt.decode(token, key, algorithms=["RS256"], options={"verify_aud": False})


class TestOfAConfig:
    def test_the_claims(self, emulator, client, mcp):
        made = config(client)
        before = int(time.time())
        minted = mcp.create_session_token(made.id, "ada")
        claims = claims_of(emulator, minted.token)
        states = mcp.list_mcp_connected_accounts(made.id, "ada").connected_accounts
        assert claims["sub"] == "ada"
        assert claims["aud"] == [made.mcp_server_url]
        assert claims["token_type"] == "mcp_session"
        assert claims["mcp_cfg"] == made.id and "conn_id" not in claims
        assert claims["ca_ids"] == [state.connected_account_id for state in states]
        assert claims["access_level"] == "FULL"
        assert claims["iss"] == emulator.url
        assert before <= claims["iat"] <= time.time() and claims["nbf"] == claims["iat"]
        assert before + 3600 <= claims["exp"] <= time.time() + 3600
        assert minted.expires_at.replace(tzinfo=UTC).timestamp() == claims["exp"]

    def test_every_connection_needs_an_active_account(self, client, mcp):
        made = config(client)
        with pytest.raises(ScalekitBadRequestException):
            mcp.create_session_token(made.id, "bob")
        client.actions.delete_connected_account("slack", "ada")
        with pytest.raises(ScalekitBadRequestException) as caught:
            mcp.create_session_token(made.id, "ada")
        assert "no active connected account of ada on slack" in str(caught.value)
        client.actions.create_connected_account("slack", "ada")
        with pytest.raises(ScalekitBadRequestException) as caught:
            mcp.create_session_token(made.id, "ada")
        assert "PENDING_AUTH" in str(caught.value)

    def test_a_config_without_connections_mints_nothing(self, mcp):
        with pytest.raises(ScalekitBadRequestException) as caught:
            mcp.create_session_token(mcp.create_config("empty").config.id, "ada")
        assert "no connections" in str(caught.value)

    def test_ids_that_lead_nowhere(self, mcp):
        with pytest.raises(ScalekitNotFoundException):
            mcp.create_session_token("cfg_1", "ada")
        with pytest.raises(ScalekitBadRequestException):
            mcp.create_session_token("daily", "ada")


class TestOfAConnection:
    def test_the_claims(self, emulator, client, mcp):
        minted = mcp.create_session_token(connection_name="gmail", identifier="ada", access_level="READ_ONLY")
        claims = claims_of(emulator, minted.token)
        assert claims["aud"] == [f"{emulator.url}/mcp/v3/connections/gmail"]
        assert claims["conn_id"].startswith("conn_") and "mcp_cfg" not in claims
        assert len(claims["ca_ids"]) == 1
        assert claims["access_level"] == "READ_ONLY"

    def test_the_name_is_matched_in_any_case_and_the_audience_has_the_real_one(self, emulator, client, mcp):
        minted = mcp.create_session_token(connection_name="GMail", identifier="ada")
        assert claims_of(emulator, minted.token)["aud"] == [f"{emulator.url}/mcp/v3/connections/gmail"]

    def test_a_connection_that_is_not_there_or_disabled(self, client, mcp):
        for name in ("gmial", "slack-00000000"):
            with pytest.raises(ScalekitNotFoundException) as caught:
                mcp.create_session_token(connection_name=name, identifier="ada")
            assert "connection not found" in str(caught.value)
        gmail = config(client).connection_tool_mappings[0].connection_id
        set_enabled(client, gmail, False)
        with pytest.raises(ScalekitNotFoundException):
            mcp.create_session_token(connection_name="gmail", identifier="ada")

    def test_a_sign_on_connection_has_no_server(self, client, mcp):
        connection = connections_pb2.CreateConnection(
            key_id="okta", provider_key="OKTA", type=connections_pb2.ConnectionType.OIDC
        )
        request = connections_pb2.CreateEnvironmentConnectionRequest(
            connection=connection, flags=connections_pb2.Flags(is_login=True)
        )
        stub = client.connection.connection_service.CreateEnvironmentConnection
        client.core_client.grpc_exec(stub.with_call, request)
        with pytest.raises(ScalekitBadRequestException):
            mcp.create_session_token(connection_name="okta", identifier="ada")

    def test_a_user_without_an_active_account(self, client, mcp):
        with pytest.raises(ScalekitBadRequestException):
            mcp.create_session_token(connection_name="gmail", identifier="bob")
        client.actions.create_connected_account("gmail", "bob")
        with pytest.raises(ScalekitBadRequestException):
            mcp.create_session_token(connection_name="gmail", identifier="bob")


class TestBounds:
    @pytest.mark.parametrize("seconds", [60, 61.5, 900, 86_400])
    def test_lifetimes_from_a_minute_to_a_day(self, emulator, mcp, seconds):
        minted = mcp.create_session_token(
            connection_name="gmail", identifier="ada", expiry=timedelta(seconds=seconds)
        )
        claims = claims_of(emulator, minted.token)
        assert int(seconds) <= claims["exp"] - claims["iat"] <= int(seconds) + 1

    @pytest.mark.parametrize("seconds", [0, 59, 86_401, -60, 10**9])
    def test_others_are_refused(self, client, seconds):
        with pytest.raises(ScalekitBadRequestException) as caught:
            rpc(client, "CreateMcpSessionToken", key_id="gmail", identifier="ada", expiry=Duration(seconds=seconds))
        assert "expiry" in str(caught.value)

    @pytest.mark.parametrize(
        "fields, words",
        [
            ({"identifier": "ada"}, "set exactly one of mcp_config_id or key_id"),
            ({"identifier": "ada", "key_id": "gmail", "mcp_config_id": "cfg_1"}, "set exactly one"),
            ({"key_id": "gmail"}, "identifier"),
            ({"key_id": "gmail", "identifier": "a" * 256}, "identifier"),
            ({"key_id": "gmail", "identifier": "ada", "access_level": "full"}, "access_level"),
            ({"key_id": "gmail", "identifier": "ada", "access_level": "WRITE"}, "access_level"),
        ],
    )
    def test_the_contract_s_rules(self, client, fields, words):
        with pytest.raises(ScalekitBadRequestException) as caught:
            rpc(client, "CreateMcpSessionToken", **fields)
        assert words in str(caught.value)

    def test_the_empty_access_level_is_full(self, emulator, client):
        minted = rpc(client, "CreateMcpSessionToken", key_id="gmail", identifier="ada", access_level="")
        assert claims_of(emulator, minted.token)["access_level"] == "FULL"


def test_a_token_ends_by_the_environments_clock(emulator, client, mcp):
    Control(emulator, client).clock(advance="2h")
    minted = mcp.create_session_token(connection_name="gmail", identifier="ada", expiry=timedelta(minutes=1))
    claims = claims_of(emulator, minted.token)
    assert claims["iat"] <= time.time(), "clients refuse tokens from the future"
    assert 7200 <= claims["exp"] - time.time() <= 7262


def test_a_session_token_opens_no_operation(emulator, client, mcp):
    token = mcp.create_session_token(connection_name="gmail", identifier="ada").token
    answer = requests.get(emulator.url + CONFIGS, headers={"authorization": f"Bearer {token}"}, timeout=20)
    assert answer.status_code == 401, answer.text


def test_every_token_has_an_id_of_its_own(emulator, mcp):
    ids = {
        claims_of(emulator, mcp.create_session_token(connection_name="gmail", identifier="ada").token)["jti"]
        for _ in range(3)
    }
    assert len(ids) == 3 and all(text.startswith("tkn_") for text in ids)


def test_rest_mints_on_both_paths(emulator, client):
    rest = Rest(emulator, client)
    made = config(client, mappings=[mapping("gmail")])
    answer = rest.ok(
        "POST", f"{CONFIGS}/{made.id}/tokens", {"identifier": "ada", "expiry": "90s", "access_level": "READ_ONLY"}
    )
    assert set(answer) == {"token", "expires_at"}
    claims = claims_of(emulator, answer["token"])
    assert claims["mcp_cfg"] == made.id and claims["access_level"] == "READ_ONLY"
    answer = rest.ok("POST", "/api/v1/mcp/connections/gmail/tokens", {"identifier": "ada"})
    assert claims_of(emulator, answer["token"])["aud"] == [f"{emulator.url}/mcp/v3/connections/gmail"]
    for path in (f"{CONFIGS}/{made.id}/tokens", "/api/v1/mcp/connections/gmail/tokens"):
        assert rest.refused(400, "POST", path, {})["code"] == 3
        assert rest.refused(400, "POST", path, {"identifier": "ada", "expiry": "10s"})["code"] == 3
    assert rest.refused(400, "POST", "/api/v1/mcp/connections/gmail/tokens", {"identifier": "bob"})["code"] == 9
    assert rest.refused(404, "POST", "/api/v1/mcp/connections/nowhere/tokens", {"identifier": "ada"})["code"] == 5
    assert rest.refused(404, "POST", f"{CONFIGS}/cfg_1/tokens", {"identifier": "ada"})["code"] == 5
