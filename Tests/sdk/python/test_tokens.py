"""Tokens, keys and discovery, over HTTP as clients ask for them."""

import base64
import re
import time
import urllib.parse

import grpc
import jwt
import pytest
import requests
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from google.protobuf.empty_pb2 import Empty
from scalekit.common.exceptions import ScalekitServerException
from scalekit.common.scalekit import TokenValidationOptions
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb

import emulator as program
from wire import ACCOUNTS, bearer, channel

SECRET = "secret-of-this-test"


def token_request(emulator, path="/oauth/token", headers=None, auth=None, method="POST", **form):
    return requests.request(method, emulator.url + path, data=form, headers=headers, auth=auth, timeout=20)


def new_token(emulator, client_id=None):
    form = {"grant_type": "client_credentials", "client_id": client_id or program.unseen_client_id()}
    return token_request(emulator, client_secret=SECRET, **form).json()["access_token"]


def call(emulator, *tokens, clear=False):
    """Lists accounts over a plain channel with exactly these authorization values; returns the status."""
    metadata = tuple(("authorization", token) for token in tokens)
    with channel(emulator, clear) as connection:
        method = connection.unary_unary(
            ACCOUNTS + "ListConnectedAccounts",
            request_serializer=pb.ListConnectedAccountsRequest.SerializeToString,
            response_deserializer=pb.ListConnectedAccountsResponse.FromString,
        )
        try:
            method(pb.ListConnectedAccountsRequest(), metadata=metadata, timeout=20)
            return grpc.StatusCode.OK, ""
        except grpc.RpcError as error:
            return error.code(), error.details()


def signing_key(emulator):
    """The server's own private key, found in its state folder by its public half."""
    published = requests.get(emulator.url + "/keys", timeout=20).json()["keys"]
    for path in emulator.state_dir.rglob("*"):
        if not path.is_file():
            continue
        try:
            key = serialization.load_pem_private_key(path.read_bytes(), None)
        except (ValueError, TypeError):
            continue
        if not isinstance(key, rsa.RSAPrivateKey):
            continue
        for jwk in published:
            if jwt.PyJWK(jwk).key.public_numbers() == key.public_key().public_numbers():
                return key, jwk["kid"]
    raise AssertionError("no file of the state folder holds the signing key")


class TestTokenEndpoint:
    def test_form_credentials(self, emulator):
        answer = token_request(
            emulator, grant_type="client_credentials", client_id=program.unseen_client_id(), client_secret=SECRET
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"].split(";")[0] == "application/json"
        assert "no-store" in answer.headers["cache-control"]
        body = answer.json()
        assert body["token_type"] == "Bearer"
        assert body["expires_in"] == 86399
        assert set(body) >= {"access_token", "token_type", "expires_in", "scope"}

    def test_http_basic(self, emulator):
        client_id = program.unseen_client_id()
        answer = token_request(emulator, auth=(client_id, SECRET), grant_type="client_credentials")
        assert answer.status_code == 200
        claims = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})
        assert claims["client_id"] == client_id

    def test_http_basic_is_form_encoded_inside(self, emulator):
        client_id, secret = program.unseen_client_id() + " ü:%", "p:a%s s+wörd"
        pair = f"{urllib.parse.quote_plus(client_id)}:{urllib.parse.quote_plus(secret)}"
        headers = {"authorization": "Basic " + base64.b64encode(pair.encode()).decode()}
        answer = token_request(emulator, headers=headers, grant_type="client_credentials")
        claims = jwt.decode(answer.json()["access_token"], options={"verify_signature": False})
        assert claims["client_id"] == client_id
        same = token_request(emulator, grant_type="client_credentials", client_id=client_id, client_secret=secret)
        assert same.status_code == 200

    def test_a_bearer_header_is_ignored(self, emulator):
        answer = token_request(
            emulator,
            headers={"authorization": "Bearer stale"},
            grant_type="client_credentials",
            client_id=program.unseen_client_id(),
            client_secret=SECRET,
        )
        assert answer.status_code == 200

    @pytest.mark.parametrize("path", ["//oauth/token", "/oauth//token", "///oauth/token"])
    def test_double_slashes_are_tolerated(self, emulator, path):
        answer = token_request(
            emulator, path, grant_type="client_credentials", client_id=program.unseen_client_id(), client_secret=SECRET
        )
        assert answer.status_code == 200

    def test_an_env_url_with_a_trailing_slash_works(self, emulator):
        client = emulator.client(url=emulator.url + "/")
        assert client.actions.list_connected_accounts().connected_accounts == []
        assert client.validate_access_token(client.get_client_access_token())

    def test_a_wrong_secret(self, emulator):
        client_id = program.unseen_client_id()
        new_token(emulator, client_id)
        answer = token_request(emulator, grant_type="client_credentials", client_id=client_id, client_secret="wrong")
        assert (answer.status_code, answer.reason) == (401, "Unauthorized")
        assert answer.json()["error"] == "invalid_client"
        assert answer.json()["error_description"]
        assert "no-store" in answer.headers["cache-control"]

    def test_a_wrong_secret_in_basic_names_the_scheme(self, emulator):
        client_id = program.unseen_client_id()
        new_token(emulator, client_id)
        answer = token_request(emulator, auth=(client_id, "wrong"), grant_type="client_credentials")
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Basic")

    @pytest.mark.parametrize(
        "form, status, error",
        [
            ({}, 400, "invalid_request"),
            ({"grant_type": "client_credentials"}, 400, "invalid_request"),
            ({"grant_type": "client_credentials", "client_id": "skc_1"}, 400, "invalid_request"),
            ({"grant_type": "client_credentials", "client_id": "", "client_secret": "x"}, 400, "invalid_request"),
            ({"grant_type": "password", "client_id": "skc_1", "client_secret": "x"}, 400, "unsupported_grant_type"),
        ],
    )
    def test_oauth_error_bodies(self, emulator, form, status, error):
        answer = token_request(emulator, **form)
        assert (answer.status_code, answer.json()["error"]) == (status, error)
        assert set(answer.json()) <= {"error", "error_description", "error_uri"}

    @pytest.mark.parametrize(
        "authorization",
        [
            "Basic",
            "Basic !!!",
            "Basic " + base64.b64encode(b"no-colon").decode(),
            "Basic " + base64.b64encode(b"\xff:\xfe").decode(),
        ],
    )
    def test_malformed_basic_is_an_invalid_client(self, emulator, authorization):
        answer = token_request(emulator, headers={"authorization": authorization}, grant_type="client_credentials")
        assert answer.status_code in (400, 401)
        assert answer.json()["error"] in ("invalid_client", "invalid_request")

    def test_get_is_not_allowed(self, emulator):
        answer = token_request(emulator, method="GET")
        assert answer.status_code == 405
        assert "POST" in answer.headers["allow"]

    def test_another_content_type_is_an_invalid_request(self, emulator):
        answer = requests.post(emulator.url + "/oauth/token", json={"grant_type": "client_credentials"}, timeout=20)
        assert (answer.status_code, answer.json()["error"]) == (400, "invalid_request")

    def test_the_sdk_asks_for_tokens_of_other_clients(self, emulator, client):
        client_id = program.unseen_client_id()
        token = client.generate_client_token(client_id, SECRET)
        assert jwt.decode(token, options={"verify_signature": False})["sub"] == client_id


class TestTheToken:
    def test_claims_hold_against_the_published_keys(self, emulator):
        client_id = program.unseen_client_id()
        before = int(time.time())
        token = new_token(emulator, client_id)
        header = jwt.get_unverified_header(token)
        assert header["alg"] == "RS256" and header["typ"] == "JWT" and header["kid"].startswith("snk_")
        keys = {jwk["kid"]: jwt.PyJWK(jwk) for jwk in requests.get(emulator.url + "/keys", timeout=20).json()["keys"]}
        audience = jwt.decode(token, options={"verify_signature": False})["aud"]
        assert isinstance(audience, list) and audience
        claims = jwt.decode(
            token,
            keys[header["kid"]].key,
            algorithms=["RS256"],
            audience=audience[0],
            issuer=emulator.url,
            options={"require": ["iss", "sub", "aud", "iat", "nbf", "exp", "jti"]},
        )
        assert claims["sub"] == claims["client_id"] == client_id
        assert re.fullmatch(r"tkn_\d+", claims["jti"])
        assert isinstance(claims["scopes"], list) and claims["scope"].split() == claims["scopes"]
        assert claims["nbf"] <= claims["iat"] <= int(time.time())
        assert before + 86000 <= claims["exp"] <= int(time.time()) + 86401
        assert all(isinstance(claims[name], int) for name in ("iat", "nbf", "exp"))

    def test_the_sdk_validates_it(self, emulator, client):
        token = client.get_client_access_token()
        assert client.validate_access_token(token)
        claims = client.validate_access_token_and_get_claims(token)
        assert claims["client_id"] == client.core_client.client_id
        client.validate_token(token, TokenValidationOptions(issuer=emulator.url))
        client.verify_scopes(token, claims["scopes"][:1])

    def test_the_issuer_follows_the_url_that_was_asked(self, emulator):
        for url in (emulator.url, emulator.clear_url, f"https://127.0.0.1:{emulator.port}"):
            form = {
                "grant_type": "client_credentials",
                "client_id": program.unseen_client_id(),
                "client_secret": SECRET,
            }
            token = requests.post(url + "/oauth/token", data=form, timeout=20).json()["access_token"]
            assert jwt.decode(token, options={"verify_signature": False})["iss"] == url

    def test_public_url_decides_when_given(self, start):
        server = start("--public-url", "https://scalekit.example:9999")
        assert server.url == server.env["SCALEKIT_ENV_URL"] == "https://scalekit.example:9999"
        server.url = f"https://localhost:{server.port}"
        token = new_token(server)
        assert jwt.decode(token, options={"verify_signature": False})["iss"] == "https://scalekit.example:9999"
        link = server.client().actions.get_authorization_link(connection_name="gmail", identifier="ada").link
        assert link.startswith("https://scalekit.example:9999/magicLink/")

    def test_a_token_made_over_http_is_good_over_tls(self, emulator):
        form = {"grant_type": "client_credentials", "client_id": program.unseen_client_id(), "client_secret": SECRET}
        token = requests.post(emulator.clear_url + "/oauth/token", data=form, timeout=20).json()["access_token"]
        assert call(emulator, f"Bearer {token}")[0] is grpc.StatusCode.OK

    def test_token_ids_differ(self, emulator):
        client_id = program.unseen_client_id()
        ids = {jwt.decode(new_token(emulator, client_id), options={"verify_signature": False})["jti"] for _ in range(4)}
        assert len(ids) == 4


class TestKeys:
    def test_each_is_a_public_rsa_key_with_an_id(self, emulator):
        answer = requests.get(emulator.url + "/keys", timeout=20)
        keys = answer.json()["keys"]
        assert keys
        for key in keys:
            assert {"kty": "RSA", "alg": "RS256", "use": "sig"}.items() <= key.items()
            assert key["kid"] and key["n"] and key["e"]
            assert not {"d", "p", "q", "dp", "dq", "qi"} & set(key)
            assert jwt.PyJWK(key).key.key_size >= 2048

    def test_double_slashes_are_tolerated(self, emulator):
        assert requests.get(emulator.url + "//keys", timeout=20).json()["keys"]

    def test_a_bearer_header_is_ignored(self, emulator):
        answer = requests.get(emulator.url + "/keys", headers={"authorization": "Bearer stale"}, timeout=20)
        assert answer.status_code == 200

    def test_they_survive_a_restart(self, start):
        first = start()
        keys = requests.get(first.url + "/keys", timeout=20).json()
        first.stop()
        assert requests.get(start().url + "/keys", timeout=20).json() == keys

    def test_discovery_points_to_what_exists(self, emulator):
        document = requests.get(emulator.url + "/.well-known/openid-configuration", timeout=20).json()
        assert document["issuer"] == emulator.url
        assert document["token_endpoint"] == emulator.url + "/oauth/token"
        assert document["jwks_uri"] == emulator.url + "/keys"
        assert requests.get(document["jwks_uri"], timeout=20).json()["keys"]
        assert "client_credentials" in document["grant_types_supported"]
        assert {"client_secret_post", "client_secret_basic"} <= set(document["token_endpoint_auth_methods_supported"])
        assert "RS256" in document["id_token_signing_alg_values_supported"]


class TestBearerCheck:
    def test_no_token(self, emulator):
        assert call(emulator) == (grpc.StatusCode.UNAUTHENTICATED, "Token empty")

    @pytest.mark.parametrize(
        "value", ["", "Bearer", "Bearer ", "Bearer nonsense", "Bearer a.b.c", "Basic c2tjOnNlY3JldA==", "nonsense"]
    )
    def test_malformed_values(self, emulator, value):
        assert call(emulator, value)[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_the_scheme_minds_no_case(self, emulator):
        token = new_token(emulator)
        for scheme in ("bearer", "BEARER", "Bearer"):
            assert call(emulator, f"{scheme} {token}")[0] is grpc.StatusCode.OK

    def test_two_values_pass_if_any_is_valid(self, emulator):
        """Python sends the fresh token and, after it, the one of its first day."""
        good = f"Bearer {new_token(emulator)}"
        for values in ((good, "Bearer stale"), ("Bearer stale", good), (good, good), ("Bearer a", "Bearer b", good)):
            assert call(emulator, *values)[0] is grpc.StatusCode.OK, values
        assert call(emulator, "Bearer stale", "Bearer old")[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_the_first_valid_value_decides(self, emulator):
        one, two = emulator.client(), emulator.client()
        one.actions.create_connected_account("gmail", "of-one")
        first, second = one.get_client_access_token(), two.get_client_access_token()
        for order, expected in (((first, second), ["of-one"]), ((second, first), [])):
            with channel(emulator) as connection:
                method = connection.unary_unary(
                    ACCOUNTS + "ListConnectedAccounts",
                    request_serializer=Empty.SerializeToString,
                    response_deserializer=pb.ListConnectedAccountsResponse.FromString,
                )
                reply = method(Empty(), metadata=tuple(("authorization", f"Bearer {t}") for t in order), timeout=20)
            assert [account.identifier for account in reply.connected_accounts] == expected

    def signed(self, emulator, key=None, kid=None, headers=None, algorithm="RS256", **changes):
        own, own_kid = signing_key(emulator)
        claims = jwt.decode(new_token(emulator), options={"verify_signature": False}) | changes
        return jwt.encode(claims, key or own, algorithm, headers={"kid": kid or own_kid, **(headers or {})})

    def test_the_servers_own_signature_is_good(self, emulator):
        assert call(emulator, f"Bearer {self.signed(emulator)}")[0] is grpc.StatusCode.OK

    def test_expired(self, emulator):
        past = int(time.time()) - 10
        token = self.signed(emulator, exp=past, iat=past - 100, nbf=past - 100)
        status, message = call(emulator, f"Bearer {token}")
        assert status is grpc.StatusCode.UNAUTHENTICATED
        assert "expired" in message.lower()

    def test_foreign_signature(self, emulator):
        foreign = rsa.generate_private_key(public_exponent=65537, key_size=2048)
        assert call(emulator, f"Bearer {self.signed(emulator, key=foreign)}")[0] is grpc.StatusCode.UNAUTHENTICATED
        token = self.signed(emulator, key=foreign, kid="snk_1")
        assert call(emulator, f"Bearer {token}")[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_no_signature(self, emulator):
        claims = jwt.decode(new_token(emulator), options={"verify_signature": False})
        kid = signing_key(emulator)[1]
        token = jwt.encode(claims, None, "none", headers={"kid": kid})
        assert call(emulator, f"Bearer {token}")[0] is grpc.StatusCode.UNAUTHENTICATED
        token = jwt.encode(claims, "s" * 64, "HS256", headers={"kid": kid})
        assert call(emulator, f"Bearer {token}")[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_a_changed_claim(self, emulator):
        head, _, tail = new_token(emulator).split(".")
        body = jwt.decode(new_token(emulator), options={"verify_signature": False})
        changed = base64.urlsafe_b64encode(repr(body).encode()).rstrip(b"=").decode()
        assert call(emulator, f"Bearer {head}.{changed}.{tail}")[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_a_client_this_server_never_met(self, start, emulator):
        """A restarted server in memory: the SDK must authenticate again instead of meeting an empty world."""
        token = new_token(start())
        assert call(emulator, f"Bearer {token}")[0] is grpc.StatusCode.UNAUTHENTICATED

    def test_the_sdk_recovers_from_a_restart(self, start):
        first = start()
        client = first.client()
        client.actions.create_connected_account("gmail", "ada")
        first.stop()
        start("--port", first.port)
        assert client.actions.list_connected_accounts().connected_accounts == []

    def test_rest_says_the_same(self, emulator):
        answer = requests.get(emulator.url + "/api/v1/connected_accounts", timeout=20)
        assert answer.status_code == 401
        assert answer.json()["code"] == 16 and answer.json()["message"] == "Token empty"
        assert answer.json()["details"][0]["error_code"] == "UNAUTHENTICATED"
        token = new_token(emulator)
        answer = requests.get(emulator.url + "/api/v1/connected_accounts", headers=dict(bearer(token)), timeout=20)
        assert answer.status_code == 200

    def test_operations_for_other_callers_are_not_reachable(self, client):
        """AuthorizeOrgWideCredential wants a dashboard session."""
        service = client.connected_accounts.connected_accounts_service
        with pytest.raises(ScalekitServerException) as caught:
            request = pb.AuthorizeOrgWideCredentialRequest(connection_id="conn_1")
            client.core_client.grpc_exec(service.AuthorizeOrgWideCredential.with_call, request)
        assert caught.value.grpc_status in (grpc.StatusCode.UNIMPLEMENTED, grpc.StatusCode.PERMISSION_DENIED)
