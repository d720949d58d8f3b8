"""Measures everything benchmarks/README.md talks about. Started by benchmarks/run, which pins it to the load's core."""

import argparse
import contextlib
import datetime
import json
import os
import pathlib
import platform
import subprocess
import tempfile
import time

import report
from calls import fetch_token, grpc_bytes, rest_bytes
from load import Target, latency, median, percentile, throughput, verify
from servers import BINARY, CLIENT_SECRET, HERE, Emulator, Grpcio, Nginx, make_certificate

SMALL, LARGE = ("skc_3000000000001", 10), ("skc_3000000000002", 100_000)
# A round in which something else took more than this share of a core does not count.
FOREIGN_CPU_LIMIT = 0.15


def seed_with(path, *environments):
    def account(number):
        return {"connection": "gmail", "identifier": f"user-{number:06d}@example.com", "status": "ACTIVE"}

    clients = [
        {"client_id": client, "client_secret": CLIENT_SECRET, "connected_accounts": [account(n) for n in range(count)]}
        for client, count in environments
    ]
    path.write_text(json.dumps({"clients": clients}))
    return path


def emulator_targets(server, size, client, answers):
    """gRPC, REST over HTTP/2 and REST over HTTP/1.1 on one environment."""
    ca = server.ready["ca_file"]
    token = fetch_token(server.port, ca, client, CLIENT_SECRET)
    answers[size] = grpc_bytes(server.port, ca, token), rest_bytes(server.port, ca, token)
    message, body = answers[size]
    accounts = f"{10 if size == 'small' else LARGE[1]:,} accounts"
    return {
        f"emulator-grpc-{size}": Target(f"emulator, gRPC, {accounts}", server, "grpc", len(message) + 5, token),
        f"emulator-h2-{size}": Target(f"emulator, REST over HTTP/2, {accounts}", server, "h2", len(body), token),
        f"emulator-h1-{size}": Target(f"emulator, REST over HTTP/1.1, {accounts}", server, "h1", len(body), token),
    }


def best_grpcio(stack, folder, certificate, answer, token, options):
    """The number of threads that suits it best here, or asyncio."""
    path = folder / "answer.bin"
    path.write_bytes(answer)
    rates = {}
    for workers in ("1", "2", "4", "8", "aio"):
        server = Grpcio(certificate, path, workers)
        try:
            rates[workers] = throughput(
                Target("grpcio", server, "grpc", len(answer) + 5, token), options.calibration
            ).per_second
        finally:
            server.stop()
    workers = max(rates, key=rates.get)
    server = Grpcio(certificate, path, workers)
    stack.callback(server.stop)
    return server, "asyncio" if workers == "aio" else f"a pool of {workers} threads"


def undisturbed(target, seconds, patience=20):
    """Repeats a round until nothing else used the machine."""
    for attempt in range(patience):
        rate = throughput(target, seconds)
        if rate.foreign_cpu <= FOREIGN_CPU_LIMIT:
            return rate
        print(f"    disturbed by {rate.foreign_cpu:.2f} cores of something else, again in a while", flush=True)
        time.sleep(min(5 * (attempt + 1), 30))
    raise SystemExit("benchmarks/run: the machine is never quiet; stop whatever else runs on it")


def start_times(state_dir, count):
    ready, first_call = [], []
    for _ in range(count + 1):
        server = Emulator(state_dir)
        try:
            token = fetch_token(
                server.port, server.ready["ca_file"], server.ready["client_id"], server.ready["client_secret"]
            )
            grpc_bytes(server.port, server.ready["ca_file"], token)
            first_call.append((time.perf_counter() - server.started) * 1000)
            ready.append(server.ready_after * 1000)
        finally:
            server.stop()
    # The first one makes the keys.
    return {
        "count": count,
        "ready_ms": median(ready[1:]),
        "first_call_ms": median(first_call[1:]),
        "first_ever_ms": first_call[0],
        "first_call_ms_all": first_call[1:],
    }


def idle_memory(state_dir):
    server = Emulator(state_dir)
    try:
        ready = server.ready
        token = fetch_token(server.port, ready["ca_file"], ready["client_id"], ready["client_secret"])
        grpc_bytes(server.port, ready["ca_file"], token)
        time.sleep(3)
        return server.resident_mebibytes()
    finally:
        server.stop()


def measure_rates(targets, options):
    rounds = {key: [] for key in targets}
    for number in range(options.rounds):
        for key, target in targets.items():
            rate = undisturbed(target, options.seconds)
            rounds[key].append(rate.per_second)
            print(
                f"  round {number + 1}: {target.name}: {rate.per_second:,.0f}/s, server core {rate.server_cpu:.0%}",
                flush=True,
            )
    calls = {key: [] for key, target in targets.items() if target.kind != "h1"}
    for _ in range(options.rounds):
        for key, values in calls.items():
            values.append(latency(targets[key], options.calls))
    rows = []
    for key, target in targets.items():
        row = {"key": key, "name": target.name, "median": median(rounds[key]), "rounds": rounds[key]}
        if key in calls:
            row["p50_ms"] = median([percentile(values, 0.50) for values in calls[key]])
            row["p99_ms"] = median([percentile(values, 0.99) for values in calls[key]])
        rows.append(row)
    return rows


def measure(options, folder):
    certificate = make_certificate(folder)
    state_dir = folder / "state"
    print("time to the first call", flush=True)
    results = {"start": start_times(state_dir, options.starts)}
    memory = {"idle": idle_memory(state_dir)}

    with contextlib.ExitStack() as stack:
        answers = {}
        small = Emulator(state_dir, "--seed", seed_with(folder / "small.json", SMALL))
        stack.callback(small.stop)
        large = Emulator(state_dir, "--seed", seed_with(folder / "large.json", LARGE))
        stack.callback(large.stop)
        results["seed_seconds"] = large.ready_after
        targets = emulator_targets(small, "small", SMALL[0], answers)
        targets |= emulator_targets(large, "large", LARGE[0], answers)

        message, body = answers["small"]
        # Everybody gets the same requests: a token is a kilobyte of headers that has to be decoded for each of them.
        token = targets["emulator-grpc-small"].token
        grpcio, results["grpcio_workers"] = best_grpcio(stack, folder, certificate, message, token, options)
        nginx = Nginx(folder, certificate, len(message) + 5, len(body))
        stack.callback(nginx.stop)
        targets["grpcio"] = Target("Python grpcio, gRPC, a constant", grpcio, "grpc", len(message) + 5, token)
        targets["nginx-grpc"] = Target(
            "nginx, HTTP/2 with a gRPC trailer, a constant", nginx, "grpc", len(message) + 5, token
        )
        targets["nginx-h2"] = Target("nginx, HTTP/2, a constant", nginx, "h2", len(body), token)
        targets["nginx-h1"] = Target("nginx, HTTP/1.1, a constant", nginx, "h1", len(body), token)

        print("throughput and latency", flush=True)
        for target in targets.values():
            verify(target)
        results["throughput"] = measure_rates(targets, options)
        for target in targets.values():
            verify(target)
        memory["after_small"], memory["after_large"] = small.resident_mebibytes(), large.resident_mebibytes()
        results["answer_bytes"] = {"grpc": len(message), "rest": len(body)}
    return results | {"memory": memory, "accounts": LARGE[1]}


def describe_machine():
    cpu = next(
        (
            line.partition(":")[2].strip()
            for line in pathlib.Path("/proc/cpuinfo").read_text().splitlines()
            if line.startswith("model name")
        ),
        platform.machine(),
    )
    return {"cpu": cpu, "cores": os.cpu_count(), "system": f"Linux {platform.release()}"}


def main():
    parser = argparse.ArgumentParser(prog="benchmarks/run")
    parser.add_argument("--readme", action="store_true", help="put the tables into benchmarks/README.md")
    parser.add_argument("--quick", action="store_true", help="one short round, to see that everything works")
    options = parser.parse_args()
    options.rounds, options.seconds, options.calls = (1, 2, 2000) if options.quick else (5, 5, 20_000)
    options.starts, options.calibration = (3, 2) if options.quick else (20, 3)
    if os.cpu_count() < 2:
        raise SystemExit("benchmarks/run: needs two cores, one for the server and one for the load")

    with tempfile.TemporaryDirectory(prefix="scalekit-emulator-benchmark-") as folder:
        results = measure(options, pathlib.Path(folder))
    version = subprocess.run([BINARY, "version"], capture_output=True, text=True, check=True).stdout.split()[1]
    results |= {
        "date": datetime.date.today().isoformat(),
        "version": version,
        "machine": describe_machine(),
        "rounds": options.rounds,
        "seconds": options.seconds,
    }

    print(report.tables(results))
    if options.quick:
        return
    path = HERE / "results" / f"{results['date']}.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(json.dumps(results, indent=1) + "\n")
    if options.readme:
        report.write_to_readme(results)


if __name__ == "__main__":
    main()
