"""The status machine of a connected account as one table: where it was, what happened, where it is."""

import itertools
import json

import pytest
from scalekit.common.exceptions import ScalekitException, ScalekitForbiddenException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import TOKENS, rpc
from consents import Control, Outside, auth, details, link_for, press, query_of, status_of
from pages import Page

PENDING, WAITING, ACTIVE = "PENDING_AUTH", "PENDING_VERIFICATION", "ACTIVE"
EXPIRED, DISCONNECTED, NONE = "EXPIRED", "DISCONNECTED", None
EXISTING = [PENDING, WAITING, ACTIVE, EXPIRED, DISCONNECTED]
VERIFY_URL = "https://app.example/verify"


# How an account gets where it starts.


def put(client, control, status):
    if status is NONE:
        return
    if status == WAITING:
        # Its environment is seeded with it: an environment that verifies nobody makes none.
        if status_of(client) != WAITING:
            consent(client)
        return
    tokens = TOKENS if status in (ACTIVE, DISCONNECTED) else {"oauth_token": {"access_token": "short-lived"}}
    client.actions.create_connected_account("gmail", "ada", *([tokens] if status != PENDING else []))
    if status == EXPIRED:
        control.clock(advance="2h")
        auth(client)
    if status == DISCONNECTED:
        disconnect(client, control)


# What happens. Each takes the client and the controls of its environment.


def consent(client, control=None, **named):
    """Approves, and returns the auth request's id where one follows."""
    try:
        page = press(Page.open(link_for(client, user_verify_url=VERIFY_URL, **named)), "Approve")
        assert page.status == 200, page.text
        return None
    except Outside as left:
        return query_of(left.url)["auth_request_id"]


def consent_and_verify(client, control):
    client.actions.verify_connected_account_user(consent(client), "ada")


def consent_and_verify_somebody_else(client, control):
    request = consent(client)
    with pytest.raises(ScalekitForbiddenException):
        client.actions.verify_connected_account_user(request, "grace")


def consent_without_verify_url(client, control):
    page = press(Page.open(link_for(client)), "Approve")
    assert page.status == 400 and "user_verify_url not configured" in page.text


def ask_for_a_link(client, control):
    link_for(client)


def look_at_the_page(client, control):
    Page.open(link_for(client))


def deny(client, control):
    press(Page.open(link_for(client)), "Deny")


def fail_at_the_provider(client, control):
    press(Page.open(link_for(client)), "Fail", failure="server_error")


def fail_to_exchange(client, control):
    press(Page.open(link_for(client)), "Fail", failure="failed_to_exchange_token")


def let_the_link_expire(client, control):
    link = link_for(client)
    control.clock(advance="11m")
    assert Page.open(link).status == 410


def token_runs_out(client, control):
    control.clock(advance="1h")
    auth(client)


def grant_is_revoked_and_token_runs_out(client, control):
    control.revoke()
    control.clock(advance="56m")
    auth(client)


def update_with_credentials(client, control):
    client.actions.update_connected_account("gmail", "ada", TOKENS)


def update_without_credentials(client, control):
    client.actions.update_connected_account("gmail", "ada", api_config={"version": "v1"})


def disconnect(client, control):
    request = pb.DisconnectConnectedAccountRequest(id=details(client).id)
    rpc(client, "DisconnectConnectedAccount", request)


def delete(client, control):
    client.actions.delete_connected_account("gmail", "ada")


def create_again(client, control):
    with pytest.raises(ScalekitException):
        client.actions.create_connected_account("gmail", "ada")


SAME = dict(zip(EXISTING, EXISTING, strict=True))
BORN = {NONE: PENDING}


def everywhere(status, **born):
    return dict.fromkeys(EXISTING, status) | born


# In an environment that verifies nobody.
UNVERIFIED = {
    ask_for_a_link: SAME | BORN,
    look_at_the_page: SAME | BORN,
    let_the_link_expire: SAME | BORN,
    consent: everywhere(ACTIVE) | {NONE: ACTIVE},
    deny: SAME | BORN,
    fail_at_the_provider: SAME | BORN,
    fail_to_exchange: SAME | BORN,
    token_runs_out: SAME,
    grant_is_revoked_and_token_runs_out: {ACTIVE: EXPIRED},
    update_with_credentials: everywhere(ACTIVE),
    update_without_credentials: SAME,
    disconnect: everywhere(DISCONNECTED),
    delete: everywhere(NONE),
    create_again: SAME,
}
# In an environment whose application verifies its users.
VERIFIED = {
    consent: everywhere(WAITING) | {NONE: WAITING},
    consent_and_verify: everywhere(ACTIVE) | {NONE: ACTIVE},
    consent_and_verify_somebody_else: everywhere(WAITING) | {NONE: WAITING},
    consent_without_verify_url: SAME | BORN,
    deny: SAME | BORN,
    fail_to_exchange: SAME | BORN,
    update_with_credentials: everywhere(ACTIVE),
    disconnect: everywhere(DISCONNECTED),
    delete: everywhere(NONE),
}


def rows(table):
    return [
        pytest.param(start, event, end, id=f"{start}-{event.__name__}-{end}")
        for event, ends in table.items()
        for start, end in ends.items()
    ]


@pytest.fixture(scope="session")
def seeded(tmp_path_factory):
    """A server with environments in which an account waits for its verification, and the ids of their clients."""
    from conftest import _start

    account = {"connection": "gmail", "identifier": "ada", "status": WAITING}
    clients = [{"client_id": f"waiting-{n}", "client_secret": "s", "connected_accounts": [account]} for n in range(30)]
    path = tmp_path_factory.mktemp("seeds") / "waiting.json"
    path.write_text(json.dumps({"clients": clients}))
    server = _start("--seed", path, name="waiting")
    yield server, itertools.count()
    server.stop()


class TestTransitions:
    @pytest.mark.parametrize("start, event, end", rows(UNVERIFIED))
    def test_without_verification(self, seeded, start, event, end):
        server, numbers = seeded
        client = server.client(f"waiting-{next(numbers)}", "s") if start == WAITING else server.client()
        self.check(client, Control(server, client), start, event, end)

    @pytest.mark.parametrize("start, event, end", rows(VERIFIED))
    def test_with_verification(self, b2b_emulator, start, event, end):
        client = b2b_emulator.client()
        self.check(client, Control(b2b_emulator, client), start, event, end)

    def check(self, client, control, start, event, end):
        # The environment opens with its first token, and the clock has none before.
        client.actions.list_connected_accounts()
        put(client, control, start)
        assert status_of(client) == start
        event(client, control)
        assert status_of(client) == end
        listed = client.actions.list_connected_accounts().connected_accounts
        assert [account.status for account in listed] == ([end] if end else [])
        # Credentials are there exactly when they can be used, or could until they ran out. An account that had some
        # keeps them until the user of a newer consent is verified.
        held = start in (ACTIVE, EXPIRED)
        if end in (PENDING, DISCONNECTED) or (end == WAITING and not held):
            assert not (auth(client).authorization_details or {}).get("oauth_token", {}).get("access_token")
        elif end:
            assert auth(client).authorization_details["oauth_token"]["access_token"]
