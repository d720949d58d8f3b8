"""The pytest plugin: one emulator for the run, one environment for each test.

The server starts before any test module is imported, because gRPC reads its trusted certificates once in a process.
"""

import os

import pytest

from .environment import Environment
from .server import CA_FILE, URL, Server, ServerError, StartedServer

_KEY = pytest.StashKey()
_ENVIRONMENTS = pytest.StashKey()


def pytest_addoption(parser):
    group = parser.getgroup("scalekit-emulator")
    group.addoption("--scalekit-emulator-bin", metavar="PATH", help="the scalekit-emulator program to start")
    parser.addini("scalekit_emulator_bin", "the scalekit-emulator program to start")
    parser.addini("scalekit_emulator_flags", "flags of `scalekit-emulator serve`", type="args", default=[])


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config):
    if config.option.collectonly or _is_help(config):
        return
    server = Server.running()
    if server is None:
        binary = config.getoption("--scalekit-emulator-bin") or config.getini("scalekit_emulator_bin") or None
        try:
            server = StartedServer(binary, *config.getini("scalekit_emulator_flags"))
        except ServerError as error:
            raise pytest.UsageError(str(error)) from None
        # Workers of pytest-xdist inherit them.
        os.environ[URL], os.environ[CA_FILE] = server.url, server.ca_file
        config.add_cleanup(lambda: _end(server))
    os.environ.update(server.environ)
    config.stash[_KEY] = server


def _end(server):
    for name in (URL, CA_FILE):
        os.environ.pop(name, None)
    server.remove()


def _is_help(config):
    return getattr(config.option, "help", False) or getattr(config.option, "version", 0)


@pytest.fixture(scope="session")
def scalekit_emulator(request):
    """The running emulator."""
    return request.config.stash[_KEY]


@pytest.fixture
def scalekit_environments(scalekit_emulator, request):
    """Makes further environments, with the options of `Environment.create`; all are deleted when the test ends."""
    made = request.node.stash.setdefault(_ENVIRONMENTS, [])

    def create(**options):
        made.append(Environment.create(scalekit_emulator, **options))
        return made[-1]

    yield create
    for environment in made:
        environment.delete()


@pytest.fixture
def scalekit(scalekit_environments, request):
    """This test's own environment. `@pytest.mark.scalekit(seed=…, settings=…)` says what it starts with."""
    marker = request.node.get_closest_marker("scalekit")
    return scalekit_environments(**(marker.kwargs if marker else {}))


@pytest.fixture
def scalekit_client(scalekit):
    """An official SDK client of this test's environment."""
    return scalekit.client


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """A test that failed shows what its environments were asked."""
    report = yield
    if report.when == "call" and report.failed:
        for environment in item.stash.get(_ENVIRONMENTS, []):
            report.sections.append((f"scalekit journal of {environment.client_id}", environment.journal.text()))
    return report


def pytest_collection(session):
    session.config.addinivalue_line(
        "markers", "scalekit(seed, snapshot, settings): what the environment of this test starts with"
    )
