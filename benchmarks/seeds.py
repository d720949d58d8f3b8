"""Who is in the environments that are measured."""

import json

from calls import PERSON
from servers import CLIENT_SECRET


def accounts(count):
    return [
        {"connection": "gmail", "identifier": f"user-{number:06d}@example.com", "status": "ACTIVE"}
        for number in range(count)
    ]


def person_with_tools():
    """Accounts with well over a hundred tools between them."""
    return [
        {"connection": connection, "identifier": PERSON, "status": "ACTIVE"}
        for connection in ("github", "gmail", "slack", "googlecalendar", "gitlab")
    ]


def person_of_the_connector():
    return [{"connection": "acme", "identifier": PERSON, "status": "ACTIVE"}]


def write_connector(folder, url):
    """A catalogue of one connector whose API is at a URL."""
    folder.mkdir()
    provider = {
        "provider": "ACME",
        "slug": "acme",
        "display_name": "Acme",
        "description": "Sells anvils.",
        "categories": ["Shopping"],
        "base_url": url,
        "auth_patterns": [
            {
                "type": "API_KEY",
                "display_name": "Key",
                "fields": [{"field_name": "api_key", "label": "Key", "input_type": "password"}],
            }
        ],
    }
    (folder / "acme.yaml").write_text(json.dumps(provider))
    return folder


def write_seed(path, client_id, connected_accounts):
    client = {"client_id": client_id, "client_secret": CLIENT_SECRET, "connected_accounts": connected_accounts}
    path.write_text(json.dumps({"clients": [client]}))
    return path
