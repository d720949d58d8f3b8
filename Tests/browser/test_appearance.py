"""At 200%, with long words, and the landing page."""

import pytest
import requests

from appearance import overflowing, scrolls_sideways
from browser import DESKTOP
from consents import link_for, status_of


class TestAt200Percent:
    @pytest.fixture
    def large(self, browser_like):
        # Chromium keeps zoom as a power of 1.2.
        browser = browser_like(partition__default_zoom_level={"x": 3.8017840169239308})
        browser.command("Emulation.clearDeviceMetricsOverride")
        browser.driver.set_window_size(*DESKTOP)
        return browser

    def test_nothing_is_cut_off(self, large, client):
        large.open(link_for(client))
        assert large.script("return devicePixelRatio") == 2
        assert not scrolls_sideways(large) and overflowing(large) == []
        large.press("Approve")
        assert status_of(client) == "ACTIVE"

    @pytest.mark.parametrize("connector", ["zendesk", "redshift", "snowflakekeyauth"])
    def test_nor_in_a_form(self, large, client, connector):
        large.open(link_for(client, connector))
        assert not scrolls_sideways(large) and overflowing(large) == []


def test_long_words_break(browser, client):
    identifier = "a" * 100
    browser.open(link_for(client, identifier=identifier))
    browser.look(size=(320, 640))
    assert identifier in browser.text
    assert not scrolls_sideways(browser) and overflowing(browser) == []


def test_the_landing_page(browser, manual):
    browser.open(manual.url)
    assert browser.heading == "Your Scalekit environment is running"
    assert manual.url in browser.text and manual.client_secret not in browser.driver.page_source
    for link in browser.all("main a"):
        target = link.get_attribute("href")
        assert requests.get(target, timeout=20).status_code == 200
    browser.find("a[href='/dashboard']").click()
    assert browser.heading == "Sign in to the dashboard"
