"""User verification in `b2b` mode, with an application of somebody's own that knows who is logged in to it."""

import pytest

from consents import auth, link_for, status_of


@pytest.fixture
def app(b2b, application):
    return application(b2b.client())


def consent(browser, app, user="ada"):
    """Logs in, asks for a connection and approves at the provider."""
    browser.open(f"{app.url}/login/{user}")
    browser.open(f"{app.url}/connect/gmail")
    assert browser.heading == "Let your application use Gmail?"


def test_the_right_user(browser, app, b2b):
    consent(browser, app)
    browser.press("Approve")
    assert browser.url == f"{b2b.url}/connect/success", "where the verification's answer sends the browser"
    assert browser.heading == "Account connected"
    assert status_of(app.client) == "ACTIVE"
    [request] = app.seen
    assert request.keys() == {"auth_request_id", "state", "tenant"}
    assert request["tenant"] == "7" and request["state"] in app.states


def test_the_wrong_user(browser, app):
    """Somebody else's link was opened by a user who is logged in as herself."""
    consent(browser, app)
    link = browser.url
    browser.open(f"{app.url}/login/grace")
    browser.open(link).press("Approve")
    assert (browser.heading, browser.status) == ("This consent belongs to somebody else", 403)
    assert status_of(app.client) == "PENDING_VERIFICATION"
    assert status_of(app.client, identifier="grace") is None


def test_a_refusal_uses_nothing_up(browser, app):
    consent(browser, app)
    link = browser.url
    browser.open(f"{app.url}/login/grace")
    browser.open(link).press("Approve")
    back = browser.url
    browser.open(f"{app.url}/login/ada")
    browser.open(back)
    assert browser.heading == "Account connected"
    assert status_of(app.client) == "ACTIVE"


def test_nobody_is_logged_in(browser, app):
    consent(browser, app)
    browser.command("Network.clearBrowserCookies")
    browser.press("Approve")
    assert (browser.heading, browser.status) == ("Log in first", 401)
    assert status_of(app.client) == "PENDING_VERIFICATION"


def test_coming_back_twice(browser, app):
    consent(browser, app)
    browser.press("Approve")
    request = app.seen[0]
    browser.open(f"{app.url}/verify?auth_request_id={request['auth_request_id']}&state={request['state']}")
    assert (browser.heading, browser.status) == ("This consent is over", 404)
    assert status_of(app.client) == "ACTIVE"


def test_a_denial_stays_at_the_emulator(browser, app):
    consent(browser, app)
    browser.press("Deny")
    assert browser.heading == "Access denied" and not app.seen
    assert status_of(app.client) == "PENDING_AUTH"


def test_a_link_without_the_applications_address(browser, app):
    browser.open(link_for(app.client))
    browser.press("Approve")
    assert browser.status == 400 and "user_verify_url" in browser.text
    assert status_of(app.client) == "PENDING_AUTH"


def test_a_typed_credential_needs_no_verification(browser, app):
    browser.open(f"{app.url}/login/ada")
    browser.open(f"{app.url}/connect/exa")
    browser.fill("API key", "exa-1")
    browser.press("Connect")
    assert browser.heading == "Account connected" and not app.seen
    assert auth(app.client, "exa").status == "ACTIVE"
