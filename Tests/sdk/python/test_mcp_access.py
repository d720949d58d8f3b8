"""Who gets to which MCP server, and what happens when a server changes or goes while it is used."""

import asyncio
import sys
from datetime import timedelta

import emulator as program
import mcp_types as types
import pytest
from control import control
from mcp.shared.exceptions import MCPError
from mcp_clients import (
    HANDSHAKES,
    REVISIONS,
    STATELESS,
    Wire,
    all_tools,
    config,
    connect,
    instance,
    mapping,
    session,
    token,
)

SEND = {"to": "bob@example.com", "subject": "Secret of ada", "body": "x"}


@pytest.fixture
def mail(client):
    connect(client, "gmail")
    return config(client)


def status(emulator, url, minted=None):
    return Wire(emulator, url, minted).stateless("tools/list").status_code


class TestTokens:
    def test_without_one_the_client_is_told_where_to_get_one(self, emulator, mail):
        reply = Wire(emulator, mail.mcp_server_url).stateless("tools/list")
        assert reply.status_code == 401
        path = mail.mcp_server_url.removeprefix(emulator.url)
        assert reply.headers["www-authenticate"] == (
            f'Bearer resource_metadata="{emulator.url}/.well-known/oauth-protected-resource{path}"'
        )

    @pytest.mark.parametrize("bad", ["", "x", "eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.", "a.b.c"])
    def test_a_bad_one_is_invalid(self, emulator, mail, bad):
        reply = Wire(emulator, mail.mcp_server_url, bad or "-").stateless("tools/list")
        assert reply.status_code == 401
        assert 'error="invalid_token"' in reply.headers["www-authenticate"]

    def test_the_environments_own_token_is_none(self, emulator, client, mail):
        assert status(emulator, mail.mcp_server_url, client.get_client_access_token()) == 401

    def test_a_token_is_good_for_its_own_server_only(self, emulator, client, mail):
        other = config(client, "other")
        of_connection = client.actions.mcp.create_session_token(connection_name="gmail", identifier="ada").token
        connection_url = f"{emulator.url}/mcp/v3/connections/gmail"
        assert status(emulator, mail.mcp_server_url, token(client, mail)) == 200
        assert status(emulator, connection_url, of_connection) == 200
        for url, minted in (
            (mail.mcp_server_url, token(client, other)),
            (other.mcp_server_url, token(client, mail)),
            (mail.mcp_server_url, of_connection),
            (connection_url, token(client, mail)),
            (f"{emulator.url}/mcp/v3/connections/slack", of_connection),
        ):
            reply = Wire(emulator, url, minted).stateless("tools/list")
            assert reply.status_code == 401
            assert 'error="invalid_token"' in reply.headers["www-authenticate"]

    def test_a_token_of_another_environment(self, emulator, client, mail):
        stranger = emulator.client()
        connect(stranger, "gmail")
        assert status(emulator, mail.mcp_server_url, token(stranger, config(stranger))) == 401

    def test_a_token_ends_by_the_environments_clock(self, emulator, client, mail):
        minted = token(client, mail, expiry=timedelta(minutes=5))
        control(emulator, client, "POST", "clock", {"advance": "4m"})
        assert status(emulator, mail.mcp_server_url, minted) == 200
        control(emulator, client, "POST", "clock", {"advance": "2m"})
        assert status(emulator, mail.mcp_server_url, minted) == 401

    def test_the_instances_secret_is_the_whole_credential(self, emulator, client, mail):
        url = instance(client, mail).url
        assert status(emulator, url) == 200
        assert status(emulator, url[:-1] + ("0" if url[-1] != "0" else "1")) == 404


class TestChanges:
    @pytest.mark.parametrize("revision", REVISIONS)
    def test_a_config_that_changes_acts_at_once(self, emulator, client, mail, revision):
        async def run():
            async with session(emulator, mail.mcp_server_url, token(client, mail), revision) as opened:
                before, _ = await all_tools(opened)
                client.actions.mcp.update_config(
                    mail.id, connection_tool_mappings=[mapping("gmail", "gmail_fetch_mails")]
                )
                after, _ = await all_tools(opened)
                with pytest.raises(MCPError):
                    await opened.call_tool("gmail_send_message", SEND)
                return len(before), [tool.name for tool in after]

        before, after = asyncio.run(run())
        assert before > 1 and after == ["gmail_fetch_mails"]

    @pytest.mark.parametrize("revision", HANDSHAKES)
    def test_a_session_hears_of_it(self, emulator, client, mail, revision):
        heard = asyncio.Queue()

        async def hear(message):
            if isinstance(message, types.ToolListChangedNotification):
                heard.put_nowait(message)

        async def run():
            minted = token(client, mail)
            async with session(emulator, mail.mcp_server_url, minted, revision, message_handler=hear):
                await asyncio.sleep(0.5)
                await asyncio.to_thread(
                    client.actions.mcp.update_config,
                    mail.id,
                    connection_tool_mappings=[mapping("gmail", "gmail_fetch_mails")],
                )
                return await asyncio.wait_for(heard.get(), 10)

        assert asyncio.run(run())

    def test_a_subscription_hears_of_it(self, emulator, client, mail):
        async def run():
            async with session(emulator, mail.mcp_server_url, token(client, mail)) as opened:
                async with opened.listen(tools_list_changed=True, prompts_list_changed=True) as subscription:
                    assert subscription.honored.tools_list_changed is True
                    assert not subscription.honored.prompts_list_changed
                    await asyncio.to_thread(
                        client.actions.mcp.update_config,
                        mail.id,
                        connection_tool_mappings=[mapping("gmail", "gmail_fetch_mails")],
                    )
                    return type(await asyncio.wait_for(anext(subscription), 10)).__name__

        assert asyncio.run(run()) == "ToolsListChanged"

    def test_a_deleted_config_is_gone(self, emulator, client, mail):
        minted, url = token(client, mail), instance(client, mail).url

        async def run():
            async with session(emulator, mail.mcp_server_url, minted) as opened:
                async with opened.listen(tools_list_changed=True) as subscription:
                    await asyncio.to_thread(client.actions.mcp.delete_config, mail.id)
                    async with asyncio.timeout(10):
                        return [event async for event in subscription]

        assert asyncio.run(run()) == []
        for gone, with_token in ((mail.mcp_server_url, minted), (mail.mcp_server_url, None), (url, None)):
            assert status(emulator, gone, with_token) == 404

    def test_a_deleted_instance_is_gone(self, emulator, client, mail):
        made = instance(client, mail)
        client.actions.mcp.delete_instance(made.id)
        assert status(emulator, made.url) == 404
        assert status(emulator, mail.mcp_server_url, token(client, mail)) == 200

    def test_a_token_that_ends_in_a_session(self, emulator, client, mail):
        wire = Wire(emulator, mail.mcp_server_url, token(client, mail, expiry=timedelta(minutes=5)))
        opened = wire.open()
        control(emulator, client, "POST", "clock", {"advance": "6m"})
        assert wire.rpc("tools/list", mcp_session_id=opened).status_code == 401
        again = Wire(emulator, mail.mcp_server_url, token(client, mail))
        assert again.rpc("tools/list", mcp_session_id=opened).status_code == 200


class TestUsers:
    @pytest.mark.parametrize("revision", REVISIONS)
    def test_two_users_of_one_config_never_see_each_others_data(self, emulator, client, mail, revision):
        connect(client, "gmail", identifier="bob")

        async def run(identifier, *calls):
            minted = token(client, mail, identifier)
            async with session(emulator, mail.mcp_server_url, minted, revision) as opened:
                return [(await opened.call_tool(*call)).content[0].text for call in calls]

        asyncio.run(run("ada", ("gmail_send_message", SEND)))
        look = ("gmail_fetch_mails", {"query": "in:sent"})
        assert "Secret of ada" in asyncio.run(run("ada", look))[0]
        assert "Secret of ada" not in asyncio.run(run("bob", look))[0]

    def test_a_session_belongs_to_who_opened_it(self, emulator, client, mail):
        connect(client, "gmail", identifier="bob")
        opened = Wire(emulator, mail.mcp_server_url, token(client, mail)).open()
        bob = Wire(emulator, mail.mcp_server_url, token(client, mail, "bob"))
        assert bob.rpc("tools/list", mcp_session_id=opened).status_code == 404
        assert bob.http.delete(bob.url, headers={"mcp-session-id": opened}, timeout=10).status_code == 404

    @pytest.mark.parametrize("revision", ["2025-11-25", STATELESS])
    def test_fifty_clients_at_once(self, emulator, client, mail, revision):
        names = [f"user{number}" for number in range(50)]
        for name in names:
            connect(client, "gmail", identifier=name)
        minted = {name: token(client, mail, name) for name in names}

        async def one(name):
            async with session(emulator, mail.mcp_server_url, minted[name], revision) as opened:
                for number in range(3):
                    await opened.call_tool("gmail_send_message", SEND | {"subject": f"{name} {number}"})
                found = await opened.call_tool("gmail_fetch_mails", {"query": "in:sent", "max_results": 10})
                return found.content[0].text

        async def run():
            return await asyncio.gather(*(one(name) for name in names))

        for name, text in zip(names, asyncio.run(run()), strict=True):
            assert f"{name} 2" in text
            assert not any(f"{other} 0" in text for other in names if other != name)


PROGRAM = """
import asyncio, os
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
import httpx2, ssl
from scalekit import ScalekitClient
from scalekit.actions.models.mcp_config import McpConfigConnectionToolMapping

client = ScalekitClient(*(os.environ["SCALEKIT_" + name] for name in ("ENV_URL", "CLIENT_ID", "CLIENT_SECRET")))
client.actions.get_authorization_link(connection_name="gmail", identifier="ada")
gmail = McpConfigConnectionToolMapping(connection_name="gmail")
config = client.actions.mcp.create_config(name="mail", connection_tool_mappings=[gmail]).config
token = client.actions.mcp.create_session_token(config.id, "ada").token

async def main(mode):
    headers = {"authorization": "Bearer " + token}
    trust = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    async with httpx2.AsyncClient(headers=headers, verify=trust) as http:
        async with Client(streamable_http_client(config.mcp_server_url, http_client=http), mode=mode) as session:
            tools = await session.list_tools()
            result = await session.call_tool("gmail_fetch_mails", {})
            print(session.session.protocol_version, len(tools.tools) > 1, result.is_error)

for mode in ("legacy", "auto"):
    asyncio.run(main(mode))
"""


def test_through_exec(state_dir):
    finished = program.run(
        "exec", "--consent", "instant", "--state-dir", state_dir, "--", sys.executable, "-c", PROGRAM
    )
    assert finished.stdout.split("\n")[:2] == ["2025-11-25 True False", "2026-07-28 True False"], finished.stderr
