"""`--catalogue`: a folder of connectors in the place of those that come with the program."""

import os
import sys

import pytest
from scalekit.common.exceptions import ScalekitException, ScalekitNotFoundException

import emulator as program

PROVIDER = """\
provider: ACME
slug: acme
display_name: Acme
description: Sells anvils.
categories: [Shopping]
base_url: https://api.acme.example
auth_patterns:
  - type: API_KEY
    display_name: Key
    fields: [{field_name: api_key, label: Key, input_type: password}]
"""

TOOL = """\
---
name: acme_anvil_order
display_name: Order an anvil
description: Buy one anvil.
category: anvils
annotations: []
input:
  properties: {weight: {type: integer, minimum: 1, description: In kilograms.}}
  required: [weight]
request: {method: POST, path: /orders, body: [weight]}
example: {order: "order-{{number}}", weight: "{{params.weight | 5}}"}
"""

KEY = {"static_auth": {"api_key": "k"}}


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "catalogue"
    folder.mkdir()
    (folder / "acme.yaml").write_text(PROVIDER + TOOL)
    return folder


def refused(folder):
    finished = program.run("exec", "--catalogue", folder, "--", "true", timeout=30)
    assert finished.returncode == 1 and finished.stdout == ""
    assert "Fatal error" not in finished.stderr
    return finished.stderr.strip().removeprefix("scalekit-emulator: ").splitlines()


def names(client):
    return list(client.tools.list_tools()[0].tool_names)


def order(client, **params):
    return client.actions.execute_tool(
        tool_name="acme_anvil_order", identifier="ada", tool_input=params or {"weight": 9}
    )


def test_it_is_the_whole_catalogue(start, folder):
    client = start("--catalogue", folder).client()
    assert names(client) == ["acme_anvil_order"]
    client.actions.create_connected_account("acme", "ada", KEY)
    assert order(client).data["weight"] == 9
    with pytest.raises(ScalekitNotFoundException):
        client.actions.create_connected_account("gmail", "ada")


def test_exec_takes_it_too(folder):
    listed = (
        "import os; from scalekit import ScalekitClient; e = os.environ; "
        "c = ScalekitClient(e['SCALEKIT_ENV_URL'], e['SCALEKIT_CLIENT_ID'], e['SCALEKIT_CLIENT_SECRET']); "
        "print(*c.tools.list_tools()[0].tool_names)"
    )
    finished = program.run("exec", "--catalogue", folder, "--", sys.executable, "-c", listed)
    assert finished.stdout.strip() == "acme_anvil_order", finished.stderr


def test_seeds_know_its_connections(start, folder, tmp_path):
    seed = tmp_path / "seed.yaml"
    seed.write_text("clients:\n  - {client_id: skc_5, client_secret: s, connected_accounts: [\n")
    seed.write_text(seed.read_text() + "    {connection: acme, identifier: ada, status: ACTIVE}]}\n")
    server = start("--catalogue", folder, "--seed", seed)
    assert order(server.client("skc_5", "s")).data["weight"] == 9


def test_files_of_other_kinds_are_left_alone(start, folder):
    (folder / "README.md").write_text("# Ours\n")
    assert names(start("--catalogue", folder).client()) == ["acme_anvil_order"]


class TestMistakes:
    def test_in_a_provider_they_stop_the_start(self, folder):
        (folder / "acme.yaml").write_text(PROVIDER.replace("API_KEY", "API_KEYS"))
        (folder / "beta.yaml").write_text(PROVIDER)
        text = "\n".join(refused(folder))
        assert f"\n{folder}/acme.yaml:8:11: auth_patterns[0].type: " in text
        assert f"\n{folder}/beta.yaml:2:7: slug: " in text

    def test_a_document_without_a_name_stops_the_start(self, folder):
        (folder / "acme.yaml").write_text(PROVIDER + "---\ndisplay_name: Nameless\n")
        assert refused(folder)[0].startswith(f"{folder}/acme.yaml:12:1: a tool's document begins with its name")

    def test_the_same_tool_in_two_files_stops_the_start(self, folder):
        other = PROVIDER.replace("ACME", "BETA").replace("slug: acme", "slug: beta")
        (folder / "beta.yaml").write_text(other + TOOL)
        lines = refused(folder)
        assert lines == [f"{folder}/beta.yaml:12:1: acme_anvil_order is in {folder}/acme.yaml already"]

    def test_in_a_tool_they_are_told_to_whoever_asks_for_it(self, start, folder):
        (folder / "acme.yaml").write_text(PROVIDER + TOOL + TOOL.replace("_order", "_melt").replace("POST", "MELT"))
        client = start("--catalogue", folder).client()
        client.actions.create_connected_account("acme", "ada", KEY)
        assert order(client).data["weight"] == 9
        with pytest.raises(ScalekitException) as caught:
            names(client)
        assert f"{folder}/acme.yaml:31:19: request.method: " in str(caught.value)
        checked = program.run("catalogue", "check", folder)
        assert checked.returncode == 1 and f"{folder}/acme.yaml:31:19:" in checked.stdout

    def test_an_empty_folder(self, tmp_path):
        line = refused(tmp_path)[0]
        assert f"there is no .yaml file in {tmp_path}" in line and "<slug>.yaml" in line

    def test_no_folder(self, tmp_path):
        assert f"there is no {tmp_path}/nothing" in refused(tmp_path / "nothing")[0]

    def test_a_file_in_its_place(self, folder):
        assert f"{folder}/acme.yaml is a file" in refused(folder / "acme.yaml")[0]

    @pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
    def test_a_folder_that_may_not_be_read(self, folder):
        folder.chmod(0o300)
        try:
            assert f"{folder} is not a readable folder" in refused(folder)[0]
        finally:
            folder.chmod(0o700)

    def test_a_file_that_cannot_be_read(self, folder):
        (folder / "beta.yaml").mkdir()
        assert refused(folder)[0] == f"cannot read {folder}/beta.yaml: it is not a readable file"

    def test_a_file_that_is_no_text(self, folder):
        (folder / "beta.yaml").write_bytes(b"\xff\xfe\x00")
        assert refused(folder)[0].startswith(f"{folder}/beta.yaml:1:1: the file is not UTF-8 text")


def test_a_data_directory_outlives_its_catalogue(start, folder, tmp_path):
    """Accounts of providers that are gone are still there, and work again when the provider is back."""
    client_id, data = program.unseen_client_id(), tmp_path / "data"
    first = start("--data-dir", data)
    first.client(client_id).actions.create_connected_account("gmail", "ada")
    first.stop()

    second = start("--data-dir", data, "--catalogue", folder)
    client = second.client(client_id)
    client.actions.create_connected_account("acme", "ada", KEY)
    listed = client.actions.list_connected_accounts().connected_accounts
    assert [account.connector for account in listed] == ["acme", "gmail"]
    assert order(client).data["weight"] == 9
    second.stop()

    client = start("--data-dir", data).client(client_id)
    assert "acme_anvil_order" not in names(client) and len(names(client)) > 100
    listed = client.actions.list_connected_accounts().connected_accounts
    assert [account.connector for account in listed] == ["acme", "gmail"]
    reply = client.actions.request(connection_name="acme", identifier="ada", path="/orders")
    assert reply.status_code == 400 and "the provider ACME is not in the catalogue any more" in reply.text
    with pytest.raises(ScalekitNotFoundException):
        order(client)
