"""The requests that are measured, byte for byte as the SDK sends them.

calls.py NAME FILE      prints a call's path and its headers, line by line, and writes its body to a file
"""

import dataclasses
import json
import pathlib
import sys
from dataclasses import dataclass

from google.protobuf.json_format import ParseDict
from scalekit.v1.tools import tools_pb2

TOOL_SERVICE = "/scalekit.v1.tools.ToolService"
# Whose tools are listed and run.
PERSON = "ada@example.com"


@dataclass(frozen=True)
class Call:
    """One request, whoever it is sent to."""

    kind: str  # "grpc", "h2" or "h1"; "mcp" is a POST over HTTP/1.1
    path: str
    message: bytes = b""  # gRPC without its frame
    headers: tuple = ()

    @property
    def lines(self):
        """Every header that a load generator has to be told."""
        own = ("content-type: application/grpc", "te: trailers") if self.kind == "grpc" else ()
        return (*self.headers, *own)

    @property
    def body(self):
        """Nothing for a GET; a frame for gRPC."""
        if self.kind != "grpc":
            return self.message
        return b"\0" + len(self.message).to_bytes(4, "big") + self.message

    def size(self, answer):
        """How many bytes of body an answer is on the wire."""
        return len(answer) + (5 if self.kind == "grpc" else 0)

    def authorized(self, token):
        return dataclasses.replace(self, headers=(f"authorization: Bearer {token}", *self.headers))

    def over(self, kind):
        return dataclasses.replace(self, kind=kind)


def tool_call(method, **fields):
    request = ParseDict(fields, getattr(tools_pb2, f"{method}Request")())
    return Call("grpc", f"{TOOL_SERVICE}/{method}", request.SerializeToString())


def list_tools(page_token):
    """A page of 100 out of the whole catalogue."""
    return tool_call("ListTools", page_size=100, page_token=page_token)


ISSUE = {
    "id": "brightlane/checkout",
    "title": "Receipt shows the wrong currency",
    "description": "Orders from Norway print EUR instead of NOK.",
    "labels": "bug",
}


def mcp_tool_call(path, kind="mcp"):
    """The same issue as EXECUTE_TOOL, by `tools/call` of the revision without sessions, as the official client sends it."""
    name, version = "gitlab_issue_create", "2026-07-28"
    meta = {"io.modelcontextprotocol/protocolVersion": version, "io.modelcontextprotocol/clientCapabilities": {}}
    params = {"_meta": meta, "name": name, "arguments": ISSUE}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params}
    headers = (
        "content-type: application/json",
        "accept: application/json, text/event-stream",
        f"mcp-protocol-version: {version}",
        "mcp-method: tools/call",
        f"mcp-name: {name}",
    )
    return Call(kind, path, json.dumps(body).encode(), headers)


LIST_ACCOUNTS = Call("grpc", "/scalekit.v1.connected_accounts.ConnectedAccountService/ListConnectedAccounts")
LIST_ACCOUNTS_REST = Call("h2", "/api/v1/connected_accounts")
# Its answer is the catalogue's example with the parameters, the time and a number in it, which are doubles and texts
# of one length, so every answer has the same size.
EXECUTE_TOOL = tool_call(
    "ExecuteTool",
    tool_name="gitlab_issue_create",
    identifier=PERSON,
    connector="gitlab",
    params=ISSUE,
)
LIST_SCOPED_TOOLS = tool_call("ListScopedTools", identifier=PERSON, filter={}, page_size=100)
PROXIED_GET = Call("h2", "/proxy/user", headers=("connection_name: gitlab", f"identifier: {PERSON}"))
FORWARDED_GET = Call("h2", "/proxy/items", headers=("connection_name: acme", f"identifier: {PERSON}"))

CALLS = {
    "grpc": LIST_ACCOUNTS,
    "rest": LIST_ACCOUNTS_REST,
    "execute": EXECUTE_TOOL,
    "scoped": LIST_SCOPED_TOOLS,
    "proxy": PROXIED_GET,
}

if __name__ == "__main__":
    name, file = sys.argv[1:]
    if name not in CALLS:
        raise SystemExit(f"there is no call {name}: use {', '.join(CALLS)}")
    print(CALLS[name].path, *CALLS[name].lines, sep="\n")
    pathlib.Path(file).write_bytes(CALLS[name].body)
