"""One isolated environment of an emulator, as a test uses it."""

from functools import cached_property

from .journal import Journal


class Environment:
    """Credentials of its own, and everything that a test may do to it. Two environments share nothing."""

    def __init__(self, server, client_id, client_secret, environment_id):
        self.server, self.client_id, self.client_secret, self.id = server, client_id, client_secret, environment_id
        self.control = server.control.of(client_id)
        self.clock, self.consents, self.journal = Clock(self.control), Consents(self.control), Journal(self.control)

    @classmethod
    def create(cls, server, **options):
        """A new environment.

        - options: what the emulator takes: `seed` (a mapping or YAML text), `snapshot` (its name), `settings`.
        """
        made = server.control.post("environments", options)
        return cls(server, made["client_id"], made["client_secret"], made["environment_id"])

    @cached_property
    def client(self):
        """An official SDK client of this environment. Needs `scalekit-sdk-python`."""
        from scalekit import ScalekitClient

        return ScalekitClient(self.server.url, self.client_id, self.client_secret)

    @property
    def environ(self):
        """What a program has to find in its environment to be a client of this one."""
        return self.server.environ | {
            "SCALEKIT_CLIENT_ID": self.client_id,
            "SCALEKIT_CLIENT_SECRET": self.client_secret,
        }

    def reset(self, **options):
        """Back to how it began; `keep=["clock"]` keeps what is named."""
        self.control.post("reset", options)

    def delete(self):
        self.server.control.delete(f"environments/{self.client_id}")

    def stub(self, *stubs):
        """Answers of your own, asked in this order; they take the place of all that were set before."""
        return self.control.put("stubs", {"stubs": list(stubs)})["stubs"]

    def fault(self, *faults):
        """Failures that happen to the next calls; they take the place of all that were set before."""
        return self.control.put("faults", {"faults": list(faults)})["faults"]

    def save(self, name):
        """Keeps the present state under a name."""
        self.control.put(f"snapshots/{name}", {})

    def restore(self, name):
        self.control.post(f"snapshots/{name}/restore", {})

    def account(self, identifier, connection="gmail"):
        """An ACTIVE connected account, consented to without a browser."""
        self.client.actions.get_or_create_connected_account(connection, identifier)
        account = self.client.actions.get_connected_account(connection, identifier).connected_account
        if account.status != "ACTIVE":
            self.client.actions.get_authorization_link(identifier=identifier, connection_name=connection)
            self.consents.approve(identifier, connection)
        return self.client.actions.get_connected_account(connection, identifier).connected_account


class Clock:
    """The environment's time. Every expiry reads it."""

    def __init__(self, control):
        self._control = control

    def advance(self, duration):
        """Jumps ahead: `"90m"`, `"1h"`, `"2d"`, or seconds. Gives the new time, in RFC 3339."""
        text = f"{duration}s" if isinstance(duration, (int, float)) else duration
        return self._change(advance=text)

    def set(self, time):
        """Jumps to an RFC 3339 time, or to a datetime that knows its zone."""
        return self._change(set=time if isinstance(time, str) else time.isoformat())

    def freeze(self):
        return self._change(freeze=True)

    def resume(self):
        return self._change(resume=True)

    def _change(self, **change):
        return self._control.post("clock", change)["now"]


class Consents:
    """What a person would decide in a browser."""

    def __init__(self, control):
        self._control = control

    def pending(self):
        return self._control.get("consents")["consents"]

    def approve(self, identifier, connection=None, **options):
        """- options: as the emulator takes them: `identity`, `scopes`, `fields`."""
        return self._decide("approve", identifier, connection, options)

    def deny(self, identifier, connection=None, **options):
        return self._decide("deny", identifier, connection, options)

    def _decide(self, decision, identifier, connection, options):
        order = {"decision": decision, "identifier": identifier, **options}
        if connection is not None:
            order["connection"] = connection
        return self._control.post("consents", order)
