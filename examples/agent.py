"""An agent that reads unread mail, opens an issue for what is a bug, answers, and tells the team.

    scalekit-emulator exec --seed fixtures/seeds/agent.yaml -- python examples/agent.py

The model is a few rules; everything around it is what a real agent does: list the tools of the user, hand their
schemas to the model, run what it asks for, give back what came.
"""

import os

from google.protobuf.json_format import MessageToDict
from scalekit.client import ScalekitClient
from scalekit.common.exceptions import ScalekitToolRateLimitException
from scalekit.v1.tools.tools_pb2 import ScopedToolFilter

USER = "ada@example.com"
WANTED = ["gmail_fetch_mails", "gmail_send_message", "github_issue_create", "slack_send_message"]

client = ScalekitClient(
    os.environ["SCALEKIT_ENV_URL"], os.environ["SCALEKIT_CLIENT_ID"], os.environ["SCALEKIT_CLIENT_SECRET"]
)


def load_tools():
    """Name to (account, input schema) of what the user can do."""
    page, _ = client.tools.list_scoped_tools(identifier=USER, filter=ScopedToolFilter(tool_names=WANTED))
    definitions = [(entry.connected_account_id, MessageToDict(entry.tool.definition)) for entry in page.tools]
    return {definition["name"]: (account, definition["input_schema"]) for account, definition in definitions}


def run(tools, name, **arguments):
    account, schema = tools[name]
    missing = set(schema["required"]) - set(arguments)
    assert not missing, f"the model forgot {missing}"
    for _ in range(3):
        try:
            return client.actions.execute_tool(tool_input=arguments, tool_name=name, connected_account_id=account).data
        except ScalekitToolRateLimitException as limit:
            print(f"{name}: {limit.tool_error_message}, once more")
    raise SystemExit(f"{name} is limited for too long")


def header(mail, name):
    return next(entry["value"] for entry in mail["payload"]["headers"] if entry["name"] == name)


tools = load_tools()
print("tools:", ", ".join(sorted(tools)))
mails = run(tools, "gmail_fetch_mails", query="is:unread -category:promotions", max_results=5, format="full")
for mail in mails["messages"]:
    subject = header(mail, "Subject")
    issue = run(tools, "github_issue_create", owner="engines", repo="difference", title=subject, body=mail["snippet"])
    run(
        tools,
        "gmail_send_message",
        to=header(mail, "From"),
        subject=f"Re: {subject}",
        body=f"We look into it: {issue['html_url']}",
        thread_id=mail["threadId"],
    )
    run(tools, "slack_send_message", channel="#general", text=f"New bug: {issue['title']} (#{issue['number']:.0f})")
    print(f"{subject} -> issue {issue['number']:.0f}")

sent = client.actions.request(
    connection_name="gmail", identifier=USER, path="/gmail/v1/users/me/messages", query_params={"q": "in:sent"}
)
print("sent:", sent.json()["resultSizeEstimate"])
