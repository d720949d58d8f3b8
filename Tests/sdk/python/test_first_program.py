"""The first program anybody writes, in a process of its own, with nothing but what the emulator printed."""

import pytest

import emulator as program

STORY = """
import os
from scalekit import ScalekitClient
from pages import Page

client = ScalekitClient(os.environ["SCALEKIT_ENV_URL"], os.environ["SCALEKIT_CLIENT_ID"],
                        os.environ["SCALEKIT_CLIENT_SECRET"])
actions = client.actions

account = actions.get_or_create_connected_account(connection_name="gmail", identifier="user_123").connected_account
print("created", account.status)

link = actions.get_authorization_link(connection_name="gmail", identifier="user_123")
print("link", link.link.startswith("https://localhost:"))

done = Page.open(link.link).press("Approve")
print("approved", done.status)

account = actions.get_connected_account(connection_name="gmail", identifier="user_123").connected_account
token = account.authorization_details["oauth_token"]
print("account", account.status, account.provider, account.connector)
print("token", bool(token["access_token"]), bool(token["refresh_token"]), bool(token["scopes"]))
"""

EXPECTED = """created PENDING_AUTH
link True
approved 200
account ACTIVE GMAIL gmail
token True True True
"""


def _as_a_stranger(text, env):
    env = env | {"PYTHONPATH": str(program.REPOSITORY / "Tests" / "sdk" / "python")}
    return program.run_python(text, env=env)


@pytest.mark.parametrize("scheme", ["https", "http"])
def test_exported_variables_are_all_a_program_needs(start, scheme):
    server = start()
    env = server.program_environment
    if scheme == "http":
        env["SCALEKIT_ENV_URL"] = server.clear_url
    story = _as_a_stranger(STORY, env)
    assert (story.stdout, story.returncode) == (EXPECTED, 0), story.stderr


def test_exec_runs_the_same_program_without_any_setup(state_dir, tmp_path):
    script = tmp_path / "story.py"
    script.write_text(STORY)
    env = program.plain_environment() | {"PYTHONPATH": str(program.REPOSITORY / "Tests" / "sdk" / "python")}
    finished = program.run("exec", "--state-dir", state_dir, "--", program.sys.executable, script, env=env)
    assert (finished.stdout, finished.returncode) == (EXPECTED, 0), finished.stderr


def test_without_the_exported_roots_the_sdk_refuses_the_certificate(emulator):
    """What the troubleshooting text in the README is about; it must not go away silently."""
    env = program.plain_environment() | {
        name: emulator.env[name] for name in ("SCALEKIT_ENV_URL", "SCALEKIT_CLIENT_ID", "SCALEKIT_CLIENT_SECRET")
    }
    story = _as_a_stranger(STORY, env)
    assert story.returncode != 0
    assert "CERTIFICATE_VERIFY_FAILED" in story.stderr


def test_the_log_names_the_variable_when_a_client_rejects_the_ca(start):
    server = start()
    env = server.program_environment
    del env["REQUESTS_CA_BUNDLE"]
    assert _as_a_stranger(STORY, env).returncode != 0
    assert "REQUESTS_CA_BUNDLE" in server.log_text()


def test_the_ready_line_carries_every_variable_the_clients_read(emulator):
    assert emulator.ready["ready"] is True
    assert set(emulator.ready) == {
        "ready",
        "url",
        "port",
        "client_id",
        "client_secret",
        "ca_file",
        "ca_bundle",
        "env",
    }
    env = emulator.env
    assert env["SCALEKIT_ENV_URL"] == env["SCALEKIT_ENVIRONMENT_URL"] == emulator.url
    assert emulator.url == f"https://localhost:{emulator.port}"
    assert env["SCALEKIT_CLIENT_ID"] == emulator.client_id == program.DEFAULT_CLIENT_ID
    assert env["SCALEKIT_CLIENT_SECRET"] == emulator.client_secret == program.DEFAULT_CLIENT_SECRET
    for name in ("GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "REQUESTS_CA_BUNDLE", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS"):
        assert program.pathlib.Path(env[name]).is_file(), name
    assert {"localhost", "127.0.0.1", "::1"} <= set(env["NO_PROXY"].split(","))


def test_no_proxy_is_extended_not_replaced(start):
    server = start(env=program.plain_environment() | {"NO_PROXY": "intranet.example"})
    assert {"intranet.example", "localhost"} <= set(server.env["NO_PROXY"].split(","))


def test_the_bundle_holds_the_system_roots_too(emulator):
    """GRPC_DEFAULT_SSL_ROOTS_FILE_PATH and REQUESTS_CA_BUNDLE replace the roots instead of adding to them."""
    ours = program.pathlib.Path(emulator.ca_file).read_text()
    bundle = program.pathlib.Path(emulator.ca_bundle).read_text()
    assert ours.count("BEGIN CERTIFICATE") == 1
    assert bundle.count("BEGIN CERTIFICATE") > 20
    assert ours.strip() in bundle
