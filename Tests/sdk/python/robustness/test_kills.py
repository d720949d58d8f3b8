"""`kill -9` in the middle of writes, again and again: what was acknowledged is there, and the database is whole."""

import contextlib
import os
import pathlib
import random
import sqlite3
import threading
import time

import pytest
import requests

import emulator as program

ROUNDS = int(os.environ.get("KILLS", "200"))
WRITERS = 3
TOKENS = {"oauth_token": {"access_token": "ya29.kept", "refresh_token": "1//kept", "scopes": ["mail"]}}


class Writer(threading.Thread):
    """Makes, changes and deletes accounts until nobody answers; knows what must be there afterwards."""

    def __init__(self, server, token, name):
        super().__init__(daemon=True)
        self.url, self.name_, self.there, self.doubtful = f"{server.url}/api/v1/connected_accounts", name, {}, set()
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {token}"

    def run(self):
        with contextlib.suppress(requests.RequestException):
            for number in range(100_000):
                self.step(f"{self.name_}-{number}", number)

    def step(self, identifier, number):
        key = {"connector": "gmail", "identifier": identifier}
        self.send("POST", self.url, identifier, key | {"connected_account": {"authorization_details": TOKENS}}, "1//kept")
        if number % 3 == 0:
            details = {"oauth_token": {"access_token": "ya29.new", "refresh_token": f"1//{number}"}}
            body = key | {"connected_account": {"authorization_details": details}}
            self.send("PUT", self.url, identifier, body, f"1//{number}")
        if number % 5 == 0:
            self.send("POST", f"{self.url}:delete", identifier, key, None)

    def send(self, method, url, identifier, body, leaves):
        """Until it is answered nobody knows whether it happened."""
        self.doubtful.add(identifier)
        reply = self.session.request(method, url, json=body, timeout=10)
        assert reply.ok, f"{method} {url}: {reply.status_code} {reply.text}"
        self.doubtful.discard(identifier)
        self.there[identifier] = leaves


def refresh_tokens(folder):
    """Every account in the store, with its refresh token, by SQLite itself; raises when the file is damaged."""
    found = {}
    for file in pathlib.Path(folder).rglob("*.sqlite"):
        with contextlib.closing(sqlite3.connect(file)) as database:
            assert database.execute("PRAGMA integrity_check").fetchall() == [("ok",)], file
            tables = {row[0] for row in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
            if "connected_accounts" in tables:
                assert database.execute("PRAGMA foreign_key_check").fetchall() == []
                rows = database.execute(
                    "SELECT identifier, json_extract(credentials, '$') FROM connected_accounts"
                ).fetchall()
                found |= {identifier: credentials or "" for identifier, credentials in rows}
    return found


@pytest.mark.timeout(1500)
def test_every_acknowledged_write_is_there(start, tmp_path):
    chance = random.Random(20261125)
    client_id, folder, acknowledged = program.unseen_client_id(), tmp_path / "data", 0
    for round_ in range(ROUNDS):
        server = start("--data-dir", folder)
        token = server.client(client_id).get_client_access_token()
        writers = [Writer(server, token, f"r{round_}w{number}") for number in range(WRITERS)]
        for writer in writers:
            writer.start()
        while not any(writer.there for writer in writers):
            time.sleep(0.002)
        time.sleep(chance.uniform(0, 0.2))
        server.kill()
        for writer in writers:
            writer.join(20)
            assert not writer.is_alive()
        stored = refresh_tokens(folder)
        for writer in writers:
            for identifier, refresh_token in writer.there.items():
                if identifier in writer.doubtful:
                    continue
                acknowledged += 1
                if refresh_token is None:
                    assert identifier not in stored, f"{identifier} was deleted, and is back"
                else:
                    assert identifier in stored, f"{identifier} was acknowledged, and is gone"
                    assert refresh_token in stored[identifier], f"{identifier} lost its last change"
    assert acknowledged >= ROUNDS, "hardly anything was written"
    server = start("--data-dir", folder)
    listed = server.client(client_id).actions.list_connected_accounts()
    assert listed.total_count == len(refresh_tokens(folder))
    print(f"{ROUNDS} kills, {acknowledged} acknowledged writes checked")
