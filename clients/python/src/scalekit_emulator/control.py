"""Requests to `/_emulator/*`. Nothing but the standard library, so that the plugin can be installed anywhere."""

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request


class ControlError(Exception):
    """What the emulator refused, in its own words."""

    def __init__(self, status, message, body):
        super().__init__(f"{message} (HTTP {status})")
        self.status, self.message, self.body = status, message, body


class Control:
    """The control API of a server; with a client id, of one environment of it."""

    def __init__(self, url, ca_file=None, client_id=None, token=None, timeout=30.0):
        self.url, self.ca_file, self.client_id = url.rstrip("/"), ca_file, client_id
        self.token, self.timeout = token, timeout
        context = ssl.create_default_context(cafile=ca_file) if url.startswith("https") else None
        handlers = [urllib.request.ProxyHandler({})]
        if context is not None:
            handlers.append(urllib.request.HTTPSHandler(context=context))
        self._opener = urllib.request.build_opener(*handlers)

    def of(self, client_id):
        """The same server, another environment."""
        return Control(self.url, self.ca_file, client_id, self.token, self.timeout)

    def get(self, path, **query):
        return self.request("GET", path, query=query)

    def post(self, path, body=None, **query):
        return self.request("POST", path, body if body is not None else {}, query)

    def put(self, path, body, **query):
        return self.request("PUT", path, body, query)

    def delete(self, path, **query):
        return self.request("DELETE", path, query=query)

    def request(self, method, path, body=None, query=None):
        """The answer's JSON; None when there is none."""
        query = {name: _text(value) for name, value in (query or {}).items() if value is not None}
        if self.client_id is not None:
            query["client_id"] = self.client_id
        url = f"{self.url}/_emulator/{path}" + (f"?{urllib.parse.urlencode(query)}" if query else "")
        headers = {"accept": "application/json"}
        data = None
        if body is not None:
            data, headers["content-type"] = json.dumps(body).encode(), "application/json"
        if self.token:
            headers["authorization"] = f"Bearer {self.token}"
        request = urllib.request.Request(url, data, headers, method=method)
        try:
            with self._opener.open(request, timeout=self.timeout) as reply:
                content = reply.read()
        except urllib.error.HTTPError as error:
            raise _refusal(error) from None
        return json.loads(content) if content else None


def _text(value):
    return str(value).lower() if isinstance(value, bool) else str(value)


def _refusal(error):
    content = error.read()
    try:
        body = json.loads(content)
        message = body.get("message") or body.get("error") or error.reason
    except ValueError:
        body, message = content.decode(errors="replace"), error.reason
    return ControlError(error.code, message, body)
