"""A check of the check."""

from appearance import axe
from consents import link_for


def test_axe_would_find_something(browser, client):
    browser.open(link_for(client, "exa"))
    browser.script("document.querySelector('label').remove(); document.documentElement.lang = ''")
    browser.script("document.querySelector('h1').style.color = '#dddddd'")
    assert {"label (critical)", "html-has-lang (serious)", "color-contrast (serious)"} <= axe(browser).keys()
