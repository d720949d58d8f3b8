"""Single calls shaped like the SDK's: a token over HTTP/1.1, then gRPC over TLS."""

import http.client
import json
import ssl
import urllib.parse

import grpc
from load import LIST_PATH, REST_PATH


def fetch_token(port, ca_file, client_id, client_secret):
    connection = _connect(port, ca_file)
    form = {"grant_type": "client_credentials", "client_id": client_id, "client_secret": client_secret}
    headers = {"content-type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/oauth/token", urllib.parse.urlencode(form), headers)
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"no token: {answer.status} {body!r}")
    return json.loads(body)["access_token"]


def rest_bytes(port, ca_file, token):
    connection = _connect(port, ca_file)
    connection.request("GET", REST_PATH, headers={"authorization": f"Bearer {token}"})
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    if answer.status != 200:
        raise RuntimeError(f"no list: {answer.status} {body!r}")
    return body


def grpc_bytes(port, ca_file, token):
    """The response message of one call; raises when its status is not OK."""
    with open(ca_file, "rb") as roots:
        credentials = grpc.ssl_channel_credentials(roots.read())
    # A subchannel of its own, so that no call profits from an earlier connection.
    options = [("grpc.use_local_subchannel_pool", 1)]
    with grpc.secure_channel(f"localhost:{port}", credentials, options) as channel:
        metadata = (("authorization", f"Bearer {token}"),)
        return channel.unary_unary(LIST_PATH)(b"", metadata=metadata, timeout=20)


def _connect(port, ca_file):
    context = ssl.create_default_context(cafile=ca_file)
    return http.client.HTTPSConnection("localhost", port, timeout=20, context=context)
