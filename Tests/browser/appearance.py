"""What is measured on a page: its colours, its width, and what axe finds."""

import functools
from importlib.metadata import distribution

# What stands out of the page to the right, which nobody would see without scrolling.
OVERFLOWING = """
const width = document.documentElement.clientWidth;
return [...document.querySelectorAll('body *')]
  .filter(e => e.getBoundingClientRect().right > width + 0.5 && !e.closest('pre'))
  .map(e => e.outerHTML.slice(0, 120));
"""

SMALL = """
return [...document.querySelectorAll('a.button, button, input:not([type=hidden]), select, textarea, summary')]
  .filter(e => e.checkVisibility())
  .map(e => e.type === 'checkbox' ? e.closest('li') : e)
  .filter(e => e.getBoundingClientRect().height < 40)
  .map(e => e.outerHTML.slice(0, 120));
"""


def scrolls_sideways(browser):
    return browser.script("return document.documentElement.scrollWidth > document.documentElement.clientWidth")


def overflowing(browser):
    return browser.script(OVERFLOWING)


def small_targets(browser):
    """Controls that are hard to hit with a finger."""
    return browser.script(SMALL)


def background(browser):
    return browser.script("return getComputedStyle(document.body).backgroundColor")


@functools.cache
def _axe():
    [file] = [file for file in distribution("axe-playwright-python").files if file.name == "axe.min.js"]
    return file.read_text(encoding="utf-8")


def axe(browser):
    """What axe finds, by the rule's name. The driver's own scripts are not held to the page's policy."""
    if not browser.script("return typeof axe === 'object'"):
        browser.script(_axe())
    found = browser.driver.execute_async_script(
        "const done = arguments[0]; axe.run(document, {resultTypes: ['violations']}).then(done, e => done(String(e)))"
    )
    assert isinstance(found, dict), found
    assert len(found["passes"]) > 10, "axe has looked at something"
    return {
        f"{rule['id']} ({rule['impact']})": [node["html"] for node in rule["nodes"]] for rule in found["violations"]
    }
