"""User verification in `platform` mode: the person signs in to the emulated dashboard."""

import pytest

from consents import Control, link_for, status_of

ADMIN = "admin@example.com"


@pytest.fixture
def client(platform):
    return platform.client()


def sign_in(browser, email=ADMIN):
    browser.fill("E-mail address", email)
    browser.press("Sign in")


def test_the_right_person(browser, client):
    browser.open(link_for(client)).press("Approve")
    assert browser.path == "/dashboard/sign-in" and browser.heading == "Sign in to the dashboard"
    assert status_of(client) == "PENDING_AUTH"
    sign_in(browser)
    assert browser.heading == "Account connected" and browser.path == "/connect/success"
    assert status_of(client) == "ACTIVE"


def test_whoever_is_signed_in_is_not_asked_again(browser, client):
    browser.open(link_for(client)).press("Approve")
    sign_in(browser)
    browser.open(link_for(client, "slack")).press("Approve")
    assert browser.heading == "Account connected"
    assert status_of(client, "slack") == "ACTIVE"


def test_a_stranger_is_refused_and_somebody_else_may_go_on(browser, client):
    browser.open(link_for(client)).press("Approve")
    sign_in(browser, "stranger@example.com")
    assert (browser.heading, browser.status) == ("You may not go on here", 403)
    assert "stranger@example.com" in browser.find("[role=alert]").text
    assert status_of(client) == "PENDING_AUTH"
    sign_in(browser)
    assert browser.heading == "Account connected"
    assert status_of(client) == "ACTIVE"


def test_the_browser_asks_for_an_address(browser, platform):
    browser.open(f"{platform.url}/dashboard/sign-in")
    browser.fill("E-mail address", "ada")
    browser.button("Sign in").click()
    assert browser.script("return arguments[0].validity.typeMismatch", browser.field("E-mail address"))
    assert browser.path == "/dashboard/sign-in"


def test_signing_in_and_out(browser, platform):
    browser.open(f"{platform.url}/dashboard")
    assert browser.path == "/dashboard/sign-in"
    sign_in(browser, "ada@example.com")
    assert browser.heading == "You are signed in" and "ada@example.com" in browser.text
    assert not browser.script("return document.cookie"), "scripts do not see the cookie"
    browser.press("Sign out")
    assert browser.heading == "Sign in to the dashboard"
    browser.open(f"{platform.url}/dashboard")
    assert browser.path == "/dashboard/sign-in"
    browser.driver.back()
    assert "ada@example.com" not in browser.find("dl").text


def test_one_environments_people_are_strangers_in_another(browser, platform, client):
    browser.open(link_for(client)).press("Approve")
    sign_in(browser, "ada@example.com")
    assert browser.status == 403, "only the seeded environment knows her"
    browser.open(f"{platform.url}/dashboard/sign-in")
    sign_in(browser, "ada@example.com")
    browser.open(link_for(client, "slack")).press("Approve")
    assert browser.path == "/dashboard/sign-in"


def test_the_link_ends_while_the_sign_in_waits(browser, client, platform):
    browser.open(link_for(client)).press("Approve")
    Control(platform, client).clock(advance="11m")
    sign_in(browser)
    assert (browser.heading, browser.status) == ("This took too long", 410)
    assert status_of(client) == "PENDING_AUTH"
