"""The control API, as a test's own program would use it."""

import requests


def control(emulator, client, method, path, body=None):
    """One request for the client's environment; the answer's JSON, or None when there is no body."""
    reply = requests.request(
        method, f"{emulator.url}/_emulator/{path}", params={"client_id": client.core_client.client_id}, json=body, timeout=10
    )
    assert reply.ok, f"{reply.status_code}: {reply.text}"
    return reply.json() if reply.content else None


def stub(emulator, client, *stubs):
    return control(emulator, client, "PUT", "stubs", {"stubs": list(stubs)})["stubs"]


def stubs_of(emulator, client):
    return control(emulator, client, "GET", "stubs")["stubs"]
