"""Every operation of the SDK's own descriptors, one by one: served and guarded, or refused with a reason."""

import importlib
import pkgutil
import re

import grpc
import requests
import scalekit.v1
from google.api import annotations_pb2
from google.protobuf import empty_pb2
from google.rpc import status_pb2
from grpc_reflection.v1alpha.proto_reflection_descriptor_database import ProtoReflectionDescriptorDatabase
from scalekit.v1.errdetails.errdetails_pb2 import ErrorInfo

import emulator as program
from wire import bearer, channel

ACCOUNTS = "scalekit.v1.connected_accounts.ConnectedAccountService"
CONNECTIONS = "scalekit.v1.connections.ConnectionService"

# Dashboard sessions, portal links and signed-in users reach these, client credentials do not.
FOR_OTHER_CALLERS = {
    "AuthorizeOrgWideCredential", "GetRedirectUrl", "CreateRedirectUrl", "ListMyAppConnections",
    "DisconnectMyConnectedAccount", "GetMyConnectionMagicLink",
}  # fmt: skip


def vendor_methods():
    """Every method descriptor of the installed SDK."""
    found = {}
    for module in pkgutil.walk_packages(scalekit.v1.__path__, "scalekit.v1."):
        if not module.name.endswith("_pb2"):
            continue
        for service in importlib.import_module(module.name).DESCRIPTOR.services_by_name.values():
            for method in service.methods:
                found[f"{service.full_name}/{method.name}"] = method
    return found


def served_methods(emulator):
    """What the server itself says it serves, by reflection."""
    with channel(emulator) as connection:
        database = ProtoReflectionDescriptorDatabase(connection)
        names = [name for name in database.get_services() if name.startswith("scalekit.")]
        served = set()
        for name in names:
            file = database.FindFileContainingSymbol(name)
            for service in file.service:
                if f"{file.package}.{service.name}" == name:
                    served |= {f"{name}/{method.name}" for method in service.method}
        return served


def call(connection, name, metadata=()):
    """Calls with an empty message; returns the status and the error's ErrorInfo."""
    method = connection.unary_unary(
        f"/{name}", request_serializer=empty_pb2.Empty.SerializeToString, response_deserializer=lambda data: data
    )
    try:
        method(empty_pb2.Empty(), metadata=metadata, timeout=20)
    except grpc.RpcError as error:
        details = dict(error.trailing_metadata()).get("grpc-status-details-bin", b"")
        info = ErrorInfo()
        for detail in status_pb2.Status.FromString(details).details[:1]:
            detail.Unpack(info)
        return error.code(), info
    return grpc.StatusCode.OK, ErrorInfo()


def test_the_whole_slice_is_served(emulator):
    expected = {
        f"{ACCOUNTS}/{name}"
        for name in (
            "ListConnectedAccounts", "SearchConnectedAccounts", "CreateConnectedAccount", "UpdateConnectedAccount",
            "DeleteConnectedAccount", "GetMagicLinkForConnectedAccount", "GetConnectedAccount",
            "DisconnectConnectedAccount", "GetConnectedAccountAuth", "GetConnectedAccountDetails",
            "VerifyConnectedAccountUser",
        )
    } | {
        f"{CONNECTIONS}/{name}"
        for name in (
            "CreateEnvironmentConnection", "GetEnvironmentConnection", "UpdateEnvironmentConnection",
            "DeleteEnvironmentConnection", "EnableEnvironmentConnection", "DisableEnvironmentConnection",
            "ListConnections", "ListAppConnections",
        )
    }  # fmt: skip
    served = served_methods(emulator)
    assert expected <= served
    assert served <= set(vendor_methods()), "something is served that the SDK does not know"


def test_every_served_operation_wants_a_token(emulator):
    with channel(emulator) as connection:
        for name in served_methods(emulator):
            assert call(connection, name)[0] is grpc.StatusCode.UNAUTHENTICATED, name
            assert call(connection, name, bearer("nonsense"))[0] is grpc.StatusCode.UNAUTHENTICATED, name


def test_every_other_operation_says_that_it_is_not_served(emulator, token):
    methods, served = vendor_methods(), served_methods(emulator)
    assert len(methods) > 400
    with channel(emulator) as connection:
        for name in set(methods) - served:
            status, info = call(connection, name, bearer(token))
            allowed = {grpc.StatusCode.UNIMPLEMENTED}
            if name.rpartition("/")[2] in FOR_OTHER_CALLERS:
                allowed.add(grpc.StatusCode.PERMISSION_DENIED)
            assert status in allowed, name
            assert info.error_code and info.request_info.request_id, name


def bindings(method):
    """Verb and path of the method and of its additional bindings."""
    rule = method.GetOptions().Extensions[annotations_pb2.http]
    for binding in (rule, *rule.additional_bindings):
        verb = binding.WhichOneof("pattern")
        if verb in ("get", "put", "post", "patch", "delete"):
            yield verb.upper(), getattr(binding, verb)


def concrete(path):
    return re.sub(r"\{[^}]*\}", "x_1", path)


def test_every_rest_binding_is_known(emulator, token):
    """The same by paths: what exists at the vendor is never an unknown path."""
    served = served_methods(emulator)
    session = requests.Session()
    session.headers["authorization"] = f"Bearer {token}"
    for name, method in vendor_methods().items():
        for verb, path in bindings(method):
            answer = session.request(
                verb, emulator.url + concrete(path), json={} if verb != "GET" else None, timeout=20
            )
            if name in served:
                assert answer.status_code not in (405, 501), (name, verb, path)
            else:
                assert answer.status_code == 501, (name, verb, path, answer.text)


def test_the_list_of_supported_operations_is_up_to_date(emulator):
    """SUPPORTED.md is generated; a served operation that it does not name is drift."""
    text = (program.REPOSITORY / "SUPPORTED.md").read_text()
    for name in served_methods(emulator):
        assert name.rpartition("/")[2] in text, name
