"""`exec`: a command with an emulator around it."""

import concurrent.futures
import json
import signal
import socket
import subprocess
import sys
import time

import pytest

import emulator as program


def exec_python(code, *flags, state_dir, **options):
    return program.run("exec", "--state-dir", state_dir, *flags, "--", sys.executable, "-c", code, **options)


class TestExec:
    @pytest.mark.parametrize("code", [0, 1, 2, 42, 255])
    def test_exit_codes_pass_through(self, state_dir, code):
        finished = exec_python(f"raise SystemExit({code})", state_dir=state_dir)
        assert (finished.returncode, finished.stdout) == (code, "")

    @pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL, signal.SIGSEGV, signal.SIGINT])
    def test_signals_become_128_and_their_number(self, state_dir, number):
        code = (
            f"import os, signal; signal.signal({int(number)}, signal.SIG_DFL) if {int(number)} != 9 else 0; "
            f"os.kill(os.getpid(), {int(number)})"
        )
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
            "exec",
            "--state-dir",
            state_dir,
            "--",
            sys.executable,
            "-c",
            "import sys, json; print(json.dumps(sys.argv[1:]))",
            *odd,
        )
        assert json.loads(finished.stdout) == odd

    def test_the_variables_are_there(self, state_dir, tmp_path):
        finished = exec_python(
            "import os, json; print(json.dumps(dict(os.environ)))",
            state_dir=state_dir,
            env=program.plain_environment() | {"MINE": "kept"},
        )
        seen = json.loads(finished.stdout)
        assert seen["MINE"] == "kept"
        for name in (
            "SCALEKIT_ENV_URL",
            "SCALEKIT_CLIENT_ID",
            "SCALEKIT_CLIENT_SECRET",
            "REQUESTS_CA_BUNDLE",
            "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH",
            "SSL_CERT_FILE",
            "NODE_EXTRA_CA_CERTS",
            "NO_PROXY",
        ):
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
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=program.plain_environment(),
        )
        deadline = time.monotonic() + 20
        while not started.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        process.terminate()
        assert process.wait(20) == 7
