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

import report
from calls import CALLS
from catalogues import measure_catalogues
from load import verify
from rates import measure_rates
from servers import BINARY, HERE, make_certificate
from startup import idle_memory, start_times
from targets import LARGE_CLIENT, SMALL_CLIENT, Cast


def measure(options, folder):
    certificate = make_certificate(folder)
    state_dir = folder / "state"
    print("time to the first call", flush=True)
    results = {"start": start_times(state_dir, options.starts)}
    memory = {"idle": idle_memory(state_dir)}
    print("catalogues", flush=True)
    results["catalogues"] = measure_catalogues(folder / "catalogues", state_dir, options)

    with contextlib.ExitStack() as stack:
        cast = Cast(stack, folder, certificate, state_dir)
        small = cast.accounts("small", SMALL_CLIENT, 10)
        large = cast.accounts("large", LARGE_CLIENT, options.accounts)
        cast.unjournaled()
        tools = cast.tools()
        cast.forwarding()
        results["seed_seconds"] = large.ready_after
        results["grpcio_workers"] = cast.peers(options.calibration)

        print("throughput and latency", flush=True)
        for target in cast.targets.values():
            verify(target)
        results["throughput"] = measure_rates(cast.targets, options)
        for target in cast.targets.values():
            verify(target)
        for name, server in {"small": small, "large": large, "tools": tools}.items():
            memory[f"after_{name}"] = server.resident_mebibytes()
        results["answer_bytes"] = {name: len(cast.answers[call]) for name, call in CALLS.items()}
        results["answer_bytes"]["mcp"] = cast.mcp_bytes
    return results | {"memory": memory, "accounts": options.accounts}


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
    parser.add_argument("--rounds", type=int, default=5, help="rounds for each candidate (5)")
    parser.add_argument("--seconds", type=int, default=5, help="length of a round (5)")
    options = parser.parse_args()
    options.rounds, options.seconds, options.calls = (
        (1, 2, 2000) if options.quick else (options.rounds, options.seconds, 20_000)
    )
    options.starts, options.calibration = (3, 2) if options.quick else (20, 3)
    options.accounts, options.fewest_calls = (5_000, 50) if options.quick else (100_000, 500)
    options.pages, options.settle = (20, 0) if options.quick else (500, 3)
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
