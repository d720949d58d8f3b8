"""Shorthands for connected accounts."""

TOKENS = {
    "oauth_token": {"access_token": "ya29.first", "refresh_token": "1//first", "scopes": ["mail.read", "mail.send"]}
}
BASIC = {"static_auth": {"domain": "acme", "username": "ada", "password": "pa55"}}


def rpc(client, method, request):
    """Operations the SDK has stubs for but no method."""
    stub = getattr(client.connected_accounts.connected_accounts_service, method)
    return client.core_client.grpc_exec(stub.with_call, request)[0]


def created(client, *arguments, **named):
    return client.actions.create_connected_account(*arguments, **named).connected_account


def stored(client, connector="gmail", identifier="ada", **named):
    """The message as it came over the wire, where unset fields can be told from empty ones."""
    reply, _ = client.connected_accounts.get_connected_account_by_identifier(connector, identifier, **named)
    return reply.connected_account
