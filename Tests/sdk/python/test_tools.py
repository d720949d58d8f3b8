"""Listing, searching and registering tools through the official SDK."""

import pytest
import requests
from google.protobuf.json_format import MessageToDict, ParseDict
from google.protobuf.wrappers_pb2 import BoolValue
from scalekit.common.exceptions import ScalekitBadRequestException, ScalekitConflictException, ScalekitNotFoundException
from scalekit.v1.tools import tools_pb2 as pb


def rpc(client, method, request):
    stub = getattr(client.tools.tool_service, method)
    return client.core_client.grpc_exec(stub.with_call, request)[0]


def listed(client, **filters):
    return client.tools.list_tools(**filters)[0]


def filtered(**fields):
    return pb.Filter(**fields)


def tool(name, **definition):
    message = pb.Tool()
    ParseDict({"definition": {"name": name, "provider": "github", "description": "Ours."} | definition}, message)
    return message


def connect(client, *connections, identifier="ada@example.com"):
    for name in connections:
        client.actions.create_connected_account(connection_name=name, identifier=identifier)


class TestListTools:
    def test_the_catalogue_has_hundreds_of_tools_of_many_providers(self, client):
        providers, names, token = set(), [], ""
        while True:
            page = listed(client, page_size=1000, page_token=token)
            names += page.tool_names
            providers |= {tool.provider for tool in page.tools}
            token = page.next_page_token
            if not token:
                break
        assert len(names) == page.total_size >= 500
        assert len(set(names)) == len(names) and names == sorted(names)
        assert len(providers) >= 55

    def test_a_definition_has_what_frameworks_read(self, client):
        found = listed(client, filter=filtered(tool_name=["github_issue_create"])).tools[0]
        definition = MessageToDict(found.definition)
        assert found.id.startswith("tol_") and found.provider == "GITHUB" and found.is_default.value
        assert definition["name"] == "github_issue_create"
        assert definition["description"] and definition["display_name"]
        schema = definition["input_schema"]
        assert schema["type"] == "object" and set(schema["required"]) == {"owner", "repo", "title"}
        assert schema["properties"]["title"]["type"] == "string"
        assert schema["properties"]["body"]["type"] == ["string", "null"]
        assert definition["output_schema"]["type"] == "object"
        assert definition["rest_api_info"]["method"] == "POST"
        assert definition["annotations"]["read_only_hint"] is False

    @pytest.mark.parametrize("provider", ["GITHUB", "github", "GitHub"])
    def test_a_provider_is_named_in_any_case(self, client, provider):
        names = listed(client, filter=filtered(provider=provider)).tool_names
        assert names and all(name.startswith("github_") for name in names)

    def test_a_summary_has_names_only(self, client):
        page = listed(client, filter=filtered(provider="GITHUB", summary=BoolValue(value=True)))
        assert page.tool_names and not page.tools

    def test_a_query_wants_every_word_in_the_name(self, client):
        names = listed(client, filter=filtered(query="github issue create")).tool_names
        assert "github_issue_create" in names
        assert all("issue" in name and "create" in name for name in names)

    def test_a_query_of_two_letters_is_refused(self, client):
        with pytest.raises(ScalekitBadRequestException):
            listed(client, filter=filtered(query="ab"))

    def test_pages_lead_on_and_back(self, client):
        first = listed(client, page_size=7)
        second = listed(client, page_size=7, page_token=first.next_page_token)
        assert len(first.tool_names) == len(second.tool_names) == 7
        assert not set(first.tool_names) & set(second.tool_names)
        back = listed(client, page_size=7, page_token=second.prev_page_token)
        assert list(back.tool_names) == list(first.tool_names) and not back.prev_page_token

    def test_larger_pages_than_allowed_are_made_smaller(self, client):
        assert len(listed(client, page_size=5000).tool_names) <= 1000
        assert len(listed(client, page_size=1000, filter=filtered(query="create")).tool_names) <= 100
        assert len(listed(client).tool_names) == 300

    def test_an_account_that_is_not_there_is_not_found(self, client):
        connect(client, "github")
        good = filtered(identifier="ada@example.com", connector="github")
        assert listed(client, filter=good).total_size > 0
        for bad in (
            filtered(identifier="bob", connector="github"),
            filtered(identifier="ada@example.com", connector="nothing"),
            filtered(connected_account_id="ca_1"),
        ):
            with pytest.raises(ScalekitNotFoundException):
                listed(client, filter=bad)

    def test_by_rest(self, client, emulator, token):
        reply = requests.get(
            emulator.url + "/api/v1/tools",
            params={"filter.provider": "GITHUB", "filter.summary": "true", "page_size": 2},
            headers={"authorization": f"Bearer {token}"},
            timeout=10,
        )
        assert reply.status_code == 200
        assert len(reply.json()["tool_names"]) == 2 and reply.json()["total_size"] > 2


class TestScopedTools:
    def test_a_user_has_the_tools_of_the_connected_providers(self, client):
        connect(client, "trello", "linear")
        page, _ = client.tools.list_scoped_tools(identifier="ada@example.com")
        assert {entry.tool.provider for entry in page.tools} == {"TRELLO", "LINEAR"}
        assert all(entry.connected_account_id.startswith("ca_") for entry in page.tools)
        assert {entry.identifier for entry in page.tools} == {"ada@example.com"}

    def test_a_page_has_a_hundred_when_nobody_says_how_many(self, client):
        connect(client, "github", "githubpat", "jira", "hubspot", "stripe", "freshdesk")
        page, _ = client.tools.list_scoped_tools(identifier="ada@example.com")
        assert page.total_size > 100 and len(page.tools) == 100
        rest, token = list(page.tools), page.next_page_token
        while token:
            page, _ = client.tools.list_scoped_tools(identifier="ada@example.com", page_token=token)
            rest += page.tools
            token = page.next_page_token
        assert len(rest) == page.total_size
        assert len({(entry.tool.definition["name"], entry.connected_account_id) for entry in rest}) == len(rest)

    def test_filters_narrow_together(self, client):
        connect(client, "github", "linear")
        both = pb.ScopedToolFilter(providers=["GITHUB"], tool_names=["github_issue_create", "linear_issue_create"])
        page, _ = client.tools.list_scoped_tools(identifier="ada@example.com", filter=both)
        assert [entry.tool.definition["name"] for entry in page.tools] == ["github_issue_create"]
        of_connection = pb.ScopedToolFilter(connection_names=["linear"])
        page, _ = client.tools.list_scoped_tools(identifier="ada@example.com", filter=of_connection)
        assert {entry.tool.provider for entry in page.tools} == {"LINEAR"}

    def test_an_identifier_without_accounts_has_none(self, client):
        page, _ = client.tools.list_scoped_tools(identifier="nobody")
        assert page.total_size == 0 and not page.tools

    @pytest.mark.parametrize("connection", ["linear", "no-such-connection"])
    def test_a_named_connection_needs_an_account(self, client, connection):
        connect(client, "github")
        with pytest.raises(ScalekitNotFoundException):
            client.tools.list_scoped_tools(
                identifier="ada@example.com", filter=pb.ScopedToolFilter(connection_names=[connection])
            )

    def test_two_connections_of_one_provider_give_each_tool_twice(self, client):
        connect(client, "github", "github-abcd1234")
        only = pb.ScopedToolFilter(tool_names=["github_issue_create"])
        page, _ = client.tools.list_scoped_tools(identifier="ada@example.com", filter=only)
        assert len({entry.connected_account_id for entry in page.tools}) == 2

    def test_available_tools_come_once(self, client):
        connect(client, "github", "github-abcd1234")
        reply = rpc(client, "ListAvailableTools", pb.ListAvailableToolsRequest(identifier="ada@example.com", page_size=500))
        names = [tool.definition["name"] for tool in reply.tools]
        assert len(names) == len(set(names)) == reply.total_size
        with pytest.raises(ScalekitNotFoundException):
            rpc(client, "ListAvailableTools", pb.ListAvailableToolsRequest(identifier="nobody"))


class TestSearch:
    def test_plain_words_find_the_tool(self, client):
        for question, expected in {
            "open a new issue in a repository": "github_issue_create",
            "send a message to a slack channel": "slack_send_message",
            "create a calendar event": "googlecalendar_create_event",
        }.items():
            found = client.tools.search_tools(query=question)[0].tools
            names = [entry.name for entry in found]
            assert expected in names[:5], (question, names)
            scores = [entry.score for entry in found]
            assert scores == sorted(scores, reverse=True) and all(0 < score <= 1 for score in scores)

    def test_ten_are_given_and_fifty_at_most(self, client):
        assert len(client.tools.search_tools(query="create")[0].tools) == 10
        assert len(client.tools.search_tools(query="create", top_k=500)[0].tools) == 50

    def test_readiness_follows_the_status(self, client):
        connect(client, "github")
        client.actions.create_connected_account(
            connection_name="github-abcd1234",
            identifier="ada@example.com",
            authorization_details={"oauth_token": {"access_token": "t", "refresh_token": "r", "scopes": []}},
        )
        found = client.tools.search_tools(query="create issue github", identifier="ada@example.com")[0].tools
        states = {entry.connection_name: entry.readiness_state for entry in found[0].connections}
        assert states == {
            "github": pb.TOOL_READINESS_STATE_NEEDS_CONNECTION,
            "github-abcd1234": pb.TOOL_READINESS_STATE_READY,
        }

    def test_a_connection_never_used_is_left_out(self, client):
        found = client.tools.search_tools(query="create issue github", identifier="nobody")[0].tools
        assert found and not found[0].connections

    def test_an_empty_question_is_refused(self, client):
        with pytest.raises(ScalekitBadRequestException):
            rpc(client, "SearchTools", pb.SearchToolsRequest(query=""))


class TestRegistration:
    def test_a_registered_tool_is_listed_and_found(self, client):
        made = rpc(client, "CreateTool", pb.CreateToolRequest(tool=tool("github_ours", tags=["x"]))).tool
        assert made.id.startswith("tol_") and made.updated_at.seconds > 0
        assert "github_ours" in listed(client, filter=filtered(query="github ours")).tool_names
        with pytest.raises(ScalekitConflictException):
            rpc(client, "CreateTool", pb.CreateToolRequest(tool=tool("github_ours")))

    def test_versions_and_their_default(self, client):
        rpc(client, "CreateTool", pb.CreateToolRequest(tool=tool("github_issue_create", tool_version="2")))
        chosen = rpc(
            client,
            "SetToolDefault",
            pb.SetToolDefaultRequest(name="github_issue_create", schema_version="1", tool_version="2"),
        ).tool
        assert chosen.is_default.value and chosen.definition["description"] == "Ours."
        only = filtered(tool_name=["github_issue_create"])
        assert listed(client, filter=only).tools[0].definition["description"] == "Ours."
        with pytest.raises(ScalekitNotFoundException, match="2"):
            rpc(
                client,
                "SetToolDefault",
                pb.SetToolDefaultRequest(name="github_issue_create", schema_version="1", tool_version="9"),
            )

    def test_update_and_delete_concern_this_environment_only(self, client, emulator):
        rpc(client, "UpdateTool", pb.UpdateToolRequest(tool=tool("github_issue_create")))
        only = filtered(tool_name=["github_issue_create"])
        changed = listed(client, filter=only).tools[0]
        assert changed.definition["description"] == "Ours."
        rpc(client, "DeleteTool", pb.DeleteToolRequest(id=changed.id))
        assert listed(client, filter=only).total_size == 0
        with pytest.raises(ScalekitNotFoundException):
            rpc(client, "DeleteTool", pb.DeleteToolRequest(id=changed.id))
        assert listed(emulator.client(), filter=only).total_size == 1

    @pytest.mark.parametrize(
        ("definition", "field"),
        [
            ({"name": "no spaces please"}, "tool.definition.name"),
            ({"name": "github_x", "provider": "gitub"}, "tool.definition.provider"),
            ({"name": "github_x", "input_schema": {"type": "text"}}, "tool.definition.input_schema"),
        ],
    )
    def test_a_definition_that_cannot_be_used_names_the_member(self, client, definition, field):
        with pytest.raises(ScalekitBadRequestException) as caught:
            rpc(client, "CreateTool", pb.CreateToolRequest(tool=tool(definition.pop("name"), **definition)))
        assert field in str(caught.value)
