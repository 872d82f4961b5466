"""What was asked for last."""

from marketplace.recent import Recent


def test_only_so_many_things_are_kept() -> None:
    recent, found = Recent[None](most=2), []
    for question in (1, 2, 1, 3, 1, 2):
        recent.get(question, lambda question=question: found.append(question))  # type: ignore[misc]
    assert found == [1, 2, 3, 2]
