"""REST by the contract's bindings: paths, queries, bodies, JSON, errors, and the documents about them."""

import json
import pathlib
import re

import pytest
import requests
from openapi_spec_validator import validate

import emulator as program

ACCOUNTS = "/api/v1/connected_accounts"
CONNECTIONS = "/api/v1/connections"


class Rest:
    """A token and a base URL."""

    def __init__(self, emulator, base=None):
        self.base = base or emulator.url
        form = {"grant_type": "client_credentials", "client_id": program.unseen_client_id(), "client_secret": "s"}
        answer = requests.post(self.base + "/oauth/token", data=form, timeout=20)
        self.session = requests.Session()
        self.session.headers["authorization"] = f"Bearer {answer.json()['access_token']}"

    def __call__(self, method, path, body=None, **options):
        if body is not None:
            options["json"] = body
        return self.session.request(method, self.base + path, timeout=20, **options)

    def ok(self, method, path, body=None, **options):
        answer = self(method, path, body, **options)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def account(self, connector="gmail", identifier="ada", **fields):
        body = {"connector": connector, "identifier": identifier, "connected_account": {}} | fields
        return self.ok("POST", ACCOUNTS, body)["connected_account"]


@pytest.fixture(params=["https", "http"])
def rest(emulator, request):
    return Rest(emulator, emulator.url if request.param == "https" else emulator.clear_url)


@pytest.fixture
def tls(emulator):
    return Rest(emulator)


def refused(answer, status, code, error_code=None):
    """The shape of every error."""
    assert answer.status_code == status, answer.text
    body = answer.json()
    assert set(body) == {"code", "message", "details"}
    assert body["code"] == code and body["message"]
    detail = body["details"][0]
    assert detail["@type"] == "type.googleapis.com/scalekit.v1.errdetails.ErrorInfo"
    if error_code:
        assert detail["error_code"] == error_code
    request_id = detail["request_info"]["request_id"]
    assert request_id and request_id in answer.headers.values()
    return body


class TestAccounts:
    def test_create_says_created(self, rest):
        answer = rest("POST", ACCOUNTS, {"connector": "gmail", "identifier": "ada", "connected_account": {}})
        assert answer.status_code == 201
        account = answer.json()["connected_account"]
        assert account["status"] == "PENDING_AUTH"
        assert account["authorization_type"] == "OAUTH"
        assert re.fullmatch(r"ca_\d+", account["id"])
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", account["updated_at"])
        assert "token_expires_at" not in account

    def test_the_documented_sample_with_its_stray_key(self, rest):
        account = rest.account(
            connected_account={
                "authorization_type": "OAUTH2",
                "authorization_details": {"oauth_token": {"access_token": "t", "refresh_token": "r", "scopes": ["a"]}},
                "api_config": {"nested": {"n": 1, "list": [1, "two", None, True]}},
            }
        )
        assert account["status"] == "ACTIVE"
        assert account["authorization_details"]["oauth_token"]["scopes"] == ["a"]
        assert account["api_config"] == {"nested": {"n": 1, "list": [1, "two", None, True]}}

    def test_camel_case_is_understood(self, rest):
        account = rest.account(
            connectedAccount={"authorizationDetails": {"oauthToken": {"accessToken": "t", "refreshToken": "r"}}},
        )
        assert account["status"] == "ACTIVE"
        assert rest.ok("GET", ACCOUNTS + "?pageSize=1&connectionNames=gmail")["total_size"] == 1

    def test_static_credentials(self, rest):
        account = rest.account(
            "freshdesk",
            connected_account={
                "authorization_details": {"static_auth": {"details": {"username": "u", "password": "p"}}}
            },
        )
        assert account["authorization_details"] == {"static_auth": {"details": {"username": "u", "password": "p"}}}

    def test_reading(self, rest):
        account = rest.account()
        by_id = rest.ok("GET", f"{ACCOUNTS}/{account['id']}")["connected_account"]
        by_name = rest.ok("GET", f"{ACCOUNTS}/auth", params={"connector": "gmail", "identifier": "ada"})
        details = rest.ok("GET", f"{ACCOUNTS}/details", params={"id": account["id"]})["connected_account"]
        assert by_id["id"] == by_name["connected_account"]["id"] == details["id"] == account["id"]

    def test_details_have_no_credentials(self, rest):
        rest.account(connected_account={"authorization_details": {"oauth_token": {"access_token": "secret-token"}}})
        answer = rest("GET", f"{ACCOUNTS}/details?connector=gmail&identifier=ada")
        assert "secret-token" not in answer.text and "authorization_details" not in answer.json()["connected_account"]

    def test_updating(self, rest):
        account = rest.account()
        body = {
            "id": account["id"],
            "connected_account": {"authorization_details": {"oauth_token": {"access_token": "t"}}},
        }
        assert rest.ok("PUT", ACCOUNTS, body)["connected_account"]["status"] == "ACTIVE"

    @pytest.mark.parametrize("path", ["{id}:disconnect", "-:disconnect", "this:disconnect", "{id}%3Adisconnect"])
    def test_disconnecting(self, rest, path):
        account = rest.account()
        path = path.replace("{id}", account["id"])
        body = {} if account["id"] in path else {"id": account["id"]}
        reply = rest.ok("POST", f"{ACCOUNTS}/{path}", body)
        assert reply["connected_account"]["status"] == "DISCONNECTED"

    def test_deleting(self, rest):
        account = rest.account()
        assert rest.ok("POST", f"{ACCOUNTS}:delete", {"id": account["id"]}) == {}
        refused(rest("GET", f"{ACCOUNTS}/{account['id']}"), 404, 5, "RESOURCE_NOT_FOUND")

    def test_searching(self, rest):
        rest.account(identifier="Ada Lovelace")
        found = rest.ok("GET", f"{ACCOUNTS}:search?query=lovelace&page_size=5")
        assert [account["identifier"] for account in found["connected_accounts"]] == ["Ada Lovelace"]

    def test_magic_link_follows_the_request(self, rest):
        reply = rest.ok("POST", f"{ACCOUNTS}/magic_link", {"connector": "gmail", "identifier": "ada"})
        assert reply["link"].startswith(rest.base + "/magicLink/")
        assert re.match(r"\d{4}-\d\d-\d\dT", reply["expiry"])

    def test_verify_unknown(self, rest):
        body = {"auth_request_id": "x", "identifier": "ada"}
        refused(rest("POST", f"{ACCOUNTS}/user/verify", body), 404, 5)

    def test_an_empty_list_has_its_fields(self, rest):
        assert rest.ok("GET", ACCOUNTS) == {
            "connected_accounts": [],
            "total_size": 0,
            "next_page_token": "",
            "prev_page_token": "",
        }

    def test_every_scalar_of_a_row_is_there(self, rest):
        rest.account()
        (row,) = rest.ok("GET", ACCOUNTS)["connected_accounts"]
        assert set(row) >= {
            "id",
            "identifier",
            "provider",
            "status",
            "authorization_type",
            "connector",
            "connection_id",
            "updated_at",
            "is_org_wide_credential",
        }
        assert row["is_org_wide_credential"] is False

    def test_query_arrays(self, rest):
        for connector in ("gmail", "slack", "notion"):
            rest.account(connector)
        query = "connection_names=gmail&connection_names=notion&page_size=50&is_org_wide_credential=false"
        found = rest.ok("GET", f"{ACCOUNTS}?{query}")
        assert [account["connector"] for account in found["connected_accounts"]] == ["notion", "gmail"]

    def test_paging(self, rest):
        for number in range(5):
            rest.account(identifier=f"user-{number}")
        first = rest.ok("GET", f"{ACCOUNTS}?page_size=3")
        second = rest.ok("GET", ACCOUNTS, params={"page_size": 3, "page_token": first["next_page_token"]})
        names = [account["identifier"] for page in (first, second) for account in page["connected_accounts"]]
        assert names == [f"user-{number}" for number in (4, 3, 2, 1, 0)]

    @pytest.mark.parametrize("identifier", ["zoë+ü@x.com", "a b", "100%", "日本", "a&b=c", "a/b", "👩‍💻"])
    def test_unicode_in_queries_and_bodies(self, rest, identifier):
        rest.account(identifier=identifier)
        found = rest.ok("GET", ACCOUNTS, params={"identifier": identifier})
        assert [account["identifier"] for account in found["connected_accounts"]] == [identifier]

    def test_plus_and_percent_in_a_query(self, rest):
        rest.account(identifier="a b")
        for query in ("identifier=a+b", "identifier=a%20b"):
            assert rest.ok("GET", f"{ACCOUNTS}?{query}")["total_size"] == 1

    def test_numbers_come_in_both_json_forms(self, rest):
        body = {"connector": "gmail", "identifier": "ada", "connected_account": {"api_config": {"n": 1e3, "x": 0.1}}}
        text = json.dumps(body).replace("1000.0", "1E3")
        answer = rest("POST", ACCOUNTS, data=text.encode(), headers={"content-type": "application/json"})
        assert answer.json()["connected_account"]["api_config"] == {"n": 1000, "x": 0.1}

    def test_a_body_without_content_type_is_read_as_json(self, rest):
        body = b'{"connector":"gmail","identifier":"ada","connected_account":{}}'
        assert rest("POST", ACCOUNTS, data=body).status_code == 201

    def test_unknown_query_parameters_and_api_versions_are_accepted(self, rest):
        answer = rest("GET", f"{ACCOUNTS}?no_such_parameter=1", headers={"x-api-version": "29991231"})
        assert answer.status_code == 200


class TestConnections:
    def test_create_takes_the_body_as_connection_and_flags_from_the_query(self, rest):
        body = {"provider_key": "HUBSPOT", "type": "OAUTH"}
        answer = rest("POST", f"{CONNECTIONS}?flags.is_app=true", body)
        assert answer.status_code == 201
        connection = answer.json()["connection"]
        assert re.fullmatch(r"hubspot-\w{8}", connection["key_id"])
        assert connection["type"] == "OAUTH" and connection["enabled"] is True
        assert connection["oauth_config"]["authorize_uri"].startswith("https://")

        path = f"{CONNECTIONS}/{connection['id']}"
        assert rest.ok("GET", path)["connection"] == connection
        changed = rest.ok("PATCH", path, {"provider_key": "HUBSPOT", "ui_button_title": "CRM"})["connection"]
        assert changed["ui_button_title"] == "CRM"
        assert rest.ok("PATCH", f"{path}:disable")["enabled"] is False
        assert rest.ok("PATCH", f"{path}:enable")["enabled"] is True
        assert rest.ok("DELETE", path) == {}
        refused(rest("GET", path), 404, 5)

    def test_app_is_not_an_id(self, rest):
        listed = rest.ok("GET", f"{CONNECTIONS}/app?page_size=30&query=gmail")
        assert "gmail" in [connection["key_id"] for connection in listed["connections"]]
        listed = rest.ok("GET", f"{CONNECTIONS}/app")
        assert listed["total_size"] >= 12

    def test_list(self, rest):
        assert "connections" in rest.ok("GET", f"{CONNECTIONS}?include=all")


class TestErrors:
    def test_validation(self, rest):
        body = refused(rest("GET", f"{ACCOUNTS}?page_size=100"), 400, 3, "INVALID_ARGUMENT")
        (violation,) = body["details"][0]["validation_error_info"]["field_violations"]
        assert violation["field"] == "page_size" and violation["constraint"]

    def test_conflict(self, rest):
        rest.account()
        answer = rest("POST", ACCOUNTS, {"connector": "gmail", "identifier": "ada", "connected_account": {}})
        refused(answer, 409, 6, "ALREADY_EXISTS")

    @pytest.mark.parametrize(
        "query, named",
        [
            ("page_size=ten", "page_size"),
            ("page_size=-1", "page_size"),
            ("page_size=99999999999", "page_size"),
            ("is_org_wide_credential=maybe", "is_org_wide_credential"),
            ("page_size=1&page_size=2", "page_size"),
        ],
    )
    def test_query_values_of_the_wrong_type(self, rest, query, named):
        assert named in refused(rest("GET", f"{ACCOUNTS}?{query}"), 400, 3)["message"]

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "{",
            "[]",
            "null",
            '"text"',
            "{'connector': 1}",
            '{"connector": 5}',
            '{"connector": "gmail",}',
            "\x00",
            '{"connected_account": "x"}',
            '{"connected_account": {"authorization_details": {"oauth_token": [1]}}}',
            '{"a":' * 20000,
            "[" * 100000,
        ],
    )
    def test_bad_json(self, rest, text):
        answer = rest("POST", ACCOUNTS, data=text.encode(), headers={"content-type": "application/json"})
        refused(answer, 400, 3)

    def test_bad_utf8(self, rest):
        answer = rest("POST", ACCOUNTS, data=b'{"connector":"\xff\xfe"}', headers={"content-type": "application/json"})
        refused(answer, 400, 3)
        answer = rest("GET", f"{ACCOUNTS}?identifier=%FF%FE")
        refused(answer, 400, 3)

    def test_unknown_enum_names(self, rest):
        body = refused(rest("POST", CONNECTIONS, {"provider_key": "HUBSPOT", "type": "OAUTH9"}), 400, 3)
        assert "type" in body["message"]

    def test_enum_numbers_are_as_good_as_names(self, rest):
        assert rest.ok("POST", CONNECTIONS, {"provider_key": "HUBSPOT", "type": 4})["connection"]["type"] == "OAUTH"

    def test_unknown_paths(self, rest):
        for path in (
            "/api/v1/nothing",
            "/nothing",
            "/api/v2/connected_accounts",
            ACCOUNTS + "/a/b/c",
            "/api",
            "/api/v1/",
        ):
            assert rest("GET", path).status_code == 404, path

    def test_known_paths_with_another_verb(self, rest):
        for method, path, allowed in (
            ("DELETE", ACCOUNTS, {"GET", "POST", "PUT"}),
            ("PATCH", f"{ACCOUNTS}/auth", {"GET"}),
            ("PUT", f"{CONNECTIONS}/conn_1", {"GET", "PATCH", "DELETE"}),
        ):
            answer = rest(method, path)
            assert answer.status_code == 405, (method, path, answer.text)
            assert allowed <= {verb.strip() for verb in answer.headers["allow"].split(",")}

    @pytest.mark.parametrize(
        "method, path",
        [
            ("GET", "/api/v1/connections/conn_1/triggers"),
            ("POST", "/api/v1/connections/conn_1/trigger-ingress"),
            ("GET", "/api/v1/organizations"),
            ("GET", "/api/v1/users"),
            ("GET", "/api/v1/connected_accounts/portal/redirect_url"),
            ("POST", "/api/v1/connected_accounts/org_wide/authorize"),
        ],
    )
    def test_the_vendors_other_operations_are_not_implemented(self, rest, method, path):
        answer = rest(method, path, {} if method == "POST" else None)
        if path.endswith(("redirect_url", "authorize")):
            assert answer.status_code in (403, 501)
        else:
            body = refused(answer, 501, 12, "OPERATION_NOT_SERVED")
            assert "Service/" in body["message"]

    def test_request_ids_are_in_good_answers_too(self, rest):
        first, second = rest("GET", ACCOUNTS), rest("GET", ACCOUNTS)
        name = next(name for name in first.headers if "request-id" in name.lower())
        assert first.headers[name] != second.headers[name]


class TestDocuments:
    def test_openapi_is_valid(self, tls):
        answer = requests.get(tls.base + "/openapi.json", timeout=20)
        document = answer.json()
        validate(document)
        assert document["openapi"].startswith("3.")

    def test_openapi_lists_what_is_served(self, tls):
        document = requests.get(tls.base + "/openapi.json", timeout=20).json()
        served = {(method, path) for path, item in document["paths"].items() for method in item}
        assert {
            ("get", ACCOUNTS),
            ("post", ACCOUNTS),
            ("put", ACCOUNTS),
            ("get", ACCOUNTS + ":search"),
            ("post", ACCOUNTS + ":delete"),
            ("post", ACCOUNTS + "/magic_link"),
            ("get", ACCOUNTS + "/auth"),
            ("get", ACCOUNTS + "/details"),
            ("post", ACCOUNTS + "/user/verify"),
            ("get", ACCOUNTS + "/{id}"),
            ("post", ACCOUNTS + "/{id}:disconnect"),
            ("get", CONNECTIONS),
            ("post", CONNECTIONS),
            ("get", CONNECTIONS + "/app"),
            ("get", CONNECTIONS + "/{connection_id}"),
            ("patch", CONNECTIONS + "/{connection_id}"),
            ("delete", CONNECTIONS + "/{connection_id}"),
            ("patch", CONNECTIONS + "/{connection_id}:enable"),
        } <= served

    def test_every_documented_operation_answers(self, tls):
        """What the document promises is neither an unknown path nor another verb."""
        document = requests.get(tls.base + "/openapi.json", timeout=20).json()
        for path, item in document["paths"].items():
            for method in set(item) & {"get", "post", "put", "patch", "delete"}:
                url = re.sub(r"\{[^}]*\}", "ca_1", path)
                answer = tls(method.upper(), url, {} if method in ("post", "put", "patch") else None)
                assert answer.status_code not in (405, 501), (method, path)
                if answer.status_code == 404:
                    assert answer.json()["details"][0]["error_code"] == "RESOURCE_NOT_FOUND", (method, path)

    def test_the_landing_page_says_how_to_connect(self, emulator):
        answer = requests.get(emulator.url + "/", timeout=20)
        assert answer.status_code == 200 and "text/html" in answer.headers["content-type"]
        for word in ("SCALEKIT_ENV_URL", "GRPC_DEFAULT_SSL_ROOTS_FILE_PATH", emulator.client_id):
            assert word in answer.text

    def test_health(self, emulator):
        body = requests.get(emulator.url + "/_emulator/health", timeout=20).json()
        assert body["version"] and body["status"] == "ok"
        assert body["uptime_seconds"] >= 0 and body["environments"] >= 1

    @pytest.mark.parametrize("scheme", ["https", "http"])
    def test_the_ca_can_be_fetched(self, emulator, scheme):
        answer = requests.get(f"{scheme}://{emulator.authority}/_emulator/ca.pem", timeout=20)
        assert answer.status_code == 200
        assert answer.text.strip() == pathlib.Path(emulator.ca_file).read_text().strip()
        assert "PRIVATE" not in answer.text

    def test_the_variables_can_be_fetched(self, emulator):
        for base in (emulator.clear_url, emulator.url, f"http://127.0.0.1:{emulator.port}"):
            fetched = requests.get(base + "/_emulator/env", params={"format": "json"}, timeout=20).json()
            assert set(fetched) == set(emulator.env)
            assert fetched["SCALEKIT_ENV_URL"] == base, "a client in another container needs the name it came by"
            assert fetched["SCALEKIT_CLIENT_ID"] == emulator.client_id
            assert fetched["SCALEKIT_CLIENT_SECRET"] == emulator.client_secret
        url = emulator.clear_url + "/_emulator/env"
        for form, line in (
            ("sh", "export SCALEKIT_CLIENT_ID="),
            ("fish", "set -gx SCALEKIT_CLIENT_ID "),
            ("dotenv", "SCALEKIT_CLIENT_ID="),
        ):
            text = requests.get(url, params={"format": form}, timeout=20).text
            assert any(row.startswith(line) and emulator.client_id in row for row in text.splitlines()), text
        assert requests.get(url, params={"format": "xml"}, timeout=20).status_code == 400

    def test_control_paths_mind_the_host(self, emulator):
        answer = requests.get(emulator.url + "/_emulator/env", headers={"host": "evil.example"}, timeout=20)
        assert 400 <= answer.status_code < 500
        assert emulator.client_secret not in answer.text


class TestOtherHosts:
    """A service in a compose file: reached by its name, on an address that is not loopback."""

    @pytest.fixture(scope="class")
    def server(self):
        import conftest

        server = conftest._start("--host", "0.0.0.0", "--tls-name", "emulator", name="container")
        yield server
        server.stop()

    def get(self, server, path, host):
        return requests.get(f"http://127.0.0.1:{server.port}{path}", headers={"host": host}, timeout=20)

    def test_a_client_elsewhere_gets_the_ca_and_the_health(self, server):
        for path in ("/_emulator/ca.pem", "/_emulator/health"):
            assert self.get(server, path, f"emulator:{server.port}").status_code == 200

    def test_urls_use_the_name_it_came_by(self, server):
        form = {"grant_type": "client_credentials", "client_id": program.unseen_client_id(), "client_secret": "s"}
        headers = {"host": f"emulator:{server.port}"}
        base = f"http://127.0.0.1:{server.port}"
        token = requests.post(base + "/oauth/token", data=form, headers=headers, timeout=20).json()["access_token"]
        body = {"connector": "gmail", "identifier": "ada"}
        headers["authorization"] = f"Bearer {token}"
        answer = requests.post(base + ACCOUNTS + "/magic_link", json=body, headers=headers, timeout=20)
        link = answer.json()["link"]
        assert link.startswith(f"http://emulator:{server.port}/magicLink/")
        path = link.removeprefix(f"http://emulator:{server.port}")
        assert self.get(server, path, f"emulator:{server.port}").status_code == 200

    def test_unknown_names_are_refused_on_pages_and_control_paths(self, server):
        for path in ("/_emulator/env", "/magicLink/x", "/"):
            assert 400 <= self.get(server, path, "evil.example").status_code < 500, path
