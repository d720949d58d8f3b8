"""How soon a server is ready, and how much memory it takes before anybody has asked for much."""

import time

from calls import LIST_ACCOUNTS
from fetch import default_token, fetch
from load import median
from servers import Emulator


def start_times(state_dir, count):
    ready, first_call = [], []
    for _ in range(count + 1):
        server = Emulator(state_dir)
        try:
            fetch(server.port, server.ready["ca_file"], LIST_ACCOUNTS.authorized(default_token(server)))
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
        fetch(server.port, server.ready["ca_file"], LIST_ACCOUNTS.authorized(default_token(server)))
        time.sleep(3)
        return server.resident_mebibytes()
    finally:
        server.stop()
