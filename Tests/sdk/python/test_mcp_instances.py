"""MCP instances: one user's own URL of a config."""

import re

import pytest
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitConflictException,
    ScalekitNotFoundException,
)

from consents import press, status_of
from mcp_service import INSTANCES, Rest, config, connect, mapping, rpc
from pages import Page


@pytest.fixture
def client(emulator):
    client = emulator.client()
    config(client)
    return client


@pytest.fixture
def mcp(client):
    return client.actions.mcp


class TestEnsuring:
    def test_an_instance_comes_back_with_everything(self, emulator, client, mcp):
        connect(client, "ada", "gmail")
        made = mcp.ensure_instance("daily", "ada").instance
        assert re.fullmatch(r"inst_\d+", made.id)
        assert (made.name, made.user_identifier) == ("daily", "ada")
        assert re.fullmatch(rf"{re.escape(emulator.url)}/mcp/v3/instances/\w{{40}}", made.url)
        assert made.updated_at.year >= 2025
        assert not made.last_used_at or made.last_used_at.year <= 1970, "it was never used"
        gmail, slack = made.config.connection_tool_mappings
        assert gmail.connected_account_status == "ACTIVE" and gmail.connected_account_id.startswith("ca_")
        assert slack.connected_account_id is None and slack.connected_account_status is None

    def test_it_is_made_once_for_a_config_a_user_and_a_name(self, mcp):
        made = mcp.ensure_instance("daily", "ada").instance
        assert mcp.ensure_instance("daily", "ada").instance == made
        assert mcp.ensure_instance("daily", "ada", "daily").instance == made
        named = mcp.ensure_instance("daily", "ada", "laptop").instance
        other = mcp.ensure_instance("daily", "bob").instance
        assert len({made.id, named.id, other.id}) == len({made.url, named.url, other.url}) == 3
        assert mcp.list_instances().total_count == 3

    def test_it_makes_no_accounts(self, client, mcp):
        mcp.ensure_instance("daily", "ada")
        assert status_of(client) is None

    def test_the_config_has_to_exist(self, mcp):
        with pytest.raises(ScalekitNotFoundException) as caught:
            mcp.ensure_instance("dailly", "ada")
        assert "MCP config not found: dailly" in str(caught.value)

    def test_config_and_user_have_to_be_named(self, client):
        for fields in ({"config_name": "daily"}, {"user_identifier": "ada"}):
            with pytest.raises(ScalekitBadRequestException):
                rpc(client, "EnsureMcpInstance", **fields)


class TestChanging:
    def test_it_is_renamed(self, mcp):
        made = mcp.ensure_instance("daily", "ada").instance
        renamed = mcp.update_instance(made.id, name="phone").instance
        assert (renamed.name, renamed.url, renamed.config.name) == ("phone", made.url, "daily")
        assert mcp.get_instance(made.id).instance == renamed
        assert mcp.ensure_instance("daily", "ada").instance == renamed, "it is still the user's"

    def test_it_is_hung_on_another_config(self, client, mcp):
        config(client, "issues", [mapping("github")])
        made = mcp.ensure_instance("daily", "ada").instance
        moved = mcp.update_instance(made.id, config_name="issues").instance
        assert [m.connection_name for m in moved.config.connection_tool_mappings] == ["github"]
        assert (moved.name, moved.url) == ("daily", made.url)

    def test_what_cannot_be(self, client, mcp):
        made = mcp.ensure_instance("daily", "ada").instance
        mcp.ensure_instance("daily", "ada", "phone")
        with pytest.raises(ScalekitConflictException):
            mcp.update_instance(made.id, name="phone")
        with pytest.raises(ScalekitNotFoundException):
            mcp.update_instance(made.id, config_name="nowhere")
        with pytest.raises(ScalekitBadRequestException):
            rpc(client, "UpdateMcpInstance", instance_id=made.id)
        assert mcp.get_instance(made.id).instance == made

    def test_it_is_deleted_once_and_its_url_never_comes_back(self, mcp):
        made = mcp.ensure_instance("daily", "ada").instance
        mcp.delete_instance(made.id)
        for attempt in (mcp.delete_instance, mcp.get_instance, mcp.get_instance_auth_state):
            with pytest.raises(ScalekitNotFoundException):
                attempt(made.id)
        assert mcp.ensure_instance("daily", "ada").instance.url != made.url

    def test_text_that_is_no_id_is_refused(self, mcp):
        for attempt in (mcp.delete_instance, mcp.get_instance, mcp.get_instance_auth_state):
            with pytest.raises(ScalekitBadRequestException):
                attempt("cfg_1")


class TestListing:
    @pytest.fixture
    def made(self, client, mcp):
        config(client, "issues", [mapping("github")])
        return [
            mcp.ensure_instance("daily", "ada@example.com").instance,
            mcp.ensure_instance("daily", "bob@example.com", "phone").instance,
            mcp.ensure_instance("issues", "ada@example.com").instance,
        ]

    @pytest.mark.parametrize(
        "wanted, places",
        [
            ({}, [2, 1, 0]),
            ({"filter_name": "phone"}, [1]),
            ({"filter_name": "pho"}, []),
            ({"filter_config_name": "daily"}, [1, 0]),
            ({"filter_config_name": "nowhere"}, []),
            ({"filter_user_identifier": "ada@example.com"}, [2, 0]),
            ({"filter_user_identifier": "ada@example.com", "filter_config_name": "daily"}, [0]),
        ],
    )
    def test_filters(self, mcp, made, wanted, places):
        found = mcp.list_instances(**wanted)
        assert [entry.id for entry in found.instances] == [made[place].id for place in places]
        assert (found.total_count or 0) == len(places)

    def test_by_id_and_by_text(self, client, mcp, made):
        assert [entry.id for entry in mcp.list_instances(filter_id=made[1].id).instances] == [made[1].id]
        for text in ("BOB@", "Phon"):
            assert [entry.id for entry in rpc(client, "ListMcpInstances", search=text).instances] == [made[1].id]

    def test_pages(self, mcp):
        for number in range(12):
            mcp.ensure_instance("daily", f"user-{number:02d}")
        first = mcp.list_instances(page_size=7)
        second = mcp.list_instances(page_size=7, page_token=first.next_page_token)
        users = [entry.user_identifier for entry in first.instances + second.instances]
        assert users == [f"user-{number:02d}" for number in range(11, -1, -1)]
        assert mcp.list_instances(page_size=7, page_token=second.previous_page_token).instances == first.instances

    @pytest.mark.parametrize("wanted", [{"filter_id": "cfg_1"}, {"page_size": 31}, {"page_token": "x"}])
    def test_filters_that_cannot_be_are_refused(self, mcp, wanted):
        with pytest.raises(ScalekitBadRequestException):
            mcp.list_instances(**wanted)


class TestAuthState:
    def test_without_links_it_only_looks(self, client, mcp):
        connect(client, "ada", "gmail")
        made = mcp.ensure_instance("daily", "ada").instance
        for include in (None, False):
            gmail, slack = mcp.get_instance_auth_state(made.id, include_auth_links=include).connections
            assert (gmail.connection_name, gmail.provider, gmail.connected_account_status) == (
                "gmail",
                "GMAIL",
                "ACTIVE",
            )
            assert not slack.connected_account_id and not slack.connected_account_status
            assert not gmail.authentication_link and not slack.authentication_link
        assert status_of(client, "slack") is None

    def test_with_links_the_user_can_authorize(self, client, mcp):
        made = mcp.ensure_instance("daily", "ada").instance
        states = mcp.get_instance_auth_state(made.id, include_auth_links=True).connections
        assert [state.connected_account_status for state in states] == ["PENDING_AUTH", "PENDING_AUTH"]
        for state in states:
            assert press(Page.open(state.authentication_link), "Approve").url.endswith("/connect/success")
        states = mcp.get_instance_auth_state(made.id).connections
        assert [state.connected_account_status for state in states] == ["ACTIVE", "ACTIVE"]
        mapped = mcp.get_instance(made.id).instance.config.connection_tool_mappings
        assert [entry.connected_account_status for entry in mapped] == ["ACTIVE", "ACTIVE"]


def test_rest_has_the_whole_life_of_an_instance(emulator, client):
    rest = Rest(emulator, client)
    made = rest.ok("POST", INSTANCES, {"config_name": "daily", "user_identifier": "ada"})["instance"]
    assert "last_used_at" not in made
    path = f"{INSTANCES}/{made['id']}"
    assert rest.ok("GET", path)["instance"] == made
    assert rest.ok("PATCH", path, {"name": "phone"})["instance"]["name"] == "phone"
    listed = rest.ok("GET", INSTANCES, params={"filter.user_identifier": "ada", "search": "pho"})
    assert [entry["id"] for entry in listed["instances"]] == [made["id"]]
    # No body: the flag travels in the query.
    states = rest.ok("POST", f"{path}:get_auth_state?include_auth_links=true")["connections"]
    assert all(state["authentication_link"] for state in states)
    states = rest.ok("POST", f"{path}:get_auth_state")["connections"]
    assert not any(state["authentication_link"] for state in states)
    assert rest.ok("DELETE", path) == {}
    assert rest.refused(404, "GET", path)["details"][0]["error_code"] == "RESOURCE_NOT_FOUND"


def test_seeds_bring_configs_and_instances(start, tmp_path):
    seed = tmp_path / "seed.yaml"
    seed.write_text(
        """
        mcp_configs:
          - name: daily
            description: Mail
            connections:
              - {connection: gmail, tools: [gmail_fetch_mails]}
              - connection: slack
        mcp_instances:
          - {config: daily, identifier: ada}
        """
    )
    client = start("--seed", seed).default_client()
    [made] = client.actions.mcp.list_configs().configs
    assert [(m.connection_name, m.tools) for m in made.connection_tool_mappings] == [
        ("gmail", ["gmail_fetch_mails"]),
        ("slack", []),
    ]
    [instance] = client.actions.mcp.list_instances().instances
    assert (instance.user_identifier, instance.config.id) == ("ada", made.id)
