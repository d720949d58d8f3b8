"""Custom providers: made with the SDK, connected to, called through the proxy, changed and deleted."""

import json

import grpc
import pytest
import requests
from scalekit.actions.models.custom_provider import AuthField, AuthPattern, OAuthConfig
from scalekit.actions.models.requests.create_custom_provider_request import CreateCustomProviderRequest
from scalekit.actions.models.requests.delete_custom_provider_request import DeleteCustomProviderRequest
from scalekit.actions.models.requests.list_providers_request import ListProvidersRequest
from scalekit.actions.models.requests.update_custom_provider_request import UpdateCustomProviderRequest
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitConflictException,
    ScalekitForbiddenException,
    ScalekitNotFoundException,
)
from scalekit.v1.connections import connections_pb2
from scalekit.v1.providers import providers_pb2 as pb

from consents import auth, link_for, press, status_of
from pages import Page
from upstreams import Upstream

KEY = AuthPattern(
    type="API_KEY",
    display_name="API Key",
    description="Find it in your profile",
    auth_header_key_override="x-acme-key",
    auth_field_mutations={"api_key": {"prefix": "Key "}},
    allowed_proxy_domains=["acme.example"],
    x_ours={"deep": [1, 2.5, None, True, "text"]},
    fields=[
        AuthField(field_name="region", label="Region", required=True, is_path_param=True, x_field=7),
        AuthField(field_name="api_key", label="API key", input_type="password", required=True),
    ],
)
CUSTOM, DEFAULT, ALL = pb.CUSTOM, pb.DEFAULT, pb.ALL


def create(client, name="Acme CRM", url="https://api.acme.example", pattern=KEY, **more):
    # The SDK's model knows https only, so those on this machine go past its check, but through the same client.
    make = CreateCustomProviderRequest if url.startswith("https:") else CreateCustomProviderRequest.model_construct
    request = make(display_name=name, proxy_url=url, auth_patterns=[pattern], **more)
    return client.actions.providers.create_custom_provider(request).provider


def update(client, identifier, name, url, pattern=KEY):
    make = UpdateCustomProviderRequest if url.startswith("https:") else UpdateCustomProviderRequest.model_construct
    request = make(identifier=identifier, display_name=name, proxy_url=url, auth_patterns=[pattern])
    return client.actions.providers.update_custom_provider(request).provider


def listed(client, kind=None, **more):
    return client.actions.providers.list_providers(ListProvidersRequest(provider_type=kind, **more)).providers


def connect(client, provider, kind="API_KEY", name="acme"):
    connection = connections_pb2.CreateConnection(
        provider_key=provider.identifier, type=connections_pb2.ConnectionType.Value(kind), key_id=name
    )
    made = client.connection.create_environment_connection(connection, connections_pb2.Flags(is_app=True))
    return made[0].connection


def raw(client, method, request):
    """Over gRPC without the SDK's own checks."""
    stub = client.actions._providers_client._stub
    return client.core_client.grpc_exec(getattr(stub, method).with_call, request)[0]


class TestCreate:
    def test_it_comes_back_whole(self, client):
        made = create(client, description="Customers", icon_src="https://acme.example/i.svg", metadata={"region": "eu"})
        assert made.identifier.startswith("ACMECRM:") and made.is_custom and not made.is_custom_mcp
        assert (made.display_name, made.description) == ("Acme CRM", "Customers")
        assert (made.icon_src, made.metadata, made.proxy_enabled) == (
            "https://acme.example/i.svg",
            {"region": "eu"},
            True,
        )
        assert made.auth_patterns[0].to_dict() == KEY.to_dict()
        assert [provider.identifier for provider in listed(client, CUSTOM)] == [made.identifier]

    def test_rest_answers_201_and_keeps_every_key(self, emulator, token):
        pattern = json.loads(json.dumps(KEY.to_dict()))
        body = {"display_name": "Acme", "proxy_url": "https://acme.example", "auth_patterns": [pattern]}
        answer = requests.post(
            emulator.url + "/api/v1/custom-providers",
            json=body,
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.status_code == 201
        provider = answer.json()["provider"]
        assert provider["auth_patterns"] == [pattern]
        assert provider["proxy_enabled"] is False, "not mentioned is not switched on"
        assert provider["metadata"] == {}

    def test_the_same_name_is_a_conflict(self, client):
        create(client)
        with pytest.raises(ScalekitConflictException):
            create(client)

    def test_another_environment_does_not_see_it(self, client, emulator):
        made = create(client)
        assert listed(emulator.client(), CUSTOM) == []
        with pytest.raises(ScalekitNotFoundException):
            connect(emulator.client(), made)

    @pytest.mark.parametrize(
        ("changes", "field"),
        [
            ({"display_name": "under_score"}, "provider.display_name"),
            ({"display_name": ""}, "provider.display_name"),
            ({"proxy_url": "http://acme.example"}, "provider.proxy_url"),
            ({"proxy_url": ""}, "provider.proxy_url"),
            ({"icon_src": "http://acme.example/i.svg"}, "provider.icon_src"),
            ({"metadata": {"ab": "c"}}, "provider.metadata"),
            ({"auth_patterns": []}, "provider.auth_patterns"),
            ({"auth_patterns": None}, "provider.auth_patterns"),
            ({"auth_patterns": [{"type": "NO_AUTH"}, {"type": "BEARER"}]}, "provider.auth_patterns"),
            ({"auth_patterns": [{"type": "OATH"}]}, "provider.auth_patterns[0].type"),
            (
                {"auth_patterns": [{"type": "BEARER", "fields": [{"label": "x"}]}]},
                "provider.auth_patterns[0].fields[0].field_name",
            ),
        ],
    )
    def test_what_cannot_be_is_refused_by_its_field(self, emulator, token, changes, field):
        body = {"display_name": "Acme", "proxy_url": "https://acme.example", "auth_patterns": [{"type": "NO_AUTH"}]}
        answer = requests.post(
            emulator.url + "/api/v1/custom-providers",
            json={name: value for name, value in (body | changes).items() if value is not None},
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.status_code == 400
        info = next(d for d in answer.json()["details"] if "error_code" in d)
        fields = [violation["field"] for violation in info["validation_error_info"]["field_violations"]]
        assert any(name.startswith(field) for name in fields), fields

    def test_this_machine_may_be_reached_without_tls(self, client):
        assert create(client, url="http://127.0.0.1:9/api").proxy_url == "http://127.0.0.1:9/api"


class TestUse:
    def test_the_form_the_proxy_and_the_credential(self, client):
        with Upstream() as upstream:
            provider = create(client, url=upstream.url + "/{{region}}/v1")
            connect(client, provider)
            page = Page.open(link_for(client, "acme"))
            assert "Acme CRM" in page.response.text
            assert set(page.forms[0].kinds) >= {"field.region", "field.api_key"}
            refused = press(page, "Connect", **{"field.region": "eu"})
            assert refused.status == 400 and status_of(client, "acme") == "PENDING_AUTH"
            done = press(refused, "Connect", **{"field.region": "eu", "field.api_key": "s3cret"})
            assert done.url.endswith("/connect/success")
            assert status_of(client, "acme") == "ACTIVE"
            details = auth(client, "acme").authorization_details["static_auth"]
            assert details == {"api_key": "s3cret", "path_variables": {"region": "eu"}}
            answer = client.actions.request("acme", "ada", "/orders?open=1")
            assert answer.json()["path"] == "/eu/v1/orders?open=1"
            headers = answer.json()["headers"]
            assert headers["x-acme-key"] == "Key s3cret" and "authorization" not in headers

    def test_oauth_goes_to_the_providers_page(self, client):
        pattern = AuthPattern(
            type="OAUTH",
            display_name="Sign in",
            oauth_config=OAuthConfig(available_scopes=[{"scope": "read", "required": True}, {"scope": "write"}]),
        )
        with Upstream() as upstream:
            connect(client, create(client, url=upstream.url, pattern=pattern), "OAUTH")
            page = Page.open(link_for(client, "acme"))
            assert "/provider/acmecrm/oauth/authorize" in page.url and "read" in page.response.text
            assert press(page, "Approve").url.endswith("/connect/success")
            token = auth(client, "acme").authorization_details["oauth_token"]
            assert token["scopes"] == ["read"]
            headers = client.actions.request("acme", "ada", "/me").json()["headers"]
            assert headers["authorization"] == f"Bearer {token['access_token']}"

    def test_a_name_is_made_when_none_is_given(self, client):
        provider = create(client)
        connection = connections_pb2.CreateConnection(provider_key=provider.identifier, type=connections_pb2.API_KEY)
        made = client.connection.create_environment_connection(connection, connections_pb2.Flags(is_app=True))
        assert made[0].connection.key_id.startswith("acmecrm-")
        assert made[0].connection.provider_key == provider.identifier

    def test_a_proxy_that_is_switched_off_refuses(self, client):
        connect(client, create(client, proxy_enabled=False))
        client.actions.create_connected_account("acme", "ada", {"static_auth": {"api_key": "k"}})
        answer = client.actions.request("acme", "ada", "/orders")
        assert answer.status_code == 403 and "proxy not enabled for provider" in answer.json()["message"]

    def test_a_host_that_is_not_allowed_says_how_to_allow_it(self, client):
        connect(client, create(client))
        client.actions.create_connected_account("acme", "ada", {"static_auth": {"api_key": "k"}})
        answer = client.actions.request("acme", "ada", "/orders")
        assert answer.status_code == 403 and "api.acme.example" in answer.json()["message"]


class TestUpdate:
    def test_what_is_given_changes(self, client):
        made = create(client, description="Customers", metadata={"region": "eu"})
        pattern = AuthPattern(type="NO_AUTH", display_name="Open", is_mcp=True)
        changed = update(client, made.identifier, "Acme Two", "https://two.acme.example", pattern)
        assert (changed.identifier, changed.display_name) == (made.identifier, "Acme Two")
        assert changed.description == "Customers" and changed.metadata == {}
        assert changed.is_custom_mcp and changed.proxy_enabled
        assert [provider.display_name for provider in listed(client, CUSTOM)] == ["Acme Two"]

    def test_patterns_are_required(self, client):
        made = create(client)
        with pytest.raises(ScalekitBadRequestException):
            client.actions.providers.update_custom_provider(
                UpdateCustomProviderRequest(
                    identifier=made.identifier, display_name="Acme", proxy_url="https://acme.example"
                )
            )

    def test_an_unknown_one_is_not_found(self, client):
        with pytest.raises(ScalekitNotFoundException):
            update(client, "NOBODY:1", "A", "https://a.example")

    def test_calls_follow_a_new_url(self, client):
        with Upstream() as first, Upstream() as second:
            made = create(client, url=first.url)
            connect(client, made)
            client.actions.create_connected_account("acme", "ada", {"static_auth": {"api_key": "k"}})
            assert client.actions.request("acme", "ada", "/a").status_code == 200
            update(client, made.identifier, "Acme", second.url)
            assert client.actions.request("acme", "ada", "/b").status_code == 200
            assert (len(first.requests), len(second.requests)) == (1, 1)


class TestDelete:
    def test_not_while_it_is_used(self, client):
        made = create(client)
        connection = connect(client, made)
        request = DeleteCustomProviderRequest(identifier=made.identifier)
        with pytest.raises(ScalekitForbiddenException):
            client.actions.providers.delete_custom_provider(request)
        stub = client.connection.connection_service.DeleteEnvironmentConnection
        gone = connections_pb2.DeleteEnvironmentConnectionRequest(connection_id=connection.id)
        client.core_client.grpc_exec(stub.with_call, gone)
        client.actions.providers.delete_custom_provider(request)
        assert listed(client, CUSTOM) == []
        with pytest.raises(ScalekitNotFoundException):
            client.actions.providers.delete_custom_provider(request)


class TestList:
    def test_kinds(self, client):
        made = create(client)
        default = {provider.identifier for provider in listed(client, page_size=1000)}
        assert {"GMAIL", "SLACK"} <= default and made.identifier not in default
        assert {p.identifier for p in listed(client, DEFAULT, page_size=1000)} == default
        assert {p.identifier for p in listed(client, ALL, page_size=1000)} == default | {made.identifier}
        assert [p.identifier for p in listed(client, ALL, identifier=made.identifier)] == [made.identifier]

    def test_the_catalogues_patterns_are_shown(self, client):
        gmail = listed(client, DEFAULT, identifier="GMAIL")[0]
        assert not gmail.is_custom and gmail.proxy_url == "https://gmail.googleapis.com"
        config = gmail.auth_patterns[0].oauth_config
        assert gmail.auth_patterns[0].type == "OAUTH" and config.token_uri.startswith("https://")
        assert any(scope["required"] for scope in config.available_scopes)

    def test_pages(self, client):
        seen, token = [], None
        while token != "":
            page = client.actions.providers.list_providers(ListProvidersRequest(page_size=30, page_token=token))
            seen += [provider.identifier for provider in page.providers]
            token = page.next_page_token
        assert seen == sorted(set(seen)) and len(seen) > 70

    def test_an_unknown_kind_is_refused(self, emulator, token):
        answer = requests.get(
            emulator.url + "/api/v1/providers?filter.provider_type=7",
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert answer.status_code == 400


class TestManagement:
    """The catalogue as one environment sees it."""

    def test_a_provider_of_ones_own_among_the_catalogues(self, client):
        fields = pb.CreateProvider(
            identifier="acme_docs", display_name="Acme Docs", proxy_url="https://docs.acme.example", proxy_enabled=True
        )
        fields.auth_patterns.add_struct().update({"type": "BEARER", "display_name": "Token"})
        made = raw(client, "CreateProvider", pb.CreateProviderRequest(provider=fields)).provider
        assert made.identifier == "ACME_DOCS" and not made.is_custom
        client.actions.create_connected_account("acme_docs-aB3dE6gH", "ada", {"static_auth": {"token": "t"}})
        with pytest.raises(ScalekitForbiddenException):
            raw(client, "DeleteProvider", pb.DeleteProviderRequest(identifier="acme_docs"))

    def test_a_change_reaches_nobody_else(self, client, emulator):
        update = pb.UpdateProviderRequest(identifier="GMAIL", provider=pb.UpdateProvider(display_name="Our mail"))
        assert raw(client, "UpdateProvider", update).provider.display_name == "Our mail"
        assert listed(client, identifier="GMAIL")[0].display_name == "Our mail"
        assert listed(emulator.client(), identifier="GMAIL")[0].display_name == "Gmail"

    def test_session_users_only(self, client):
        with pytest.raises(Exception) as caught:
            raw(client, "ListMyProviders", pb.ListMyProvidersRequest())
        assert caught.value.grpc_status == grpc.StatusCode.UNIMPLEMENTED
        assert caught.value.error_code == "OPERATION_NOT_SERVED"


def test_it_survives_a_restart(start, tmp_path):
    server = start("--data-dir", tmp_path / "data")
    client = server.client("skc_1", "secret")
    made = create(client)
    connect(client, made)
    server.stop()
    again = start("--data-dir", tmp_path / "data").client("skc_1", "secret")
    assert [provider.identifier for provider in listed(again, CUSTOM)] == [made.identifier]
    again.actions.create_connected_account("acme", "ada", {"static_auth": {"api_key": "k"}})


def test_a_seed_brings_them(start, tmp_path):
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        """
custom_providers:
  - identifier: ACMECRM:7
    display_name: Acme CRM
    proxy_url: http://127.0.0.1:9
    auth_patterns: [{type: BEARER, display_name: Token}]
connections: [{name: acme, provider: "ACMECRM:7"}]
"""
    )
    client = start("--seed", seed).default_client()
    assert [provider.identifier for provider in listed(client, CUSTOM)] == ["ACMECRM:7"]
    page = Page.open(link_for(client, "acme"))
    assert press(page, "Connect", **{"field.token": "t"}).url.endswith("/connect/success")
