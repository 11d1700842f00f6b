"""Where the content lives: `rubrics/` and `corpus/`, in a checkout or inside the wheel."""

from functools import cache
from pathlib import Path

from interviewer.errors import ContentError

PACKAGE = Path(__file__).parent
CHECKOUT = PACKAGE.parent


@cache
def data(name: str) -> Path:
    """The file or folder `name`, such as `corpus/hardware`; a checkout's own wins.

    Raises ContentError when neither place has it.
    """
    for root in (CHECKOUT, PACKAGE / "content"):
        if (path := root / name).exists():
            return path
    raise ContentError(f"{name} was not found in this installation; reinstall the package")


def shown(path: Path) -> str:
    """`path` as a message names it: from the content's root on where it lies below one."""
    for root in (CHECKOUT, PACKAGE / "content"):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return str(path)
