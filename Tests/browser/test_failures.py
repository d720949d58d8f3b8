"""Every failure of the provider, chosen on its page, and what the person reads then."""

import pytest

from consents import link_for, status_of
from tour import FAILURES, fail

FINAL = {"access_denied", "failed_to_exchange_token", "session_timeout"}
# Where the browser has lost its way, no page knows the link any more.
WITHOUT_BUTTON = FINAL | {"invalid_state"}


@pytest.mark.parametrize("failure", FAILURES)
def test_the_person_is_told_what_happened(browser, client, failure):
    link = link_for(client)
    fail(browser.open(link), failure)
    assert browser.status == (410 if failure == "session_timeout" else 400)
    assert f"Error: {failure}" in browser.text
    assert status_of(client) == "PENDING_AUTH"
    assert bool(browser.all("a.button")) == (failure not in WITHOUT_BUTTON)
    browser.driver.refresh()
    assert browser.status >= 400 and status_of(client) == "PENDING_AUTH"


@pytest.mark.parametrize("failure", sorted(set(FAILURES) - WITHOUT_BUTTON))
def test_trying_again_is_a_click(browser, client, failure):
    fail(browser.open(link_for(client)), failure)
    browser.press("Try again")
    assert browser.heading == "Let your application use Gmail?"
    browser.press("Approve")
    assert status_of(client) == "ACTIVE"


def test_the_trouble_is_out_of_the_way(browser, client):
    browser.open(link_for(client))
    assert not browser.find("#failure").is_displayed()
    browser.find("summary").click()
    assert browser.find("#failure").is_displayed()
