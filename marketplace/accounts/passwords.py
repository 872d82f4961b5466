"""Passwords: argon2id, and a small list of those that everybody tries first."""

from functools import cache
from pathlib import Path

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

MIN_LENGTH = 10

# OWASP's second profile: 19 MiB, two passes; about 30 ms on the smallest server.
_hasher = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


@cache
def _common() -> frozenset[str]:
    return frozenset((Path(__file__).parent / "common_passwords.txt").read_text(encoding="utf-8").split())


def is_common(password: str) -> bool:
    """True for passwords on the list, whatever their case."""
    return password.lower() in _common()


def hash_password(password: str) -> str:
    """The argon2id hash to store."""
    return _hasher.hash(password)


def verify_password(stored: str, password: str) -> bool:
    """True when ``password`` belongs to the stored hash; as slow for an account without one."""
    try:
        return _hasher.verify(stored or _decoy(), password) and bool(stored)
    except (VerificationError, InvalidHashError):
        return False


@cache
def _decoy() -> str:
    # Hashing anyway keeps the answer time from telling which accounts exist.
    return _hasher.hash("nobody signs in with this one")
