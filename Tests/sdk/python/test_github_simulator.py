"""GitHub as tools and proxied requests meet it: what one writes the other reads, in GitHub's own shapes."""

import base64

import pytest
from scalekit.common.exceptions import ScalekitToolException

TOKEN = {"oauth_token": {"access_token": "gho_ada", "refresh_token": "", "scopes": ["repo"]}}
HERE = {"owner": "brightlane", "repo": "checkout"}
CHECKOUT = "/repos/brightlane/checkout"


@pytest.fixture
def hub(client):
    """Tools and proxied requests of ada@example.com."""
    client.actions.create_connected_account(
        connection_name="github", identifier="ada@example.com", authorization_details=TOKEN
    )
    return Hub(client)


class Hub:
    def __init__(self, client, identifier="ada@example.com"):
        self.client, self.identifier = client, identifier

    def tool(self, name, **params):
        return self.client.actions.execute_tool(
            tool_name=f"github_{name}", tool_input=params, identifier=self.identifier, connection_name="github"
        ).data

    def send(self, path, method="GET", **options):
        return self.client.actions.request(
            connection_name="github", identifier=self.identifier, path=path, method=method, **options
        )

    def get(self, path, **query):
        reply = self.send(path, query_params=query or None)
        assert reply.status_code == 200, reply.text
        return reply.json()


def test_an_issue_from_first_to_last(hub):
    opened = hub.tool("issue_create", **HERE, title="Vipps is slow", labels=["bug"], assignees=["tomas-okafor"])
    number = int(opened["number"])
    assert hub.get(f"{CHECKOUT}/issues/{number}")["assignees"][0]["login"] == "tomas-okafor"
    reply = hub.send(f"{CHECKOUT}/issues/{number}/comments", "POST", body={"body": "Ten seconds in Oslo."})
    assert reply.status_code == 201
    assert hub.tool("issue_comments_list", **HERE, issue_number=number)["result"][0]["body"] == "Ten seconds in Oslo."
    found = hub.tool("search_issues", q="vipps is:open repo:brightlane/checkout label:bug in:title")
    assert [item["number"] for item in found["items"]] == [number]
    closed = hub.send(f"{CHECKOUT}/issues/{number}", "PATCH", body={"state": "closed"}).json()
    assert closed["state_reason"] == "completed" and closed["closed_by"]["login"] == "ada"
    assert hub.tool("search_issues", q="vipps is:open")["total_count"] == 0


def test_a_change_from_branch_to_merge(hub):
    main = hub.tool("branch_get", **HERE, branch="main")["commit"]["sha"]
    hub.tool("branch_create", **HERE, branch_name="vipps", sha=main)
    content = base64.b64encode(b"export const vipps = true\n").decode()
    written = hub.tool(
        "file_create_update", **HERE, path="src/vipps.ts", message="Add Vipps", content=content, branch="vipps"
    )
    assert written["commit"]["parents"][0]["sha"] == main
    pull = hub.tool("pull_request_create", **HERE, title="Vipps", head="vipps", base="main", body="Closes #39")
    number = int(pull["number"])
    files = hub.get(f"{CHECKOUT}/pulls/{number}/files")
    assert [(file["filename"], file["status"], file["additions"]) for file in files] == [("src/vipps.ts", "added", 1)]
    assert files[0]["patch"] == "@@ -0,0 +1 @@\n+export const vipps = true"
    assert hub.send(f"{CHECKOUT}/contents/src/vipps.ts").status_code == 404
    merged = hub.tool("pull_request_merge", **HERE, pull_number=number, merge_method="squash")
    assert merged["merged"] is True
    assert hub.get(f"{CHECKOUT}/commits")[0]["sha"] == merged["sha"]
    read = hub.tool("file_contents_get", **HERE, path="src/vipps.ts")
    assert base64.b64decode(read["content"]) == b"export const vipps = true\n"
    raw = hub.send(f"{CHECKOUT}/contents/src/vipps.ts", headers={"Accept": "application/vnd.github.raw+json"})
    assert raw.content == b"export const vipps = true\n"
    assert hub.get(f"{CHECKOUT}/issues/39")["state"] == "closed"


def test_what_is_missing_is_github_s_404(hub):
    reply = hub.send("/repos/brightlane/nothing/issues")
    assert reply.status_code == 404
    assert reply.json() == {
        "message": "Not Found",
        "documentation_url": "https://docs.github.com/rest/issues/issues#list-repository-issues",
        "status": "404",
    }
    with pytest.raises(ScalekitToolException) as caught:
        hub.tool("repo_get", owner="brightlane", repo="nothing")
    assert caught.value.tool_error_message == "Not Found" and caught.value.tool_error_code == "EXEC_FAILED"


def test_what_is_wrong_is_github_s_422(hub):
    reply = hub.send(f"{CHECKOUT}/pulls", "POST", body={"title": "x", "head": "nothing", "base": "main"})
    assert reply.status_code == 422 and reply.json()["message"] == "Validation Failed"
    assert reply.json()["errors"] == [{"resource": "PullRequest", "field": "head", "code": "invalid"}]


def test_pages_are_followed_by_their_links(hub):
    seen, path, query = [], f"{CHECKOUT}/issues", {"state": "all", "per_page": "4"}
    while path:
        reply = hub.send(path, query_params=query)
        seen += [issue["number"] for issue in reply.json()]
        following = reply.links.get("next", {}).get("url")
        path, query = following and following.removeprefix("https://api.github.com"), None
    assert seen == [57, 56, 55, 53, 52, 49, 48, 45, 42, 39]


def test_stars(hub):
    assert hub.send("/user/starred/brightlane/ledger").status_code == 404
    hub.tool("repo_star", owner="brightlane", repo="ledger")
    assert hub.send("/user/starred/brightlane/ledger").status_code == 204
    assert "brightlane/ledger" in [repo["full_name"] for repo in hub.tool("starred_repos_list")["result"]]


def test_two_accounts_share_nothing(hub, client):
    client.actions.create_connected_account(connection_name="github", identifier="grace", authorization_details=TOKEN)
    hub.tool("issue_create", **HERE, title="Only here")
    assert hub.get(f"{CHECKOUT}/issues")[0]["title"] == "Only here"
    grace = Hub(client, "grace")
    assert grace.get(f"{CHECKOUT}/issues")[0]["title"] != "Only here"
    assert grace.get("/user")["login"] == "grace"


def test_a_seed_replaces_the_data(start, tmp_path):
    seed = tmp_path / "seed.yaml"
    seed.write_text("""
connected_accounts:
  - connection: github
    identifier: ada@example.com
    credentials: {oauth_token: {access_token: gho_ada}}
    provider_data:
      users:
        - {me: true, login: countess, email: "{{identity}}"}
        - {login: babbage, name: Charles Babbage}
      repositories:
        - name: babbage/engine
          collaborators: {me: write}
          files: {README.md: "# engine\\n"}
          issues: [{title: It jams, author: babbage, ago: 2h, labels: [bug]}]
""")
    hub = Hub(start("--seed", seed).default_client())
    assert hub.get("/user")["login"] == "countess" and hub.get("/user")["email"] == "ada@example.com"
    assert [repo["full_name"] for repo in hub.get("/user/repos")] == ["babbage/engine"]
    assert hub.tool("issues_list", owner="babbage", repo="engine")["result"][0]["title"] == "It jams"
    assert hub.send(CHECKOUT).status_code == 404


def test_a_mistake_in_a_seed_s_data_is_named(start, tmp_path):
    seed = tmp_path / "seed.yaml"
    seed.write_text("""
connected_accounts:
  - connection: github
    identifier: ada@example.com
    credentials: {oauth_token: {access_token: gho_ada}}
    provider_data: {repositories: [{name: me/x, issues: [{title: t, author: bob}]}]}
""")
    with pytest.raises(RuntimeError) as caught:
        start("--seed", seed)
    assert "github.repositories[0].issues[0].author" in str(caught.value)
    assert "there is no user bob" in str(caught.value)
