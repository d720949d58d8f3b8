"""The hosted form of every connection type that asks nobody else for a credential."""

import pytest
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import stored
from consents import auth, link_for, press, status_of
from pages import Page

# connector: what is typed, and what becomes of it (the member of authorization_details).
FORMS = {
    "freshdesk": ({"username": "ada", "password": "pä55 wörd", "domain": "acme.freshdesk.com"}, "static_auth"),
    "zendesk": ({"email": "ada@acme.example", "api_key": "k-123", "domain": "acme.zendesk.com"}, "static_auth"),
    "exa": ({"api_key": "exa-123"}, "static_auth"),
    "sendgrid": ({"token": "SG.123"}, "static_auth"),
    "databricksworkspace": (
        {"client_id": "app", "client_secret": "dose123", "domain": "dbc-1.cloud.databricks.com"},
        "oauth_token",
    ),
    "googledwd": ({"subject": "dora@acme.example"}, "google_dwd"),
    "redshift": (
        {
            "db_user": "reader",
            "region": "eu-central-1",
            "role_arn": "arn:aws:iam::123456789012:role/demo",
            "database": "dev",
        },
        "trusted_idp",
    ),
}


def opened(client, connector):
    return Page.open(link_for(client, connector))


def typed(connector, **changed):
    return {f"field.{name}": value for name, value in (FORMS[connector][0] | changed).items()}


class TestEveryType:
    @pytest.mark.parametrize("connector", FORMS)
    def test_the_form_has_the_providers_fields(self, client, connector):
        page = opened(client, connector)
        inputs = {name for name, kind in page.forms[0].kinds.items() if kind != "hidden"}
        assert page.status == 200 and inputs == set(typed(connector))
        for name in inputs:
            assert f'for="{page.forms[0].inputs[name]["id"]}"' in page.response.text, "every input has a label"

    @pytest.mark.parametrize("connector", FORMS)
    def test_filled_in_it_activates(self, client, connector):
        done = press(opened(client, connector), "Connect", **typed(connector))
        assert done.status == 200 and done.url.endswith("/connect/success")
        account = stored(client, connector)
        assert account.status == pb.ACTIVE
        assert account.authorization_details.WhichOneof("details") == FORMS[connector][1]

    def test_fields_and_account_fields_go_where_they_belong(self, client):
        press(opened(client, "freshdesk"), "Connect", **typed("freshdesk"))
        account = auth(client, "freshdesk")
        assert account.authorization_details["static_auth"] == {"username": "ada", "password": "pä55 wörd"}
        assert account.api_config == {"domain": "acme.freshdesk.com"}

    def test_a_provider_that_needs_nothing_has_just_a_button(self, client):
        page = opened(client, "openmeteo")
        assert {kind for kind in page.forms[0].kinds.values()} == {"hidden"}
        assert press(page, "Connect").status == 200
        assert status_of(client, "openmeteo") == "ACTIVE"

    @pytest.mark.parametrize("connector", [*FORMS, "openmeteo"])
    def test_denying_needs_nothing_filled_in(self, client, connector):
        before = "ACTIVE" if connector == "openmeteo" else "PENDING_AUTH"
        page = opened(client, connector)
        done = press(page, "Deny")
        assert done.url.endswith("/connect/denied") and "denied" in done.text.lower()
        assert status_of(client, connector) == before
        assert press(page, "Connect").status == 410

    @pytest.mark.parametrize("connector", [*FORMS, "openmeteo"])
    def test_none_of_them_is_verified(self, b2b_emulator, connector):
        client = b2b_emulator.client()
        page = Page.open(link_for(client, connector, user_verify_url="https://app.example/verify"))
        fields = {name: value for name, value in typed(connector).items()} if connector in FORMS else {}
        assert press(page, "Connect", **fields).url.endswith("/connect/success")
        assert status_of(client, connector) == "ACTIVE"


class TestValidation:
    @pytest.mark.parametrize("connector", FORMS)
    def test_every_empty_required_field_says_so_beside_itself(self, client, connector):
        page = opened(client, connector)
        required = {name for name, found in page.forms[0].inputs.items() if "required" in found}
        empty = dict.fromkeys((n for n, k in page.forms[0].kinds.items() if k not in ("hidden", "select")), "")
        again = press(page, "Connect", **empty)
        assert again.status == 400
        for name in required & set(empty):
            found = again.forms[0].inputs[name]
            assert found["aria-invalid"] == "true"
            error = f"error-{name.removeprefix('field.')}"
            assert error in found["aria-describedby"].split() and f'id="{error}"' in again.response.text
        assert 'role="alert"' in again.response.text
        assert status_of(client, connector) == "PENDING_AUTH"

    def test_what_was_typed_stays_unless_it_is_secret(self, client):
        again = press(opened(client, "zendesk"), "Connect", **typed("zendesk", domain="", api_key="s3cr3t-k3y"))
        assert again.status == 400
        assert again.forms[0].fields["field.email"] == "ada@acme.example"
        assert "s3cr3t-k3y" not in again.response.text
        assert press(again, "Connect", **{"field.domain": "d", "field.api_key": "k"}).status == 200

    def test_a_choice_that_was_kept(self, client):
        again = press(opened(client, "redshift"), "Connect", **typed("redshift", database=""))
        assert again.forms[0].fields["field.region"] == "eu-central-1"

    def test_a_choice_that_is_not_offered(self, client):
        again = press(opened(client, "redshift"), "Connect", **typed("redshift", region="moon-1"))
        assert again.status == 400 and again.forms[0].inputs["field.region"]["aria-invalid"] == "true"
        assert "moon-1" not in again.response.text

    @pytest.mark.parametrize("value", ["a\nb", "a\0b", "x" * 20000])
    def test_values_that_no_credential_has(self, client, value):
        again = press(opened(client, "exa"), "Connect", **{"field.api_key": value})
        assert again.status == 400 and again.forms[0].inputs["field.api_key"]["aria-invalid"] == "true"
        assert value not in again.response.text

    def test_hostile_values_stay_text(self, client):
        hostile = '"><script>alert(1)</script>'
        again = press(opened(client, "zendesk"), "Connect", **typed("zendesk", email=hostile, api_key=""))
        assert "<script>alert" not in again.response.text
        assert again.forms[0].fields["field.email"] == hostile

    @pytest.mark.parametrize("decision", ["", "perhaps"])
    def test_another_decision(self, client, decision):
        page = opened(client, "exa")
        page.forms[0].buttons[0]["value"] = decision
        assert press(page, "Connect", **typed("exa")).status == 400
        assert status_of(client, "exa") == "PENDING_AUTH"

    def test_a_form_that_is_too_large(self, client):
        page = opened(client, "exa")
        answer = page.press("Connect", follow=False, **{"field.api_key": "x" * 400_000})
        assert 400 <= answer.status < 500

    def test_what_the_account_has_need_not_be_typed_again(self, client):
        press(opened(client, "freshdesk"), "Connect", **typed("freshdesk"))
        again = press(opened(client, "freshdesk"), "Connect", **typed("freshdesk", domain=""))
        assert again.status == 200
        assert auth(client, "freshdesk").api_config == {"domain": "acme.freshdesk.com"}

    def test_two_tabs(self, client):
        link = link_for(client, "exa")
        first, second = Page.open(link), Page.open(link)
        press(first, "Connect", **typed("exa"))
        assert press(second, "Connect", **{"field.api_key": "other"}).status == 410
        assert auth(client, "exa").authorization_details["static_auth"] == {"api_key": "exa-123"}
