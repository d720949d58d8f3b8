"""A folder that is full or may not be written."""

import os
import subprocess

import pytest
from scalekit.common.exceptions import ScalekitTooManyRequestsException

import emulator as program

TOKENS = {"oauth_token": {"access_token": "ya29." + "x" * 20_000, "refresh_token": "1//kept", "scopes": ["mail"]}}


@pytest.fixture
def small_disk(tmp_path):
    """A file system of eight megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=8m", "tmpfs", folder], capture_output=True, check=False
    )
    if mounted.returncode != 0:
        pytest.skip("mounting needs root")
    yield folder
    subprocess.run(["umount", "-l", folder], check=True)


def test_a_full_disk_is_said_and_loses_nothing(start, small_disk):
    (small_disk / "filler").write_bytes(bytes(2 * 1024 * 1024))
    client_id = program.unseen_client_id()
    server = start("--data-dir", small_disk / "data")
    client = server.client(client_id)
    written = []
    with pytest.raises(ScalekitTooManyRequestsException) as caught:
        for number in range(1_000):
            client.actions.create_connected_account("gmail", f"user-{number}", TOKENS)
            written.append(f"user-{number}")
    assert "the disk is full" in str(caught.value) and "DISK_FULL" in str(caught.value)
    assert written and server.is_running()
    assert client.actions.get_connected_account("gmail", written[-1]).connected_account.status == "ACTIVE"
    assert client.actions.list_connected_accounts().total_count == len(written)

    (small_disk / "filler").unlink()
    client.actions.create_connected_account("gmail", "afterwards")
    server.stop()
    again = start("--data-dir", small_disk / "data").client(client_id).actions
    assert again.list_connected_accounts().total_count == len(written) + 1


def test_no_room_to_start(small_disk, state_dir):
    (small_disk / "filler").write_bytes(bytes(8 * 1024 * 1024 - 4096 * 4))
    refused = program.run(
        "serve", "--json", "--port", "0", "--state-dir", state_dir, "--data-dir", small_disk / "data", timeout=30
    )
    assert refused.returncode == 1 and refused.stdout == "" and "Fatal error" not in refused.stderr
    assert "full" in refused.stderr and str(small_disk) in refused.stderr


@pytest.mark.skipif(os.geteuid() != 0, reason="needs root to become somebody else")
def test_a_folder_that_may_not_be_written(tmp_path, start):
    """As another user, because root may write anywhere."""
    folder = tmp_path / "data"
    start("--data-dir", folder).stop()
    state = tmp_path / "state"
    state.mkdir(mode=0o777)
    state.chmod(0o777)
    for parent in (tmp_path, *tmp_path.parents):
        if parent.stat().st_uid == 0 and str(parent).startswith("/tmp/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    program_file = tmp_path / "scalekit-emulator"
    program_file.write_bytes(program.BINARY.read_bytes())
    program_file.chmod(0o755)
    refused = subprocess.run(
        ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", program_file, "serve", "--json", "--port", "0",
         "--state-dir", state, "--data-dir", folder],
        capture_output=True, text=True, timeout=30, check=False,
    )
    assert refused.returncode == 1 and refused.stdout == "" and "Fatal error" not in refused.stderr
    assert str(folder) in refused.stderr and len(refused.stderr.strip().splitlines()) == 1
