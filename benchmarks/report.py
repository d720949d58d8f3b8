"""Tables from results, and their place in the README."""

import pathlib

README = pathlib.Path(__file__).resolve().parent / "README.md"
START, END = "<!-- results: start -->", "<!-- results: end -->"


def tables(results):
    return "\n".join(
        [
            _machine(results),
            "",
            "| calls per second, one server core | median | lowest | highest | p50 ms | p99 ms |",
            "|---|---:|---:|---:|---:|---:|",
            *(_row(row) for row in results["throughput"]),
            "",
            *_comparisons(results),
            "",
            "| | measured | aim |",
            "|---|---:|---:|",
            f"| process start to ready line, median of {results['start']['count']} | "
            f"{results['start']['ready_ms']:.0f} ms | |",
            f"| process start to first successful SDK-shaped call (token, then gRPC over TLS) | "
            f"{results['start']['first_call_ms']:.0f} ms | 150 ms |",
            f"| resident memory, idle after the first call | {results['memory']['idle']:.1f} MiB | 60 MiB |",
            f"| … after all runs with 10 accounts | {results['memory']['after_small']:.1f} MiB | |",
            f"| … after all runs with {results['accounts']:,} accounts in memory | "
            f"{results['memory']['after_large']:.1f} MiB | |",
            f"| loading a seed of {results['accounts']:,} accounts | {results['seed_seconds']:.1f} s | |",
        ]
    )


def _machine(results):
    machine = results["machine"]
    return (
        f"{results['date']}, version {results['version']}. {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['system']}. Server on core 0, load on core 1; {results['rounds']} rounds of {results['seconds']} s, "
        f"interleaved. The grpcio server did best with {results['grpcio_workers']}."
    )


def _row(row):
    latency = f"{row['p50_ms']:.2f} | {row['p99_ms']:.2f}" if "p50_ms" in row else "– | –"
    return (
        f"| {row['name']} | {row['median']:,.0f} | {min(row['rounds']):,.0f} | {max(row['rounds']):,.0f} | {latency} |"
    )


def _comparisons(results):
    rates = {row["key"]: row["median"] for row in results["throughput"]}
    return [
        f"- gRPC: {rates['emulator-grpc-small'] / rates['grpcio']:.2f} times the grpcio server that returns a constant "
        f"(aim: 2.5), {rates['emulator-grpc-small'] / rates['nginx-grpc']:.2f} times nginx.",
        f"- A page out of {results['accounts']:,} accounts costs "
        f"{rates['emulator-grpc-small'] / rates['emulator-grpc-large']:.2f} times a page out of 10 by gRPC, "
        f"{rates['emulator-h2-small'] / rates['emulator-h2-large']:.2f} times by REST (aim: 1).",
    ]


def write_to_readme(results):
    text = README.read_text()
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n{tables(results)}\n{END}{after}")
