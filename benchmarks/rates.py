"""Throughput and latency of many targets, round by round."""

import time

from load import latency, median, percentile, throughput

# A round in which something else took more than this share of a core does not count.
FOREIGN_CPU_LIMIT = 0.15
# Latency is taken over as many calls as fit into this time, by the target's own rate.
LATENCY_SECONDS = 3


def measure_rates(targets, options):
    """A row for each target; rounds are interleaved, so that a slow minute of the machine hits everybody."""
    rounds = {key: [] for key in targets}
    for number in range(options.rounds):
        for key, target in targets.items():
            rate = _undisturbed(target, options.seconds)
            rounds[key].append(rate.per_second)
            print(
                f"  round {number + 1}: {target.name}: {rate.per_second:,.0f}/s, server core {rate.server_cpu:.0%}",
                flush=True,
            )
    calls = {key: [] for key, target in targets.items() if target.kind != "h1"}
    for _ in range(options.rounds):
        for key, values in calls.items():
            count = min(options.calls, max(options.fewest_calls, int(median(rounds[key]) * LATENCY_SECONDS)))
            values.append(latency(targets[key], count))
    return [_row(key, target, rounds[key], calls.get(key)) for key, target in targets.items()]


def _row(key, target, rounds, calls):
    row = {"key": key, "name": target.name, "median": median(rounds), "rounds": rounds, "bytes": target.expected}
    if calls:
        row["p50_ms"] = median([percentile(values, 0.50) for values in calls])
        row["p99_ms"] = median([percentile(values, 0.99) for values in calls])
    return row


def _undisturbed(target, seconds, patience=20):
    """Repeats a round until nothing else used the machine."""
    for attempt in range(patience):
        rate = throughput(target, seconds)
        if rate.foreign_cpu <= FOREIGN_CPU_LIMIT:
            return rate
        print(f"    disturbed by {rate.foreign_cpu:.2f} cores of something else, again in a while", flush=True)
        time.sleep(min(5 * (attempt + 1), 30))
    raise SystemExit("benchmarks/run: the machine is never quiet; stop whatever else runs on it")
