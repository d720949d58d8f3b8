"""A person at a browser: reads a page's forms and presses the button with a certain word on it."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urljoin

import requests


@dataclass
class Form:
    action: str
    method: str
    fields: dict = field(default_factory=dict)
    kinds: dict = field(default_factory=dict)
    inputs: dict = field(default_factory=dict)
    buttons: list = field(default_factory=list)


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.forms = []
        self.text = []
        self._button = None
        self._select = None
        self._hidden = 0

    def handle_starttag(self, tag, attributes):
        attributes = {name: value or "" for name, value in attributes}
        if tag in ("script", "style", "title"):
            self._hidden += 1
        if tag == "form":
            self.forms.append(Form(attributes.get("action", ""), attributes.get("method", "get").lower()))
        elif not self.forms:
            return
        elif tag in ("input", "textarea", "select") and attributes.get("type") not in ("submit", "button"):
            self._input(tag, attributes)
        elif tag == "option" and self._select:
            fields = self.forms[-1].fields
            if "selected" in attributes or self._select not in fields:
                fields[self._select] = attributes.get("value", "")
        elif tag == "button" or attributes.get("type") == "submit":
            self._button = attributes | {"text": attributes.get("value", "") if tag == "input" else ""}
            self.forms[-1].buttons.append(self._button)

    def _input(self, tag, attributes):
        name = attributes.get("name")
        if not name:
            return
        form = self.forms[-1]
        form.kinds[name] = attributes.get("type", tag)
        form.inputs[name] = attributes
        if tag == "select":
            self._select = name
        elif attributes.get("type") != "checkbox":
            form.fields[name] = attributes.get("value", "")
        elif "checked" in attributes and "disabled" not in attributes:
            form.fields[name] = attributes.get("value", "on")

    def handle_endtag(self, tag):
        if tag == "select":
            self._select = None
        if tag in ("script", "style", "title"):
            self._hidden -= 1
        if tag == "button":
            self._button = None

    def handle_data(self, data):
        if self._button is not None:
            self._button["text"] += data
        if not self._hidden:
            self.text.append(data)


class Page:
    """A response, read as a page."""

    def __init__(self, session, response):
        self.session = session
        self.response = response
        self.status = response.status_code
        self.url = response.url
        reader = _Reader()
        if "html" in response.headers.get("content-type", ""):
            reader.feed(response.text)
        self.forms = reader.forms
        self.text = " ".join(" ".join(reader.text).split())

    @classmethod
    def open(cls, url, session=None):
        session = session or requests.Session()
        return cls(session, session.get(url, timeout=20))

    def button(self, word):
        for form in self.forms:
            for button in form.buttons:
                if word.lower() in button["text"].lower():
                    return form, button
        raise AssertionError(f"no button says {word!r} on {self.url}: {self.response.text[:2000]}")

    def press(self, word, follow=True, untick=(), headers=None, **typed):
        """Presses the button and returns the next page; `typed` fills inputs by their names, `untick` empties boxes."""
        form, button = self.button(word)
        unknown = (set(typed) | set(untick)) - set(form.inputs)
        assert not unknown, f"no such inputs: {unknown}, there are {sorted(form.inputs)}"
        fields = {name: value for name, value in {**form.fields, **typed}.items() if name not in untick}
        if button.get("name"):
            fields[button["name"]] = button.get("value", "")
        target = urljoin(self.url, button.get("formaction") or form.action or self.url)
        method = (button.get("formmethod") or form.method).upper()
        place = {"data": fields} if method == "POST" else {"params": fields}
        response = self.session.request(method, target, timeout=20, allow_redirects=follow, headers=headers, **place)
        return Page(self.session, response)
