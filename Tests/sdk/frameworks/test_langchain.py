"""`actions.langchain` with langchain-core as it is on PyPI."""

import json


def test_tools_are_loaded_and_one_is_run(client):
    tools = client.actions.langchain.get_tools(
        identifier="ada@example.com", tool_names=["gmail_send_message", "gmail_fetch_mails"]
    )
    assert {tool.name for tool in tools} == {"gmail_send_message", "gmail_fetch_mails"}
    send = next(tool for tool in tools if tool.name == "gmail_send_message")
    assert {"to", "subject", "body"} <= set(send.args)
    answer = send.invoke({"to": "bob@example.com", "subject": "Lunch?", "body": "At noon."})
    assert "id" in str(answer)
    fetch = next(tool for tool in tools if tool.name == "gmail_fetch_mails")
    mails = fetch.invoke({"query": "in:sent subject:Lunch", "max_results": 1})
    text = mails if isinstance(mails, str) else json.dumps(mails)
    assert "Lunch?" in text


def test_tools_of_a_provider(client):
    tools = client.actions.langchain.get_tools(identifier="ada@example.com", providers=["SLACK"], page_size=100)
    assert tools and all(tool.name.startswith("slack_") for tool in tools)
    assert all(tool.description for tool in tools)
