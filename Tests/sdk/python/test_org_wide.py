"""ORG_WIDE connections: one account holds the credential, the accounts of users only say that they agree."""

import json

import pytest
from scalekit.common.exceptions import ScalekitBadRequestException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import TOKENS, rpc
from consents import Control, auth, link_for, press, status_of
from pages import Page

SHARED = {"connection": "shared", "identifier": "workspace", "is_org_wide_credential": True, "status": "ACTIVE"}
SEED = {
    "connections": [
        {"name": "shared", "provider": "GMAIL", "auth_mode": "ORG_WIDE"},
        {"name": "keys", "provider": "EXA", "auth_mode": "ORG_WIDE"},
    ],
    "connected_accounts": [SHARED],
}


@pytest.fixture
def server(start, tmp_path):
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps(SEED))
    return start("--seed", seed)


@pytest.fixture
def client(server):
    return server.default_client()


def test_the_shared_account_holds_the_credential(client, server):
    account = auth(client, "shared", "workspace")
    assert account.status == "ACTIVE" and account.authorization_details["oauth_token"]["access_token"]
    Control(server, client).clock(advance="56m")
    assert auth(client, "shared", "workspace").status == "ACTIVE"


def test_lists_tell_it_apart(client):
    client.actions.create_connected_account("shared", "ada")
    for is_shared, identifier in ((True, "workspace"), (False, "ada")):
        request = pb.ListConnectedAccountsRequest(connector="shared", is_org_wide_credential=is_shared)
        [account] = rpc(client, "ListConnectedAccounts", request).connected_accounts
        assert (account.identifier, account.is_org_wide_credential) == (identifier, is_shared)


@pytest.mark.parametrize("connector", ["shared", "keys"])
def test_a_user_agrees_and_gives_no_credential(client, connector):
    page = Page.open(link_for(client, connector))
    assert "/magicLink/" in page.url, "nobody has to go to the provider for that"
    assert {kind for kind in page.forms[0].kinds.values()} == {"hidden"}
    assert press(page, "Approve").url.endswith("/connect/success")
    account = auth(client, connector)
    assert account.status == "ACTIVE" and not account.authorization_details
    assert not account.token_expires_at or account.token_expires_at.year <= 1970


def test_a_user_may_refuse(client):
    assert press(Page.open(link_for(client, "shared")), "Deny").url.endswith("/connect/denied")
    assert status_of(client, "shared") == "PENDING_AUTH"


@pytest.mark.parametrize("connector, details", [("shared", TOKENS), ("keys", {"static_auth": {"api_key": "k"}})])
def test_a_users_account_takes_no_credential(client, connector, details):
    for identifier in ("ada", "grace"):
        with pytest.raises(ScalekitBadRequestException) as caught:
            if identifier == "grace":
                client.actions.create_connected_account(connector, identifier)
                client.actions.update_connected_account(connector, identifier, details)
            else:
                client.actions.create_connected_account(connector, identifier, details)
        assert "ORG_WIDE" in str(caught.value) or "authorization_details" in str(caught.value)
    assert status_of(client, connector, "grace") == "PENDING_AUTH"


def test_the_shared_credential_is_renewed_by_its_own_link_or_by_an_update(client):
    before = auth(client, "shared", "workspace")
    link = link_for(client, None, None, connected_account_id=before.id)
    assert press(Page.open(link), "Approve", identity="office@acme.example").status == 200
    renewed = auth(client, "shared", "workspace")
    assert renewed.id == before.id and renewed.authorization_details != before.authorization_details
    client.actions.update_connected_account("shared", "workspace", TOKENS)
    assert auth(client, "shared", "workspace").authorization_details["oauth_token"]["access_token"] == "ya29.first"


def test_a_second_shared_account_stops_the_start(start, tmp_path):
    seed = tmp_path / "twice.json"
    seed.write_text(json.dumps(SEED | {"connected_accounts": [SHARED, SHARED | {"identifier": "second"}]}))
    with pytest.raises(RuntimeError, match="org-wide credential already"):
        start("--seed", seed, ready_within=10)
