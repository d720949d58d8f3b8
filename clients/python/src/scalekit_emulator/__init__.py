"""scalekit-emulator for tests in Python: a running emulator, an environment per test, consent, clock, assertions."""

from .control import Control, ControlError
from .environment import Environment
from .journal import Journal
from .server import Server, ServerError, StartedServer, find_binary

__all__ = [
    "Control",
    "ControlError",
    "Environment",
    "Journal",
    "Server",
    "ServerError",
    "StartedServer",
    "find_binary",
]
