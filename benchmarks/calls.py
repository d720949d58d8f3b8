"""The requests that are measured, byte for byte as the SDK sends them.

calls.py NAME FILE      prints a call's path and its headers, line by line, and writes its body to a file
"""

import dataclasses
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

    kind: str  # "grpc", "h2" or "h1"
    path: str
    message: bytes = b""  # gRPC only, without its frame
    headers: tuple = ()

    @property
    def lines(self):
        """Every header that a load generator has to be told."""
        own = ("content-type: application/grpc", "te: trailers") if self.kind == "grpc" else ()
        return (*self.headers, *own)

    @property
    def body(self):
        """Nothing for a GET; a frame for gRPC."""
        return b"\0" + len(self.message).to_bytes(4, "big") + self.message if self.kind == "grpc" else b""

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


LIST_ACCOUNTS = Call("grpc", "/scalekit.v1.connected_accounts.ConnectedAccountService/ListConnectedAccounts")
LIST_ACCOUNTS_REST = Call("h2", "/api/v1/connected_accounts")
# Its answer is the catalogue's example with the parameters, the time and a number in it, which are doubles and texts
# of one length, so every answer has the same size.
EXECUTE_TOOL = tool_call(
    "ExecuteTool",
    tool_name="gitlab_issue_create",
    identifier=PERSON,
    connector="gitlab",
    params={
        "id": "brightlane/checkout",
        "title": "Receipt shows the wrong currency",
        "description": "Orders from Norway print EUR instead of NOK.",
        "labels": "bug",
    },
)
LIST_SCOPED_TOOLS = tool_call("ListScopedTools", identifier=PERSON, filter={}, page_size=100)
PROXIED_GET = Call("h2", "/proxy/user", headers=("connection_name: gitlab", f"identifier: {PERSON}"))

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
