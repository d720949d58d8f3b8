"""Takes a picture of every page: `make screenshots` (ARGS="FOLDER [NAME…]")."""

import os
import pathlib
import sys
import tempfile

import conftest as servers

LOOKS = {"light": "light", "dark": "dark"}
FORMATS = {"desktop": ((1280, 800), 1), "phone": ((390, 844), 2)}


def main(folder, names):
    with tempfile.TemporaryDirectory(prefix="scalekit-emulator-pictures-") as state:
        servers.FOLDER = pathlib.Path(state)
        manual = servers._start("manual", "--seed", servers.SEED)
        os.environ.update(manual.env)
        started = [
            manual,
            servers._start("b2b", "--verify-mode", "b2b"),
            servers._start("platform", "--verify-mode", "platform", "--seed", servers.SEED),
        ]
        try:
            take(folder, names, *started)
        finally:
            for server in started:
                server.stop()


def take(folder, names, *started):
    # After the variables are set: grpc reads its roots when it is imported.
    from browser import Browser
    from tour import STOPS, Tour

    browser = Browser(started[0].ca_file)
    try:
        for name in names or STOPS:
            Tour(browser, *started).go(name)
            for scheme in LOOKS:
                for form, (size, scale) in FORMATS.items():
                    browser.look(scheme, size, scale)
                    height = max(size[1], browser.script("return document.documentElement.scrollHeight"))
                    browser.look(scheme, (size[0], height), scale)
                    browser.picture(folder / f"{name}-{scheme}-{form}.png")
            print(name, flush=True)
    finally:
        browser.close()


if __name__ == "__main__":
    target = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".build/screenshots")
    target.mkdir(parents=True, exist_ok=True)
    main(target, sys.argv[2:])
