"""What holds for the library as a whole."""

import doctest
import subprocess
import sys
from pathlib import Path

import pytest

import matching
from matching import Learner, Mentor, Outcome

FOLDER = Path(matching.__file__).parent


def test_importing_leaves_the_slow_library_out() -> None:
    code = "import sys, matching; sys.exit(any(name in sys.modules for name in ('sklearn', 'scipy', 'pandas', 'flask')))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_readme_tells_the_truth() -> None:
    result = doctest.testfile(str(FOLDER / "README.md"), module_relative=False)
    assert result.attempted > 50
    assert result.failed == 0


def test_readme_says_where_every_module_is() -> None:
    where = (FOLDER / "README.md").read_text().partition("## Where to look")[2]
    assert [file.name for file in sorted(FOLDER.glob("[a-z]*.py")) if f"`{file.name}`" not in where] == []


def test_every_public_name_exists() -> None:
    assert all(hasattr(matching, name) for name in matching.__all__)


def test_profiles_refuse_what_cannot_be() -> None:
    with pytest.raises(ValueError, match="SK401"):
        Learner(1, skills={"SK401": 5})
    with pytest.raises(ValueError, match="3 successes of 2"):
        Outcome(3, 2)
    with pytest.raises(ValueError, match="2 accepted of 1"):
        Mentor(1, accepted=2, answered=1)
