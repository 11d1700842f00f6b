"""`python -m interviewer.guide.worker`: reads files that nobody vouches for, a line for each.

A path comes in as a JSON string, `{"kind", "sections"}` or `{"fault"}` goes out. The process
has a limit of memory and may die of a file: `documents` starts another.
"""

import contextlib
import json
import os
import sys
import warnings
from pathlib import Path

from interviewer.errors import ContentError

MEMORY_BYTES = 2 << 30
WRITTEN_BYTES = 0


def limit() -> None:
    """Bounds memory and forbids growing any file; systems without such limits go on without."""
    try:
        import resource
    except ImportError:
        return
    bounds = ((resource.RLIMIT_AS, MEMORY_BYTES), (resource.RLIMIT_FSIZE, WRITTEN_BYTES))
    for which, amount in bounds:
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(which, (amount, amount))


def answer(path: Path) -> dict[str, object]:
    from interviewer.guide.readers.reading import read

    try:
        kind, sections = read(path)
    except ContentError as fault:
        return {"fault": str(fault)}
    except OSError as error:
        return {"fault": f"can't be read ({error.strerror})"}
    except (MemoryError, RecursionError):
        return {"fault": "needs more memory than a document should; it was not added"}
    except Exception as error:
        return {"fault": f"could not be parsed ({type(error).__name__}); save it in another format"}
    return {"kind": kind, "sections": sections}


def main() -> None:
    limit()
    warnings.simplefilter("ignore")
    # A parser that prints must not garble the answers.
    answers = os.fdopen(os.dup(1), "w", encoding="utf-8")
    os.dup2(2, 1)
    for line in sys.stdin:
        answers.write(json.dumps(answer(Path(json.loads(line)))) + "\n")
        answers.flush()


if __name__ == "__main__":
    main()
