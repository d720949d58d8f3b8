"""A browser is dozens of processes, some of which outlive it. They are known by the home folder they were given."""

import contextlib
import ctypes
import os
import pathlib
import signal
import time

_PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Processes whose parent ended become our children, so that we can wait for them; an init may be missing."""
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def living_in(home):
    """The processes that run with this home folder."""
    wanted = f"HOME={home}".encode()
    found = []
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            if wanted in (folder / "environ").read_bytes().split(b"\0"):
                found.append(int(folder.name))
    return found


def end(home, seconds=5):
    """Waits until nothing runs with this home folder any more, and ends what does not end by itself."""
    deadline = time.monotonic() + seconds
    while left := living_in(home):
        if time.monotonic() > deadline:
            for pid in left:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, signal.SIGKILL)
        time.sleep(0.05)
        reap()
    reap()


def reap():
    """Waits for adopted browser processes that have ended; those that others wait for are left alone."""
    for folder in pathlib.Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            name, rest = (folder / "stat").read_text().split("(", 1)[1].rsplit(")", 1)
            state, parent = rest.split()[:2]
            if state == "Z" and int(parent) == os.getpid() and name.startswith("chrom"):
                os.waitpid(int(folder.name), os.WNOHANG)
