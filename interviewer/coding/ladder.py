"""The ladder of sandboxes: the safest that works on this machine, found by trying.

bubblewrap, probed by running it; else docker, if a daemon answers and has the image; else, only
with consent, limits alone. Without any of them code is read and not run.
"""

import shutil
import subprocess
import sys
from functools import cache

from interviewer.coding.sandbox import IMAGE, Bubblewrap, Docker, LimitsOnly, Sandbox
from interviewer.data import data
from interviewer.errors import CapabilityMissing

PROBE_S = 10.0
INSTALL = "`make system`, or `apt install bubblewrap`, `dnf install bubblewrap`"


@cache
def trouble_with_bubblewrap() -> str:
    """Why it can't be used, found by running it as code will be run; empty if it can."""
    if not shutil.which("bwrap"):
        return "bubblewrap is not installed"
    here = Bubblewrap()
    text = f"import sys; sys.path[:0] = {here.path!r}; import numpy"
    with here.command(text) as (command, kept):
        return failure_of(command, kept)


@cache
def trouble_with_docker() -> str:
    if not shutil.which("docker"):
        return "docker is not installed"
    if failure_of(["docker", "version", "--format", "{{.Server.Version}}"]):
        return "no docker daemon answers"
    return (
        f"docker has no image {IMAGE}" if failure_of(["docker", "image", "inspect", IMAGE]) else ""
    )


def failure_of(command: list[str], kept: list[int] | None = None) -> str:
    try:
        done = subprocess.run(
            command, capture_output=True, timeout=PROBE_S, pass_fds=kept or (), check=False
        )
    except (OSError, subprocess.SubprocessError) as error:
        return f"{command[0]} did not run ({error.__class__.__name__})"
    said = done.stderr.decode(errors="replace").strip().splitlines()
    return f"{command[0]}: {(said or ['it failed'])[-1]}" if done.returncode else ""


def safest(*, allow_unsandboxed: bool = False) -> Sandbox:
    """The first that works; CapabilityMissing says why none does, and what to do."""
    if not trouble_with_bubblewrap():
        return Bubblewrap()
    if not trouble_with_docker():
        return Docker()
    if allow_unsandboxed:
        return LimitsOnly()
    raise CapabilityMissing(
        f"no sandbox works here ({trouble_with_bubblewrap()}; {trouble_with_docker()}): {mend()}, "
        "or run your own code without one: --allow-unsandboxed"
    )


def mend() -> str:
    """The command that gives this machine a sandbox."""
    if shutil.which("bwrap"):
        allowed = "kernel.apparmor_restrict_unprivileged_userns=0"
        return f"let bubblewrap make namespaces, on Ubuntu with `sysctl {allowed}`"
    if sys.platform.startswith("linux"):
        return f"install bubblewrap with {INSTALL}"
    return f"build the image: `docker build -t {IMAGE} {data('corpus/coding/sandbox')}`"
