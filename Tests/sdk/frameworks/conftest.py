"""The emulator of Tests/sdk/python, with consent given when a link is made."""

import os
import pathlib
import sys
import tempfile

import pytest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[1] / "python"))

import emulator as program  # noqa: E402

_folder = tempfile.TemporaryDirectory(prefix="scalekit-emulator-frameworks-")
_server = None


def pytest_configure(config):
    """grpc reads its roots once per process, so the server runs before any test module is imported."""
    global _server
    folder = pathlib.Path(_folder.name)
    _server = program.Emulator("--consent", "instant", state_dir=folder / "state", log=folder / "server.log")
    os.environ.update(_server.env)


def pytest_unconfigure(config):
    if _server is not None:
        _server.stop()
    _folder.cleanup()


@pytest.fixture
def client():
    """An official client whose user ada@example.com is connected to Gmail, Slack and GitHub."""
    client = _server.client()
    for connection in ("gmail", "slack", "github"):
        client.actions.get_authorization_link(connection_name=connection, identifier="ada@example.com")
    return client
