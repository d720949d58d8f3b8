"""Every exception class of the SDK that a served operation can raise, and what hangs on it."""

import grpc
import pytest
from scalekit.common import exceptions
from scalekit.v1.connected_accounts import connected_accounts_pb2 as pb
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo
from scalekit.v1.triggers.triggers_pb2 import ListAvailableTriggersRequest
from scalekit.v1.triggers.triggers_pb2_grpc import TriggerServiceStub


def details_of(error):
    """The ErrorInfo, which must be the first detail: the SDK unpacks everything as one."""
    assert error.err_details, "the SDK dropped the details: code or message differ from the headers"
    assert error.err_details[0].type_url == "type.googleapis.com/scalekit.v1.errdetails.ErrorInfo"
    info = ErrorInfo()
    error.err_details[0].Unpack(info)
    return info


def raises(kind, call):
    with pytest.raises(kind) as caught:
        call()
    assert type(caught.value) is kind
    return caught.value


def check(error, grpc_status, http_status, error_code):
    assert (error.grpc_status, int(error.http_status), error.error_code) == (grpc_status, http_status, error_code)
    info = details_of(error)
    assert info.error_code == error_code
    assert info.request_info.request_id
    assert error.message
    assert str(error)


def test_bad_request(client):
    error = raises(
        exceptions.ScalekitBadRequestException, lambda: client.actions.list_connected_accounts(page_size=100)
    )
    check(error, grpc.StatusCode.INVALID_ARGUMENT, 400, "INVALID_ARGUMENT")


def test_not_found(client):
    error = raises(
        exceptions.ScalekitNotFoundException, lambda: client.actions.get_connected_account("gmail", "nobody")
    )
    check(error, grpc.StatusCode.NOT_FOUND, 404, "RESOURCE_NOT_FOUND")


def test_conflict(client):
    client.actions.create_connected_account("gmail", "ada")
    error = raises(
        exceptions.ScalekitConflictException, lambda: client.actions.create_connected_account("gmail", "ada")
    )
    check(error, grpc.StatusCode.ALREADY_EXISTS, 409, "ALREADY_EXISTS")


def test_not_implemented(client):
    error = raises(exceptions.ScalekitNotImplementedException, lambda: client.organization.list_organizations(10))
    check(error, grpc.StatusCode.UNIMPLEMENTED, 501, "OPERATION_NOT_SERVED")
    assert "OrganizationService/ListOrganization" in error.message


def test_unauthorized_after_the_sdk_tried_again(emulator, client):
    """The stale credential is in both places; the secret no longer fits, so refreshing fails too."""
    client.core_client.access_token = "nonsense"
    client.core_client.client_secret = "not the secret"
    call_without_good_token = grpc.access_token_call_credentials("also nonsense")
    credentials = grpc.composite_channel_credentials(grpc.ssl_channel_credentials(), call_without_good_token)
    channel = grpc.secure_channel(emulator.authority, credentials)
    client.connected_accounts.connected_accounts_service = type(client.connected_accounts.connected_accounts_service)(
        channel
    )
    error = raises(exceptions.ScalekitUnauthorizedException, client.actions.list_connected_accounts)
    check(error, grpc.StatusCode.UNAUTHENTICATED, 401, "UNAUTHENTICATED")
    channel.close()


def test_a_wrong_secret_raises_in_the_constructor(emulator, client):
    client_id = client.core_client.client_id
    error = raises(exceptions.ScalekitUnauthorizedException, lambda: emulator.client(client_id, "wrong"))
    assert int(error.http_status) == 401
    assert error.error_code == "Unauthorized"
    assert "invalid_client" in error.err_details


def test_too_large_a_message(client):
    config = {"blob": "x" * (5 * 1024 * 1024)}
    error = raises(
        exceptions.ScalekitTooManyRequestsException,
        lambda: client.actions.create_connected_account("gmail", "ada", api_config=config),
    )
    check(error, grpc.StatusCode.RESOURCE_EXHAUSTED, 429, "RESOURCE_EXHAUSTED")
    assert client.actions.list_connected_accounts().connected_accounts == []


def test_a_stopped_server_is_unavailable(start):
    server = start()
    client = server.client()
    client.actions.list_connected_accounts()
    assert server.stop() == 0
    error = raises(exceptions.ScalekitServiceUnavailableException, client.actions.list_connected_accounts)
    assert error.grpc_status is grpc.StatusCode.UNAVAILABLE


VIOLATIONS = [
    # request type, fields, field named, rule named
    ("ListConnectedAccounts", {"page_size": 100}, "page_size", "uint32"),
    ("ListConnectedAccounts", {"identifier": "x" * 101}, "identifier", "string.max_len"),
    ("ListConnectedAccounts", {"connector": "a/b"}, "connector", "string.pattern"),
    ("ListConnectedAccounts", {"organization_id": "o" * 33}, "organization_id", "string.max_len"),
    ("ListConnectedAccounts", {"connection_names": ["ok", ""]}, "connection_names[1]", "string.min_len"),
    ("ListConnectedAccounts", {"connection_names": ["x"] * 21}, "connection_names", "repeated.max_items"),
    ("ListConnectedAccounts", {"page_token": "x" * 101}, "page_token", "string.max_len"),
    ("SearchConnectedAccounts", {}, "query", "required"),
    ("SearchConnectedAccounts", {"query": "ab"}, "query", "string.min_len"),
    ("CreateConnectedAccount", {"connector": "gmail", "identifier": "ada"}, "connected_account", "required"),
    ("UpdateConnectedAccount", {"id": "conn_1", "connected_account": {}}, "id", "string.prefix"),
    ("DeleteConnectedAccount", {"id": "x"}, "id", "string.prefix"),
    ("VerifyConnectedAccountUser", {"identifier": "ada"}, "auth_request_id", "string.min_len"),
    ("GetMagicLinkForConnectedAccount", {"user_verify_url": "javascript:x"}, "user_verify_url", "string.pattern"),
    ("GetConnectedAccount", {"id": "c" * 33}, "id", "string.max_len"),
]

REQUESTS = {
    "ListConnectedAccounts": pb.ListConnectedAccountsRequest,
    "SearchConnectedAccounts": pb.SearchConnectedAccountsRequest,
    "CreateConnectedAccount": pb.CreateConnectedAccountRequest,
    "UpdateConnectedAccount": pb.UpdateConnectedAccountRequest,
    "DeleteConnectedAccount": pb.DeleteConnectedAccountRequest,
    "VerifyConnectedAccountUser": pb.VerifyConnectedAccountUserRequest,
    "GetMagicLinkForConnectedAccount": pb.GetMagicLinkForConnectedAccountRequest,
    "GetConnectedAccount": pb.GetConnectedAccountRequest,
}


@pytest.mark.parametrize("method, fields, field, rule", VIOLATIONS)
def test_a_broken_rule_names_field_and_rule(client, method, fields, field, rule):
    stub = getattr(client.connected_accounts.connected_accounts_service, method)
    with pytest.raises(exceptions.ScalekitBadRequestException) as caught:
        client.core_client.grpc_exec(stub.with_call, REQUESTS[method](**fields))
    error = caught.value
    assert error.message.startswith("Validation error: ") and field in error.message
    violations = details_of(error).validation_error_info.field_violations
    assert field in [violation.field for violation in violations]
    violation = next(violation for violation in violations if violation.field == field)
    assert rule in violation.constraint
    assert violation.description


def test_every_broken_rule_is_listed(client):
    stub = client.connected_accounts.connected_accounts_service.ListConnectedAccounts
    request = pb.ListConnectedAccountsRequest(page_size=100, query="q" * 101, identifier="i" * 101)
    with pytest.raises(exceptions.ScalekitBadRequestException) as caught:
        client.core_client.grpc_exec(stub.with_call, request)
    fields = {violation.field for violation in details_of(caught.value).validation_error_info.field_violations}
    assert fields == {"page_size", "query", "identifier"}


def test_lengths_count_characters_not_bytes(client):
    client.actions.list_connected_accounts(identifier="é" * 100)
    with pytest.raises(exceptions.ScalekitBadRequestException):
        client.actions.list_connected_accounts(identifier="é" * 101)


def test_messages_with_percent_and_unicode_arrive_whole(client):
    """Node runs decodeURIComponent on grpc-message, so a bare percent sign would throw there."""
    identifier = "100% ünïcode \n 日本"
    with pytest.raises(exceptions.ScalekitNotFoundException) as caught:
        client.actions.get_connected_account("gmail", identifier)
    assert caught.value.err_details, "message and details disagree after decoding"
    details_of(caught.value)


def test_request_ids_differ(client):
    ids = set()
    for _ in range(3):
        with pytest.raises(exceptions.ScalekitNotFoundException) as caught:
            client.actions.get_connected_account("gmail", "nobody")
        ids.add(details_of(caught.value).request_info.request_id)
    assert len(ids) == 3


@pytest.mark.parametrize(
    "call",
    [
        lambda client: client.core_client.grpc_exec(
            TriggerServiceStub(client.core_client.grpc_secure_channel).ListAvailableTriggers.with_call,
            ListAvailableTriggersRequest(),
        ),
        lambda client: client.users.list_users(),
        lambda client: client.roles.list_roles(),
        lambda client: client.directory.list_directories("org_1"),
        lambda client: client.domain.list_domains("org_1"),
    ],
    ids=["triggers", "users", "roles", "directories", "domains"],
)
def test_what_is_not_served_never_looks_like_a_missing_object(client, call):
    with pytest.raises(exceptions.ScalekitNotImplementedException) as caught:
        call(client)
    check(caught.value, grpc.StatusCode.UNIMPLEMENTED, 501, "OPERATION_NOT_SERVED")
