"""The loop of an agent: list the user's tools, let a model choose, run what it asks for, hand back what came.

The model is a script: it reads the schemas it is given and the answers it gets, as a real one would.
"""

from google.protobuf.json_format import MessageToDict
from scalekit.v1.tools import tools_pb2 as pb


class ScriptedModel:
    """Asks for unread mail, answers the first one, and tells the team."""

    def __init__(self, tools):
        self.tools = {tool["name"]: tool for tool in tools}
        self.said = []

    def ask(self, name, **arguments):
        schema = self.tools[name]["input_schema"]
        assert set(arguments) <= set(schema["properties"]), f"{name} does not take {arguments}"
        assert set(schema.get("required", [])) <= set(arguments), f"{name} needs more than {arguments}"
        return name, arguments

    def turns(self):
        mails = yield self.ask("gmail_fetch_mails", query="is:unread in:inbox", max_results=1, format="full")
        mail = mails["messages"][0]
        headers = {header["name"].lower(): header["value"] for header in mail["payload"]["headers"]}
        reply = yield self.ask(
            "gmail_send_message",
            to=headers["from"],
            subject="Re: " + headers["subject"],
            body="On it.",
            thread_id=mail["threadId"],
        )
        assert reply["threadId"] == mail["threadId"]
        posted = yield self.ask("slack_send_message", channel="#general", text="Answered " + headers["subject"])
        assert posted["ok"]
        self.said.append(headers["subject"])


def run_agent(client, identifier, wanted):
    page, _ = client.tools.list_scoped_tools(
        identifier=identifier, filter=pb.ScopedToolFilter(tool_names=wanted), page_size=100
    )
    accounts = {entry.tool.definition["name"]: entry.connected_account_id for entry in page.tools}
    model = ScriptedModel([MessageToDict(entry.tool.definition) for entry in page.tools])
    turns = model.turns()
    try:
        call = next(turns)
        while True:
            name, arguments = call
            done = client.actions.execute_tool(
                tool_name=name, tool_input=arguments, connected_account_id=accounts[name]
            )
            call = turns.send(done.data)
    except StopIteration:
        return model.said


def test_an_agent_reads_answers_and_reports(client):
    tools = ["gmail_fetch_mails", "gmail_send_message", "slack_send_message"]
    said = run_agent(client, "ada@example.com", tools)
    sent = client.actions.request(
        connection_name="gmail", identifier="ada@example.com", path="/gmail/v1/users/me/messages?q=in:sent"
    ).json()
    newest = client.actions.request(
        connection_name="gmail",
        identifier="ada@example.com",
        path=f"/gmail/v1/users/me/messages/{sent['messages'][0]['id']}",
    ).json()
    subject = next(h["value"] for h in newest["payload"]["headers"] if h["name"] == "Subject")
    assert subject == "Re: " + said[0]
    history = client.actions.execute_tool(
        tool_name="slack_list_channels", tool_input={}, identifier="ada@example.com"
    ).data
    general = next(channel for channel in history["channels"] if channel["name"] == "general")
    messages = client.actions.request(
        connection_name="slack", identifier="ada@example.com", path=f"/conversations.history?channel={general['id']}"
    ).json()
    assert messages["messages"][0]["text"] == "Answered " + said[0]


def test_modifiers_see_what_goes_in_and_comes_out(client):
    @client.actions.pre_modifier(tool_names=["gmail_send_message"])
    def sign(tool_input):
        return tool_input | {"body": tool_input["body"] + "\n-- \nAda"}

    @client.actions.post_modifier(tool_names=["gmail_send_message"])
    def only_id(data):
        return {"id": data["id"]}

    done = client.actions.execute_tool(
        tool_name="gmail_send_message",
        tool_input={"to": "bob@example.com", "subject": "Hi", "body": "Hello"},
        identifier="ada@example.com",
    )
    assert set(done.data) == {"id"}
    read = client.actions.request(
        connection_name="gmail", identifier="ada@example.com", path=f"/gmail/v1/users/me/messages/{done.data['id']}"
    ).json()
    assert "Ada" in read["snippet"]
