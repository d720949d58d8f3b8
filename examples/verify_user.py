"""User verification: the application confirms that the person who consented is the user who is signed in.

    scalekit-emulator exec --consent auto --verify-mode b2b -- python examples/verify_user.py

The application is this program's own little web server. Scalekit sends the browser to its /verify route after consent;
the route looks up who is signed in and asks Scalekit to activate the account.
"""

import http.server
import os
import threading
import urllib.parse

import requests
from scalekit import ScalekitClient

client = ScalekitClient(
    os.environ["SCALEKIT_ENV_URL"], os.environ["SCALEKIT_CLIENT_ID"], os.environ["SCALEKIT_CLIENT_SECRET"]
)
SIGNED_IN_USER = "ada@example.com"


def status():
    account = client.actions.get_connected_account(connection_name="slack", identifier=SIGNED_IN_USER)
    return account.connected_account.status


class Application(http.server.BaseHTTPRequestHandler):
    def do_GET(self):
        query = dict(urllib.parse.parse_qsl(urllib.parse.urlsplit(self.path).query))
        assert query["state"] == "state-of-this-session", "a real application compares it with the session's"
        print("before verification:", status())
        verified = client.actions.verify_connected_account_user(query["auth_request_id"], SIGNED_IN_USER)
        self.send_response(303)
        self.send_header("location", verified.post_user_verify_redirect_url)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *arguments):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Application)
threading.Thread(target=server.serve_forever, daemon=True).start()

link = client.actions.get_authorization_link(
    connection_name="slack",
    identifier=SIGNED_IN_USER,
    state="state-of-this-session",
    user_verify_url=f"http://127.0.0.1:{server.server_port}/verify",
).link
print("link made:", status())

# Stands for the user's browser, which follows every redirect.
requests.get(link, timeout=10).raise_for_status()
print("after verification:", status())
server.shutdown()
