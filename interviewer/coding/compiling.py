"""CUDA C++ held against the compiler, where there is one: for errors only, nothing is run."""

import shutil
import subprocess
import tempfile
from pathlib import Path

from interviewer.errors import CapabilityMissing

COMPILE_S = 120.0
MOST_SHOWN = 12


def compile_errors(path: Path) -> list[str]:
    """What nvcc says of a file, its name shortened; empty if it compiles.

    Raises CapabilityMissing where no nvcc runs.
    """
    trouble = trouble_with_nvcc()
    if trouble:
        raise CapabilityMissing(
            f"CUDA C++ can't be compiled here ({trouble}); install the CUDA toolkit, or take "
            "--language python"
        )
    with tempfile.TemporaryDirectory() as folder:
        made = str(Path(folder) / "made.o")
        try:
            done = subprocess.run(
                ["nvcc", "-x", "cu", "-c", "-o", made, str(path)],
                capture_output=True,
                text=True,
                timeout=COMPILE_S,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [f"nvcc was stopped after {COMPILE_S:g} s"]
    said = (done.stdout + done.stderr).replace(str(path), path.name).splitlines()
    return [line for line in said if line.strip()][:MOST_SHOWN] if done.returncode else []


def trouble_with_nvcc() -> str:
    """Why it can't be used, found by asking it for its version; empty if it can."""
    if not shutil.which("nvcc"):
        return "nvcc is not installed"
    try:
        done = subprocess.run(["nvcc", "--version"], capture_output=True, timeout=20, check=False)
    except (OSError, subprocess.SubprocessError) as error:
        return f"nvcc did not run ({error.__class__.__name__})"
    return "" if done.returncode == 0 else "nvcc is there but doesn't run"
