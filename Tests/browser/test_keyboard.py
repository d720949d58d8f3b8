"""Without a mouse, and without JavaScript."""

import itertools

import pytest
from selenium.webdriver.common.keys import Keys

from consents import auth, link_for, oauth_token, status_of
from tour import Tour

INTERACTIVE = "a[href], button, input:not([type=hidden]):not(:disabled), select, textarea, summary, [tabindex]"

LOOK_AT = """
const style = getComputedStyle(arguments[0]), box = arguments[0].getBoundingClientRect();
return {html: arguments[0].outerHTML.slice(0, 120), outline: style.outlineStyle, width: parseFloat(style.outlineWidth),
        colour: style.outlineColor, ground: getComputedStyle(document.body).backgroundColor, top: box.top,
        bottom: box.bottom, area: box.width * box.height, scrolled: scrollY, height: innerHeight};
"""


def walk(browser):
    """Presses Tab until the focus leaves the page, and returns how everything looked that had it."""
    browser.start_over()
    seen = []
    for _ in range(40):
        focused = browser.tab()
        if focused.tag_name in ("body", "html"):
            return seen
        seen.append(browser.script(LOOK_AT, focused))
    raise AssertionError("the focus never comes around")


def to(browser, name):
    """Presses Tab until something with this label, value or text has the focus."""
    for _ in range(40):
        focused = browser.tab()
        if name in (focused.accessible_name, focused.text):
            return focused
    raise AssertionError(f"Tab never reaches {name!r}")


class TestByKeyboard:
    def test_approve_less_as_somebody_else(self, browser, client):
        browser.open(link_for(client))
        to(browser, "Continue as")
        browser.keys(Keys.CONTROL + "a")
        browser.keys("grace@example.org")
        for _ in range(3):
            box = browser.tab()
        browser.keys(Keys.SPACE)
        assert not box.is_selected()
        assert browser.tab().text == "Approve"
        browser.enter()
        assert browser.heading == "Account connected"
        assert len(oauth_token(client)["scopes"]) == 2

    def test_enter_in_a_field_approves(self, browser, client):
        """As people expect of a form; denying takes its own button."""
        browser.open(link_for(client))
        to(browser, "Continue as")
        browser.enter()
        assert status_of(client) == "ACTIVE"

    def test_deny(self, browser, client):
        browser.open(link_for(client))
        to(browser, "Deny")
        browser.enter()
        assert browser.heading == "Access denied"

    def test_a_form_with_a_mistake(self, browser, client):
        browser.open(link_for(client, "zendesk"))
        to(browser, "Agent's address")
        browser.keys("ada@acme.example")
        browser.tab()
        browser.keys(" ")
        browser.tab()
        browser.keys("acme.zendesk.com")
        browser.tab()
        browser.enter()
        assert browser.error("API token") == "This is required."
        browser.keys("t0k")
        browser.enter()
        assert auth(client, "zendesk").status == "ACTIVE"

    def test_a_choice(self, browser, client):
        browser.open(link_for(client, "redshift"))
        to(browser, "AWS region")
        browser.keys("Europe (F")
        browser.tab()
        browser.keys("arn:aws:iam::1:role/demo")
        browser.tab()
        browser.keys("dev")
        browser.enter()
        assert auth(client, "redshift").api_config["region"] == "eu-central-1"

    def test_making_the_provider_fail(self, browser, client):
        browser.open(link_for(client))
        to(browser, "Make the provider fail")
        browser.keys(Keys.ENTER)
        browser.tab()
        browser.keys("server")
        browser.tab()
        browser.enter()
        assert "server_error" in browser.text
        to(browser, "Try again")
        browser.enter()
        assert browser.heading == "Let your application use Gmail?"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize(
    "name", ["landing", "authorize-with-field", "authorize-failures", "form-choice", "sign-in", "failed-server-error"]
)
def test_the_focus_is_seen_and_moves_down_the_page(browser, manual, b2b, platform, name, scheme):
    Tour(browser, manual, b2b, platform).go(name)
    browser.look(scheme)
    stops = walk(browser)
    assert len(stops) == len([e for e in browser.all(INTERACTIVE) if e.is_displayed()])
    for stop in stops:
        assert stop["outline"] == "solid" and stop["width"] >= 2 and stop["colour"] != stop["ground"], stop
        assert stop["top"] >= -1 and stop["bottom"] <= stop["height"] + 1 and stop["area"] > 0, stop
    bottoms = [stop["bottom"] + stop["scrolled"] for stop in stops]
    for before, after in itertools.pairwise(bottoms):
        assert after >= before - 60, "things side by side may differ a little in height"


class TestWithoutJavaScript:
    @pytest.fixture
    def plain(self, browser_like):
        browser = browser_like(profile__default_content_setting_values__javascript=2)
        browser.open("data:text/html,<title>off</title><script>document.title = 'on'</script>")
        assert browser.driver.title == "off"
        return browser

    def test_approve(self, plain, client):
        plain.open(link_for(client)).press("Approve")
        assert plain.heading == "Account connected" and status_of(client) == "ACTIVE"

    def test_a_form_with_a_mistake(self, plain, client):
        plain.open(link_for(client, "exa"))
        plain.fill("API key", " ")
        plain.press("Connect")
        assert plain.error("API key") == "This is required."
        plain.fill("API key", "exa-1")
        plain.press("Connect")
        assert status_of(client, "exa") == "ACTIVE"
