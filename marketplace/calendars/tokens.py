"""The secret in an address: signed with the house's key, so that a copy of the database opens no calendar."""

import hmac
from base64 import urlsafe_b64encode
from hashlib import sha256


def token_of(person_id: int, nonce: str, secret: str) -> str:
    """The token of a person's address; another nonce makes another token."""
    signed = hmac.digest(secret.encode(), f"calendar feed {person_id} {nonce}".encode(), sha256)
    return urlsafe_b64encode(signed).rstrip(b"=").decode()


def hash_of(token: str) -> str:
    """What is kept of a token. It has 256 bits of chance, so one round is enough."""
    return sha256(token.encode()).hexdigest()
