"""Finding connected accounts: filters, search, and what rows leave out."""

import pytest
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
)
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import BASIC, TOKENS, created, rpc, stored


class TestList:
    @pytest.fixture
    def populated(self, client):
        created(client, "gmail", "ada@acme.example", authorization_details=TOKENS)
        created(client, "gmail", "grace@acme.example", organization_id="org_1")
        created(client, "slack", "ada@acme.example", user_id="usr_1")
        created(client, "freshdesk", "Linus@kernel.example", authorization_details=BASIC)
        return client

    def listed(self, client, **filters):
        request = pb.ListConnectedAccountsRequest(**filters)
        reply = rpc(client, "ListConnectedAccounts", request)
        assert reply.total_size == len(reply.connected_accounts)
        return [(account.connector, account.identifier) for account in reply.connected_accounts]

    def test_everything_newest_first(self, populated):
        assert self.listed(populated) == [
            ("freshdesk", "Linus@kernel.example"),
            ("slack", "ada@acme.example"),
            ("gmail", "grace@acme.example"),
            ("gmail", "ada@acme.example"),
        ]

    @pytest.mark.parametrize(
        "filters, identifiers",
        [
            ({"connector": "gmail"}, ["grace@acme.example", "ada@acme.example"]),
            ({"connection_names": ["slack", "freshdesk"]}, ["Linus@kernel.example", "ada@acme.example"]),
            ({"connection_names": ["nowhere"]}, []),
            ({"identifier": "ada@acme.example"}, ["ada@acme.example", "ada@acme.example"]),
            ({"identifier": "ADA@acme.example"}, []),
            ({"provider": "SLACK"}, ["ada@acme.example"]),
            ({"organization_id": "org_1"}, ["grace@acme.example"]),
            ({"user_id": "usr_1"}, ["ada@acme.example"]),
            ({"query": "LINUS"}, ["Linus@kernel.example"]),
            ({"query": "acme", "connector": "gmail"}, ["grace@acme.example", "ada@acme.example"]),
            ({"query": "%"}, []),
            ({"query": "_"}, []),
            ({"is_org_wide_credential": True}, []),
            ({"is_org_wide_credential": False, "connector": "slack"}, ["ada@acme.example"]),
            ({"connector": "gmail", "identifier": "ada@acme.example", "provider": "GMAIL"}, ["ada@acme.example"]),
            ({"connector": "gmail", "provider": "SLACK"}, []),
        ],
    )
    def test_filters_combine(self, populated, filters, identifiers):
        assert [identifier for _, identifier in self.listed(populated, **filters)] == identifiers

    def test_an_unknown_connector_lists_nothing_or_is_not_found(self, populated):
        with_unknown = pb.ListConnectedAccountsRequest(connector="nowhere")
        assert list(rpc(populated, "ListConnectedAccounts", with_unknown).connected_accounts) == []

    def test_rows_carry_everything_but_credentials(self, populated):
        reply = rpc(
            populated, "ListConnectedAccounts", pb.ListConnectedAccountsRequest(identifier="Linus@kernel.example")
        )
        row = reply.connected_accounts[0]
        assert row.id.startswith("ca_") and row.connection_id.startswith("conn_")
        assert (row.provider, row.connector) == ("FRESHDESK", "freshdesk")
        assert (row.status, row.authorization_type) == (pb.ACTIVE, pb.BASIC)
        assert row.HasField("updated_at")
        assert b"pa55" not in reply.SerializeToString()

    def test_connector_and_connection_names_exclude_each_other(self, populated):
        with pytest.raises(ScalekitBadRequestException) as caught:
            populated.actions.list_connected_accounts(connection_name="gmail", connection_names=["slack"])
        assert "mutually exclusive" in caught.value.message

    def test_the_sdk_model_reads_it(self, populated):
        answer = populated.actions.list_connected_accounts(connection_names=["gmail", "slack"], page_size=2)
        assert answer.total_count == 3
        assert [account.connector for account in answer.connected_accounts] == ["slack", "gmail"]
        assert answer.next_page_token


class TestSearch:
    def found(self, client, **arguments):
        reply = rpc(client, "SearchConnectedAccounts", pb.SearchConnectedAccountsRequest(**arguments))
        return sorted(account.identifier for account in reply.connected_accounts)

    @pytest.fixture
    def populated(self, client):
        created(client, "gmail", "ada")
        created(client, "gmail", "Grace Hopper")
        created(client, "slack", "linus")
        created(client, "googlecalendar", "ada2")
        return client

    @pytest.mark.parametrize(
        "query, identifiers",
        [
            ("hopper", ["Grace Hopper"]),
            ("SLACK", ["linus"]),
            ("GMAIL", ["Grace Hopper", "ada"]),
            ("calendar", ["ada2"]),
            ("ada", ["ada", "ada2"]),
            ("zzz", []),
            ("%%%", []),
            ("a_a", []),
        ],
    )
    def test_matches_identifier_provider_and_connector(self, populated, query, identifiers):
        assert self.found(populated, query=query) == identifiers

    def test_one_connection_only(self, populated):
        connection = stored(populated, "gmail", "ada").connection_id
        assert self.found(populated, query="ada", connection_id=connection) == ["ada"]

    @pytest.mark.parametrize("query", ["", "ab", "x" * 201])
    def test_the_query_has_a_length(self, populated, query):
        with pytest.raises(ScalekitBadRequestException):
            self.found(populated, query=query)

    def test_pages_hold_thirty_at_most(self, populated):
        with pytest.raises(ScalekitBadRequestException):
            self.found(populated, query="ada", page_size=31)
