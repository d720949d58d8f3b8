"""The forms of connections whose credential the person types in."""

import pytest

from consents import auth, link_for, status_of
from tour import PEM

# connector: what is typed, by label, and the credential that comes of it.
FORMS = {
    "exa": ({"API key": "exa-123"}, {"api_key": "exa-123"}),
    "zendesk": (
        {"Agent's address": "ada@acme.example", "API token": "t0k", "Zendesk domain": "acme.zendesk.com"},
        {"email": "ada@acme.example", "api_key": "t0k"},
    ),
    "freshdesk": (
        {"API key or address": "ada@acme.example", "Password": "pä55 wörd", "Freshdesk domain": "acme.freshdesk.com"},
        {"username": "ada@acme.example", "password": "pä55 wörd"},
    ),
    "stripe": ({"Secret or restricted key": "sk_test_1"}, {"token": "sk_test_1"}),
    "snowflakekeyauth": (
        {"User": "ETL_77", "Private key": PEM, "Account host": "xy12345.snowflakecomputing.com"},
        {"username": "ETL_77", "private_key": PEM},
    ),
    "databricksworkspace": (
        {"Client ID": "id-77", "Client secret": "dose1", "Workspace host": "dbc-1.cloud.databricks.com"},
        None,
    ),
    "googledwd": ({"User to act for": "dora@acme.example"}, None),
    "redshift": (
        {"AWS region": "Europe (Frankfurt)", "Role to assume": "arn:aws:iam::1:role/demo", "Database": "dev-77"},
        None,
    ),
    "openmeteo": ({}, None),
}


def fill(browser, values):
    for label, value in values.items():
        browser.fill(label, value)


@pytest.mark.parametrize("connector", FORMS)
def test_filled_in_it_connects(browser, client, connector):
    typed, credential = FORMS[connector]
    browser.open(link_for(client, connector))
    fill(browser, typed)
    browser.press("Connect")
    assert (browser.heading, browser.path) == ("Account connected", "/connect/success")
    account = auth(client, connector)
    assert account.status == "ACTIVE"
    if credential:
        # A browser sends the lines of a text area apart as CR LF.
        held = {k: v.replace("\r\n", "\n") for k, v in account.authorization_details["static_auth"].items()}
        assert held == credential
    for value in typed.values():
        assert value not in browser.driver.page_source


@pytest.mark.parametrize("connector", FORMS)
def test_denying_needs_nothing_typed(browser, client, connector):
    browser.open(link_for(client, connector)).press("Deny")
    assert (browser.heading, browser.path) == ("Access denied", "/connect/denied")
    assert status_of(client, connector) == ("ACTIVE" if connector == "openmeteo" else "PENDING_AUTH")


def test_an_agreement_to_a_shared_credential_has_no_fields(browser, manual):
    client = manual.default_client()
    browser.open(link_for(client, "shared", "agrees"))
    assert not browser.all("input:not([type=hidden])")
    browser.press("Approve")
    assert status_of(client, "shared", "agrees") == "ACTIVE"


class TestMistakes:
    def test_the_browser_itself_asks_for_what_is_missing(self, browser, client):
        browser.open(link_for(client, "zendesk"))
        address = browser.url
        browser.button("Connect").click()
        assert browser.url == address and not browser.all("[aria-invalid]")
        assert browser.script("return arguments[0].validity.valueMissing", browser.focused)
        assert browser.focused == browser.field("Agent's address")

    def test_what_the_server_finds_stands_beside_the_field(self, browser, client):
        browser.open(link_for(client, "zendesk"))
        fill(browser, {"Agent's address": "ada@acme.example", "API token": " ", "Zendesk domain": " "})
        browser.press("Connect")
        assert browser.status == 400
        assert browser.driver.title.startswith("Error: ")
        assert "2 things need another look" in browser.find("[role=alert]").text
        assert browser.error("API token") == browser.error("Zendesk domain") == "This is required."
        assert browser.error("Agent's address") is None
        assert browser.focused == browser.field("API token"), "the cursor waits where the first mistake is"
        assert status_of(client, "zendesk") == "PENDING_AUTH"

    def test_the_summary_leads_to_the_field(self, browser, client):
        browser.open(link_for(client, "zendesk"))
        fill(browser, {"Agent's address": "ada@acme.example", "API token": "t", "Zendesk domain": " "})
        browser.press("Connect")
        browser.find("[role=alert] a").click()
        assert browser.url.endswith("#field-domain")
        browser.tab()
        assert browser.focused == browser.button("Connect"), "the way on from the field is to the button"

    def test_what_was_typed_stays_unless_it_is_secret(self, browser, client):
        browser.open(link_for(client, "zendesk"))
        fill(browser, {"Agent's address": "ada@acme.example", "API token": "s3cr3t", "Zendesk domain": " "})
        browser.press("Connect")
        assert browser.field("Agent's address").get_attribute("value") == "ada@acme.example"
        assert browser.field("API token").get_attribute("value") == ""
        assert "s3cr3t" not in browser.driver.page_source
        fill(browser, {"API token": "again", "Zendesk domain": "acme.zendesk.com"})
        browser.press("Connect")
        assert auth(client, "zendesk").authorization_details["static_auth"]["api_key"] == "again"

    def test_a_private_key_is_never_shown_again(self, browser, client):
        browser.open(link_for(client, "snowflakekeyauth"))
        fill(browser, FORMS["snowflakekeyauth"][0] | {"Account host": " "})
        browser.press("Connect")
        assert browser.status == 400 and "PRIVATE KEY" not in browser.driver.page_source

    def test_everything_that_is_wrong_is_said_at_once(self, browser, manual):
        browser.open(link_for(manual.default_client(), "desk", "mistaken"))
        for box in browser.all("input[type=checkbox]:checked"):
            box.click()
        browser.fill("Zendesk domain", " ")
        browser.press("Approve")
        told = [link.text for link in browser.all("[role=alert] a")]
        assert told == ["Zendesk domain", "What it will be able to do"]


def test_secrets_are_hidden_while_they_are_typed(browser, client):
    browser.open(link_for(client, "freshdesk"))
    assert browser.field("Password").get_attribute("type") == "password"
    assert browser.field("API key or address").get_attribute("type") == "text"
