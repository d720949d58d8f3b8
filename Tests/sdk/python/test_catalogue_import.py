"""`catalogue import --from-env`: an environment's connectors and tools as a folder that another emulator serves."""

import http.server
import json
import pathlib
import threading
import time

import pytest
import yaml
from scalekit.actions.models.custom_provider import AuthPattern
from scalekit.actions.models.requests.create_custom_provider_request import CreateCustomProviderRequest
from scalekit.v1.connections import connections_pb2
from scalekit.v1.providers import providers_pb2
from scalekit.v1.tools.tools_pb2 import Tool

import emulator as program

PROVIDER = """\
provider: MADE{number:02d}
slug: made{number:02d}
display_name: Made up {number:02d}
description: "A connector: of the test."
categories: [Developer Tools]
base_url: https://api.made{number:02d}.example
auth_patterns:
  - type: API_KEY
    display_name: Key
    auth_header_key_override: x-key
    fields: [{{field_name: api_key, label: Key, input_type: password, hint: "Where? # There"}}]
"""
TOOL = """\
---
name: made{provider:02d}_item_change_{number:04d}
display_name: Change item {number:04d}
description: "Change an item: only what is given is changed, “the rest” stays as it is."
category: items
annotations: [{annotations}]
input:
  properties:
    list: {{type: string, description: Name of the list that the item is in.}}
    item: {{type: string, pattern: "^[a-z]+\\\\d*$", description: Id of the item.}}
    state: {{type: string, enum: [open, "on", "null", "1"], default: open, description: What became of it.}}
    labels: {{type: array, items: {{type: string}}, description: Names of labels to put on it.}}
    weight: {{type: number, minimum: 0, maximum: 0.1, description: How much it counts.}}
  required: [list, item]
request: {{method: PATCH, path: "/lists/{{list}}/items/{{item}}", body: [state, labels, weight]}}
example: {{id: "{{{{params.item | item-4711}}}}", done: false, size: 1.5}}
"""
ANNOTATIONS = ["", "read_only", "destructive, open_world", "idempotent"]


def generate(folder, providers, tools):
    folder.mkdir()
    for p in range(providers):
        parts = [TOOL.format(provider=p, number=n, annotations=ANNOTATIONS[n % 4]) for n in range(tools)]
        (folder / f"made{p:02d}.yaml").write_text("".join([PROVIDER.format(number=p), *parts]))
    return folder


def everything(client):
    """Every tool by name: what the API shows of it."""
    tools, token = {}, ""
    while True:
        page, _ = client.tools.list_tools(page_size=1000, page_token=token)
        for tool in page.tools:
            tools[tool.definition["name"]] = tool
        token = page.next_page_token
        if not token:
            assert len(tools) == page.total_size
            return tools


def providers_of(client):
    reply, _ = client.actions._providers_client.list_providers(page_size=1000, provider_type=providers_pb2.ALL)
    return {provider.identifier: provider for provider in reply.providers}


def connections_of(client):
    found, token = {}, ""
    while True:
        request = connections_pb2.ListAppConnectionsRequest(page_size=30, page_token=token)
        stub = client.connection.connection_service
        reply = client.core_client.grpc_exec(stub.ListAppConnections.with_call, request)[0]
        found |= {c.key_id: (c.provider_key, c.type, c.enabled) for c in reply.connections}
        token = reply.next_page_token
        if not token:
            return found


def variables(server, client_id=None, secret=None):
    """What points the command at a server, and nothing else."""
    return program.plain_environment() | {
        "SCALEKIT_ENV_URL": server.url,
        "SCALEKIT_CLIENT_ID": client_id or server.client_id,
        "SCALEKIT_CLIENT_SECRET": secret or server.client_secret,
        "SSL_CERT_FILE": str(server.ca_file),
    }


def run(server, folder, *flags, env=None, timeout=240):
    return program.run(
        "catalogue", "import", "--from-env", folder, *flags, env=env or variables(server), timeout=timeout
    )


def imported(server, folder, *flags, **options):
    finished = run(server, folder, *flags, **options)
    assert finished.returncode == 0, finished.stderr
    return finished


def serve(start, folder):
    return start("--catalogue", folder, "--seed", pathlib.Path(folder) / "seed.yml").default_client()


def test_16000_tools_come_back_the_same(start, tmp_path, record_property, capsys):
    source = start("--catalogue", generate(tmp_path / "source", 40, 400))
    before = time.monotonic()
    finished = imported(source, tmp_path / "copy")
    seconds = time.monotonic() - before
    assert finished.stdout.startswith("40 connectors, 16000 tools, 0 custom providers, 40 connections written to ")
    assert "tools: 16000 of 16000" in finished.stderr and "note:" not in finished.stderr
    copy = serve(start, tmp_path / "copy")
    original, again = everything(source.default_client()), everything(copy)
    assert len(original) == 16000 and again.keys() == original.keys()
    for name, tool in original.items():
        # Names, schemas, annotations, everything else that the API shows.
        assert again[name] == tool, name
    record_property("seconds", seconds)
    with capsys.disabled():
        print(f"\n16,000 tools imported in {seconds:.1f} s")


def test_the_embedded_catalogue_comes_back_and_still_plays_its_providers(start, tmp_path):
    source = start()
    imported(source, tmp_path / "copy")
    copy = serve(start, tmp_path / "copy")
    assert everything(copy) == everything(source.default_client())
    assert providers_of(copy) == providers_of(source.default_client())
    assert connections_of(copy) == connections_of(source.default_client())
    token = {"oauth_token": {"access_token": "ya29.x"}}
    copy.actions.create_connected_account("gmail", "ada", token)
    copy.actions.create_connected_account("asana", "ada", token)
    sent = copy.actions.execute_tool(
        tool_name="gmail_send_message", identifier="ada", tool_input={"to": "b@c.d", "subject": "Hi", "body": "There"}
    )
    assert sent.data["id"]
    listed = copy.actions.execute_tool(tool_name="asana_workspaces_list", identifier="ada", tool_input={})
    assert listed.data["data"][0]["gid"], "the example of the catalogue"


def test_an_environment_of_ones_own(start, tmp_path):
    """Custom providers, registered and changed tools, connections of every kind."""
    source = start()
    client = source.client("skc_7", "secret-7")
    pattern = AuthPattern(type="BEARER", display_name="Token", x_ours={"a": [1, None]})
    custom = client.actions.providers.create_custom_provider(
        CreateCustomProviderRequest(display_name="Acme CRM", proxy_url="https://acme.example", auth_patterns=[pattern])
    ).provider
    new = connections_pb2.CreateConnection(provider_key=custom.identifier, type=connections_pb2.BEARER, key_id="acme")
    made = client.connection.create_environment_connection(new, connections_pb2.Flags(is_app=True))[0].connection
    stub = client.connection.connection_service
    client.core_client.grpc_exec(
        stub.DisableEnvironmentConnection.with_call,
        connections_pb2.ToggleEnvironmentConnectionRequest(connection_id=made.id),
    )
    registered = Tool()
    registered.definition.update(
        {"name": "gmail_our_own", "description": "Ours:\n\ttwo lines", "input_schema": {"type": "object"}, "x": [None]}
    )
    register(client, registered)
    ours = Tool()
    ours.definition.update({"name": "acme_orders", "provider": custom.identifier, "input_schema": {"type": "object"}})
    register(client, ours)

    finished = imported(source, tmp_path / "copy", env=variables(source, "skc_7", "secret-7"))
    notes = [line for line in finished.stderr.splitlines() if line.startswith("note: ")]
    assert notes == [
        "note: updated_at of tools is not kept: acme_orders, gmail_our_own",
        "note: tools of custom providers are left out; those of MCP servers are read there: acme_orders",
    ]
    copy = serve(start, tmp_path / "copy")
    assert connections_of(copy) == connections_of(client)
    assert connections_of(copy)["acme"] == (custom.identifier, connections_pb2.BEARER, False)
    assert providers_of(copy)[custom.identifier].auth_patterns == providers_of(client)[custom.identifier].auth_patterns
    assert everything(copy)["gmail_our_own"].definition == everything(client)["gmail_our_own"].definition


def register(client, tool):
    from scalekit.v1.tools.tools_pb2 import CreateToolRequest

    stub = client.tools.tool_service
    return client.core_client.grpc_exec(stub.CreateTool.with_call, CreateToolRequest(tool=tool))[0]


@pytest.fixture
def source(start, tmp_path):
    return start("--catalogue", generate(tmp_path / "source", 2, 3))


def complaint(finished):
    lines = [line for line in finished.stderr.splitlines() if line.startswith("scalekit-emulator: ")]
    assert finished.returncode == 1 and len(lines) == 1 and finished.stdout == "", finished.stderr
    return lines[0]


class TestFiles:
    def test_people_can_read_them(self, source, tmp_path):
        imported(source, tmp_path / "copy")
        assert sorted(path.name for path in (tmp_path / "copy").iterdir()) == ["made00.yaml", "made01.yaml", "seed.yml"]
        provider, *tools = yaml.safe_load_all((tmp_path / "copy" / "made00.yaml").read_text())
        assert provider["slug"] == "made00" and provider["definition"]["display_name"] == "Made up 00"
        assert [tool["name"] for tool in tools] == [f"made00_item_change_{n:04d}" for n in range(3)]
        checked = program.run("catalogue", "check", tmp_path / "copy")
        assert checked.stdout == "2 connectors, 6 tools, no mistakes\n"

    def test_what_is_there_is_not_replaced(self, source, tmp_path):
        imported(source, tmp_path / "copy")
        mine = tmp_path / "copy" / "made00.yaml"
        mine.write_text("mine")
        assert "made00.yaml and 2 more already" in complaint(run(source, tmp_path / "copy"))
        assert mine.read_text() == "mine"
        (tmp_path / "copy" / "old.yaml").write_text("old")
        finished = imported(source, tmp_path / "copy", "--force")
        assert "Made up 00" in mine.read_text()
        assert "note: connectors that were in the folder before stay: old.yaml" in finished.stderr
        assert not [path for path in (tmp_path / "copy").iterdir() if path.name.startswith(".")]

    def test_a_folder_that_cannot_be_made(self, source, tmp_path):
        (tmp_path / "file").write_text("")
        assert "cannot write into" in complaint(run(source, tmp_path / "file" / "copy"))


class TestAccess:
    def test_variables_are_needed(self, source, tmp_path):
        for name in ("SCALEKIT_ENV_URL", "SCALEKIT_CLIENT_ID", "SCALEKIT_CLIENT_SECRET"):
            env = {key: value for key, value in variables(source).items() if key != name}
            assert f"{name} is not set" in complaint(run(source, tmp_path / "copy", env=env))

    def test_flags_stand_in_for_them(self, source, tmp_path):
        flags = ["--env-url", source.url + "/", "--client-id", source.client_id]
        flags += ["--client-secret", source.client_secret]
        imported(source, tmp_path / "copy", *flags, "--ca-file", source.ca_file, env=program.plain_environment())

    def test_from_where_has_to_be_said(self, source, tmp_path):
        finished = program.run("catalogue", "import", tmp_path / "copy", env=variables(source))
        assert finished.returncode != 0 and "--from-env" in finished.stderr

    def test_a_wrong_secret(self, source, tmp_path):
        said = complaint(run(source, tmp_path / "copy", env=variables(source, secret="wrong")))
        assert "/oauth/token with status 401" in said and "SCALEKIT_CLIENT_SECRET" in said
        assert "wrong" not in said and not (tmp_path / "copy").exists()

    def test_an_authority_that_is_not_trusted(self, source, tmp_path):
        env = {key: value for key, value in variables(source).items() if key != "SSL_CERT_FILE"}
        before = time.monotonic()
        said = complaint(run(source, tmp_path / "copy", env=env))
        assert "cannot be reached" in said and "--ca-file" in said
        assert time.monotonic() - before < 10, "trying again would not help"

    def test_a_file_without_certificates(self, source, tmp_path):
        (tmp_path / "ca.pem").write_text("no certificate")
        assert "cannot read certificates" in complaint(run(source, tmp_path / "copy", "--ca-file", tmp_path / "ca.pem"))

    def test_what_is_no_url(self, source, tmp_path):
        said = complaint(run(source, tmp_path / "copy", "--env-url", "acme.scalekit.dev"))
        assert "is no URL of an environment" in said


class Flaky(http.server.BaseHTTPRequestHandler):
    """An environment whose every second answer is a failure."""

    failures = ()

    def log_message(self, *arguments):
        pass

    def do_POST(self):
        self.rfile.read(int(self.headers.get("content-length", 0)))
        self.answer({"access_token": "t"})

    def do_GET(self):
        server = self.server
        server.asked.append(self.path)
        if server.failures:
            status, headers = server.failures.pop(0)
            return self.answer({"code": 14, "message": "come back later"}, status, headers)
        path = self.path.split("?")[0]
        if path.endswith("/providers"):
            return self.answer({"providers": [], "total_size": 0, "next_page_token": server.endless})
        return self.answer({"tools": [], "connections": []})

    def answer(self, body, status=200, headers=()):
        data = json.dumps(body).encode()
        self.send_response(status)
        for name, value in headers:
            self.send_header(name, value)
        self.send_header("content-length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)


@pytest.fixture
def flaky():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Flaky)
    server.failures, server.asked, server.endless = [], [], ""
    server.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def flags(server):
    return ["--env-url", server.url, "--client-id", "skc_1", "--client-secret", "s"]


class TestPatience:
    def test_busy_servers_are_asked_again(self, flaky, tmp_path):
        flaky.failures = [(429, [("retry-after", "1")]), (503, [])]
        finished = imported(flaky, tmp_path / "copy", *flags(flaky), env=program.plain_environment())
        assert finished.stderr.count("trying again") == 2 and "status 429: come back later" in finished.stderr
        assert finished.stdout.startswith("0 connectors, 0 tools")

    def test_but_not_for_ever(self, flaky, tmp_path):
        flaky.failures = [(503, [("retry-after", "0")])] * 9
        said = complaint(run(flaky, tmp_path / "copy", *flags(flaky), env=program.plain_environment()))
        assert "status 503" in said and len(flaky.asked) == 5

    def test_and_not_when_asked_to_wait_too_long(self, flaky, tmp_path):
        flaky.failures = [(429, [("retry-after", "3600")])]
        complaint(run(flaky, tmp_path / "copy", *flags(flaky), env=program.plain_environment()))
        assert len(flaky.asked) == 1

    def test_refusals_are_final(self, flaky, tmp_path):
        flaky.failures = [(403, [])] * 2
        assert "may not read" in complaint(
            run(flaky, tmp_path / "copy", *flags(flaky), env=program.plain_environment())
        )
        assert len(flaky.asked) == 1

    def test_a_list_without_an_end_is_given_up(self, flaky, tmp_path):
        flaky.endless = "again"
        said = complaint(run(flaky, tmp_path / "copy", *flags(flaky), env=program.plain_environment()))
        assert "does not come to an end" in said
