"""The program as a shell sees it: flags, exit codes, the two streams."""

import json
import os
import signal
import socket
import subprocess
import time

import pytest
import requests

import emulator as program


def one_clear_line(finished):
    """How every start that cannot succeed must end."""
    assert finished.returncode not in (0, None)
    assert finished.stdout == ""
    lines = finished.stderr.strip().splitlines()
    assert len(lines) == 1, finished.stderr
    assert "Fatal error" not in lines[0] and "Swift." not in lines[0]
    return lines[0]


class TestServe:
    def test_json_is_exactly_one_line(self, start):
        server = start()
        server.process.send_signal(signal.SIGTERM)
        assert server.process.stdout.read() == b""
        assert server.process.wait(20) == 0

    def test_the_first_call_after_the_line_succeeds(self, start):
        for _ in range(3):
            server = start()
            assert requests.get(server.url + "/keys", timeout=5).status_code == 200
            assert server.default_client().actions.list_connected_accounts().connected_accounts == []

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
    def test_signals_end_it_with_zero(self, start, number):
        server = start()
        server.client().actions.create_connected_account("gmail", "ada")
        before = time.monotonic()
        assert server.stop(number) == 0
        assert time.monotonic() - before < 10

    def test_an_open_connection_does_not_hold_up_the_stop(self, start):
        server = start()
        client = server.client()
        client.actions.list_connected_accounts()
        with socket.create_connection(("localhost", server.port)), socket.create_connection(("localhost", server.port)):
            before = time.monotonic()
            assert server.stop() == 0
            assert time.monotonic() - before < 10

    def test_a_signal_right_after_the_start(self, state_dir):
        for delay in (0.0, 0.02, 0.05, 0.1, 0.2):
            process = subprocess.Popen(
                program.command("serve", "--json", "--port", "0", "--state-dir", state_dir),
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                env=program.plain_environment(),
            )
            time.sleep(delay)
            process.terminate()
            process.communicate(timeout=20)
            assert process.returncode in (0, -signal.SIGTERM)

    def test_text_for_people(self, state_dir):
        process = subprocess.Popen(
            program.command("serve", "--port", "0", "--state-dir", state_dir),
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=program.plain_environment(),
        )
        text = ""
        while "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH" not in text:
            line = process.stdout.readline()
            assert line, text
            text += line
        process.terminate()
        text += process.communicate(timeout=20)[0]
        assert "export SCALEKIT_ENV_URL=" in text
        assert process.returncode == 0

    def test_a_chosen_port_is_used(self, start):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        server = start("--port", port)
        assert server.port == port and server.url == f"https://localhost:{port}"

    def test_own_credentials(self, start):
        server = start("--client-id", "skc_7", "--client-secret", 'it\'s $HOME "quoted" ü')
        assert server.client_id == "skc_7"
        assert server.default_client().actions.list_connected_accounts().connected_accounts == []

    def test_logs_go_to_standard_error(self, start):
        server = start("--log-level", "debug")
        server.client().actions.list_connected_accounts()
        server.process.terminate()
        assert server.process.stdout.read() == b""
        assert server.log_text()

    def test_secrets_and_tokens_stay_out_of_the_log(self, start):
        server = start("--log-level", "trace")
        client = server.client(client_secret="very-secret-indeed")
        tokens = {"oauth_token": {"access_token": "ya29.do-not-log", "refresh_token": "1//do-not-log"}}
        client.actions.create_connected_account("gmail", "ada", tokens)
        server.stop()
        for secret in ("very-secret-indeed", "do-not-log", client.core_client.access_token):
            assert secret not in server.log_text()


class TestRefusals:
    def test_a_taken_port(self, emulator, state_dir):
        line = one_clear_line(program.run("serve", "--json", "--port", emulator.port, "--state-dir", state_dir))
        assert str(emulator.port) in line

    def test_a_port_taken_on_one_address_only(self, state_dir):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            line = one_clear_line(program.run("serve", "--json", "--port", port, "--state-dir", state_dir))
        assert str(port) in line

    @pytest.mark.parametrize(
        "flags, named",
        [
            (["--port", "70000"], "port"),
            (["--port", "x"], "port"),
            (["--consent", "never"], "consent"),
            (["--verify-mode", "b2c"], "verify-mode"),
            (["--no-such-flag"], "no-such-flag"),
            (["--log-level", "loud"], "log-level"),
            (["--public-url", "ftp://x"], "public-url"),
            (["--client-id", ""], "client-id"),
            (["--host", "256.1.1.1"], "256.1.1.1"),
            (["--tls-cert", "/no/such/cert.pem", "--tls-key", "/no/such/key.pem"], "/no/such/"),
            (["--tls-cert", "/etc/hostname"], "tls-key"),
        ],
    )
    def test_bad_flags(self, state_dir, flags, named):
        if "--port" not in flags:
            flags = ["--port", "0", *flags]
        finished = program.run("serve", "--json", "--state-dir", state_dir, *flags, timeout=20)
        assert finished.returncode != 0 and finished.stdout == ""
        assert named in finished.stderr
        first = finished.stderr.strip().splitlines()[0]
        assert named in first, finished.stderr

    def test_unreadable_seeds(self, state_dir, tmp_path):
        serve = ("serve", "--json", "--port", "0", "--state-dir", state_dir, "--seed")
        missing = tmp_path / "missing.yaml"
        assert str(missing) in one_clear_line(program.run(*serve, missing, timeout=20))
        broken = tmp_path / "broken.yaml"
        broken.write_text("clients: [\n")
        assert "broken.yaml" in one_clear_line(program.run(*serve, broken, timeout=20))
        unknown = tmp_path / "unknown.yaml"
        unknown.write_text("colour: red\n")
        line = one_clear_line(program.run(*serve, unknown, timeout=20))
        assert "colour" in line and ":1:1" in line.replace("line 1, column 1", ":1:1").replace(
            "line 1 column 1", ":1:1"
        )
        binary = tmp_path / "binary.yaml"
        binary.write_bytes(os.urandom(2000))
        assert "binary.yaml" in one_clear_line(program.run(*serve, binary, timeout=20))

    def test_a_state_folder_that_cannot_be_made(self, tmp_path):
        blocked = tmp_path / "file"
        blocked.write_text("")
        line = one_clear_line(
            program.run("serve", "--json", "--port", "0", "--state-dir", blocked / "state", timeout=20)
        )
        assert str(blocked) in line

    def test_damaged_keys_are_named(self, start, tmp_path):
        folder = tmp_path / "state"
        start(state_dir=folder).stop()
        keys = [p for p in folder.rglob("*") if p.is_file() and b"PRIVATE KEY" in p.read_bytes()]
        assert keys
        for key in keys:
            text = key.read_bytes()
            key.write_bytes(b"damaged")
            finished = program.run("exec", "--state-dir", folder, "--", "true", timeout=30)
            if finished.returncode != 0:
                assert key.name in one_clear_line(finished)
            key.write_bytes(text)

    def test_help_teaches(self):
        top = program.run("--help")
        assert top.returncode == 0
        for word in ("serve", "exec", "env", "health", "version", "catalogue"):
            assert word in top.stdout
        serve = program.run("serve", "--help")
        assert serve.returncode == 0
        for flag in (
            "--host",
            "--port",
            "--data-dir",
            "--state-dir",
            "--seed",
            "--consent",
            "--verify-mode",
            "--client-id",
            "--client-secret",
            "--public-url",
            "--tls-name",
            "--tls-cert",
            "--tls-key",
            "--catalogue",
            "--strict-clients",
            "--strict-connections",
            "--random-seed",
            "--log-level",
            "--json",
        ):
            assert flag in serve.stdout, flag
        assert "manual" in serve.stdout and "instant" in serve.stdout

    def test_an_unknown_command(self):
        finished = program.run("sreve")
        assert finished.returncode != 0 and finished.stdout == "" and "sreve" in finished.stderr


class TestEnv:
    def environment(self, server, form):
        return program.run("env", "--state-dir", server.state_dir, "--format", form)

    @pytest.fixture
    def server(self, start, tmp_path):
        return start("--client-secret", 'it\'s $HOME "x" \\ ü', state_dir=tmp_path / "own-state")

    def test_sh(self, server):
        printed = program.run("env", "--state-dir", server.state_dir)
        assert printed.returncode == 0, printed.stderr
        assert printed.stdout == self.environment(server, "sh").stdout
        evaluated = subprocess.run(
            ["sh", "-c", 'eval "$1"; env -0', "sh", printed.stdout], capture_output=True, text=True, check=True, env={}
        )
        seen = dict(item.split("=", 1) for item in evaluated.stdout.split("\0") if item)
        assert server.env.items() <= seen.items()

    def test_json(self, server):
        assert json.loads(self.environment(server, "json").stdout) == server.env

    def test_dotenv(self, server):
        from dotenv import dotenv_values

        path = server.state_dir.parent / "dotenv"
        path.write_text(self.environment(server, "dotenv").stdout)
        assert dotenv_values(path, interpolate=False) == server.env

    def test_fish(self, server):
        text = self.environment(server, "fish").stdout
        assert "set -gx SCALEKIT_ENV_URL" in text and server.url in text

    def test_over_http_it_is_the_same(self, server):
        fetched = requests.get(f"{server.clear_url}/_emulator/env", params={"format": "json"}, timeout=10).json()
        assert fetched["SCALEKIT_CLIENT_SECRET"] == server.client_secret

    def test_without_a_server(self, tmp_path):
        finished = program.run("env", "--state-dir", tmp_path)
        assert "no running server" in one_clear_line(finished)


class TestHealth:
    def test_zero_when_it_answers(self, start, tmp_path):
        server = start(state_dir=tmp_path)
        assert program.run("health", "--state-dir", tmp_path).returncode == 0
        assert program.run("health", "--url", server.clear_url).returncode == 0
        server.stop()
        finished = program.run("health", "--state-dir", tmp_path)
        assert finished.returncode == 1

    def test_a_killed_server_is_not_healthy(self, start, tmp_path):
        server = start(state_dir=tmp_path)
        server.kill()
        assert program.run("health", "--state-dir", tmp_path).returncode == 1

    def test_a_server_that_hangs_is_not_healthy(self, start, tmp_path):
        server = start(state_dir=tmp_path)
        server.process.send_signal(signal.SIGSTOP)
        try:
            finished = program.run("health", "--state-dir", tmp_path, timeout=30)
            assert finished.returncode == 1
        finally:
            server.process.send_signal(signal.SIGCONT)


class TestCatalogue:
    CONNECTOR = """\
provider: ACME
slug: acme
display_name: Acme
description: Buys anvils.
categories: [Shopping]
base_url: https://api.acme.test
auth_patterns: [{type: BEARER, display_name: Token, fields: [{field_name: token, label: Token}]}]
---
name: acme_anvil_order
display_name: Order an anvil
description: Order an anvil.
annotations: []
input: {properties: {note: {type: string, description: What to write on it.}}}
request: {method: POST, path: /anvils, body: [note]}
example: {id: 7}
"""

    def test_lists_connectors(self):
        listed = program.run("catalogue", "list")
        assert listed.returncode == 0, listed.stderr
        rows = {row[0]: row[1:] for row in (line.split("\t") for line in listed.stdout.splitlines())}
        assert rows["github"] == ["OAUTH,BEARER", "111", "GitHub"]
        assert list(rows) == sorted(rows) and len(rows) >= 60

    def test_lists_connectors_as_json(self):
        listed = json.loads(program.run("catalogue", "list", "--json").stdout)
        github = next(connector for connector in listed if connector["slug"] == "github")
        assert github["provider"] == "GITHUB" and github["tools"] == 111 and github["auth_types"] == ["OAUTH", "BEARER"]

    def test_lists_the_tools_of_a_connector(self):
        listed = program.run("catalogue", "list", "--provider", "github")
        names = [line.split("\t")[0] for line in listed.stdout.splitlines()]
        assert "github_issue_create" in names and names == sorted(names)
        definitions = json.loads(program.run("catalogue", "list", "--provider", "GITHUB", "--json").stdout)
        assert [definition["name"] for definition in definitions] == names
        assert all(definition["input_schema"]["type"] == "object" for definition in definitions)

    def test_an_unknown_connector_is_told_the_nearest(self):
        line = one_clear_line(program.run("catalogue", "list", "--provider", "gihub"))
        assert "gihub" in line and "github" in line

    def test_checks_what_is_inside(self):
        checked = program.run("catalogue", "check")
        assert checked.returncode == 0, checked.stdout
        assert checked.stdout.endswith("no mistakes\n") and "connectors" in checked.stdout

    def test_checks_files_and_folders(self, tmp_path):
        file = tmp_path / "acme.yaml"
        file.write_text(self.CONNECTOR)
        (tmp_path / "notes.txt").write_text("not: [a catalogue")
        for path in (file, tmp_path):
            checked = program.run("catalogue", "check", path)
            assert (checked.returncode, checked.stdout) == (0, "1 connector, 1 tool, no mistakes\n"), checked.stderr

    def test_names_every_mistake(self, tmp_path):
        file = tmp_path / "acme.yaml"
        file.write_text(
            self.CONNECTOR.replace("slug: acme", "slug: amce")
            .replace("annotations: []", "annotations: [reads]")
            .replace("body: [note]", "body: []")
        )
        checked = program.run("catalogue", "check", file)
        assert checked.returncode == 1 and checked.stderr == ""
        first, second, third = checked.stdout.splitlines()
        assert first.startswith(f"{file}:2:7: slug: ")
        assert second.startswith(f"{file}:12:15: annotations[0]: ")
        assert third.startswith(f"{file}:14:10: request: ") and "note" in third

    def test_a_path_that_is_not_there(self, tmp_path):
        assert "nowhere.yaml" in one_clear_line(program.run("catalogue", "check", tmp_path / "nowhere.yaml"))

    def test_help_teaches(self):
        shown = program.run("catalogue", "--help")
        assert shown.returncode == 0 and "list" in shown.stdout and "check" in shown.stdout
        assert "file:line:column" in program.run("catalogue", "check", "--help").stdout
        assert "--provider" in program.run("catalogue", "list", "--help").stdout


def test_version():
    finished = program.run("version")
    assert finished.returncode == 0
    assert finished.stdout.startswith("scalekit-emulator ") and len(finished.stdout.splitlines()) == 1
    assert any(character.isdigit() for character in finished.stdout)
