"""A user's tools behind an MCP server, used by an MCP client.

    scalekit-emulator exec --consent instant -- python examples/mcp_client.py
"""

import asyncio
import os
import ssl

import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client
from scalekit.actions.models.mcp_config import McpConfigConnectionToolMapping
from scalekit.client import ScalekitClient

client = ScalekitClient(
    os.environ["SCALEKIT_ENV_URL"], os.environ["SCALEKIT_CLIENT_ID"], os.environ["SCALEKIT_CLIENT_SECRET"]
)

# Your backend, once: a server with some tools of some connections.
mapping = McpConfigConnectionToolMapping(
    connection_name="gmail", tools=["gmail_send_message", "gmail_fetch_mails"]
)
config = client.actions.mcp.create_config(name="mail", connection_tool_mappings=[mapping]).config

# Your backend, for each user: an account that is connected, and a token that opens the server as that user.
client.actions.get_authorization_link(connection_name="gmail", identifier="ada@example.com")
token = client.actions.mcp.create_session_token(config.id, "ada@example.com").token


# The agent: any MCP client will do.
async def main():
    trust = ssl.create_default_context(cafile=os.environ["SSL_CERT_FILE"])
    headers = {"authorization": f"Bearer {token}"}
    async with httpx2.AsyncClient(headers=headers, verify=trust) as http:
        async with Client(streamable_http_client(config.mcp_server_url, http_client=http)) as session:
            print("revision:", session.session.protocol_version)
            print("tools:", ", ".join(tool.name for tool in (await session.list_tools()).tools))
            letter = {"to": "bob@example.com", "subject": "Lunch?", "body": "At noon."}
            await session.call_tool("gmail_send_message", letter)
            found = await session.call_tool("gmail_fetch_mails", {"query": "in:sent subject:lunch"})
            print("sent:", found.structured_content["messages"][0]["snippet"])


asyncio.run(main())
