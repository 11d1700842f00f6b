"""What is installed: the package, the calculators, the content; and nobody else's `tools`."""

import importlib.metadata
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def test_no_other_distribution_brings_a_top_level_tools() -> None:
    owners = importlib.metadata.packages_distributions().get("tools", [])
    assert set(owners) <= {"fiverounds"}


@pytest.mark.slow
def test_the_wheel_holds_the_package_the_calculators_and_the_content(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(tmp_path)],
        cwd=ROOT,
        check=True,
        capture_output=True,
    )
    (wheel,) = tmp_path.glob("fiverounds-*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    for wanted in (
        "interviewer/cli/app.py",
        "interviewer/content/rubrics/values.toml",
        "interviewer/content/corpus/tracks/mle/track.toml",
        "tools/__init__.py",
    ):
        assert wanted in names
    assert not [name for name in names if name.startswith(("tests/", "evals/"))]
