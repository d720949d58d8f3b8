"""MCP configs: what a server offers."""

import re

import pytest
from scalekit.common.exceptions import (
    ScalekitBadRequestException,
    ScalekitConflictException,
    ScalekitNotFoundException,
)
from scalekit.v1.connections import connections_pb2
from scalekit.v1.mcp import mcp_pb2 as pb

from consents import Control, link_for, press, set_enabled
from mcp_service import CONFIGS, Rest, config, connect, mapping, rpc
from pages import Page

UUID = r"[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


@pytest.fixture
def rest(emulator, client):
    return Rest(emulator, client)


class TestCreating:
    def test_a_config_comes_back_with_everything(self, emulator, client):
        made = config(client, description="Mail and messages")
        assert re.fullmatch(r"cfg_\d+", made.id)
        assert (made.name, made.description) == ("daily", "Mail and messages")
        assert re.fullmatch(rf"{re.escape(emulator.url)}/mcp/v3/servers/{UUID}", made.mcp_server_url)
        gmail, slack = made.connection_tool_mappings
        assert (gmail.connection_name, gmail.provider) == ("gmail", "GMAIL")
        assert gmail.tools == ["gmail_fetch_mails", "gmail_send_message"]
        assert slack.tools == [], "no names mean all tools"
        assert re.fullmatch(r"conn_\d+", gmail.connection_id)
        assert gmail.connected_account_id is None and gmail.connected_account_status is None
        assert rpc(client, "GetMcpConfig", config_id=made.id).config.mcp_server_url == made.mcp_server_url

    def test_a_name_is_taken_once_in_an_environment(self, emulator, client):
        config(client)
        with pytest.raises(ScalekitConflictException):
            config(client)
        assert config(emulator.client()).name == "daily"

    @pytest.mark.parametrize("name", ["", "Upper", "with space", "ä", "a" * 101])
    def test_names_have_a_form(self, client, name):
        with pytest.raises((ScalekitBadRequestException, ValueError)):
            config(client, name)
        with pytest.raises(ScalekitBadRequestException):
            rpc(client, "CreateMcpConfig", config=pb.McpConfig(name=name))

    @pytest.mark.parametrize(
        "mappings, words",
        [
            ([mapping("gmial")], "connection not found: gmial"),
            ([mapping("gmail", "gmail_fetch_mail")], "gmail_fetch_mails"),
            ([mapping("slack", "gmail_fetch_mails")], "GMAIL"),
            ([mapping("gmail"), mapping("gmail")], "mapped already"),
            ([mapping("")], "connection_name"),
            ([mapping(f"slack-{number:08d}") for number in range(26)], "25"),
        ],
        ids=["connection", "tool", "provider", "twice", "unnamed", "too many"],
    )
    def test_mappings_that_cannot_be_are_refused(self, client, mappings, words):
        with pytest.raises(ScalekitBadRequestException) as caught:
            config(client, mappings=mappings)
        assert words in str(caught.value)
        assert client.actions.mcp.list_configs().configs == []

    def test_twenty_five_connections_and_connections_on_first_use(self, client):
        made = config(client, mappings=[mapping(f"slack-{number:08d}") for number in range(25)])
        assert len(made.connection_tool_mappings) == 25
        assert {entry.provider for entry in made.connection_tool_mappings} == {"SLACK"}

    def test_a_config_may_be_empty_at_first(self, client):
        made = client.actions.mcp.create_config("empty").config
        assert made.connection_tool_mappings == []


class TestChanging:
    def test_mappings_are_replaced_and_what_is_left_out_stays(self, client):
        made = config(client, description="Mail")
        two = client.actions.mcp.update_config(
            made.id, connection_tool_mappings=[mapping("github", "github_issue_create")]
        ).config
        assert [m.connection_name for m in two.connection_tool_mappings] == ["github"]
        assert two.description == "Mail" and two.name == "daily"
        three = client.actions.mcp.update_config(made.id, description="Issues").config
        assert [m.tools for m in three.connection_tool_mappings] == [["github_issue_create"]]
        assert three.description == "Issues"
        assert made.mcp_server_url == three.mcp_server_url

    def test_an_empty_list_cannot_be_told_from_none(self, client):
        made = config(client)
        same = client.actions.mcp.update_config(made.id, connection_tool_mappings=[]).config
        assert same == made

    def test_what_is_refused_changes_nothing(self, client):
        made = config(client)
        with pytest.raises(ScalekitBadRequestException):
            client.actions.mcp.update_config(made.id, description="x", connection_tool_mappings=[mapping("no")])
        assert client.actions.mcp.list_configs().configs == [made]

    def test_deleting_takes_the_instances_along(self, client):
        made = config(client)
        instance = client.actions.mcp.ensure_instance("daily", "ada").instance
        client.actions.mcp.delete_config(made.id)
        assert client.actions.mcp.list_configs().configs == []
        with pytest.raises(ScalekitNotFoundException):
            client.actions.mcp.get_instance(instance.id)
        with pytest.raises(ScalekitNotFoundException):
            client.actions.mcp.delete_config(made.id)
        assert config(client).mcp_server_url != made.mcp_server_url

    @pytest.mark.parametrize(
        "identifier, error",
        [("cfg_1", ScalekitNotFoundException), ("daily", ScalekitBadRequestException)],
    )
    def test_ids_that_lead_nowhere(self, client, identifier, error):
        mcp = client.actions.mcp
        for attempt in (
            lambda: mcp.update_config(identifier, description="x"),
            lambda: mcp.delete_config(identifier),
            lambda: mcp.list_mcp_connected_accounts(identifier, "ada"),
            lambda: rpc(client, "GetMcpConfig", config_id=identifier),
        ):
            with pytest.raises(error):
                attempt()

    def test_another_environment_sees_nothing(self, emulator, client):
        made = config(client)
        stranger = emulator.client()
        assert stranger.actions.mcp.list_configs().configs == []
        with pytest.raises(ScalekitNotFoundException):
            stranger.actions.mcp.delete_config(made.id)


class TestListing:
    @pytest.fixture
    def made(self, client):
        return {
            "mail": config(client, "daily-mail", [mapping("gmail")]),
            "talk": config(client, "weekly-talk", [mapping("slack"), mapping("gmail")]),
        }

    @pytest.mark.parametrize(
        "wanted, names",
        [
            ({}, ["weekly-talk", "daily-mail"]),
            ({"filter_name": "DAILY-Mail"}, ["daily-mail"]),
            ({"filter_name": "daily"}, []),
            ({"filter_provider": "SLACK"}, ["weekly-talk"]),
            ({"filter_provider": "gmail"}, ["weekly-talk", "daily-mail"]),
            ({"filter_provider": "nobody"}, []),
            ({"search": "AIL"}, ["daily-mail"]),
            ({"search": "nothing"}, []),
            ({"search": "ly", "filter_provider": "slack"}, ["weekly-talk"]),
        ],
    )
    def test_filters(self, client, made, wanted, names):
        found = client.actions.mcp.list_configs(**wanted)
        assert [entry.name for entry in found.configs] == names
        assert (found.total_count or 0) == len(names)

    def test_by_id_and_by_url(self, client, made):
        for wanted in (
            {"filter_id": made["mail"].id},
            {"filter_mcp_server_url": made["mail"].mcp_server_url},
            {"filter_mcp_server_url": "http://other" + made["mail"].mcp_server_url[-60:]},
        ):
            assert [entry.name for entry in client.actions.mcp.list_configs(**wanted).configs] == ["daily-mail"]

    @pytest.mark.parametrize(
        "wanted", [{"filter_name": "a b"}, {"filter_id": "daily"}, {"page_size": 31}, {"page_token": "x"}]
    )
    def test_filters_that_cannot_be_are_refused(self, client, made, wanted):
        with pytest.raises(ScalekitBadRequestException):
            client.actions.mcp.list_configs(**wanted)

    def test_pages(self, client):
        for number in range(12):
            config(client, f"c{number:02d}", [mapping("slack")])
        mcp = client.actions.mcp
        first = mcp.list_configs()
        assert [entry.name for entry in first.configs] == [f"c{number:02d}" for number in range(11, 1, -1)]
        second = mcp.list_configs(page_token=first.next_page_token)
        assert [entry.name for entry in second.configs] == ["c01", "c00"]
        assert not second.next_page_token
        back = mcp.list_configs(page_token=second.previous_page_token)
        assert back.configs == first.configs
        assert len(mcp.list_configs(page_size=30).configs) == 12


class TestConnections:
    def test_a_deleted_connection_leaves_the_config(self, client):
        made = config(client)
        gmail = made.connection_tool_mappings[0].connection_id
        stub = client.connection.connection_service
        request = connections_pb2.DeleteEnvironmentConnectionRequest(connection_id=gmail)
        client.core_client.grpc_exec(stub.DeleteEnvironmentConnection.with_call, request)
        [left] = client.actions.mcp.list_configs().configs[0].connection_tool_mappings
        assert left.connection_name == "slack"

    def test_a_deleted_account_is_just_gone(self, client):
        made = config(client)
        connect(client, "ada", "gmail")
        client.actions.delete_connected_account("gmail", "ada")
        states = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada").connected_accounts
        assert not any(state.connected_account_id for state in states)
        assert len(client.actions.mcp.list_configs().configs[0].connection_tool_mappings) == 2

    def test_a_connection_tells_its_own_server(self, emulator, client, rest):
        config(client)
        found = rest.ok("GET", "/api/v1/connections/app?query=gmail&page_size=30")["connections"]
        [gmail] = [entry for entry in found if entry["key_id"] == "gmail"]
        assert gmail["mcp_server_url"] == f"{emulator.url}/mcp/v3/connections/gmail"


class TestConnectedAccounts:
    def test_without_links_nothing_is_made(self, client):
        made = config(client)
        connect(client, "ada", "gmail")
        for _ in range(2):
            gmail, slack = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada").connected_accounts
            assert gmail.connected_account_status == "ACTIVE" and gmail.connected_account_id.startswith("ca_")
            assert (gmail.connection_name, gmail.provider) == ("gmail", "GMAIL")
            assert not slack.connected_account_id and not slack.connected_account_status
            assert not gmail.authentication_link and not slack.authentication_link

    def test_with_links_every_connection_has_one_that_works(self, emulator, client):
        made = config(client)
        connect(client, "ada", "gmail")
        states = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada", True).connected_accounts
        assert [state.connected_account_status for state in states] == ["ACTIVE", "PENDING_AUTH"]
        for state in states:
            assert state.authentication_link.startswith(emulator.url + "/magicLink/")
        page = Page.open(states[1].authentication_link)
        assert press(page, "Approve").url.endswith("/connect/success")
        states = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada").connected_accounts
        assert [state.connected_account_status for state in states] == ["ACTIVE", "ACTIVE"]

    def test_a_link_lives_one_minute(self, emulator, client):
        made = config(client, mappings=[mapping("gmail")])
        [state] = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada", True).connected_accounts
        other = link_for(client, "gmail", "ada")
        Control(emulator, client).clock(advance="61s")
        assert Page.open(state.authentication_link).status == 410
        assert Page.open(other).status == 200

    def test_a_disabled_connection_has_no_link(self, client):
        made = config(client)
        set_enabled(client, made.connection_tool_mappings[0].connection_id, False)
        gmail, slack = client.actions.mcp.list_mcp_connected_accounts(made.id, "ada", True).connected_accounts
        assert not gmail.authentication_link and slack.authentication_link


class TestREST:
    BODY = {"name": "daily", "connection_tool_mappings": [{"connection_name": "gmail", "tools": []}]}

    def test_the_whole_life_of_a_config(self, rest):
        made = rest.ok("POST", CONFIGS, self.BODY, status=201)["config"]
        path = f"{CONFIGS}/{made['id']}"
        assert rest.ok("GET", path)["config"] == made
        changed = rest.ok("PUT", path, {"description": "New"})["config"]
        assert changed == made | {"description": "New"}
        listed = rest.ok("GET", CONFIGS, params={"filter.name": "daily", "filter.provider": "GMAIL", "page_size": 5})
        assert listed["configs"] == [changed] and listed["total_size"] == 1
        assert rest.ok("DELETE", path) == {}
        assert rest.refused(404, "GET", path)["code"] == 5

    def test_the_accounts_of_a_config(self, rest):
        made = rest.ok("POST", CONFIGS, self.BODY, status=201)["config"]
        path = f"{CONFIGS}/{made['id']}/connected_accounts"
        [none] = rest.ok("POST", path, {"identifier": "ada"})["connected_accounts"]
        assert "connected_account_id" not in none and none["authentication_link"] == ""
        [one] = rest.ok("POST", path, {"identifier": "ada", "include_auth_link": True})["connected_accounts"]
        assert one["connected_account_status"] == "PENDING_AUTH" and one["authentication_link"]
        error = rest.refused(400, "POST", path, {})
        assert "identifier" in error["message"]

    def test_mistakes_name_the_field(self, rest):
        body = self.BODY | {"connection_tool_mappings": [{"connection_name": "gmail", "tools": ["gmail_x"]}]}
        error = rest.refused(400, "POST", CONFIGS, body)
        [violation] = error["details"][0]["validation_error_info"]["field_violations"]
        assert violation["field"] == "config.connection_tool_mappings[0].tools[0]"
        rest.ok("POST", CONFIGS, self.BODY, status=201)
        assert rest.refused(409, "POST", CONFIGS, self.BODY)["code"] == 6


class TestLegacy:
    """CreateMcp and its kin, which the SDK has messages for but no methods."""

    MAPPINGS = [pb.ToolMapping(connection_name="gmail", tool_names=["gmail_fetch_mails"])]

    def create(self, client, identifier="ada", mappings=None):
        mcp = pb.Mcp(connected_account_identifier=identifier, tool_mappings=mappings or self.MAPPINGS)
        return rpc(client, "CreateMcp", mcp=mcp).mcp

    def test_the_same_configuration_is_the_same_mcp(self, emulator, client):
        connect(client, "ada", "gmail")
        made = self.create(client)
        assert re.fullmatch(r"res_\d+", made.id) and made.url.startswith(emulator.url + "/mcp/")
        assert made.tool_mappings[0].status == "ACTIVE"
        assert self.create(client) == made
        assert self.create(client, "bob").id != made.id
        assert rpc(client, "GetMcp", mcp_id=made.id).mcp == made

    def test_lists_by_user_and_by_link(self, client):
        ada, bob = self.create(client), self.create(client, "bob")
        assert [mcp.id for mcp in rpc(client, "ListMcp").mcps] == [bob.id, ada.id]
        for wanted in ({"connected_account_identifier": "ada"}, {"link_token": ada.url.rsplit("/", 1)[1]}):
            found = rpc(client, "ListMcp", filter=pb.ListMcpRequest.Filter(**wanted))
            assert [mcp.id for mcp in found.mcps] == [ada.id]

    def test_it_is_deleted_once(self, client):
        made = self.create(client)
        rpc(client, "DeleteMcp", mcp_id=made.id)
        with pytest.raises(ScalekitNotFoundException):
            rpc(client, "DeleteMcp", mcp_id=made.id)
        with pytest.raises(ScalekitNotFoundException):
            rpc(client, "GetMcp", mcp_id=made.id)

    def test_it_needs_tools_and_a_user(self, client):
        for broken in (pb.Mcp(connected_account_identifier="ada"), pb.Mcp(tool_mappings=self.MAPPINGS)):
            with pytest.raises(ScalekitBadRequestException):
                rpc(client, "CreateMcp", mcp=broken)

    def test_rest_answers_200_for_what_may_have_been_there(self, rest):
        body = {"connected_account_identifier": "ada", "tool_mappings": [{"connection_name": "gmail"}]}
        made = rest.ok("POST", "/api/v1/mcp", body)["mcp"]
        assert rest.ok("POST", "/api/v1/mcp", body)["mcp"] == made
        assert rest.ok("GET", f"/api/v1/mcp/{made['id']}")["mcp"] == made
        listed = rest.ok("GET", "/api/v1/mcp?filter.connected_account_identifier=ada")["mcps"]
        assert listed == [made]
        assert rest.ok("DELETE", f"/api/v1/mcp/{made['id']}") == {}
