"""`--data-dir`: what was acknowledged is there again."""

import os
import sqlite3
import stat
import threading

import pytest
from scalekit.common.exceptions import ScalekitUnauthorizedException

import emulator as program
from pages import Page

TOKENS = {"oauth_token": {"access_token": "ya29.kept", "refresh_token": "1//kept", "scopes": ["mail"]}}


def identifiers(client):
    found, token = [], None
    while True:
        page = client.actions.list_connected_accounts(page_size=99, page_token=token)
        found += [account.identifier for account in page.connected_accounts]
        token = page.next_page_token
        if not token:
            return found


def test_everything_survives_a_restart(start, tmp_path):
    client_id = program.unseen_client_id()
    first = start("--data-dir", tmp_path)
    client = first.client(client_id)
    before = client.actions.create_connected_account("gmail", "ada", TOKENS, api_config={"v": "1"}).connected_account
    link = client.actions.get_authorization_link(connection_name="slack", identifier="grace").link
    assert first.stop() == 0

    second = start("--data-dir", tmp_path, "--port", first.port)
    client = second.client(client_id)
    after = client.actions.get_connected_account("gmail", "ada").connected_account
    assert after == before.model_copy(update={"last_used_at": after.last_used_at})
    assert identifiers(client) == ["grace", "ada"]
    Page.open(link).press("Approve")
    assert client.actions.get_connected_account("slack", "grace").connected_account.status == "ACTIVE"
    later = client.actions.create_connected_account("gmail", "linus").connected_account
    assert int(later.id.removeprefix("ca_")) > int(before.id.removeprefix("ca_"))


def test_a_client_that_was_never_told_keeps_working(start, tmp_path):
    """The SDK holds on to its token and its key set for ever."""
    first = start("--data-dir", tmp_path)
    client = first.client()
    token = client.core_client.access_token
    client.actions.create_connected_account("gmail", "ada")
    assert client.validate_access_token(token)
    first.stop()
    start("--data-dir", tmp_path, "--port", first.port)
    assert identifiers(client) == ["ada"]
    assert client.core_client.access_token == token, "the token should not have needed renewing"


def test_secrets_are_remembered(start, tmp_path):
    client_id = program.unseen_client_id()
    first = start("--data-dir", tmp_path)
    first.client(client_id, "the secret")
    first.stop()
    second = start("--data-dir", tmp_path)
    with pytest.raises(ScalekitUnauthorizedException):
        second.client(client_id, "another")
    second.client(client_id, "the secret")


def test_nothing_survives_in_memory(start):
    client_id = program.unseen_client_id()
    first = start()
    first.client(client_id).actions.create_connected_account("gmail", "ada")
    first.stop()
    assert identifiers(start().client(client_id)) == []


def test_acknowledged_writes_survive_kill_9(start, tmp_path):
    client_id = program.unseen_client_id()
    server = start("--data-dir", tmp_path)
    client = server.client(client_id)
    acknowledged = []

    def write():
        for number in range(100_000):
            try:
                client.actions.create_connected_account("gmail", f"user-{number}", TOKENS)
            except Exception:
                return
            acknowledged.append(f"user-{number}")
            if len(acknowledged) == 150:
                server.process.kill()

    writer = threading.Thread(target=write)
    writer.start()
    writer.join(60)
    server.kill()
    assert len(acknowledged) >= 150

    again = identifiers(start("--data-dir", tmp_path).client(client_id))
    assert set(acknowledged) <= set(again)
    assert len(again) <= len(acknowledged) + 1


def test_one_process_per_folder(start, tmp_path, state_dir):
    start("--data-dir", tmp_path)
    second = program.run("serve", "--json", "--port", "0", "--state-dir", state_dir, "--data-dir", tmp_path)
    assert second.returncode != 0
    assert second.stdout == ""
    assert str(tmp_path) in second.stderr and len(second.stderr.strip().splitlines()) == 1


def test_a_killed_process_leaves_no_lock_behind(start, tmp_path):
    server = start("--data-dir", tmp_path)
    server.kill()
    start("--data-dir", tmp_path)


def test_newer_data_is_refused(start, tmp_path, state_dir):
    server = start("--data-dir", tmp_path)
    server.client().actions.create_connected_account("gmail", "ada")
    server.stop()
    raised = 0
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.read_bytes()[:15] == b"SQLite format 3":
            with sqlite3.connect(path) as database:
                version = database.execute("PRAGMA user_version").fetchone()[0]
                database.execute(f"PRAGMA user_version = {version + 1000}")
                raised += version > 0
            database.close()
    assert raised, "no database says which version of the schema it has"
    again = program.run("serve", "--json", "--port", "0", "--state-dir", state_dir, "--data-dir", tmp_path, timeout=20)
    assert again.returncode != 0 and again.stdout == ""
    assert "newer" in again.stderr and len(again.stderr.strip().splitlines()) == 1


def test_the_folder_is_the_owners_alone(start, tmp_path):
    folder = tmp_path / "data"
    server = start("--data-dir", folder)
    server.client().actions.create_connected_account("gmail", "ada", TOKENS)
    assert stat.S_IMODE(folder.stat().st_mode) & 0o077 == 0


def test_a_folder_that_cannot_be_written_is_refused(tmp_path, state_dir):
    blocked = tmp_path / "file"
    blocked.write_text("not a folder")
    finished = program.run(
        "serve", "--json", "--port", "0", "--state-dir", state_dir, "--data-dir", blocked, timeout=20
    )
    assert finished.returncode != 0 and finished.stdout == ""
    assert str(blocked) in finished.stderr


def test_the_seed_is_applied_once(start, tmp_path):
    """A restart must not bring back what was deleted meanwhile."""
    seed = tmp_path / "seed.yaml"
    seed.write_text(program.REPOSITORY.joinpath("fixtures", "seeds", "demo.yaml").read_text())
    folder = tmp_path / "data"
    server = start("--data-dir", folder, "--seed", seed)
    client = server.default_client()
    names = identifiers(client)
    assert names
    first = client.actions.list_connected_accounts().connected_accounts[0]
    client.actions.delete_connected_account(first.connector, first.identifier)
    server.stop()
    client = start("--data-dir", folder, "--seed", seed).default_client()
    assert len(identifiers(client)) == len(names) - 1


def test_many_environments_on_disk(start, tmp_path):
    """More than stay open at once."""
    server = start("--data-dir", tmp_path)
    ids = [program.unseen_client_id() for _ in range(80)]
    for number, client_id in enumerate(ids):
        server.client(client_id).actions.create_connected_account("gmail", f"user-{number}")
    for number, client_id in enumerate(ids):
        assert identifiers(server.client(client_id)) == [f"user-{number}"]
    descriptors = len(os.listdir(f"/proc/{server.process.pid}/fd"))
    assert descriptors < 400
