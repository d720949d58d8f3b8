"""Pages: opaque tokens, a stable order, nothing twice, nothing lost."""

import pytest
from scalekit.common.exceptions import ScalekitBadRequestException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

COUNT = 25


def page(client, method="ListConnectedAccounts", **fields):
    kind = getattr(pb, f"{method}Request")
    stub = getattr(client.connected_accounts.connected_accounts_service, method)
    return client.core_client.grpc_exec(stub.with_call, kind(**fields))[0]


def names(reply):
    return [account.identifier for account in reply.connected_accounts]


def forward(client, **fields):
    pages, token = [], ""
    while True:
        reply = page(client, page_token=token, **fields)
        pages.append(reply)
        token = reply.next_page_token
        if not token:
            return pages
        assert len(pages) < 100


@pytest.fixture
def client(emulator):
    client = emulator.client()
    for number in range(COUNT):
        client.actions.create_connected_account("gmail" if number % 2 else "slack", f"user-{number:02d}")
    return client


NEWEST_FIRST = [f"user-{number:02d}" for number in reversed(range(COUNT))]


def test_ten_when_no_size_is_given(client):
    reply = page(client)
    assert names(reply) == NEWEST_FIRST[:10]
    assert reply.total_size == COUNT
    assert reply.next_page_token and not reply.prev_page_token


@pytest.mark.parametrize("size", [1, 7, 24, 25, 26, 99])
def test_pages_of_any_size_cover_everything_once(client, size):
    pages = forward(client, page_size=size)
    assert [name for reply in pages for name in names(reply)] == NEWEST_FIRST
    assert all(reply.total_size == COUNT for reply in pages)
    assert all(len(reply.connected_accounts) == size for reply in pages[:-1])


@pytest.mark.parametrize("filters", [{"connector": "gmail"}, {"query": "user-1"}, {"provider": "SLACK"}])
def test_filters_hold_across_pages(client, filters):
    whole = names(page(client, page_size=99, **filters))
    pages = forward(client, page_size=3, **filters)
    assert [name for reply in pages for name in names(reply)] == whole
    assert all(reply.total_size == len(whole) for reply in pages)


def test_the_way_back(client):
    pages = forward(client, page_size=7)
    token, backwards = pages[-1].prev_page_token, [names(pages[-1])]
    while token:
        reply = page(client, page_size=7, page_token=token)
        backwards.append(names(reply))
        token = reply.prev_page_token
        assert len(backwards) < 100
    assert [name for part in reversed(backwards) for name in part] == NEWEST_FIRST


def test_what_is_added_while_paging_disturbs_nothing(client):
    first = page(client, page_size=10)
    client.actions.create_connected_account("gmail", "late")
    second = page(client, page_size=10, page_token=first.next_page_token)
    assert names(first) + names(second) == NEWEST_FIRST[:20]


def test_what_is_deleted_while_paging_disturbs_nothing(client):
    first = page(client, page_size=10)
    client.actions.delete_connected_account("slack", "user-16")
    client.actions.delete_connected_account("slack", "user-14")
    second = page(client, page_size=10, page_token=first.next_page_token)
    expected = [name for name in NEWEST_FIRST if name not in ("user-16", "user-14")]
    assert names(second) == [name for name in expected if name < "user-15"][:10]


def test_tokens_are_short_enough_for_the_contract(client):
    for reply in forward(client, page_size=7):
        assert len(reply.next_page_token) <= 32 and len(reply.prev_page_token) <= 32


@pytest.mark.parametrize("token", ["nonsense", "%%%", ">:", "é", "AAAA", "-1", "0"])
def test_a_token_that_is_none_is_a_bad_request(client, token):
    with pytest.raises(ScalekitBadRequestException) as caught:
        page(client, page_token=token)
    assert "page_token" in caught.value.message


def test_a_hundred_is_too_many(client):
    with pytest.raises(ScalekitBadRequestException) as caught:
        page(client, page_size=100)
    assert "page_size" in caught.value.message


def test_search_pages_too(client):
    found, token = [], ""
    while True:
        reply = page(client, "SearchConnectedAccounts", query="user", page_size=8, page_token=token)
        assert reply.total_size == COUNT
        found += names(reply)
        token = reply.next_page_token
        if not token:
            break
    assert sorted(found) == sorted(NEWEST_FIRST)


def test_an_empty_environment_has_an_empty_page(emulator):
    reply = page(emulator.client())
    assert (list(reply.connected_accounts), reply.total_size) == ([], 0)
    assert not reply.next_page_token and not reply.prev_page_token
