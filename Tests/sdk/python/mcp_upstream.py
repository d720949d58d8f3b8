"""A small MCP server written with the official package, as somebody's custom connector.

Run as a program: `mcp_upstream.py PORT STATELESS JSON`. Its list of tools can be changed while it runs (`POST /control`),
and it only lets in who brings `Bearer t-<name>`.
"""

import asyncio
import contextlib
import json
import pathlib
import socket
import subprocess
import sys
import time
import urllib.request

NOTES = {}


def build():
    from mcp.server.mcpserver import Context, MCPServer
    from mcp.server.mcpserver.exceptions import ToolError
    from mcp_types import ToolAnnotations
    from starlette.responses import JSONResponse, PlainTextResponse

    server = MCPServer("notes")

    @server.tool(annotations=ToolAnnotations(read_only_hint=True))
    def add(a: int, b: int) -> int:
        """Add two numbers."""
        return a + b

    @server.tool(title="Write a note", annotations=ToolAnnotations(destructive_hint=False))
    def write_note(title: str, text: str = "nothing yet") -> dict:
        """Keep a note under its title."""
        NOTES[title] = text
        return {"title": title, "count": len(NOTES)}

    @server.tool()
    def fail(reason: str) -> str:
        """Fail, for the reason given."""
        raise ToolError(reason)

    @server.tool()
    async def sleep(seconds: float) -> str:
        """Take one's time."""
        await asyncio.sleep(seconds)
        return "awake"

    @server.tool()
    def whoami(ctx: Context) -> str:
        """Say whose credential came."""
        return ctx.request_context.request.headers["authorization"].removeprefix("Bearer t-")

    @server.custom_route("/control", methods=["POST"])
    async def control(request):
        order = await request.json()
        if "remove" in order:
            server.remove_tool(order["remove"])
        if "add" in order:
            server.add_tool(lambda word: word.upper(), name=order["add"], description="Shout a word.")
        return JSONResponse({})

    @server.custom_route("/seen", methods=["GET"])
    async def seen(request):
        return JSONResponse(SEEN)

    return server, PlainTextResponse


SEEN = []


def main(port, stateless, as_json):
    import uvicorn

    server, refusal = build()
    app = server.streamable_http_app(stateless_http=stateless, json_response=as_json)

    async def guarded(scope, receive, send):
        if scope["type"] == "http" and scope["path"] == "/mcp":
            headers = {name.decode(): value.decode() for name, value in scope["headers"]}
            SEEN.append([scope["method"], headers.get("authorization", "")])
            if not headers.get("authorization", "").startswith("Bearer t-"):
                return await refusal('{"message": "no token"}', 401, media_type="application/json")(
                    scope, receive, send
                )
        return await app(scope, receive, send)

    uvicorn.run(guarded, host="127.0.0.1", port=port, log_level="warning")


class MCPUpstream:
    """The server in a process of its own."""

    def __init__(self, log, stateless=True, as_json=False):
        with contextlib.closing(socket.socket()) as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        arguments = [str(self.port), str(int(stateless)), str(int(as_json))]
        self.log = pathlib.Path(log).open("ab")
        self.process = subprocess.Popen([sys.executable, __file__, *arguments], stderr=self.log, stdout=self.log)
        self.url = f"http://127.0.0.1:{self.port}/mcp"
        deadline = time.monotonic() + 30
        while True:
            with contextlib.suppress(OSError):
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError("the MCP server did not start")
            time.sleep(0.05)

    def control(self, **order):
        request = urllib.request.Request(
            f"http://127.0.0.1:{self.port}/control", json.dumps(order).encode(), {"content-type": "application/json"}
        )
        urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=10).close()

    def stop(self):
        self.process.terminate()
        self.process.wait(10)
        self.log.close()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2] == "1", sys.argv[3] == "1")
