"""The Python that runs a candidate's code: where its parts lie, for a sandbox to let in."""

import sys
import sysconfig
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

PACKAGES = ("numpy", "numpy.libs")
INSTALLED = ("python3*/site-packages", "python3*/dist-packages")
SYSTEM = (Path("/usr/lib"), Path("/usr/lib64"))


@dataclass(frozen=True)
class Interpreter:
    """`parts` are all that it needs beside the system's libraries; `masked` must not be seen.

    Installed packages are masked because this one may be among them, with its reference solutions.
    """

    executable: Path
    parts: tuple[Path, ...]
    masked: tuple[Path, ...]
    packages: tuple[Path, ...]

    @property
    def path(self) -> list[str]:
        """What `sys.path` lacks: the folders of the packages."""
        return sorted({str(package.parent) for package in self.packages})

    def command(self, text: str) -> list[str]:
        return [str(self.executable), "-I", "-S", "-B", "-c", text]

    @property
    def folders(self) -> list[Path]:
        """Every folder on the way to a part, the outermost first; the root is left out."""
        places = (*self.parts, *self.packages)
        return sorted({folder for place in places for folder in place.parents[:-1]})

    @property
    def is_open_to_all(self) -> bool:
        """Whether another user could run it: a home folder is mostly closed."""
        return all(folder.stat().st_mode & 0o001 for folder in self.folders)


def own() -> Interpreter:
    """The one that runs this program, without its virtual environment."""
    executable = Path(getattr(sys, "_base_executable", sys.executable)).resolve()
    return of(executable, Path(sys.base_prefix) / "lib", Path(sysconfig.get_path("stdlib")))


def of(executable: Path, *libraries: Path) -> Interpreter:
    """One of this version with its libraries, and the NumPy of the one that runs this program."""
    held = tuple(dict.fromkeys(libraries))
    return Interpreter(executable, (executable, *held), masked_below(*held), numpy_parts())


def masked_below(*libraries: Path) -> tuple[Path, ...]:
    """Where packages are installed, in the manner of Debian and in that of everybody else."""
    roots = dict.fromkeys((*libraries, *(folder.parent for folder in libraries), *SYSTEM))
    found = [place for root in roots for name in INSTALLED for place in root.glob(name)]
    return tuple(dict.fromkeys(place for place in found if place.is_dir()))


def numpy_parts() -> tuple[Path, ...]:
    """NumPy is found, not imported: the parent may never need it."""
    found = find_spec("numpy")
    if found is None or found.origin is None:
        return ()
    site = Path(found.origin).parents[1]
    return tuple(site / name for name in PACKAGES if (site / name).is_dir())
