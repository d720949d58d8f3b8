"""A web application that somebody could have written: it connects accounts of its users, and checks who came back."""

import secrets
import threading

from flask import Flask, redirect, request, session
from scalekit.common.exceptions import ScalekitForbiddenException, ScalekitNotFoundException
from werkzeug.serving import make_server

PAGE = "<!doctype html><html lang=en><title>Acme</title><h1>{}</h1>"


class Application:
    """Runs in a thread, on a port of its own."""

    def __init__(self, client):
        self.client = client
        self.states = {}
        self.seen = []
        self._server = make_server("localhost", 0, self._flask(), threaded=True)
        self.url = f"http://localhost:{self._server.port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def _flask(self):
        flask = Flask(__name__)
        # Cookies of localhost are shared by all its ports, so the name is this application's own.
        flask.config.update(SECRET_KEY=secrets.token_hex(), SESSION_COOKIE_NAME="acme", SESSION_COOKIE_SAMESITE="Lax")
        flask.add_url_rule("/login/<user>", view_func=self.login)
        flask.add_url_rule("/connect/<connector>", view_func=self.connect)
        flask.add_url_rule("/verify", view_func=self.verify)
        return flask

    def login(self, user):
        session["user"] = user
        return PAGE.format(f"Hello {user}")

    def connect(self, connector):
        """Sends the user who is logged in to a magic link."""
        state = secrets.token_urlsafe(16)
        self.states[state] = connector
        link = self.client.actions.get_authorization_link(
            connection_name=connector,
            identifier=session["user"],
            state=state,
            user_verify_url=f"{self.url}/verify?tenant=7",
        )
        return redirect(link.link)

    def verify(self):
        """The user's browser came back from the consent; whoever is logged in here is who consented."""
        self.seen.append(dict(request.args))
        if "user" not in session:
            return PAGE.format("Log in first"), 401
        if request.args.get("state") not in self.states:
            return PAGE.format("Nobody here asked for that"), 400
        try:
            verified = self.client.actions.verify_connected_account_user(
                auth_request_id=request.args["auth_request_id"], identifier=session["user"]
            )
        except ScalekitForbiddenException:
            return PAGE.format("This consent belongs to somebody else"), 403
        except ScalekitNotFoundException:
            return PAGE.format("This consent is over"), 404
        return redirect(verified.post_user_verify_redirect_url)
