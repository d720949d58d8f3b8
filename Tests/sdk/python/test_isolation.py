"""An environment per client id."""

import concurrent.futures

import pytest
from scalekit.common.exceptions import ScalekitNotFoundException, ScalekitUnauthorizedException

import emulator as program


def identifiers(client):
    return [account.identifier for account in client.actions.list_connected_accounts(page_size=99).connected_accounts]


def test_two_clients_do_not_see_each_other(emulator):
    first, second = emulator.client(), emulator.client()
    account = first.actions.create_connected_account("gmail", "ada").connected_account
    assert identifiers(second) == []
    with pytest.raises(ScalekitNotFoundException):
        second.actions.get_connected_account("gmail", "ada")
    with pytest.raises(ScalekitNotFoundException):
        second.actions.get_connected_account(connected_account_id=account.id)
    with pytest.raises(ScalekitNotFoundException):
        second.actions.delete_connected_account(connected_account_id=account.id)
    second.actions.create_connected_account("gmail", "ada")
    assert identifiers(first) == identifiers(second) == ["ada"]


def test_the_first_secret_becomes_the_secret(emulator):
    client_id = program.unseen_client_id()
    first = emulator.client(client_id, "first")
    first.actions.create_connected_account("gmail", "ada")
    with pytest.raises(ScalekitUnauthorizedException):
        emulator.client(client_id, "second")
    assert identifiers(emulator.client(client_id, "first")) == ["ada"]


def test_two_programs_with_one_client_id_share(emulator):
    client_id = program.unseen_client_id()
    emulator.client(client_id).actions.create_connected_account("gmail", "ada")
    assert identifiers(emulator.client(client_id)) == ["ada"]


def test_links_of_two_environments_differ(emulator):
    links = {
        emulator.client().actions.get_authorization_link(connection_name="gmail", identifier="ada").link
        for _ in range(3)
    }
    assert len(links) == 3


def test_an_unseen_client_id_is_logged(emulator):
    client_id = program.unseen_client_id()
    emulator.client(client_id)
    assert client_id in emulator.log_text()


def test_strict_clients_refuses_strangers(start):
    server = start("--strict-clients", "--client-id", "skc_42", "--client-secret", "open sesame")
    assert identifiers(server.client("skc_42", "open sesame")) == []
    with pytest.raises(ScalekitUnauthorizedException):
        server.client()
    with pytest.raises(ScalekitUnauthorizedException):
        server.client(program.DEFAULT_CLIENT_ID, program.DEFAULT_CLIENT_SECRET)


def test_the_default_client_has_a_documented_secret(emulator):
    with pytest.raises(ScalekitUnauthorizedException):
        emulator.client(program.DEFAULT_CLIENT_ID, "a guess")
    emulator.client(program.DEFAULT_CLIENT_ID, program.DEFAULT_CLIENT_SECRET)


def test_client_ids_with_odd_characters_are_separate(emulator):
    """No file name, no query and no log line may mix them up."""
    base = program.unseen_client_id()
    odd = [base + suffix for suffix in ("/../x", "%2F", "'", " ", "é", "A", "a", "\\", ".", "*")]
    for number, client_id in enumerate(odd):
        emulator.client(client_id).actions.create_connected_account("gmail", f"user-{number}")
    for number, client_id in enumerate(odd):
        assert identifiers(emulator.client(client_id)) == [f"user-{number}"]


def test_the_same_seed_makes_the_same_ids(start):
    client_id = program.unseen_client_id()

    def ids():
        server = start("--random-seed", "7")
        client = server.client(client_id)
        accounts = [client.actions.create_connected_account("gmail", name).connected_account.id for name in "abc"]
        link = client.actions.get_authorization_link(connection_name="gmail", identifier="a").link
        return accounts, link.rpartition("/")[2]

    assert ids() == ids()


def test_many_clients_at_once(emulator):
    def story(number):
        client = emulator.client()
        for index in range(5):
            client.actions.create_connected_account("gmail", f"{number}-{index}")
        return sorted(identifiers(client)) == [f"{number}-{index}" for index in range(5)]

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        assert all(pool.map(story, range(16)))


def test_one_environment_takes_many_writers(emulator):
    client_id = program.unseen_client_id()
    clients = [emulator.client(client_id) for _ in range(4)]

    def create(number):
        clients[number % 4].actions.create_connected_account("gmail", f"user-{number}")

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        list(pool.map(create, range(80)))
    assert sorted(identifiers(clients[0])) == sorted(f"user-{number}" for number in range(80))


def test_one_of_many_racing_creates_wins(emulator):
    client = emulator.client()

    def create(_):
        try:
            return client.actions.create_connected_account("gmail", "ada").connected_account.id
        except Exception as error:
            return type(error).__name__

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        outcomes = list(pool.map(create, range(8)))
    assert sorted(outcome.startswith("ca_") for outcome in outcomes) == [False] * 7 + [True]
    assert {outcome for outcome in outcomes if not outcome.startswith("ca_")} == {"ScalekitConflictException"}
