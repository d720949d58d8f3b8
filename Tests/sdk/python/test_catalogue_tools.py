"""Every tool of the catalogue, through the official SDK: its schema says what it takes, and it keeps its word."""

import functools
import re
from urllib.parse import quote

import grpc
import jsonschema
import pytest
from google.protobuf.json_format import MessageToDict
from scalekit.common.exceptions import ScalekitServerException
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo
from scalekit.v1.tools.tools_pb2 import Filter

import emulator as program
import schemas

# What these answer depends on what is in them, so made-up ids may be unknown there.
SIMULATED = {"github", "githubpat", "gmail", "googlecalendar", "slack"}
# Has no HTTP API to pass calls on to.
WITHOUT_PROXY = {"redshift"}
GOOD_CALLS = 2


CATALOGUE = program.REPOSITORY / "fixtures" / "catalogue"
CONNECTORS = sorted(file.stem for file in CATALOGUE.glob("*.yaml") if "\n---\n" in file.read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def client(instant_emulator):
    return instant_emulator.client()


@functools.cache
def tools_of(client, slug):
    """As ListTools returns them, by name."""
    found, token = {}, ""
    while True:
        page, _ = client.tools.list_tools(filter=Filter(provider=slug), page_size=50, page_token=token)
        for tool in page.tools:
            definition = whole(MessageToDict(tool.definition))
            found[definition["name"]] = definition
        token = page.next_page_token
        if not token:
            return found


@functools.cache
def account_of(client, slug):
    """The id of an active account."""
    client.actions.get_or_create_connected_account(connection_name=slug, identifier="ada")
    account = client.actions.get_connected_account(connection_name=slug, identifier="ada").connected_account
    if account.status != "ACTIVE":
        client.actions.get_authorization_link(connection_name=slug, identifier="ada")
        account = client.actions.get_connected_account(connection_name=slug, identifier="ada").connected_account
    assert account.status == "ACTIVE"
    return account.id


def whole(value):
    """Struct knows no whole numbers; definitions are to be read as JSON that does."""
    if isinstance(value, dict):
        return {key: whole(item) for key, item in value.items()}
    if isinstance(value, list):
        return [whole(item) for item in value]
    return int(value) if isinstance(value, float) and value.is_integer() else value


@pytest.fixture(params=CONNECTORS)
def slug(request):
    return request.param


@pytest.fixture
def tools(client, slug):
    return tools_of(client, slug)


@pytest.fixture
def account(client, slug):
    return account_of(client, slug)


def execute(client, account, name, params):
    return client.actions.execute_tool(tool_input=params, tool_name=name, connected_account_id=account)


_good = {}


def good_parameters(definition):
    """Made once for each tool, because that is what takes time."""
    name = definition["name"]
    if name not in _good:
        found = schemas.examples(definition["input_schema"], GOOD_CALLS)
        # Versions that do not exist are a mistake of their own kind.
        _good[name] = [{k: v for k, v in params.items() if k not in schemas.VERSIONS} for params in found]
    return _good[name]


def violated_fields(error):
    info = ErrorInfo()
    error.err_details[0].Unpack(info)
    return [violation.field for violation in info.validation_error_info.field_violations]


def without_nulls(value):
    if isinstance(value, dict):
        return {name: without_nulls(member) for name, member in value.items() if member is not None}
    return [without_nulls(item) for item in value] if isinstance(value, list) else value


def test_it_is_all_there(client):
    assert len(CONNECTORS) >= 60
    assert sum(len(tools_of(client, slug)) for slug in CONNECTORS) >= 500


def test_definitions_are_good_schemas(tools):
    for name, definition in tools.items():
        jsonschema.Draft202012Validator.check_schema(definition["input_schema"])
        jsonschema.Draft202012Validator.check_schema(definition["output_schema"])
        assert definition["display_name"] and definition["description"], name
        assert definition["annotations"].keys() >= {"read_only_hint", "destructive_hint"}, name


def test_good_parameters_are_executed(client, slug, tools, account):
    for name, definition in tools.items():
        judge = jsonschema.Draft202012Validator(definition["output_schema"])
        for params in good_parameters(definition):
            try:
                result = execute(client, account, name, params)
            except ScalekitServerException as error:
                assert slug in SIMULATED and error.error_code == "TOOL_ERROR", (name, params, error)
                continue
            assert result.execution_id, name
            answer = whole(result.data or {})
            # A provider writes null for what is not there; the schemas are made from examples in which all is there.
            mistakes = list(judge.iter_errors(without_nulls(answer) if slug in SIMULATED else answer))
            assert not mistakes, (name, params, [error.message for error in mistakes])


def test_bad_parameters_are_refused(client, tools, account):
    for name, definition in tools.items():
        params = good_parameters(definition)[-1]
        for rule, broken, bad in schemas.broken(definition["input_schema"], params):
            with pytest.raises(ScalekitServerException) as caught:
                execute(client, account, name, bad)
            assert caught.value.grpc_status == grpc.StatusCode.INVALID_ARGUMENT, (name, rule, broken, caught.value)
            violated = set(violated_fields(caught.value))
            assert {f"params.{param}" for param in broken} <= violated, (name, rule, broken, violated)


def test_a_proxied_request_gets_the_same_answer(client, slug, tools, account):
    if slug in SIMULATED | WITHOUT_PROXY:
        pytest.skip("answers in its own way")
    infos = {name: d["rest_api_info"] for name, d in tools.items() if "rest_api_info" in d}
    places = [(info["method"], re.sub(r"\{[^}]*\}", "*", info["path_template"])) for info in infos.values()]
    for (name, info), place in zip(infos.items(), places, strict=True):
        if places.count(place) > 1:
            continue
        properties = tools[name]["input_schema"]["properties"]
        names = re.findall(r"\{([^}]*)\}", info["path_template"])
        params = {param: schemas.plain(properties[param]) for param in names}
        path = re.sub(r"\{([^}]*)\}", lambda match, p=params: quote(str(p[match[1]]), safe="/"), info["path_template"])
        response = client.actions.request(
            connection_name=slug, identifier="ada", path=path, method=info["method"],
            body={} if info["method"] in ("POST", "PUT", "PATCH") else None,
        )  # fmt: skip
        assert response.status_code < 300, (name, path, response.text)
        # The same tool's example, whose ids and times are new each time.
        required = tools[name]["input_schema"].get("required", [])
        others = {param: schemas.plain(properties[param]) for param in required if param not in params}
        executed = execute(client, account, name, params | others).data or {}
        body = response.json() if response.content else {}
        assert (body if isinstance(body, dict) else {"result": body}).keys() == executed.keys(), name
