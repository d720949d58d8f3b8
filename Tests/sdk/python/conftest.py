"""One trusted state folder for the whole run, one shared server, and a fresh environment per test."""

import os
import pathlib
import tempfile

import pytest
import requests

import emulator as program

_folder = tempfile.TemporaryDirectory(prefix="scalekit-emulator-tests-")
SESSION_FOLDER = pathlib.Path(_folder.name)
_shared = None


def _start(*flags, name="shared", state_dir=None, **options):
    logs = SESSION_FOLDER / "logs"
    logs.mkdir(exist_ok=True)
    number = len(list(logs.iterdir()))
    return program.Emulator(
        *flags, state_dir=state_dir or SESSION_FOLDER / "state", log=logs / f"{number:04d}-{name}.log", **options
    )


def pytest_configure(config):
    """grpc reads its roots once per process, so the server runs before any test module is imported."""
    global _shared
    if config.option.collectonly:
        return
    for name in ("http_proxy", "https_proxy", "HTTP_PROXY", "HTTPS_PROXY", "all_proxy", "ALL_PROXY"):
        os.environ.pop(name, None)
    if not program.BINARY.exists():
        raise pytest.UsageError(f"{program.BINARY} is not built; run `swift build` or set SCALEKIT_EMULATOR_BIN")
    _shared = _start()
    os.environ.update(_shared.env)


def pytest_unconfigure(config):
    if _shared is not None:
        _shared.stop()
    _folder.cleanup()


def pytest_make_parametrize_id(config, val, argname):
    """Names of cases stay readable, however long or odd the value is."""
    if isinstance(val, (str, bytes)):
        return ascii(val)[:40]
    return None


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    report = (yield).get_result()
    if report.when == "call" and report.failed and _shared is not None and "emulator" in item.fixturenames:
        report.sections.append(("log of the shared emulator", _shared.log_text()[-4000:]))


@pytest.fixture
def emulator():
    """The shared server: consent `manual`, verification `none`. Tests isolate by client id."""
    assert _shared.is_running(), f"the shared emulator has died:\n{_shared.log_text()[-4000:]}"
    yield _shared
    assert _shared.is_running(), f"the shared emulator died in this test:\n{_shared.log_text()[-4000:]}"


@pytest.fixture
def start(request):
    """Starts further servers that trust the same CA; all are stopped when the test ends."""
    started = []

    def starting(*flags, **options):
        started.append(_start(*flags, name=request.node.name[:40].replace("/", "-"), **options))
        return started[-1]

    yield starting
    for server in started:
        server.stop()


def _server_for_module(*flags):
    @pytest.fixture(scope="session")
    def fixture():
        server = _start(*flags, name="-".join(flags).strip("-"))
        yield server
        server.stop()

    return fixture


auto_emulator = _server_for_module("--consent", "auto")
instant_emulator = _server_for_module("--consent", "instant")
b2b_emulator = _server_for_module("--verify-mode", "b2b")
platform_emulator = _server_for_module("--verify-mode", "platform")


@pytest.fixture
def client(emulator):
    """An official client in an environment nobody else has used."""
    return emulator.client()


@pytest.fixture
def token(client):
    """A bearer token of the test's own environment."""
    return client.get_client_access_token()


@pytest.fixture
def a_good_call_works_afterwards(emulator):
    """For tests that do harm: the server is still up, and another client notices nothing."""
    client = emulator.client()
    yield
    assert emulator.is_running()
    client.actions.create_connected_account("gmail", "afterwards")
    assert client.actions.list_connected_accounts().total_count == 1
    assert requests.get(emulator.clear_url + "/keys", timeout=10).status_code == 200


@pytest.fixture
def state_dir():
    return SESSION_FOLDER / "state"
