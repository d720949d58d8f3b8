"""`actions.google` with google-adk as it is on PyPI."""

import asyncio


def test_tools_are_loaded_and_one_is_run(client):
    tools = client.actions.google.get_tools(identifier="ada@example.com", tool_names=["slack_list_channels"])
    assert [tool.name for tool in tools] == ["slack_list_channels"]
    answer = asyncio.run(tools[0].run_async(args={}, tool_context=None))
    assert "general" in str(answer)


def test_every_schema_can_be_declared_to_a_model(client):
    tools = client.actions.google.get_tools(identifier="ada@example.com", page_size=1000)
    declarations = [tool._get_declaration() for tool in tools]
    assert len(declarations) == len(tools) > 150
    assert all(declaration.name and declaration.description for declaration in declarations)
