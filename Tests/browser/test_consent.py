"""The provider's page, as a person uses it: approve, deny, be somebody else, allow less, come back, try twice."""

import pytest

from consents import Control, auth, link_for, oauth_token, status_of
from tour import connection_that_requires

SCOPE = "https://www.googleapis.com/auth/gmail.modify"


@pytest.fixture
def link(client):
    return link_for(client)


def test_the_page_says_who_asks_for_what(browser, client, link):
    browser.open(link)
    assert browser.heading == "Let your application use Gmail?"
    for words in ("ada", "gmail", client.core_client.client_id, "Read, send and file mail", SCOPE):
        assert words in browser.text


def test_approve(browser, client, link):
    browser.open(link).press("Approve")
    assert (browser.heading, browser.status) == ("Account connected", 200)
    assert browser.path == "/connect/success"
    assert status_of(client) == "ACTIVE"


def test_deny(browser, client, link):
    browser.open(link).press("Deny")
    assert (browser.heading, browser.status) == ("Access denied", 400)
    assert "access_denied" in browser.text
    assert status_of(client) == "PENDING_AUTH"
    browser.open(link)
    assert (browser.heading, browser.status) == ("This link was already used", 410)


def test_approve_as_somebody_else(browser, client, link, manual):
    browser.open(link)
    assert browser.field("Continue as").get_attribute("value") == "ada@example.com"
    browser.fill("Continue as", "grace@example.org")
    browser.press("Approve")
    assert status_of(client) == "ACTIVE"
    assert auth(client).identifier == "ada", "the application's name for its user is another thing"


def test_allow_less(browser, client, link):
    browser.open(link).field("Read, send and file mail").click()
    browser.press("Approve")
    assert set(oauth_token(client)["scopes"]) == {"openid", "https://www.googleapis.com/auth/userinfo.email"}


def test_the_words_beside_a_box_are_part_of_it(browser, link):
    browser.open(link)
    box = browser.field("Read, send and file mail")
    assert box.is_selected()
    words = browser.find(f"label[for={box.get_attribute('id')}]")
    assert SCOPE in words.text
    words.click()
    assert not box.is_selected()


def test_allowing_nothing_is_asked_about_and_what_was_chosen_stays(browser, client, link):
    browser.open(link)
    for box in browser.all("input[type=checkbox]"):
        box.click()
    browser.fill("Continue as", "grace@example.org")
    browser.press("Approve")
    assert browser.status == 400 and "Choose at least one" in browser.text
    assert browser.field("Continue as").get_attribute("value") == "grace@example.org"
    assert not any(box.is_selected() for box in browser.all("input[type=checkbox]"))
    assert browser.focused == browser.all("input[type=checkbox]")[0]
    browser.focused.click()
    browser.press("Approve")
    assert oauth_token(client)["scopes"] == ["openid"]


def test_what_the_connection_requires_cannot_be_unticked(browser, client):
    name = connection_that_requires(client, "read:user")
    browser.open(link_for(client, name))
    required, other = (browser.find(f"input[name='scope.{scope}']") for scope in ("read:user", "repo"))
    assert required.is_selected() and not required.is_enabled()
    other.click()
    browser.press("Approve")
    assert oauth_token(client, name)["scopes"] == ["read:user"]


class TestTwice:
    def test_a_second_tab_cannot_approve(self, browser, client, link):
        browser.open(link)
        first = browser.driver.current_window_handle
        browser.driver.switch_to.new_window("tab")
        browser.open(link)
        second = browser.driver.current_window_handle
        browser.driver.switch_to.window(first)
        browser.press("Approve")
        token = oauth_token(client)["access_token"]
        browser.driver.switch_to.window(second)
        browser.press("Approve")
        assert (browser.heading, browser.status) == ("This link was already used", 410)
        assert oauth_token(client)["access_token"] == token

    def test_reloading_the_end_does_nothing(self, browser, client, link):
        browser.open(link).press("Approve")
        token = oauth_token(client)["access_token"]
        browser.driver.refresh()
        assert browser.heading == "Account connected"
        assert oauth_token(client)["access_token"] == token

    def test_going_back_and_approving_again_does_nothing(self, browser, client, link):
        browser.open(link).press("Approve")
        token = oauth_token(client)["access_token"]
        browser.driver.back()
        # Chromium may show the page as it was left, although it is told not to keep it.
        if browser.status == 200:
            browser.press("Approve")
        assert (browser.heading, browser.status) == ("This link was already used", 410)
        assert oauth_token(client)["access_token"] == token

    def test_reloading_the_page_before_the_decision(self, browser, client, link):
        browser.open(link)
        browser.driver.refresh()
        browser.press("Approve")
        assert status_of(client) == "ACTIVE"

    def test_reloading_a_denial_says_the_same(self, browser, client, link):
        browser.open(link).press("Deny")
        browser.driver.refresh()
        assert browser.heading == "Access denied"
        assert status_of(client) == "PENDING_AUTH"


class TestClosedLinks:
    def test_expired(self, browser, client, link, manual):
        Control(manual, client).clock(advance="11m")
        browser.open(link)
        assert (browser.heading, browser.status) == ("This link has expired", 410)

    def test_expired_while_the_page_was_open(self, browser, client, link, manual):
        browser.open(link)
        Control(manual, client).clock(advance="11m")
        browser.press("Approve")
        assert (browser.heading, browser.status) == ("This link has expired", 410)
        assert status_of(client) == "PENDING_AUTH"

    def test_used(self, browser, link):
        browser.open(link).press("Approve")
        browser.open(link)
        assert (browser.heading, browser.status) == ("This link was already used", 410)

    def test_unknown(self, browser, link):
        browser.open(link[:-4] + "AAAA")
        assert (browser.heading, browser.status) == ("This link does not exist", 404)


def test_the_clear_text_port_works_too(browser, manual, client):
    """As with an http:// SCALEKIT_ENV_URL; the link says where the client called."""
    link = link_for(client).replace(manual.url, manual.clear_url)
    browser.open(link).press("Approve")
    assert browser.url == f"{manual.clear_url}/connect/success"
    assert status_of(client) == "ACTIVE"
