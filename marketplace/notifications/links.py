"""Links in mails that end them without signing in. Who has the link may do that one thing, so it is signed and says no more."""

from itsdangerous import BadSignature, URLSafeSerializer

from marketplace.errors import N_, NotFound
from marketplace.notifications.terms import Group, Way


class LinkBroken(NotFound):
    """A link that the house did not write."""

    def __init__(self) -> None:
        super().__init__(N_("This link is not whole. Copy it again out of the mail, or sign in and choose under notifications."))


def stop_token(secret: str, person_id: int, what: Group | Way) -> str:
    """The end of a link that stops the mails of a group, or of one way."""
    return str(_signer(secret).dumps([person_id, what.value]))


def read_stop_token(secret: str, token: str) -> tuple[int, Group | Way]:
    """Whose mails of what a link stops."""
    try:
        person_id, what = _signer(secret).loads(token)
        return int(person_id), Group(what) if what in set(Group) else Way(what)
    except (BadSignature, ValueError, TypeError) as error:
        raise LinkBroken() from error


def _signer(secret: str) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt="stop-mail")
