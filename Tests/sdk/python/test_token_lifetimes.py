"""Tokens by the environment's clock: they end, are renewed in time, and what becomes of an account that cannot."""

import json

import pytest
from scalekit.common.exceptions import ScalekitNotFoundException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

from accounts import TOKENS, rpc
from consents import Control, auth, details, link_for, oauth_token, press, status_of
from pages import Page


@pytest.fixture
def control(emulator, client):
    client.actions.list_connected_accounts()
    control = Control(emulator, client)
    control.clock(freeze=True)
    return control


def consent(client, connector="gmail"):
    assert press(Page.open(link_for(client, connector)), "Approve").status == 200


class TestRenewal:
    def test_not_before_the_last_five_minutes(self, control, client):
        consent(client)
        first = oauth_token(client)
        control.clock(advance="54m59s")
        assert oauth_token(client) == first
        control.clock(advance="1s")
        renewed = oauth_token(client)
        assert renewed["access_token"] != first["access_token"]
        assert renewed["refresh_token"] == first["refresh_token"] and renewed["scopes"] == first["scopes"]
        assert oauth_token(client) == renewed

    def test_looking_at_details_or_lists_renews_nothing(self, control, client):
        consent(client)
        control.clock(advance="2h")
        expiry = details(client).token_expires_at
        assert client.actions.list_connected_accounts().connected_accounts[0].status == "ACTIVE"
        assert details(client).token_expires_at == expiry
        oauth_token(client)
        assert details(client).token_expires_at.seconds == expiry.seconds + 3600 + 3600

    def test_after_months(self, control, client):
        consent(client)
        control.clock(advance="300d")
        assert auth(client).status == "ACTIVE"

    def test_tokens_that_never_end(self, control, client):
        consent(client, "github")
        token = oauth_token(client, "github")
        control.clock(advance="3650d")
        assert oauth_token(client, "github") == token and not token["refresh_token"]

    @pytest.mark.parametrize("connector", ["googledwd", "databricksworkspace", "redshift"])
    def test_what_the_server_obtains_it_obtains_again(self, start, connector):
        server = start("--consent", "instant")
        client = server.client()
        link_for(client, connector)
        before = auth(client, connector).authorization_details
        Control(server, client).clock(advance="1h")
        after = auth(client, connector)
        assert after.status == "ACTIVE" and after.authorization_details != before

    def test_static_credentials_never_end(self, control, client):
        press(Page.open(link_for(client, "exa")), "Connect", **{"field.api_key": "k"})
        control.clock(advance="3650d")
        assert auth(client, "exa").status == "ACTIVE"


class TestExpiry:
    def expired(self, client, control):
        consent(client)
        control.revoke()
        control.clock(advance="55m")
        assert auth(client).status == "EXPIRED"

    def test_a_refused_renewal_is_final_for_reading(self, control, client):
        self.expired(client, control)
        token = oauth_token(client)
        control.revoke(revoked=False)
        control.clock(advance="1h")
        assert auth(client).status == "EXPIRED" and oauth_token(client) == token

    def test_a_new_consent_brings_it_back(self, control, client):
        self.expired(client, control)
        token = oauth_token(client)["access_token"]
        account = auth(client).id
        consent(client)
        assert auth(client).status == "ACTIVE" and auth(client).id == account
        assert oauth_token(client)["access_token"] != token
        control.clock(advance="56m")
        assert auth(client).status == "ACTIVE", "the new grant is renewed"

    def test_new_credentials_bring_it_back(self, control, client):
        self.expired(client, control)
        client.actions.update_connected_account("gmail", "ada", TOKENS)
        control.clock(advance="56m")
        assert auth(client).status == "ACTIVE"

    def test_a_denial_does_not(self, control, client):
        self.expired(client, control)
        press(Page.open(link_for(client)), "Deny")
        assert auth(client).status == "EXPIRED"

    def test_a_seed_can_say_that_renewals_fail(self, start, tmp_path):
        seed = tmp_path / "seed.json"
        account = {"connection": "gmail", "identifier": "ada", "status": "ACTIVE"}
        accounts = [account | {"refresh": "fails"}, account | {"identifier": "bob", "refresh": "works"}]
        seed.write_text(json.dumps({"connected_accounts": accounts}))
        server = start("--seed", seed)
        client = server.default_client()
        assert auth(client).status == "ACTIVE"
        Control(server, client).clock(advance="56m")
        assert auth(client).status == "EXPIRED"
        assert auth(client, identifier="bob").status == "ACTIVE"

    def test_a_revoked_grant_survives_a_restart(self, start, tmp_path):
        server = start("--data-dir", tmp_path / "data")
        client = server.default_client()
        consent(client)
        Control(server, client).revoke()
        server.stop()
        again = start("--data-dir", tmp_path / "data")
        client = again.default_client()
        Control(again, client).clock(advance="56m")
        assert auth(client).status == "EXPIRED"


class TestTheEndOfAGrant:
    def test_disconnecting_gives_the_credentials_up(self, control, client):
        consent(client)
        rpc(client, "DisconnectConnectedAccount", pb.DisconnectConnectedAccountRequest(id=auth(client).id))
        account = auth(client)
        assert account.status == "DISCONNECTED" and not account.authorization_details
        assert (
            control.request(
                "POST", "grants", json={"connector": "gmail", "identifier": "ada", "revoked": True}
            ).status_code
            == 400
        ), "there is no grant any more"

    def test_deleting_gives_everything_up(self, control, client):
        consent(client)
        link = link_for(client)
        client.actions.delete_connected_account("gmail", "ada")
        with pytest.raises(ScalekitNotFoundException):
            auth(client)
        assert Page.open(link).status == 404
        assert control.consents()["magic_links"] == []
        assert status_of(client) is None
