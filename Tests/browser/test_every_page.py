"""Every page there is, looked at in every way. Each is opened once."""

import re

import pytest

from appearance import axe, background, overflowing, scrolls_sideways, small_targets
from browser import PHONE
from tour import STOPS, Tour


@pytest.fixture(scope="module", params=STOPS)
def shown(request, shared_browser, manual, b2b, platform):
    """A browser with this page open."""
    Tour(shared_browser, manual, b2b, platform).go(request.param)
    return shared_browser


@pytest.fixture
def page(shown):
    shown.look()
    return shown


class TestAccessibility:
    def test_axe_finds_nothing_in_the_light(self, page):
        assert axe(page) == {}

    def test_axe_finds_nothing_in_the_dark(self, page):
        page.look("dark")
        assert axe(page) == {}

    def test_it_has_a_language_a_title_one_heading_and_one_main_part(self, page):
        assert page.find("html").get_attribute("lang") == "en"
        assert page.driver.title
        assert len(page.all("main")) == len(page.all("h1")) == 1
        assert page.find("main").aria_role == "main" and page.find("main h1").text

    def test_everything_to_fill_in_or_press_has_a_name(self, page):
        for element in page.all("input:not([type=hidden]), select, textarea"):
            [label] = page.all(f"label[for='{element.get_attribute('id')}']")
            assert label.get_attribute("textContent").strip()
        for element in page.all("button, a, summary"):
            assert element.get_attribute("textContent").strip()

    def test_descriptions_are_there_and_mistakes_are_read_before_hints(self, page):
        for element in page.all("[aria-describedby]"):
            names = element.get_attribute("aria-describedby").split()
            for name in names:
                assert page.find(f"#{name}").get_attribute("textContent").strip()
            if element.get_attribute("aria-invalid"):
                assert names[0].startswith("error-")
                assert page.all("[role=alert]")


class TestAppearance:
    def test_it_needs_no_scrolling_sideways(self, page):
        # On a phone; and at the width which a page has at 400% (WCAG 1.4.10).
        for size in (PHONE, (320, 640)):
            page.look(size=size)
            assert not scrolls_sideways(page)
            assert overflowing(page) == []

    def test_fingers_hit_what_they_should(self, page):
        page.look(size=PHONE)
        assert small_targets(page) == []

    def test_light_and_dark_follow_the_person(self, page):
        assert luminance(background(page)) > 0.8
        page.look("dark")
        assert luminance(background(page)) < 0.1


def luminance(colour):
    red, green, blue = (int(part) / 255 for part in re.findall(r"\d+", colour)[:3])
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_it_carries_no_script_and_no_style_of_its_own(page):
    assert not page.all("script, style, [style], [onclick], [onload], iframe, object")
