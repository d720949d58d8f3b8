"""Tables from results, and their place in the README."""

import pathlib

README = pathlib.Path(__file__).resolve().parent / "README.md"
START, END = "<!-- results: start -->", "<!-- results: end -->"

# The last part of the keys of rows about tools.
TOOL_ROWS = ("execute", "scoped", "proxy", "forward", "mcp")


def tables(results):
    blocks = [
        [_machine(results)],
        _rates(results, "calls per second, one server core", lambda key: not key.endswith(TOOL_ROWS)),
        _comparisons(results),
        _rates(results, "tools: calls per second, one server core", lambda key: key.endswith(TOOL_ROWS)),
        _tool_comparisons(results),
        _costs(results),
        _catalogue_costs(results["catalogues"]["costs"], results["start"]["count"]),
        _page_times(results["catalogues"]["pages"]),
    ]
    return "\n\n".join("\n".join(block) for block in blocks)


def _machine(results):
    machine = results["machine"]
    return (
        f"{results['date']}, version {results['version']}. {machine['cpu']}, {machine['cores']} cores, "
        f"{machine['system']}. Server on core 0, load on core 1; {results['rounds']} rounds of {results['seconds']} s, "
        f"interleaved. The grpcio server did best with {results['grpcio_workers']}."
    )


def _rates(results, title, belongs):
    rows = [row for row in results["throughput"] if belongs(row["key"])]
    return [
        f"| {title} | median | lowest | highest | p50 ms | p99 ms |",
        "|---|---:|---:|---:|---:|---:|",
        *(_row(row) for row in rows),
    ]


def _row(row):
    latency = f"{row['p50_ms']:.2f} | {row['p99_ms']:.2f}" if "p50_ms" in row else "– | –"
    return (
        f"| {row['name']} | {row['median']:,.0f} | {min(row['rounds']):,.0f} | {max(row['rounds']):,.0f} | {latency} |"
    )


def _medians(results):
    return {row["key"]: row["median"] for row in results["throughput"]}


def _comparisons(results):
    rates = _medians(results)
    return [
        f"- gRPC: {rates['emulator-grpc-small'] / rates['grpcio']:.2f} times the grpcio server that returns a constant "
        f"(aim: 2.5), {rates['emulator-grpc-small'] / rates['nginx-grpc']:.2f} times nginx.",
        f"- The journal costs a call "
        f"{1e6 / rates['emulator-grpc-small'] - 1e6 / rates['emulator-grpc-unjournaled']:.1f} µs.",
        f"- A page out of {results['accounts']:,} accounts costs "
        f"{rates['emulator-grpc-small'] / rates['emulator-grpc-large']:.2f} times a page out of 10 by gRPC, "
        f"{rates['emulator-h2-small'] / rates['emulator-h2-large']:.2f} times by REST (aim: 1).",
    ]


def _tool_comparisons(results):
    rates = _medians(results)
    sizes = results["answer_bytes"]
    lines = []
    for key, what in (("execute", "ExecuteTool"), ("scoped", "A page of 100 tools"), ("proxy", "A proxied GET")):
        peers = [("grpcio", "the grpcio server"), ("nginx", "nginx")]
        times = [
            f"{rates[f'emulator-{key}'] / rates[f'{peer}-{key}']:.2f} times {name}"
            for peer, name in peers
            if f"{peer}-{key}" in rates
        ]
        lines.append(f"- {what}, an answer of {sizes[key]:,} bytes: {', '.join(times)}.")
    forwarded = rates["emulator-forward"]
    lines.append(
        "- A forwarded GET, the provider on the same core: "
        f"{forwarded / rates['nginx-forward']:.2f} times nginx as a proxy, "
        f"{forwarded / rates['direct-forward']:.2f} times asking the provider itself."
    )
    lines.append(
        f"- MCP's tools/call, an answer of {sizes['mcp']:,} bytes: "
        f"{rates['emulator-mcp'] / rates['package-mcp']:.1f} times the mcp package's own server."
    )
    return lines


def _costs(results):
    start, memory, accounts = results["start"], results["memory"], results["accounts"]
    return [
        "| | measured | aim |",
        "|---|---:|---:|",
        f"| process start to ready line, median of {start['count']} | {start['ready_ms']:.0f} ms | |",
        f"| process start to first successful SDK-shaped call (token, then gRPC over TLS) | "
        f"{start['first_call_ms']:.0f} ms | 150 ms |",
        f"| resident memory, idle after the first call | {memory['idle']:.1f} MiB | 60 MiB |",
        f"| … after all runs with 10 accounts | {memory['after_small']:.1f} MiB | |",
        f"| … after all runs with {accounts:,} accounts in memory | {memory['after_large']:.1f} MiB | |",
        f"| … after all runs with tools | {memory['after_tools']:.1f} MiB | |",
        f"| loading a seed of {accounts:,} accounts | {results['seed_seconds']:.1f} s | |",
    ]


def _catalogue_costs(costs, count):
    rows = []
    for cost in costs:
        after = f"{cost['after_reading']:.1f} MiB" if cost["after_reading"] else "–"
        rows.append(
            f"| {cost['name']} | {cost['tools']:,} | {cost['ready_ms']:.0f} ms | {cost['idle']:.1f} MiB | {after} |"
        )
    return [
        f"| catalogue | tools | start to ready, median of {count} | resident, idle | … after every tool was read once |",
        "|---|---:|---:|---:|---:|",
        *rows,
    ]


def _page_times(pages):
    rows = [
        f"| {page['tools']:,} | {page['first_ms']:.2f} ms | {page['middle_ms']:.2f} ms | {page['last_ms']:.2f} ms |"
        for page in pages
    ]
    return [
        "| ListTools, a page of 100, one call at a time, p50; out of | at the beginning | in the middle | at the end |",
        "|---|---:|---:|---:|",
        *rows,
    ]


def write_to_readme(results):
    text = README.read_text()
    before, _, rest = text.partition(START)
    _, _, after = rest.partition(END)
    README.write_text(f"{before}{START}\n{tables(results)}\n{END}{after}")
