"""The program as a shell sees it: exit codes, the two streams, files it leaves."""

import concurrent.futures
import json
import os
import pathlib
import signal
import socket
import stat
import subprocess
import sys
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


def exec_python(code, *flags, state_dir, **options):
    return program.run("exec", "--state-dir", state_dir, *flags, "--", sys.executable, "-c", code, **options)


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
                stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=program.plain_environment(),
            )  # fmt: skip
            time.sleep(delay)
            process.terminate()
            process.communicate(timeout=20)
            assert process.returncode in (0, -signal.SIGTERM)

    def test_text_for_people(self, state_dir):
        process = subprocess.Popen(
            program.command("serve", "--port", "0", "--state-dir", state_dir),
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=program.plain_environment(),
        )  # fmt: skip
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
        server = start("--client-id", "skc_7", "--client-secret", "it's $HOME \"quoted\" ü")
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
        [(["--port", "70000"], "port"), (["--port", "x"], "port"), (["--consent", "never"], "consent"),
         (["--verify-mode", "b2c"], "verify-mode"), (["--no-such-flag"], "no-such-flag"),
         (["--log-level", "loud"], "log-level"), (["--public-url", "ftp://x"], "public-url"),
         (["--client-id", ""], "client-id"), (["--host", "256.1.1.1"], "256.1.1.1"),
         (["--tls-cert", "/no/such/cert.pem", "--tls-key", "/no/such/key.pem"], "/no/such/"),
         (["--tls-cert", "/etc/hostname"], "tls-key")],
    )  # fmt: skip
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
        assert "colour" in line and ":1:1" in line.replace("line 1, column 1", ":1:1").replace("line 1 column 1", ":1:1")
        binary = tmp_path / "binary.yaml"
        binary.write_bytes(os.urandom(2000))
        assert "binary.yaml" in one_clear_line(program.run(*serve, binary, timeout=20))

    def test_a_state_folder_that_cannot_be_made(self, tmp_path):
        blocked = tmp_path / "file"
        blocked.write_text("")
        line = one_clear_line(program.run("serve", "--json", "--port", "0", "--state-dir", blocked / "state", timeout=20))
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
        for word in ("serve", "exec", "env", "health", "version"):
            assert word in top.stdout
        serve = program.run("serve", "--help")
        assert serve.returncode == 0
        for flag in (
            "--host", "--port", "--data-dir", "--state-dir", "--seed", "--consent", "--verify-mode", "--client-id",
            "--client-secret", "--public-url", "--tls-name", "--tls-cert", "--tls-key", "--strict-clients",
            "--strict-connections", "--random-seed", "--log-level", "--json",
        ):  # fmt: skip
            assert flag in serve.stdout, flag
        assert "manual" in serve.stdout and "instant" in serve.stdout

    def test_an_unknown_command(self):
        finished = program.run("sreve")
        assert finished.returncode != 0 and finished.stdout == "" and "sreve" in finished.stderr


class TestExec:
    @pytest.mark.parametrize("code", [0, 1, 2, 42, 255])
    def test_exit_codes_pass_through(self, state_dir, code):
        finished = exec_python(f"raise SystemExit({code})", state_dir=state_dir)
        assert (finished.returncode, finished.stdout) == (code, "")

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGINT])
    def test_signals_become_128_and_their_number(self, state_dir, number):
        code = f"import os, signal; signal.signal({int(number)}, signal.SIG_DFL) if {int(number)} != 9 else 0; " \
               f"os.kill(os.getpid(), {int(number)})"  # fmt: skip
        assert exec_python(code, state_dir=state_dir).returncode == 128 + number

    def test_standard_output_belongs_to_the_command(self, state_dir):
        finished = exec_python("print('only this')", "--log-level", "debug", state_dir=state_dir)
        assert finished.stdout == "only this\n"

    def test_standard_input_reaches_the_command(self, state_dir):
        finished = exec_python("print(input()[::-1])", state_dir=state_dir, input="abc\n")
        assert finished.stdout == "cba\n"

    def test_standard_error_reaches_us(self, state_dir):
        finished = exec_python("import sys; print('to stderr', file=sys.stderr)", state_dir=state_dir)
        assert "to stderr" in finished.stderr

    def test_arguments_arrive_untouched(self, state_dir):
        odd = ["", "a b", "--port", "-x", "$HOME", "ü", "--", "'\""]
        finished = program.run(
            "exec", "--state-dir", state_dir, "--", sys.executable, "-c", "import sys, json; print(json.dumps(sys.argv[1:]))",
            *odd,
        )  # fmt: skip
        assert json.loads(finished.stdout) == odd

    def test_the_variables_are_there(self, state_dir, tmp_path):
        finished = exec_python(
            "import os, json; print(json.dumps(dict(os.environ)))", state_dir=state_dir,
            env=program.plain_environment() | {"MINE": "kept"},
        )  # fmt: skip
        seen = json.loads(finished.stdout)
        assert seen["MINE"] == "kept"
        for name in ("SCALEKIT_ENV_URL", "SCALEKIT_CLIENT_ID", "SCALEKIT_CLIENT_SECRET", "REQUESTS_CA_BUNDLE",
                     "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", "SSL_CERT_FILE", "NODE_EXTRA_CA_CERTS", "NO_PROXY"):  # fmt: skip
            assert seen[name]

    def test_the_server_is_gone_afterwards(self, state_dir):
        finished = exec_python("import os; print(os.environ['SCALEKIT_ENV_URL'])", state_dir=state_dir)
        port = int(finished.stdout.rsplit(":", 1)[1])
        with pytest.raises(ConnectionError):
            socket.create_connection(("127.0.0.1", port), timeout=2)

    def test_serve_options_apply(self, state_dir):
        code = (
            "import os; from scalekit import ScalekitClient as C; "
            "c = C(*(os.environ['SCALEKIT_' + n] for n in ('ENV_URL', 'CLIENT_ID', 'CLIENT_SECRET'))); "
            "c.actions.get_authorization_link(connection_name='gmail', identifier='ada'); "
            "print(c.actions.get_connected_account('gmail', 'ada').connected_account.status)"
        )
        finished = exec_python(code, "--consent", "instant", "--client-id", "skc_9", state_dir=state_dir)
        assert finished.stdout == "ACTIVE\n", finished.stderr

    def test_a_command_that_does_not_exist(self, state_dir):
        finished = program.run("exec", "--state-dir", state_dir, "--", "/no/such/command")
        assert finished.returncode == 127 and finished.stdout == ""
        assert "/no/such/command" in finished.stderr
        finished = program.run("exec", "--state-dir", state_dir, "--", "no-such-command-anywhere")
        assert finished.returncode == 127 and "no-such-command-anywhere" in finished.stderr

    def test_without_a_command(self, state_dir):
        finished = program.run("exec", "--state-dir", state_dir)
        assert finished.returncode not in (0, 127) and finished.stdout == "" and "--" in finished.stderr

    def test_several_at_once_share_a_fresh_state_folder(self, tmp_path):
        """Ten starts race for the keys and the certificate; all must end up with the same ones."""
        code = (
            "import os, requests; u = os.environ['SCALEKIT_ENV_URL']; "
            "print(requests.get(u + '/keys').text, open(os.environ['REQUESTS_CA_BUNDLE']).read()[-200:])"
        )
        with concurrent.futures.ThreadPoolExecutor(10) as pool:
            runs = list(pool.map(lambda _: exec_python(code, state_dir=tmp_path / "fresh"), range(10)))
        assert [run.returncode for run in runs] == [0] * 10, [run.stderr for run in runs]
        assert len({run.stdout for run in runs}) == 1

    def test_a_signal_is_passed_on(self, state_dir, tmp_path):
        """Ctrl-C in a terminal or a stop from CI must reach the command, and its exit code comes back."""
        started = tmp_path / "started"
        code = (
            "import pathlib, signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit(7)); "
            f"pathlib.Path({str(started)!r}).touch(); time.sleep(30)"
        )
        process = subprocess.Popen(
            program.command("exec", "--state-dir", state_dir, "--", sys.executable, "-c", code),
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=program.plain_environment(),
        )  # fmt: skip
        deadline = time.monotonic() + 20
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(20) == 7


class TestEnv:
    def environment(self, server, form):
        return program.run("env", "--state-dir", server.state_dir, "--format", form)

    @pytest.fixture
    def server(self, start, tmp_path):
        return start("--client-secret", "it's $HOME \"x\" \\ ü", state_dir=tmp_path / "own-state")

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


def test_version():
    finished = program.run("version")
    assert finished.returncode == 0
    assert finished.stdout.startswith("scalekit-emulator ") and len(finished.stdout.splitlines()) == 1
    assert any(character.isdigit() for character in finished.stdout)


class TestStateFolder:
    def test_private_keys_are_the_owners_alone(self, start, tmp_path):
        folder = tmp_path / "state"
        old = os.umask(0)
        try:
            server = start(state_dir=folder)
        finally:
            os.umask(old)
        private = [path for path in folder.rglob("*") if path.is_file() and b"PRIVATE KEY" in path.read_bytes()]
        assert len(private) >= 2, "at least the signing key and a TLS key"
        for path in private:
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        for path in folder.rglob("*"):
            if path.is_file() and server.client_secret.encode() in path.read_bytes():
                assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
        assert stat.S_IMODE(pathlib.Path(server.ca_file).stat().st_mode) & 0o444 == 0o444

    def test_certificates_are_made_once(self, start, tmp_path):
        folder = tmp_path / "state"
        first = start(state_dir=folder)
        ca = pathlib.Path(first.ca_file).read_bytes()
        first.stop()
        second = start(state_dir=folder)
        assert pathlib.Path(second.ca_file).read_bytes() == ca
        assert second.ca_file == first.ca_file

    def test_nothing_is_left_behind_by_a_stopped_server(self, start, tmp_path):
        folder = tmp_path / "state"
        start(state_dir=folder).stop()
        before = {path.name for path in folder.rglob("*")}
        start(state_dir=folder).stop()
        assert {path.name for path in folder.rglob("*")} == before

    def test_home_decides_where_it_is_without_a_flag(self, tmp_path):
        env = {name: value for name, value in program.plain_environment().items() if not name.startswith("XDG_")}
        finished = program.run("exec", "--", "sh", "-c", 'echo "$GRPC_DEFAULT_SSL_ROOTS_FILE_PATH"',
                               env=env | {"HOME": str(tmp_path)})  # fmt: skip
        assert finished.stdout.startswith(str(tmp_path)), finished.stdout + finished.stderr

    def test_a_leaf_about_to_expire_is_renewed_and_the_ca_kept(self, start, tmp_path):
        """The leaf is replaced by one that ends tomorrow, signed by the same CA."""
        import datetime

        from cryptography import x509
        from cryptography.hazmat.primitives import hashes, serialization

        folder = tmp_path / "state"
        first = start(state_dir=folder)
        served = _served_certificate(first)
        first.stop()
        keys, leaf_path = {}, None
        for path in folder.rglob("*"):
            data = path.read_bytes() if path.is_file() else b""
            if b"PRIVATE KEY" in data:
                key = serialization.load_pem_private_key(data, None)
                keys[key.public_key().public_bytes(
                    serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)] = key  # fmt: skip
            if b"BEGIN CERTIFICATE" in data and x509.load_pem_x509_certificate(data) == served:
                leaf_path = path
        assert leaf_path, "the leaf is not kept in the state folder"
        ca = x509.load_pem_x509_certificate(pathlib.Path(first.ca_file).read_bytes())
        spki = (serialization.Encoding.DER, serialization.PublicFormat.SubjectPublicKeyInfo)
        ca_key = keys[ca.public_key().public_bytes(*spki)]
        now = datetime.datetime.now(datetime.timezone.utc)
        builder = x509.CertificateBuilder(
            served.issuer, served.subject, served.public_key(), x509.random_serial_number(),
            now - datetime.timedelta(days=30), now + datetime.timedelta(days=1),
        )  # fmt: skip
        for extension in served.extensions:
            builder = builder.add_extension(extension.value, extension.critical)
        expiring = builder.sign(ca_key, hashes.SHA256())
        leaf_path.write_bytes(expiring.public_bytes(serialization.Encoding.PEM))

        second = start(state_dir=folder)
        renewed = _served_certificate(second)
        assert renewed.not_valid_after_utc > now + datetime.timedelta(days=7)
        assert renewed.issuer == ca.subject
        assert x509.load_pem_x509_certificate(pathlib.Path(second.ca_file).read_bytes()) == ca


def _served_certificate(server):
    from cryptography import x509

    from wire import tls_socket

    with tls_socket(server) as sock:
        return x509.load_der_x509_certificate(sock.getpeercert(binary_form=True))
