"""Connect a user's Gmail and read the token.

    scalekit-emulator exec --consent auto -- python examples/first_program.py

With `--consent auto` opening the magic link approves it. Without the flag the program waits until somebody has
pressed Approve in a browser. Nothing in here knows about the emulator: the same file runs against Scalekit.
"""

import os
import time

import requests
from scalekit import ScalekitClient

client = ScalekitClient(
    os.environ["SCALEKIT_ENV_URL"], os.environ["SCALEKIT_CLIENT_ID"], os.environ["SCALEKIT_CLIENT_SECRET"]
)
actions = client.actions

account = actions.get_or_create_connected_account(connection_name="gmail", identifier="user_123").connected_account
print("before:", account.status)

if account.status != "ACTIVE":
    link = actions.get_authorization_link(connection_name="gmail", identifier="user_123").link
    print("open this link:", link)
    # Stands for the user's browser.
    requests.get(link, timeout=10).raise_for_status()

for _ in range(300):
    account = actions.get_connected_account(connection_name="gmail", identifier="user_123").connected_account
    if account.status == "ACTIVE":
        break
    time.sleep(1)

token = account.authorization_details["oauth_token"]
print("after:", account.status)
print("access token:", token["access_token"][:12] + "…")
print("scopes:", ", ".join(token["scopes"]))
