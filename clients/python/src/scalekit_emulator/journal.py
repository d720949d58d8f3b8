"""What an environment was asked, and assertions about it in the words of the domain."""


class Journal:
    """Every call, whichever door it came through."""

    def __init__(self, control):
        self._control = control

    def entries(self, **filters):
        """- filters: `operation`, `tool`, `identifier`, `connection`, `door`, `code`, `since`, `limit`; `*` is a wildcard."""
        return self._control.get("journal", **filters)["entries"]

    def calls(self, tool="*", **filters):
        """The runs of a tool."""
        return self.entries(tool=tool, **filters)

    def clear(self):
        self._control.delete("journal")

    def text(self):
        """A line for each call, for people."""
        return "\n".join(_line(entry) for entry in self.entries()) or "(nothing was called)"

    def hints(self):
        """What works here and would bite in production."""
        return self._control.get("hints")["hints"]

    def verify(self, *assertions):
        """Raises AssertionError, with what was expected, what was there, and what came nearest.

        - assertions: as `POST /_emulator/verify` takes them, for example `{"no_writes": True}`.
        """
        verdict = self._control.post("verify", {"assertions": list(assertions)})
        if not verdict["passed"]:
            raise AssertionError("\n\n".join(failure["explanation"] for failure in verdict["failures"]))

    def assert_called(self, tool, *, times=None, retries=None, **pattern):
        """A tool was called.

        - times: how often exactly, or a mapping of `exactly`, `at_least`, `at_most`; at least once when left out.
        - retries: `"once"` does not count what a client tried again.
        - pattern: `identifier`, `connection`, `parameters` (a part of them, with the patterns of stubs), `door`, `code`.
        """
        assertion = {"called": {"tool": tool, **pattern}}
        if times is not None:
            assertion["times"] = {"exactly": times} if isinstance(times, int) else times
        if retries is not None:
            assertion["retries"] = retries
        self.verify(assertion)

    def assert_never(self, **pattern):
        self.verify({"never": pattern})

    def assert_order(self, *patterns):
        """Calls came in this order, whatever was between them. A text stands for a tool."""
        self.verify({"order": [{"tool": one} if isinstance(one, str) else one for one in patterns]})

    def assert_only_identifier(self, identifier):
        self.verify({"only_identifier": identifier})

    def assert_only_scoped_tools(self, identifier):
        """No tool ran that this identifier does not have."""
        self.verify({"only_scoped_tools": identifier})

    def assert_no_writes(self):
        self.verify({"no_writes": True})

    def assert_credentials_never_read(self):
        self.verify({"credentials_never_read": True})


def _line(entry):
    who = " ".join(filter(None, (entry.get("identifier"), entry.get("connection"))))
    what = entry.get("tool") or entry.get("operation") or ""
    return f"{entry['time']}  {entry['door']:5}  {entry.get('code', ''):20}  {what}  {who}".rstrip()
