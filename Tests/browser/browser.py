"""A person at a real browser: Debian's Chromium, headless, which trusts the emulator's CA and reaches nothing else."""

import contextlib
import os
import pathlib
import shutil
import subprocess
import tempfile
from urllib.parse import urlsplit

from selenium import webdriver
from selenium.common.exceptions import WebDriverException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import emulator
import processes

DESKTOP = (1280, 800)
PHONE = (360, 740)

_FLAGS = (
    "--headless=new",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-proxy-server",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    "--force-color-profile=srgb",
    "--lang=en-US",
)


class Browser:
    """One Chromium with a home folder of its own."""

    def __init__(self, ca_file, preferences=None):
        self._folder = tempfile.TemporaryDirectory(prefix="scalekit-emulator-browser-")
        self.home = pathlib.Path(self._folder.name)
        self.application = None
        _trust(self.home, ca_file)
        options = webdriver.ChromeOptions()
        options.binary_location = _program("chromium")
        for flag in (*_FLAGS, *(["--no-sandbox"] if os.geteuid() == 0 else [])):
            options.add_argument(flag)
        options.add_experimental_option("prefs", preferences or {})
        environment = emulator.plain_environment() | {"HOME": str(self.home)}
        for folder in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME"):
            environment.pop(folder, None)
        service = webdriver.ChromeService(_program("chromedriver"), env=environment)
        self.driver = webdriver.Chrome(options=options, service=service)
        self.driver.set_page_load_timeout(20)

    def close(self):
        self.driver.quit()
        processes.end(self.home)
        self._folder.cleanup()

    def forget(self):
        """As a new person: one empty window, no cookies, light, at a desk."""
        with contextlib.suppress(Exception):
            self.command("Page.handleJavaScriptDialog", accept=True)
        first, *others = self.driver.window_handles
        for handle in others:
            self.driver.switch_to.window(handle)
            self.driver.close()
        self.driver.switch_to.window(first)
        self.command("Network.clearBrowserCookies")
        self.look()
        self.open("about:blank")

    def command(self, name, **parameters):
        """Says something to Chromium itself."""
        return self.driver.execute_cdp_cmd(name, parameters)

    def look(self, scheme="light", size=DESKTOP, scale=1):
        """Sets the colour scheme that the person prefers, and the window's size in CSS pixels."""
        self.command("Emulation.setEmulatedMedia", features=[{"name": "prefers-color-scheme", "value": scheme}])
        width, height = size
        self.command(
            "Emulation.setDeviceMetricsOverride", width=width, height=height, deviceScaleFactor=scale, mobile=False
        )

    # What is seen

    @property
    def url(self):
        return self.driver.current_url

    @property
    def path(self):
        return urlsplit(self.url).path

    @property
    def heading(self):
        return self.find("h1").text

    @property
    def text(self):
        return self.find("body").text

    @property
    def status(self):
        """The HTTP status of the page that is shown."""
        return self.script("return performance.getEntriesByType('navigation')[0].responseStatus")

    @property
    def focused(self):
        return self.driver.switch_to.active_element

    def find(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def script(self, text, *arguments):
        return self.driver.execute_script(text, *arguments)

    def field(self, label):
        """The input whose label is these words, or starts with them."""
        labels = {element.text: element for element in self.all("label")}
        for text in (label, *labels):
            if text in labels and text.startswith(label):
                return self.driver.find_element(By.ID, labels[text].get_attribute("for"))
        raise AssertionError(f"nothing is labelled {label!r} on {self.url}:\n{self.text}")

    def error(self, label):
        """What is said next to a field, where its own description points to."""
        element = self.field(label)
        ids = (element.get_attribute("aria-describedby") or "").split()
        told = [self.driver.find_element(By.ID, name) for name in ids if name.startswith("error-")]
        return told[0].text if told and element.get_attribute("aria-invalid") == "true" else None

    def button(self, word):
        for element in self.all("button, a.button"):
            if element.text == word:
                return element
        raise AssertionError(f"no button says {word!r} on {self.url}:\n{self.text}")

    # What is done

    def open(self, url):
        self.driver.get(url)
        return self

    def fill(self, label, value):
        field = self.field(label)
        if field.tag_name == "select":
            Select(field).select_by_visible_text(value)
        else:
            field.clear()
            field.send_keys(value)

    def press(self, word):
        """Presses a button and waits for the page it leads to."""
        with self.leaving():
            self.button(word).click()

    def keys(self, *keys):
        self.focused.send_keys(*keys)

    def start_over(self):
        """Puts the focus before the first thing on the page."""
        self.script("document.body.tabIndex = -1; document.body.focus(); document.body.removeAttribute('tabindex')")

    def tab(self):
        """Moves the focus on, as the Tab key does, and returns what has it now."""
        webdriver.ActionChains(self.driver).send_keys(Keys.TAB).perform()
        return self.focused

    def enter(self):
        with self.leaving():
            webdriver.ActionChains(self.driver).send_keys(Keys.ENTER).perform()

    @contextlib.contextmanager
    def leaving(self):
        """Waits until what happens in the block has replaced the page."""
        before = self.find("html")
        yield
        WebDriverWait(self.driver, 15, 0.02).until(lambda _: _is_gone(before))
        WebDriverWait(self.driver, 15, 0.02, [WebDriverException]).until(
            lambda _: self.script("return document.readyState") == "complete"
        )

    def picture(self, file):
        """The whole page as a PNG."""
        self.driver.save_screenshot(str(file))


def _is_gone(element):
    try:
        return element.tag_name is None
    except WebDriverException:
        # Stale, or, in the moment of leaving, of no document at all.
        return True


def _program(name):
    found = shutil.which(name)
    assert found, f"{name} is missing; `make test-browser` installs it"
    return found


def _trust(home, ca_file):
    """Certificate errors stay errors: the CA goes where a person would put it."""
    folder = home / ".pki" / "nssdb"
    folder.mkdir(parents=True)
    for arguments in (("-N", "--empty-password"), ("-A", "-t", "C,,", "-n", "emulator", "-i", ca_file)):
        subprocess.run([_program("certutil"), "-d", f"sql:{folder}", *arguments], check=True, capture_output=True)
