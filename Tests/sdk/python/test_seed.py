"""`--seed`: the demo file, file by file through the SDK, and every way a seed can be wrong."""

import json
import pathlib
import time

import jsonschema
import pytest
import requests
import yaml
from scalekit.common.exceptions import ScalekitNotFoundException
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb
from scalekit.v1.connections import connections_pb2 as connections

import emulator as program
from pages import Page

SEEDS = program.REPOSITORY / "fixtures" / "seeds"
DEMO = SEEDS / "demo.yaml"


@pytest.fixture
def seeded(start, tmp_path):
    """Starts with a seed given as text and returns a client of the default environment."""

    def seeding(text, *flags, name="seed.yaml"):
        path = tmp_path / name
        path.write_text(text)
        return start("--seed", path, *flags).default_client()

    return seeding


def statuses(client):
    listed = client.actions.list_connected_accounts(page_size=99).connected_accounts
    return {(account.connector, account.identifier): account.status for account in listed}


def account(client, connector, identifier):
    return client.actions.get_connected_account(connector, identifier).connected_account


class TestDemo:
    @pytest.fixture(scope="class")
    def server(self, request):
        import conftest

        server = conftest._start("--seed", str(DEMO), name="demo")
        yield server
        server.stop()

    @pytest.fixture
    def client(self, server):
        return server.default_client()

    def test_every_account_has_its_status(self, client):
        assert statuses(client) == {
            ("gmail", "alice@example.com"): "ACTIVE",
            ("gmail", "bob@example.com"): "PENDING_AUTH",
            ("slack", "alice@example.com"): "ACTIVE",
            ("googlecalendar", "carol@example.com"): "EXPIRED",
            ("googledrive", "carol@example.com"): "ACTIVE",
            ("github-work", "alice@example.com"): "DISCONNECTED",
            ("linear-shared", "workspace"): "ACTIVE",
            ("notion", "alice@example.com"): "PENDING_VERIFICATION",
            ("freshdesk", "support@example.com"): "ACTIVE",
            ("googledwd", "dora@example.com"): "ACTIVE",
            ("redshift", "analytics"): "ACTIVE",
        }

    def test_an_account_has_what_the_seed_says(self, client):
        details = client.actions.get_connected_account_details("gmail", "alice@example.com").connected_account
        assert details.last_used_at.isoformat() == "2026-01-31T09:30:00"
        alice = account(client, "gmail", "alice@example.com")
        token = alice.authorization_details["oauth_token"]
        assert token["access_token"] == "ya29.a0-demo-access-token"
        assert token["refresh_token"] == "1//0-demo-refresh-token"
        assert len(token["scopes"]) == 2
        assert alice.api_config == {"custom_headers": {"X-Team": "demo"}}
        message = client.connected_accounts.get_connected_account_by_identifier(
            "gmail", "alice@example.com", organization_id="org_1000000000000001", user_id="usr_1000000000000001"
        )[0].connected_account
        assert 3000 < message.token_expires_at.seconds - time.time() <= 3600
        assert message.authorization_details.oauth_token.domain == "example.com"

    def test_active_without_credentials_gets_made_up_tokens(self, client):
        assert account(client, "slack", "alice@example.com").authorization_details["oauth_token"]["access_token"]

    def test_credentials_of_other_kinds(self, client):
        freshdesk = account(client, "freshdesk", "support@example.com").authorization_details
        assert freshdesk == {"static_auth": {"username": "demo-freshdesk-api-key", "password": "X"}}
        assert account(client, "googledwd", "dora@example.com").authorization_details["google_dwd"]["access_token"]
        redshift = account(client, "redshift", "analytics")
        assert redshift.authorization_details["trusted_idp"]["db_user"] == "analytics_reader"
        assert redshift.api_config["region"] == "eu-central-1"

    def test_connections(self, client):
        listed, _ = client.connection.list_app_connections(page_size=30, query="github-work")
        (github,) = listed.connections
        assert (github.provider_key, github.type, github.enabled) == ("GITHUB", connections.OAUTH, True)
        assert github.ui_button_title == "Connect GitHub at work"
        connection = client.connection.get_environment_connection(github.id)[0].connection
        assert list(connection.oauth_config.scopes) == ["repo", "read:user", "read:org"]
        listed, _ = client.connection.list_app_connections(page_size=30, query="salesforce")
        assert [connection.enabled for connection in listed.connections] == [False]

    def test_the_second_environment(self, server):
        second = server.client("skc_200000000000000002", "second_environment_secret")
        assert statuses(second) == {
            ("linear-keys", "alice@example.com"): "ACTIVE",
            ("slack", "alice@example.com"): "ACTIVE",
        }
        link = second.actions.get_authorization_link(connection_name="gmail", identifier="new").link
        assert requests.get(link, timeout=20).status_code == 200
        assert account(second, "gmail", "new").status == "ACTIVE"

    def test_other_environments_start_empty(self, server):
        assert statuses(server.client()) == {}

    def test_it_keeps_to_its_schema(self):
        schema = json.loads((SEEDS / "seed.schema.json").read_text())
        jsonschema.Draft202012Validator.check_schema(schema)
        jsonschema.validate(_as_json(DEMO.read_text()), schema)


def _as_json(text):
    class Loader(yaml.SafeLoader):
        pass

    Loader.yaml_implicit_resolvers = {
        key: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
        for key, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    return yaml.load(text, Loader)


class TestExpiry:
    def test_a_refresh_token_is_used_on_reading(self, seeded):
        client = seeded("""
connected_accounts:
  - connection: gmail
    identifier: ada
    credentials:
      oauth_token: {access_token: old, refresh_token: keep}
    token_expires_in: -5m
""")
        message = client.connected_accounts.get_connected_account_by_identifier("gmail", "ada")[0].connected_account
        assert message.status == pb.ACTIVE
        assert message.authorization_details.oauth_token.access_token not in ("", "old")
        assert message.token_expires_at.seconds > time.time() + 60

    def test_without_one_the_account_is_expired(self, seeded):
        client = seeded("""
connected_accounts:
  - connection: gmail
    identifier: ada
    credentials:
      oauth_token: {access_token: old}
    token_expires_in: -5m
""")
        assert account(client, "gmail", "ada").status == "EXPIRED"
        assert statuses(client) == {("gmail", "ada"): "EXPIRED"}

    def test_new_tokens_bring_it_back(self, seeded):
        client = seeded("connected_accounts: [{connection: gmail, identifier: ada, status: EXPIRED}]")
        Page.open(client.actions.get_authorization_link(connection_name="gmail", identifier="ada").link).press(
            "Approve"
        )
        assert account(client, "gmail", "ada").status == "ACTIVE"


class TestMagicLinkLifetime:
    def test_an_expired_link_is_gone(self, seeded):
        client = seeded("settings: {magic_link_lifetime: 1s}")
        answer = client.actions.get_authorization_link(connection_name="gmail", identifier="ada")
        time.sleep(1.3)
        page = Page.open(answer.link)
        assert page.status == 410
        assert "expired" in page.text.lower()
        assert account(client, "gmail", "ada").status == "PENDING_AUTH"

    def test_a_page_left_open_too_long_cannot_approve(self, seeded):
        client = seeded("settings: {magic_link_lifetime: 1s}")
        page = Page.open(client.actions.get_authorization_link(connection_name="gmail", identifier="ada").link)
        assert page.status == 200
        time.sleep(1.3)
        assert page.press("Approve").status == 410
        assert account(client, "gmail", "ada").status == "PENDING_AUTH"


class TestSettings:
    @pytest.mark.parametrize("mode", ["auto", "instant"])
    def test_the_seed_decides_how_consent_is_given(self, seeded, mode):
        client = seeded(f"settings: {{consent: {mode}}}")
        link = client.actions.get_authorization_link(connection_name="gmail", identifier="ada").link
        if mode == "auto":
            requests.get(link, timeout=20)
        assert account(client, "gmail", "ada").status == "ACTIVE"

    def test_a_flag_that_was_given_wins_over_the_seed(self, seeded):
        client = seeded("settings: {consent: instant}", "--consent", "manual")
        client.actions.get_authorization_link(connection_name="gmail", identifier="ada")
        assert account(client, "gmail", "ada").status == "PENDING_AUTH"

    def test_strict_connections_of_one_environment(self, seeded):
        client = seeded("settings: {strict_connections: true}\nconnections: [{name: gmail}]")
        client.actions.create_connected_account("gmail", "ada")
        with pytest.raises(ScalekitNotFoundException):
            client.actions.create_connected_account("slack", "ada")

    def test_json_works_too(self, seeded):
        text = json.dumps({"connected_accounts": [{"connection": "gmail", "identifier": "ada ü"}]})
        assert statuses(seeded(text, name="seed.json")) == {("gmail", "ada ü"): "PENDING_AUTH"}

    def test_an_empty_file_is_an_empty_seed(self, seeded):
        assert statuses(seeded("# nothing yet\n")) == {}

    def test_many_accounts(self, start, tmp_path):
        path = tmp_path / "many.json"
        rows = [{"connection": "gmail", "identifier": f"user-{number}", "status": "ACTIVE"} for number in range(5000)]
        path.write_text(json.dumps({"connected_accounts": rows}))
        client = start("--seed", path).default_client()
        assert client.actions.list_connected_accounts().total_count == 5000


WRONG = [
    # text, what the line must say, line, column
    ("colour: red\n", "colour", 1, 1),
    ("settings:\n  consent: sometimes\n", "sometimes", 2, 12),
    ("settings:\n  consnet: auto\n", "consent", 2, 3),
    ("connections:\n  - provider: GITHUB\n", "name", 2, 5),
    ("connections:\n  - name: x\n    provider: NOSUCH\n", "NOSUCH", 3, 15),
    ("connections:\n  - name: mine\n", "provider", 2, 5),
    ("connections:\n  - {name: a/b, provider: GITHUB}\n", "name", 2, 12),
    ("connected_accounts:\n  - connection: nowhere\n    identifier: ada\n", "nowhere", 2, 17),
    ("connected_accounts:\n  - connection: gmail\n", "identifier", 2, 5),
    ("connected_accounts:\n  - {connection: gmail, identifier: ada, status: REVOKED}\n", "REVOKED", 2, None),
    (
        "connected_accounts:\n  - {connection: gmail, identifier: ada}\n  - {connection: gmail, identifier: ada}\n",
        "ada",
        3,
        None,
    ),
    (
        "connected_accounts:\n  - {connection: gmail, identifier: ada, token_expires_in: soon}\n",
        "token_expires_in",
        2,
        None,
    ),
    ("connected_accounts: 5\n", "connected_accounts", 1, None),
    ("- a\n- b\n", "", 1, None),
    ("a: [\n", "", None, None),
    ("settings: {}\nsettings: {}\n", "settings", None, None),
    ("clients:\n  - client_id: skc_2\n", "client_secret", 2, None),
    ("a: &a [*a]\n", "", 1, None),
]


@pytest.mark.parametrize("text, named, line, column", WRONG)
def test_mistakes_are_named_with_their_place(state_dir, tmp_path, text, named, line, column):
    path = tmp_path / "wrong.yaml"
    path.write_text(text)
    finished = program.run("serve", "--json", "--port", "0", "--state-dir", state_dir, "--seed", path, timeout=20)
    assert finished.returncode != 0 and finished.stdout == ""
    (message,) = finished.stderr.strip().splitlines()
    assert "wrong.yaml" in message and named in message
    if line:
        place = f"{path.name}:{line}:{column or ''}"
        assert place in message, message


def test_exec_takes_a_seed(state_dir):
    code = (
        "import os; from scalekit import ScalekitClient as C; "
        "c = C(*(os.environ['SCALEKIT_' + n] for n in ('ENV_URL', 'CLIENT_ID', 'CLIENT_SECRET'))); "
        "print(c.actions.list_connected_accounts().total_count)"
    )
    finished = program.run("exec", "--state-dir", state_dir, "--seed", DEMO, "--", program.sys.executable, "-c", code)
    assert finished.stdout == "11\n", finished.stderr


def test_every_seed_of_the_repository_starts(start):
    for path in sorted(pathlib.Path(SEEDS).glob("*.yaml")):
        start("--seed", path).stop()
