"""Load generators and what they report. They run on this program's core."""

import os
import pathlib
import re
import resource
import statistics
import subprocess
import tempfile
from dataclasses import dataclass

from calls import Call

# Ten connections with ten calls in flight each saturate every candidate on its core.
CONNECTIONS, STREAMS = 10, 10
# Latency is taken where nothing queues for long: four connections, one call each.
CALM_CONNECTIONS = 4
# Answers of any size arrive without waiting for the load generator to make room, as with clients that adapt theirs.
WINDOWS = ("--window-bits=20", "--connection-window-bits=24")


@dataclass
class Target:
    """What is asked of a server: `expected` is the body's size, so that no error passes for an answer."""

    name: str
    server: object
    call: Call
    expected: int

    @property
    def kind(self):
        return self.call.kind

    @property
    def url(self):
        return f"https://localhost:{self.server.port}{self.call.path}"


@dataclass
class Rate:
    per_second: float
    server_cpu: float  # of one core, while it ran
    foreign_cpu: float  # what anything else on the machine used, in cores


class Interference:
    """Watches whether the machine was ours alone."""

    def __init__(self, server):
        self.server = server
        self.before = self._sample()

    def _sample(self):
        first = pathlib.Path("/proc/stat").read_text().splitlines()[0].split()[1:]
        user, nice, system, idle, iowait, irq, softirq, *_ = map(int, first)
        busy = (user + nice + system + irq + softirq) / os.sysconf("SC_CLK_TCK")
        ours = resource.getrusage(resource.RUSAGE_CHILDREN)
        own = resource.getrusage(resource.RUSAGE_SELF)
        load = ours.ru_utime + ours.ru_stime + own.ru_utime + own.ru_stime
        return busy, load, self.server.cpu_seconds(), os.times().elapsed

    def measure(self):
        busy, load, server, elapsed = (
            after - before for before, after in zip(self.before, self._sample(), strict=True)
        )
        return server / elapsed, max(0.0, (busy - load - server) / elapsed)


def throughput(target, seconds):
    watch = Interference(target.server)
    per_second = _wrk(target, seconds) if target.kind == "h1" else _h2load(target, seconds)
    server_cpu, foreign_cpu = watch.measure()
    return Rate(per_second, server_cpu, foreign_cpu)


def _h2load(target, seconds):
    # One call at a time is what HTTP/1.1 has.
    streams = 1 if target.kind == "mcp" else STREAMS
    for _ in range(3):
        text = _run_h2load(
            target,
            f"--clients={CONNECTIONS}",
            f"--max-concurrent-streams={streams}",
            f"--duration={seconds}",
            "--warm-up-time=1",
            timeout=seconds + 60,
        )
        # Now and then h2load stands still once its warm-up is over; such a run says nothing.
        if not text.startswith("stalled"):
            return float(_number(r"finished in [\d.]+s, ([\d.]+) req/s", text))
    raise RuntimeError(f"{target.name}: h2load does not get going")


def _run_h2load(target, *flags, timeout):
    with tempfile.NamedTemporaryFile() as body:
        body.write(target.call.body)
        body.flush()
        command = ["h2load", "--threads=1", *WINDOWS, *(f"--header={line}" for line in target.call.lines), *flags]
        if target.kind == "mcp":
            command.append("--h1")
        if target.call.body:
            command.append(f"--data={body.name}")
        finished = subprocess.run([*command, target.url], capture_output=True, text=True, check=True, timeout=timeout)
    text = finished.stdout
    if "requests: 0 total" in text:
        return "stalled"
    good = int(_number(r"(\d+) succeeded, 0 failed, 0 errored, 0 timeout", text))
    if not good or "2xx, 0 3xx, 0 4xx, 0 5xx" not in text:
        raise RuntimeError(f"{target.name}: not every call succeeded\n{text}")
    return text


def verify(target):
    """Every answer has the expected size; h2load itself takes a gRPC error for a success."""
    if target.kind == "h1":
        return
    count = max(20, min(300, 3_000_000 // target.expected))
    streams = 1 if target.kind == "mcp" else STREAMS
    flags = (f"--requests={count}", "--clients=1", f"--max-concurrent-streams={streams}")
    text = _run_h2load(target, *flags, timeout=60)
    if int(_number(r"\((\d+)\) data", text)) != count * target.expected:
        raise RuntimeError(f"{target.name}: answers do not have {target.expected} bytes\n{text}")


def _wrk(target, seconds):
    headers = [part for line in target.call.lines for part in ("-H", line)]
    finished = subprocess.run(
        ["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", *headers, target.url],
        capture_output=True,
        text=True,
        check=True,
        timeout=seconds + 60,
    )
    if "Non-2xx" in finished.stdout or "Socket errors" in finished.stdout:
        raise RuntimeError(f"{target.name}: {finished.stdout}")
    return float(_number(r"Requests/sec: +([\d.]+)", finished.stdout))


def latency(target, count, connections=CALM_CONNECTIONS):
    """Milliseconds of every call after the first tenth, sorted. Not of calls that wrk makes."""
    with tempfile.TemporaryDirectory() as folder:
        log = pathlib.Path(folder, "log")
        _run_h2load(
            target,
            f"--clients={connections}",
            "--max-concurrent-streams=1",
            f"--requests={count}",
            f"--log-file={log}",
            timeout=300,
        )
        rows = sorted(tuple(map(int, line.split())) for line in log.read_text().splitlines())
    return sorted(microseconds / 1000 for _, _, microseconds in rows[len(rows) // 10 :])


def percentile(sorted_values, share):
    return sorted_values[min(len(sorted_values) - 1, int(len(sorted_values) * share))]


def median(values):
    return statistics.median(values)


def _number(pattern, text):
    """The first group; raises with the whole text when the generator said something else."""
    found = re.search(pattern, text)
    if not found:
        raise RuntimeError(f"no {pattern!r} in\n{text}")
    return found.group(1)
