"""What a catalogue costs: at start, in memory, and for each page of ListTools, whatever its size."""

import json
import time
import urllib.parse

from calls import Call, list_tools
from fetch import default_token, fetch
from load import Target, latency, median, percentile, verify
from servers import Emulator

PROVIDER = """\
provider: MADE{number:02d}
slug: made{number:02d}
display_name: Made up {number:02d}
description: A connector of the benchmark.
categories: [Developer Tools]
base_url: https://api.made{number:02d}.example
auth_patterns:
  - type: API_KEY
    display_name: Key
    fields: [{{field_name: api_key, label: Key, input_type: password}}]
"""

# About as large as the tools of the embedded catalogue.
TOOL = """\
---
name: made{provider:02d}_item_change_{number:04d}
display_name: Change item {number:04d}
description: Change an item of the list. Only what is given is changed, the rest stays as it is.
category: items
annotations: [idempotent]
input:
  properties:
    list: {{type: string, description: Name of the list that the item is in.}}
    item: {{type: string, description: Id of the item.}}
    title: {{type: string, maxLength: 200, description: What the item says.}}
    state: {{type: string, enum: [open, done, dropped], default: open, description: What became of it.}}
    labels: {{type: array, items: {{type: string}}, description: Names of labels to put on it.}}
    weight: {{type: integer, minimum: 0, maximum: 100, description: How much it counts.}}
  required: [list, item]
request:
  method: PATCH
  path: "/lists/{{list}}/items/{{item}}"
  body: [title, state, labels, weight]
example:
  id: "{{{{params.item | item-4711}}}}"
  title: "{{{{params.title | Water the plants}}}}"
  state: "{{{{params.state | open}}}}"
  labels: [{{name: home, color: d73a4a}}]
  owner: {{name: Maya Lindqvist, id: 5821034}}
  updated_at: "{{{{now}}}}"
"""

PAGE = 100


def generate(folder, providers, tools):
    """A folder of catalogue files with `tools` tools for each of `providers` providers."""
    folder.mkdir()
    for provider in range(providers):
        parts = [PROVIDER.format(number=provider), *(TOOL.format(provider=provider, number=n) for n in range(tools))]
        (folder / f"made{provider:02d}.yaml").write_text("".join(parts))
    return folder


def catalogues(folder, options):
    """The ones that are compared: a name and the flags that choose it."""
    small = generate(folder / "small", 40, 28)
    large = generate(folder / "large", 40, 40 if options.quick else 400)
    return {
        "none": ("one connector without tools", ["--catalogue", generate(folder / "none", 1, 0)]),
        "embedded": ("the embedded one", []),
        "small": ("40 generated connectors", ["--catalogue", small]),
        "large": ("40 generated connectors", ["--catalogue", large]),
    }


def measure_catalogues(folder, state_dir, options):
    folder.mkdir()
    costs, pages = [], []
    for key, (name, flags) in catalogues(folder, options).items():
        ready = median([_ready_after(state_dir, flags) for _ in range(options.starts)])
        server = Emulator(state_dir, *flags)
        try:
            fetcher = Fetcher(server)
            time.sleep(options.settle)
            idle = server.resident_mebibytes()
            tokens, total = fetcher.read_everything()
            time.sleep(options.settle)
            cost = {"key": key, "name": name, "tools": total, "ready_ms": ready, "idle": idle}
            costs.append(cost | {"after_reading": server.resident_mebibytes() if total else None})
            if key in ("small", "large"):
                pages.append(_page_times(fetcher, tokens, options) | {"tools": total})
        finally:
            server.stop()
    return {"costs": costs, "pages": pages}


def _ready_after(state_dir, flags):
    server = Emulator(state_dir, *flags)
    server.stop()
    return server.ready_after * 1000


class Fetcher:
    """Asks one server as its default client."""

    def __init__(self, server):
        self.server = server
        self.token = default_token(server)

    def ask(self, call):
        return fetch(self.server.port, self.server.ready["ca_file"], call.authorized(self.token))

    def target(self, call):
        authorized = call.authorized(self.token)
        return Target("ListTools", self.server, authorized, call.size(self.ask(call)))

    def read_everything(self):
        """Every page's token, and how many tools there are. Afterwards every tool has been read once."""
        tokens, token, total = [], "", 0
        while True:
            query = urllib.parse.urlencode({"page_size": PAGE, "page_token": token})
            page = json.loads(self.ask(Call("h2", f"/api/v1/tools?{query}")))
            total = page["total_size"]
            tokens.append(token)
            token = page.get("next_page_token")
            if not token:
                return tokens, total


def _page_times(fetcher, tokens, options):
    """Milliseconds of the first full page, one in the middle and the last full one, one call at a time."""
    places = {"first": tokens[0], "middle": tokens[len(tokens) // 2], "last": tokens[-2]}
    targets = {place: fetcher.target(list_tools(token)) for place, token in places.items()}
    for target in targets.values():
        verify(target)
    rounds = {place: [] for place in places}
    for _ in range(options.rounds):
        for place, target in targets.items():
            rounds[place].append(percentile(latency(target, options.pages, connections=1), 0.50))
    return {f"{place}_ms": median(values) for place, values in rounds.items()}
