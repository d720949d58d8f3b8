"""Connections of an environment through `client.connection`, and the stubs for what has no method."""

import re

import grpc
import pytest
from google.protobuf import wrappers_pb2 as wrappers
from google.protobuf.struct_pb2 import Struct
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitConflictException,
    ScalekitNotFoundException,
    ScalekitNotImplementedException,
)
from scalekit.v1.connections import connections_pb2 as pb

TWELVE = {
    "gmail",
    "googlecalendar",
    "googledrive",
    "slack",
    "github",
    "notion",
    "linear",
    "jira",
    "hubspot",
    "salesforce",
    "freshdesk",
}


def rpc(client, method, request):
    stub = getattr(client.connection.connection_service, method)
    return client.core_client.grpc_exec(stub.with_call, request)[0]


def created(client, **fields):
    reply, _ = client.connection.create_environment_connection(pb.CreateConnection(**fields), pb.Flags(is_app=True))
    return reply.connection


def every_app_connection(client, **filters):
    found, token = [], ""
    while True:
        page, _ = client.connection.list_app_connections(page_size=30, page_token=token, **filters)
        found += page.connections
        token = page.next_page_token
        if not token:
            return found


class TestFromTheStart:
    def test_every_provider_of_the_catalogue_has_a_connection(self, client):
        connections = {connection.key_id: connection for connection in every_app_connection(client)}
        assert set(connections) >= TWELVE and len(connections) >= 12
        gmail = connections["gmail"]
        assert gmail.id.startswith("conn_")
        assert gmail.provider_key == "GMAIL"
        assert gmail.type == pb.OAUTH
        assert gmail.status == pb.COMPLETED
        assert gmail.enabled
        assert gmail.auth_mode == pb.USER
        assert gmail.HasField("created_at")
        assert connections["freshdesk"].type == pb.BASIC
        assert pb.API_KEY in {connection.type for connection in connections.values()}

    def test_strict_connections_starts_with_none(self, start):
        client = start("--strict-connections").client()
        assert every_app_connection(client) == []
        with pytest.raises(ScalekitNotFoundException):
            client.actions.create_connected_account("gmail", "ada")
        with pytest.raises(ScalekitNotFoundException):
            client.actions.create_connected_account("gmail-Ab12Cd34", "ada")
        connection = created(client, provider_key="GMAIL", type=pb.OAUTH, key_id="gmail")
        account = client.actions.create_connected_account("gmail", "ada").connected_account
        assert account.status == "PENDING_AUTH"
        assert [c.id for c in every_app_connection(client)] == [connection.id]


class TestCreate:
    def test_a_name_is_made_and_the_provider_fills_in_its_oauth_client(self, client):
        connection = created(client, provider_key="HUBSPOT", type=pb.OAUTH)
        assert re.fullmatch(r"hubspot-[A-Za-z0-9]{8}", connection.key_id)
        assert re.fullmatch(r"conn_\d{10,27}", connection.id)
        assert connection.provider_key == "HUBSPOT"
        assert connection.type == pb.OAUTH
        assert connection.enabled
        assert connection.auth_mode == pb.USER
        assert connection.oauth_config.authorize_uri.value.startswith("https://")
        assert connection.HasField("create_time") and connection.HasField("update_time")

    def test_two_made_names_differ(self, client):
        names = {created(client, provider_key="HUBSPOT", type=pb.OAUTH).key_id for _ in range(3)}
        assert len(names) == 3

    def test_a_chosen_name_is_kept_and_used_as_connector(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="Github Connect:1")
        assert connection.key_id == "Github Connect:1"
        account = client.actions.create_connected_account("Github Connect:1", "ada").connected_account
        assert account.provider == "GITHUB"

    def test_a_taken_name_is_a_conflict(self, client):
        created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")
        with pytest.raises(ScalekitConflictException):
            created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")

    def test_a_provider_is_needed(self, client):
        with pytest.raises(ScalekitBadRequestException) as caught:
            created(client, type=pb.OAUTH)
        assert "provider or provider_key is required" in caught.value.message

    def test_webauthn_has_one_name(self, client):
        with pytest.raises(ScalekitBadRequestException) as caught:
            created(client, provider_key="SCALEKIT", type=pb.WEBAUTHN, key_id="passkeys")
        assert "invalid value for key_id" in caught.value.message

    def test_enums_must_be_defined(self, client):
        with pytest.raises(ScalekitBadRequestException) as caught:
            created(client, provider_key="GITHUB", type=99)
        assert "connection.type" in caught.value.message

    def test_without_a_message_it_is_a_bad_request(self, client):
        with pytest.raises(ScalekitBadRequestException) as caught:
            rpc(client, "CreateEnvironmentConnection", pb.CreateEnvironmentConnectionRequest())
        assert "connection" in caught.value.message

    def test_context_is_accepted(self, client):
        context = Struct()
        context.update({"domain": "acme.my.salesforce.com", "version": "v62.0"})
        connection = created(client, provider_key="SALESFORCE", type=pb.OAUTH, context=context)
        assert connection.provider_key == "SALESFORCE"


class TestGetAndUpdate:
    def test_get_returns_what_create_returned(self, client):
        connection = created(client, provider_key="HUBSPOT", type=pb.OAUTH)
        read, _ = client.connection.get_environment_connection(connection.id)
        assert read.connection == connection

    def test_untouched_values_survive_an_update(self, client):
        connection = created(client, provider_key="HUBSPOT", type=pb.OAUTH)
        oauth = pb.OAuthConnectionConfig(client_id=wrappers.StringValue(value="my-client"), scopes=["crm.read"])
        change = pb.UpdateConnection(provider_key="HUBSPOT", type=pb.OAUTH, oauth_config=oauth)
        client.connection.update_environment_connection(connection.id, change)

        title = pb.UpdateConnection(provider_key="HUBSPOT", ui_button_title=wrappers.StringValue(value="CRM"))
        changed = client.connection.update_environment_connection(connection.id, title)[0].connection
        assert changed.ui_button_title == "CRM"
        assert changed.key_id == connection.key_id
        assert changed.oauth_config.client_id.value == "my-client"
        assert list(changed.oauth_config.scopes) == ["crm.read"]
        assert changed.oauth_config.authorize_uri == connection.oauth_config.authorize_uri
        assert client.connection.get_environment_connection(connection.id)[0].connection == changed

    def test_renaming_moves_the_accounts_along(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="old")
        account = client.actions.create_connected_account("old", "ada").connected_account
        change = pb.UpdateConnection(provider_key="GITHUB", key_id="new")
        client.connection.update_environment_connection(connection.id, change)
        assert client.actions.get_connected_account("new", "ada").connected_account.id == account.id
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_connected_account("old", "ada")

    def test_renaming_onto_another_is_a_conflict(self, client):
        created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="taken")
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")
        with pytest.raises(ScalekitConflictException):
            change = pb.UpdateConnection(provider_key="GITHUB", key_id="taken")
            client.connection.update_environment_connection(connection.id, change)

    def test_long_values_name_their_field(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH)
        with pytest.raises(ScalekitBadRequestException) as caught:
            change = pb.UpdateConnection(provider_key="GITHUB", key_id="x" * 301)
            client.connection.update_environment_connection(connection.id, change)
        assert "connection.key_id" in caught.value.message

    def test_unknown_ids_are_not_found(self, client):
        unknown = "conn_999999999999999999"
        change = pb.UpdateConnection(provider_key="GITHUB")
        for call in (
            lambda: client.connection.get_environment_connection(unknown),
            lambda: client.connection.update_environment_connection(unknown, change),
            lambda: rpc(
                client, "DeleteEnvironmentConnection", pb.DeleteEnvironmentConnectionRequest(connection_id=unknown)
            ),
            lambda: rpc(
                client, "EnableEnvironmentConnection", pb.ToggleEnvironmentConnectionRequest(connection_id=unknown)
            ),
            lambda: rpc(
                client, "DisableEnvironmentConnection", pb.ToggleEnvironmentConnectionRequest(connection_id=unknown)
            ),
        ):
            with pytest.raises(ScalekitNotFoundException):
                call()


class TestSwitching:
    def test_disable_and_enable(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH)
        request = pb.ToggleEnvironmentConnectionRequest(connection_id=connection.id)
        assert not rpc(client, "DisableEnvironmentConnection", request).enabled
        assert not client.connection.get_environment_connection(connection.id)[0].connection.enabled
        assert rpc(client, "EnableEnvironmentConnection", request).enabled
        assert client.connection.get_environment_connection(connection.id)[0].connection.enabled

    def test_nobody_can_join_a_disabled_one(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")
        before = client.actions.create_connected_account("mine", "ada").connected_account
        request = pb.ToggleEnvironmentConnectionRequest(connection_id=connection.id)
        rpc(client, "DisableEnvironmentConnection", request)
        for call in (
            lambda: client.actions.create_connected_account("mine", "grace"),
            lambda: client.actions.get_authorization_link(connection_name="mine", identifier="grace"),
        ):
            with pytest.raises(ScalekitBadRequestException) as caught:
                call()
            assert caught.value.grpc_status is grpc.StatusCode.FAILED_PRECONDITION
        assert client.actions.get_connected_account("mine", "ada").connected_account.id == before.id

    def test_deleting_takes_the_accounts_along(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")
        account = client.actions.create_connected_account("mine", "ada").connected_account
        rpc(client, "DeleteEnvironmentConnection", pb.DeleteEnvironmentConnectionRequest(connection_id=connection.id))
        with pytest.raises(ScalekitNotFoundException):
            client.actions.get_connected_account(connected_account_id=account.id)
        assert client.actions.list_connected_accounts().connected_accounts == []

    def test_delete(self, client):
        connection = created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="mine")
        request = pb.DeleteEnvironmentConnectionRequest(connection_id=connection.id)
        rpc(client, "DeleteEnvironmentConnection", request)
        for call in (
            lambda: client.connection.get_environment_connection(connection.id),
            lambda: rpc(client, "DeleteEnvironmentConnection", request),
            lambda: client.actions.create_connected_account("mine", "ada"),
        ):
            with pytest.raises(ScalekitNotFoundException):
                call()


class TestList:
    def test_filters(self, client):
        created(client, provider_key="GITHUB", type=pb.OAUTH, key_id="github-mine")
        assert {c.key_id for c in every_app_connection(client, provider="GITHUB")} == {"github", "github-mine"}
        assert every_app_connection(client, provider="github-nothing") == []
        assert {c.key_id for c in every_app_connection(client, query="MINE")} == {"github-mine"}
        assert "googlecalendar" in {c.key_id for c in every_app_connection(client, query="calendar")}

    def test_the_provider_filter_minds_case(self, client):
        assert every_app_connection(client, provider="github") == []

    def test_pages_cover_everything_once(self, client):
        whole = [c.id for c in every_app_connection(client)]
        seen, token = [], ""
        while True:
            page, _ = client.connection.list_app_connections(page_size=5, page_token=token)
            assert page.total_size == len(whole)
            assert len(page.connections) <= 5
            seen += [c.id for c in page.connections]
            token = page.next_page_token
            if not token:
                break
        assert seen == whole and len(set(seen)) == len(seen)

    @pytest.mark.parametrize(
        "arguments, field",
        [
            ({"page_size": 31}, "page_size"),
            ({"query": "ab"}, "query"),
            ({"query": "x" * 101}, "query"),
            ({"provider": ""}, "provider"),
            ({"provider": "x" * 51}, "provider"),
        ],
    )
    def test_rules_name_their_field(self, client, arguments, field):
        with pytest.raises(ScalekitBadRequestException) as caught:
            client.connection.list_app_connections(**arguments)
        assert field in caught.value.message

    def test_list_connections_answers(self, client):
        reply = rpc(client, "ListConnections", pb.ListConnectionsRequest(include="all"))
        assert all(connection.id.startswith("conn_") for connection in reply.connections)

    def test_an_organization_has_no_connections_of_its_own(self, client):
        reply, _ = client.connection.list_connections("org_123", include="all")
        assert list(reply.connections) == []
        reply, _ = client.connection.list_connections_by_domain("acme.example")
        assert list(reply.connections) == []


class TestNotServed:
    def test_organization_connections_say_they_are_not_implemented(self, client):
        for call in (
            lambda: client.connection.get_connection("org_1", "conn_1"),
            lambda: client.connection.create_connection("org_1", pb.CreateConnection(provider_key="OKTA")),
            lambda: client.connection.enable_connection("org_1", "conn_1"),
            lambda: client.connection.disable_connection("org_1", "conn_1"),
            lambda: client.connection.delete_connection("org_1", "conn_1"),
        ):
            with pytest.raises(ScalekitNotImplementedException) as caught:
                call()
            assert caught.value.error_code == "OPERATION_NOT_SERVED"
