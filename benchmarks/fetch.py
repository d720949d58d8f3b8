"""Single calls shaped like the SDK's: a token over HTTP/1.1, then gRPC over TLS. They raise unless all went well."""

import http.client
import json
import ssl
import urllib.parse

import grpc


def fetch_token(port, ca_file, client_id, client_secret):
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    body = _request(port, ca_file, "POST", "/oauth/token", headers, urllib.parse.urlencode(form))
    return json.loads(body)["access_token"]


def default_token(server):
    """A token of the environment that every emulator has."""
    ready = server.ready
    return fetch_token(server.port, ready["ca_file"], ready["client_id"], ready["client_secret"])


def fetch(port, ca_file, call):
    """The answer's body; for gRPC its message."""
    headers = dict(line.split(": ", 1) for line in call.headers)
    if call.kind != "grpc":
        verb = "POST" if call.message else "GET"
        return _request(port, ca_file, verb, call.path, headers, call.message or None)
    with open(ca_file, "rb") as roots:
        credentials = grpc.ssl_channel_credentials(roots.read())
    # A subchannel of its own, so that no call profits from an earlier connection.
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.secure_channel(f"localhost:{port}", credentials, options) as channel:
        return channel.unary_unary(call.path)(call.message, metadata=tuple(headers.items()), timeout=60)


def fetch_mcp_server(server, token, person):
    """Makes a config of GitHub's tools; returns its server's path and a session token of the person's."""
    headers = {"authorization": f"Bearer {token}", "content-type": "application/json"}

    def ask(path, body):
        answer = _request(server.port, server.ready["ca_file"], "POST", path, headers, json.dumps(body))
        return json.loads(answer)

    mapping = {"connection_name": "gitlab"}
    config = ask("/api/v1/mcp/configs", {"name": "benchmark", "connection_tool_mappings": [mapping]})["config"]
    session = ask(f"/api/v1/mcp/configs/{config['id']}/tokens", {"identifier": person, "expiry": "86400s"})
    return urllib.parse.urlsplit(config["mcp_server_url"]).path, session["token"]


def _request(port, ca_file, method, path, headers, body=None):
    context = ssl.create_default_context(cafile=ca_file)
    connection = http.client.HTTPSConnection("localhost", port, timeout=60, context=context)
    connection.request(method, path, body, headers)
    answer = connection.getresponse()
    data = answer.read()
    connection.close()
    if answer.status not in (200, 201):
        raise RuntimeError(f"{method} {path}: {answer.status} {data!r}")
    return data
