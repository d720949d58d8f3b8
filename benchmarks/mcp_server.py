"""A server of the `mcp` package's own high-level API, whose one tool returns a constant.

mcp_server.py PORT KEY_AND_CERTIFICATE_FILE ANSWER_FILE
"""

import json
import pathlib
import sys
from typing import Any

import uvicorn
from mcp.server import MCPServer

TOOL = "gitlab_issue_create"


def main(port, certificate, answer):
    constant = json.loads(pathlib.Path(answer).read_text())
    server = MCPServer("constant", log_level="CRITICAL")

    @server.tool(name=TOOL)
    def constantly(id: str, title: str, description: str, labels: str) -> dict[str, Any]:
        return constant

    app = server.streamable_http_app(stateless_http=True, json_response=True)
    config = uvicorn.Config(
        app, "127.0.0.1", int(port), log_level="critical", ssl_keyfile=certificate, ssl_certfile=certificate
    )
    print("ready", flush=True)
    uvicorn.Server(config).run()


if __name__ == "__main__":
    main(*sys.argv[1:])
