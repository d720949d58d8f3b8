"""MCP servers of the emulator through langchain-mcp-adapters and ADK's toolset, as they are on PyPI."""

import asyncio
import os

import httpx
import pytest
from google.adk.tools.mcp_tool.mcp_toolset import McpToolset, StreamableHTTPConnectionParams
from langchain_mcp_adapters.client import MultiServerMCPClient
from scalekit.actions.models.mcp_config import McpConfigConnectionToolMapping

SEND = {"to": "bob@example.com", "subject": "Lunch?", "body": "At noon."}


def trusting(headers=None, timeout=None, auth=None):
    """Both make an HTTP client of their own, which is to trust the emulator's CA."""
    return httpx.AsyncClient(headers=headers, timeout=timeout, auth=auth, verify=os.environ["SSL_CERT_FILE"])


@pytest.fixture
def server(client):
    """A config's URL, and the headers that open it as ada@example.com."""
    mapping = McpConfigConnectionToolMapping(
        connection_name="gmail", tools=["gmail_send_message", "gmail_fetch_mails"]
    )
    config = client.actions.mcp.create_config(name="mail", connection_tool_mappings=[mapping]).config
    token = client.actions.mcp.create_session_token(config.id, "ada@example.com").token
    return config.mcp_server_url, {"Authorization": f"Bearer {token}"}


def test_langchain_loads_the_tools_and_runs_one(server):
    url, headers = server

    async def run():
        connection = {"transport": "streamable_http", "url": url, "headers": headers, "httpx_client_factory": trusting}
        tools = {tool.name: tool for tool in await MultiServerMCPClient({"mail": connection}).get_tools()}
        assert set(tools) == {"gmail_send_message", "gmail_fetch_mails"}
        assert {"to", "subject", "body"} <= set(tools["gmail_send_message"].args)
        await tools["gmail_send_message"].ainvoke(SEND)
        return str(await tools["gmail_fetch_mails"].ainvoke({"query": "in:sent subject:Lunch"}))

    assert "At noon." in asyncio.run(run())


def test_adk_loads_the_tools_and_runs_one(server):
    url, headers = server

    async def run():
        toolset = McpToolset(
            connection_params=StreamableHTTPConnectionParams(url=url, headers=headers, httpx_client_factory=trusting)
        )
        try:
            tools = {tool.name: tool for tool in await toolset.get_tools()}
            assert set(tools) == {"gmail_send_message", "gmail_fetch_mails"}
            assert all(tool._get_declaration().description for tool in tools.values())
            await tools["gmail_send_message"].run_async(args=SEND, tool_context=None)
            return str(
                await tools["gmail_fetch_mails"].run_async(
                    args={"query": "in:sent subject:Lunch"}, tool_context=None
                )
            )
        finally:
            await toolset.close()

    assert "At noon." in asyncio.run(run())


def test_an_instances_url_needs_no_header(client):
    mapping = McpConfigConnectionToolMapping(connection_name="gmail", tools=[])
    client.actions.mcp.create_config(name="own", connection_tool_mappings=[mapping])
    url = client.actions.mcp.ensure_instance(config_name="own", user_identifier="ada@example.com").instance.url

    async def run():
        connection = {"transport": "streamable_http", "url": url, "httpx_client_factory": trusting}
        return [tool.name for tool in await MultiServerMCPClient({"mail": connection}).get_tools()]

    assert "gmail_send_message" in asyncio.run(run())
