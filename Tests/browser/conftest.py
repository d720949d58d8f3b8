"""Servers and browsers for the whole run, a fresh environment and a person without a past for every test."""

import os
import pathlib
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "sdk" / "python"))

import emulator as program  # noqa: E402
import processes  # noqa: E402

_folder = tempfile.TemporaryDirectory(prefix="scalekit-emulator-tests-")
FOLDER = pathlib.Path(_folder.name)
SEED = pathlib.Path(__file__).resolve().parent / "seed.yaml"
_shared = None


def _start(name, *flags):
    return program.Emulator(*flags, state_dir=FOLDER / "state", log=FOLDER / f"{name}.log")


def pytest_configure(config):
    """grpc reads its roots once per process, so the server runs before any test module is imported."""
    global _shared
    if config.option.collectonly:
        return
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ.pop(name, None)
    if not program.BINARY.exists():
        raise pytest.UsageError(f"{program.BINARY} is not built; run `swift build` or set SCALEKIT_EMULATOR_BIN")
    processes.adopt_orphans()
    _shared = _start("manual", "--seed", SEED)
    os.environ.update(_shared.env)


def pytest_unconfigure(config):
    if _shared is not None:
        _shared.stop()
    _folder.cleanup()


@pytest.fixture(scope="session")
def manual():
    """Waits for clicks and verifies nobody. Its default environment is filled from seed.yaml."""
    return _shared


def _server(name, *flags):
    @pytest.fixture(scope="session")
    def fixture():
        server = _start(name, *flags)
        yield server
        server.stop()

    return fixture


b2b = _server("b2b", "--verify-mode", "b2b")
platform = _server("platform", "--verify-mode", "platform", "--seed", SEED)


@pytest.fixture
def client(manual):
    """An official client in an environment nobody else has used."""
    return manual.client()


@pytest.fixture(scope="session")
def shared_browser(manual):
    from browser import Browser

    browser = Browser(manual.ca_file)
    yield browser
    browser.close()
    assert not processes.living_in(browser.home)


@pytest.fixture
def browser(shared_browser):
    shared_browser.forget()
    return shared_browser


@pytest.fixture(scope="session")
def browser_like(manual):
    """Starts browsers that are set up in another way; each preference set once."""
    from browser import Browser

    started = {}

    def like(**preferences):
        key = str(sorted(preferences.items()))
        if key not in started:
            started[key] = Browser(manual.ca_file, {name.replace("__", "."): v for name, v in preferences.items()})
        started[key].forget()
        return started[key]

    yield like
    for browser in started.values():
        browser.close()
        assert not processes.living_in(browser.home)


@pytest.fixture
def application():
    """Starts applications; all are stopped when the test ends."""
    from application import Application

    started = []

    def start(client):
        started.append(Application(client))
        return started[-1]

    yield start
    for running in started:
        running.close()
