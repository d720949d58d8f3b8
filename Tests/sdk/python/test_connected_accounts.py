"""Connected accounts through the SDK: every method, every field, every rule about credentials and scopes."""

import datetime
import re

import pytest
from google.protobuf.json_format import MessageToDict
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitConflictException,
    ScalekitNotFoundException,
)
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import BASIC, TOKENS, created, rpc, stored


def now():
    return datetime.datetime.now(datetime.UTC).replace(tzinfo=None)


class TestCreate:
    def test_an_oauth_account_without_tokens_waits_for_consent(self, client):
        account = created(client, "gmail", "ada")
        assert account.status == "PENDING_AUTH"
        assert account.authorization_type == "OAUTH"
        assert account.provider == "GMAIL"
        assert account.connector == "gmail"
        assert account.identifier == "ada"
        assert re.fullmatch(r"ca_\d{10,29}", account.id)
        assert not (account.authorization_details or {}).get("oauth_token")
        assert abs(account.updated_at - now()) < datetime.timedelta(seconds=60)

        message = client.connected_accounts.get_connected_account_details_by_identifier("gmail", "ada")[
            0
        ].connected_account
        assert message.connection_id.startswith("conn_") and len(message.connection_id) <= 32
        assert not message.HasField("token_expires_at")
        assert not message.HasField("last_used_at")
        assert not message.is_org_wide_credential

    def test_tokens_make_it_active_and_come_back_exactly(self, client):
        account = created(client, "gmail", "ada", authorization_details=TOKENS)
        assert account.status == "ACTIVE"
        assert account.authorization_details == TOKENS
        assert stored(client).authorization_details.oauth_token.refresh_token == "1//first"

    def test_imported_tokens_live_an_hour(self, client):
        created(client, "gmail", "ada", authorization_details=TOKENS)
        lifetime = stored(client).token_expires_at.ToDatetime() - now()
        assert datetime.timedelta(minutes=55) < lifetime <= datetime.timedelta(minutes=61)

    def test_static_credentials_are_kept_as_given(self, client):
        details = {"static_auth": {**BASIC["static_auth"], "port": 8.5, "flags": [True, None, "x"], "deep": {"a": {}}}}
        account = created(client, "freshdesk", "ada", authorization_details=details)
        assert account.status == "ACTIVE"
        assert account.authorization_type == "BASIC"
        assert account.authorization_details == details
        assert not stored(client, "freshdesk").HasField("token_expires_at")

    @pytest.mark.parametrize("connector", ["freshdesk", "gmail"])
    def test_an_empty_oauth_token_is_no_credential(self, client, connector):
        """Node's get_or_create sends one, for API-key connectors as well."""
        account = created(client, connector, "ada", authorization_details={"oauth_token": {}})
        assert account.status == "PENDING_AUTH"

    def test_details_without_a_member_are_no_credential(self, client):
        message = pb.CreateConnectedAccount(authorization_details=pb.AuthorizationDetails())
        account = client.connected_accounts.create_connected_account("gmail", "ada", message)[0].connected_account
        assert account.status == pb.PENDING_AUTH

    def test_api_config_comes_back(self, client):
        config = {"version": "v3", "path_variables": {"domain": "acme"}, "custom_headers": {"X-A": "1"}, "n": 3.25}
        assert created(client, "gmail", "ada", api_config=config).api_config == config
        assert MessageToDict(stored(client).api_config) == config

    def test_the_domain_of_an_oauth_token_is_kept(self, client):
        token = pb.OauthToken(access_token="t", domain="acme.example")
        message = pb.CreateConnectedAccount(authorization_details=pb.AuthorizationDetails(oauth_token=token))
        client.connected_accounts.create_connected_account("gmail", "ada", message)
        assert stored(client).authorization_details.oauth_token.domain == "acme.example"

    def test_the_same_identifier_twice_is_a_conflict(self, client):
        created(client, "gmail", "ada")
        with pytest.raises(ScalekitConflictException) as caught:
            created(client, "gmail", "ada", authorization_details=TOKENS)
        assert "already exists" in caught.value.message
        assert stored(client).status == pb.PENDING_AUTH

    def test_identifiers_are_exact(self, client):
        for identifier in ("ada", "Ada", " ada", "ada "):
            created(client, "gmail", identifier)
        assert client.actions.list_connected_accounts().total_count == 4

    def test_the_same_identifier_on_another_connection_is_another_account(self, client):
        assert created(client, "gmail", "ada").id != created(client, "slack", "ada").id

    @pytest.mark.parametrize("connector, identifier", [(None, "ada"), ("", "ada"), ("gmail", None), ("gmail", "")])
    def test_connector_and_identifier_are_both_needed(self, client, connector, identifier):
        with pytest.raises(ScalekitBadRequestException):
            client.connected_accounts.create_connected_account(connector, identifier, pb.CreateConnectedAccount())

    def test_an_unknown_connection_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException) as caught:
            created(client, "no-such-connection", "ada")
        assert re.search("connection not found", caught.value.message, re.IGNORECASE)

    def test_a_generated_name_of_a_known_provider_is_made_on_first_use(self, client):
        account = created(client, "hubspot-Ab12Cd34", "ada")
        assert (account.connector, account.provider) == ("hubspot-Ab12Cd34", "HUBSPOT")

    def test_reading_never_makes_a_connection(self, client):
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_connected_account("hubspot-Ab12Cd34", "ada")
        listed, _ = client.connection.list_app_connections(query="hubspot-Ab12Cd34")
        assert list(listed.connections) == []

    def test_ids_grow(self, client):
        ids = [int(created(client, "gmail", f"user-{n}").id.removeprefix("ca_")) for n in range(5)]
        assert ids == sorted(ids) and len(set(ids)) == 5


class TestOtherCredentialTypes:
    def test_domain_wide_delegation_gets_its_token_from_the_server(self, client):
        details = {"google_dwd": {"subject": "ada@acme.example"}}
        account = created(client, "googledwd", "ada", authorization_details=details)
        assert (account.status, account.authorization_type) == ("ACTIVE", "GOOGLE_DWD")
        delegation = account.authorization_details["google_dwd"]
        assert delegation["subject"] == "ada@acme.example"
        assert delegation["access_token"] and delegation["scopes"] and delegation["token_expires_at"] > now()

    def test_secrets_of_a_trusted_idp_are_never_returned(self, client):
        details = {
            "trusted_idp": {"db_user": "ada", "access_key_id": "AKIA", "secret_access_key": "s", "session_token": "t"}
        }
        account = created(client, "redshift", "ada", authorization_details=details)
        assert (account.status, account.authorization_type) == ("ACTIVE", "TRUSTED_IDP")
        for read in (account, client.actions.get_connected_account("redshift", "ada").connected_account):
            returned = read.authorization_details["trusted_idp"]
            assert returned["db_user"] == "ada"
            assert (returned["secret_access_key"], returned["session_token"]) == ("", "")

    def test_a_connection_without_authentication_is_active_at_once(self, client):
        account = created(client, "openmeteo", "ada")
        assert (account.status, account.authorization_type) == ("ACTIVE", "NO_AUTH")

    @pytest.mark.parametrize(
        "connector, kind, details",
        [("githubpat", "BEARER_TOKEN", {"token": "ghp_x"}), ("exa", "API_KEY", {"api_key": "k"})],
    )
    def test_one_secret_is_enough(self, client, connector, kind, details):
        account = created(client, connector, "ada")
        assert (account.status, account.authorization_type) == ("PENDING_AUTH", kind)
        account = client.actions.update_connected_account(connector, "ada", {"static_auth": details}).connected_account
        assert (account.status, account.authorization_details) == ("ACTIVE", {"static_auth": details})

    def test_a_machine_client_gets_its_token_from_the_server(self, client):
        account = created(
            client,
            "databricksworkspace",
            "ada",
            authorization_details={"static_auth": {"client_id": "c", "client_secret": "s"}},
        )
        assert (account.status, account.authorization_type) == ("ACTIVE", "OAUTH_M2M")


class TestScopes:
    def test_organization_and_user_are_part_of_the_key(self, client):
        ids = {
            created(client, "gmail", "ada", **scope).id
            for scope in ({}, {"organization_id": "org_1"}, {"organization_id": "org_2"}, {"user_id": "usr_1"})
        }
        assert len(ids) == 4
        with pytest.raises(ScalekitConflictException):
            created(client, "gmail", "ada", organization_id="org_1")

    def test_lookup_prefers_the_account_without_a_scope(self, client):
        created(client, "gmail", "ada", organization_id="org_1")
        plain = created(client, "gmail", "ada")
        assert stored(client).id == plain.id

    def test_lookup_takes_the_only_match(self, client):
        scoped = created(client, "gmail", "ada", organization_id="org_1", user_id="usr_1")
        assert stored(client).id == scoped.id
        assert stored(client, organization_id="org_1").id == scoped.id
        assert stored(client, user_id="usr_1").id == scoped.id

    def test_an_ambiguous_lookup_says_so(self, client):
        created(client, "gmail", "ada", organization_id="org_1")
        created(client, "gmail", "ada", organization_id="org_2")
        with pytest.raises(ScalekitBadRequestException) as caught:
            stored(client)
        assert "organization_id" in str(caught.value)
        assert stored(client, organization_id="org_2").identifier == "ada"

    def test_another_organization_does_not_see_it(self, client):
        created(client, "gmail", "ada", organization_id="org_1")
        with pytest.raises(ScalekitNotFoundException):
            stored(client, organization_id="org_9")

    def test_each_scope_is_updated_and_deleted_on_its_own(self, client):
        first = created(client, "gmail", "ada", organization_id="org_1")
        second = created(client, "gmail", "ada", organization_id="org_2")
        client.actions.update_connected_account("gmail", "ada", TOKENS, organization_id="org_2")
        assert stored(client, organization_id="org_1").status == pb.PENDING_AUTH
        assert stored(client, organization_id="org_2").status == pb.ACTIVE
        client.connected_accounts.delete_connected_account("gmail", "ada", organization_id="org_1")
        assert [a.identifier for a in client.actions.list_connected_accounts().connected_accounts] == ["ada"]
        assert stored(client).id == second.id != first.id


class TestGet:
    def test_by_id_alone(self, client):
        account = created(client, "gmail", "ada", authorization_details=TOKENS)
        read = client.actions.get_connected_account(connected_account_id=account.id).connected_account
        assert read.identifier == "ada" and read.authorization_details == TOKENS

    def test_an_id_wins_over_connector_and_identifier(self, client):
        account = created(client, "gmail", "ada")
        read = client.actions.get_connected_account("slack", "grace", connected_account_id=account.id)
        assert read.connected_account.id == account.id

    def test_details_leave_the_credentials_out(self, client):
        created(client, "gmail", "ada", authorization_details=TOKENS, api_config={"version": "v1"})
        message = client.connected_accounts.get_connected_account_details_by_identifier("gmail", "ada")[0]
        account = message.connected_account
        assert not account.HasField("authorization_details")
        assert account.status == pb.ACTIVE
        assert MessageToDict(account.api_config) == {"version": "v1"}
        assert client.actions.get_connected_account_details("gmail", "ada").connected_account.status == "ACTIVE"

    def test_reading_credentials_is_a_use_and_reading_details_is_not(self, client):
        def last_used():
            details = client.connected_accounts.get_connected_account_details_by_identifier("gmail", "ada")[0]
            listed = rpc(client, "ListConnectedAccounts", pb.ListConnectedAccountsRequest()).connected_accounts[0]
            seen = {account.HasField("last_used_at") for account in (details.connected_account, listed)}
            assert len(seen) == 1, "details and list disagree"
            return seen.pop()

        created(client, "gmail", "ada", authorization_details=TOKENS)
        assert not last_used()
        stored(client)
        assert last_used()

    def test_the_preview_operation_reads_by_id(self, client):
        account = created(client, "gmail", "ada")
        reply = rpc(client, "GetConnectedAccount", pb.GetConnectedAccountRequest(id=account.id))
        assert reply.connected_account.identifier == "ada"

    @pytest.mark.parametrize("method", ["get_connected_account", "get_connected_account_details"])
    def test_missing_accounts_are_not_found(self, client, method):
        created(client, "gmail", "ada")
        read = getattr(client.actions, method)
        for arguments in (
            {"connection_name": "gmail", "identifier": "grace"},
            {"connection_name": "slack", "identifier": "ada"},
            {"connection_name": "nowhere", "identifier": "ada"},
            {"connected_account_id": "ca_999999999999999999"},
        ):
            with pytest.raises(ScalekitNotFoundException):
                read(**arguments)

    @pytest.mark.parametrize("arguments", [{}, {"connection_name": "gmail"}, {"identifier": "ada"}])
    def test_half_a_key_is_a_bad_request(self, client, arguments):
        with pytest.raises(ScalekitBadRequestException):
            client.actions.get_connected_account(**arguments)

    def test_a_malformed_id_is_a_bad_request(self, client):
        with pytest.raises(ScalekitBadRequestException):
            client.actions.get_connected_account(connected_account_id="account-1")


class TestUpdate:
    def test_credentials_activate_a_waiting_account(self, client):
        before = created(client, "gmail", "ada")
        after = client.actions.update_connected_account("gmail", "ada", TOKENS).connected_account
        assert (after.id, after.status) == (before.id, "ACTIVE")
        assert after.authorization_details == TOKENS
        assert after.updated_at >= before.updated_at

    def test_empty_members_of_an_oauth_token_keep_what_is_there(self, client):
        created(client, "gmail", "ada", authorization_details=TOKENS)
        changed = {"oauth_token": {"access_token": "ya29.second"}}
        after = client.actions.update_connected_account("gmail", "ada", changed).connected_account
        assert after.authorization_details["oauth_token"] == {
            "access_token": "ya29.second",
            "refresh_token": "1//first",
            "scopes": ["mail.read", "mail.send"],
        }

    def test_static_details_are_replaced_as_a_whole(self, client):
        created(client, "freshdesk", "ada", authorization_details=BASIC)
        after = client.actions.update_connected_account("freshdesk", "ada", {"static_auth": {"password": "new"}})
        assert after.connected_account.authorization_details == {"static_auth": {"password": "new"}}

    def test_api_config_merges_one_level_deep(self, client):
        created(client, "gmail", "ada", api_config={"version": "v1", "headers": {"a": "1", "b": "2"}})
        after = client.actions.update_connected_account(
            "gmail", "ada", api_config={"headers": {"c": "3"}, "domain": "acme"}
        )
        assert after.connected_account.api_config == {"version": "v1", "headers": {"c": "3"}, "domain": "acme"}

    def test_api_config_alone_leaves_credentials_and_status(self, client):
        created(client, "gmail", "ada", authorization_details=TOKENS)
        after = client.actions.update_connected_account("gmail", "ada", api_config={"version": "v2"}).connected_account
        assert (after.status, after.authorization_details) == ("ACTIVE", TOKENS)

    def test_by_id_alone(self, client):
        account = created(client, "gmail", "ada")
        details = pb.AuthorizationDetails(oauth_token=pb.OauthToken(access_token="t"))
        message = pb.UpdateConnectedAccount(authorization_details=details)
        reply, _ = client.connected_accounts.update_connected_account(
            None, None, message, connected_account_id=account.id
        )
        assert reply.connected_account.status == pb.ACTIVE

    def test_a_disconnected_account_comes_back(self, client):
        account = created(client, "gmail", "ada", authorization_details=TOKENS)
        rpc(client, "DisconnectConnectedAccount", pb.DisconnectConnectedAccountRequest(id=account.id))
        assert stored(client).status == pb.DISCONNECTED
        assert client.actions.update_connected_account("gmail", "ada", TOKENS).connected_account.status == "ACTIVE"

    def test_unknown_accounts_are_not_found(self, client):
        for arguments in (("gmail", "ada"), ("nowhere", "ada")):
            with pytest.raises(ScalekitNotFoundException):
                client.actions.update_connected_account(*arguments, authorization_details=TOKENS)


class TestGetOrCreate:
    def test_creates_once_and_then_returns_the_same(self, client):
        first = client.actions.get_or_create_connected_account("gmail", "ada", api_config={"version": "v1"})
        second = client.actions.get_or_create_connected_account("gmail", "ada")
        assert first.connected_account.id == second.connected_account.id
        assert second.connected_account.api_config == {"version": "v1"}

    def test_upsert_applies_credentials_to_what_exists(self, client):
        client.actions.upsert_connected_account("gmail", "ada")
        account = client.actions.upsert_connected_account("gmail", "ada", TOKENS).connected_account
        assert (account.status, account.authorization_details) == ("ACTIVE", TOKENS)

    def test_an_unknown_connection_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_or_create_connected_account("nowhere", "ada")


class TestDelete:
    def test_the_account_is_gone(self, client):
        first = created(client, "gmail", "ada")
        client.actions.delete_connected_account("gmail", "ada")
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_connected_account("gmail", "ada")
        with pytest.raises(ScalekitNotFoundException):
            client.actions.delete_connected_account("gmail", "ada")
        assert client.actions.list_connected_accounts().connected_accounts == []
        assert created(client, "gmail", "ada").id != first.id

    def test_by_id_alone(self, client):
        account = created(client, "gmail", "ada")
        created(client, "gmail", "grace")
        client.actions.delete_connected_account(connected_account_id=account.id)
        assert [a.identifier for a in client.actions.list_connected_accounts().connected_accounts] == ["grace"]


class TestDisconnect:
    def test_the_row_stays_and_says_so(self, client):
        account = created(client, "gmail", "ada", authorization_details=TOKENS)
        reply = rpc(client, "DisconnectConnectedAccount", pb.DisconnectConnectedAccountRequest(id=account.id))
        assert reply.connected_account.status == pb.DISCONNECTED
        assert reply.connected_account.id == account.id
        assert client.actions.list_connected_accounts().connected_accounts[0].status == "DISCONNECTED"

    def test_an_unknown_account_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException):
            rpc(client, "DisconnectConnectedAccount", pb.DisconnectConnectedAccountRequest(id="ca_999999999999999999"))


class TestText:
    @pytest.mark.parametrize(
        "identifier",
        [
            "zoë@exämple.com",
            "日本語",
            "👩‍💻",
            "a/b?c=d&e#f",
            "O'Brien; DROP TABLE",
            '"quoted"',
            "back\\slash",
            "tab\there",
            "e\u0301 is not \u00e9",
            "\u202eright to left",
            "x" * 100,
            "é" * 100,
        ],
    )
    def test_identifiers_come_back_exactly(self, client, identifier):
        created(client, "gmail", identifier)
        assert stored(client, "gmail", identifier).identifier == identifier
        assert (
            client.actions.list_connected_accounts(identifier=identifier).connected_accounts[0].identifier == identifier
        )

    def test_credentials_come_back_exactly(self, client):
        secret = "".join(chr(code) for code in range(1, 0x250)) + "\U0001f600 \ufeff \u2028"
        created(client, "freshdesk", "ada", authorization_details={"static_auth": {secret: secret}})
        assert stored(client, "freshdesk").authorization_details.static_auth.details[secret] == secret

    def test_numbers_in_structs_are_doubles(self, client):
        numbers = {"big": 2.0**53, "tiny": 5e-324, "huge": 1.7976931348623157e308, "negative": -0.5, "whole": 50}
        assert created(client, "gmail", "ada", api_config=numbers).api_config == numbers
