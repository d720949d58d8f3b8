"""The programs under examples/, run as their first lines say."""

import os
import pathlib
import sys

import emulator as program

EXAMPLES = program.REPOSITORY / "examples"


def run_example(state_dir, *command, flags=(), env=None):
    return program.run(
        "exec", "--state-dir", state_dir, *flags, "--", *command, env=(env or program.plain_environment()), timeout=60
    )


def test_first_program(state_dir):
    finished = run_example(state_dir, sys.executable, EXAMPLES / "first_program.py", flags=("--consent", "auto"))
    assert finished.returncode == 0, finished.stderr
    assert "before: PENDING_AUTH" in finished.stdout
    assert "after: ACTIVE" in finished.stdout


def test_verify_user(state_dir):
    finished = run_example(
        state_dir, sys.executable, EXAMPLES / "verify_user.py", flags=("--consent", "auto", "--verify-mode", "b2b")
    )
    assert finished.returncode == 0, finished.stderr
    assert "PENDING_VERIFICATION" in finished.stdout and "ACTIVE" in finished.stdout


def test_curl(state_dir):
    finished = run_example(state_dir, EXAMPLES / "curl.sh")
    assert finished.returncode == 0, finished.stderr
    assert '"PENDING_AUTH"' in finished.stdout and "/magicLink/" in finished.stdout


def test_agent(state_dir):
    seed = program.REPOSITORY / "fixtures" / "seeds" / "agent.yaml"
    finished = run_example(state_dir, sys.executable, EXAMPLES / "agent.py", flags=("--seed", seed))
    assert finished.returncode == 0, finished.stderr
    assert "github_issue_create: API rate limit exceeded, once more" in finished.stdout
    assert "The difference engine jams -> issue" in finished.stdout
    assert "sent: 1" in finished.stdout


def test_mcp_client(state_dir):
    finished = run_example(state_dir, sys.executable, EXAMPLES / "mcp_client.py", flags=("--consent", "instant"))
    assert finished.returncode == 0, finished.stderr
    assert "revision: 2026-07-28" in finished.stdout
    assert "tools: gmail_send_message, gmail_fetch_mails" in finished.stdout
    assert "sent: At noon." in finished.stdout


def test_every_example_is_run_here():
    text = pathlib.Path(__file__).read_text()
    for path in EXAMPLES.iterdir():
        if path.is_file() and path.suffix in (".py", ".sh"):
            assert path.name in text, f"{path.name} is not run by any test"
            if path.suffix == ".sh":
                assert os.access(path, os.X_OK), f"{path.name} cannot be executed"
