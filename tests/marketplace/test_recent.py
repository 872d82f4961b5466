"""Kept answers."""

from marketplace.mentoring.answers import Answers


def test_only_so_many_answers_are_kept() -> None:
    answers, found = Answers(most=2), []
    for question in (1, 2, 1, 3, 1, 2):
        answers.get(question, lambda question=question: found.append(question))  # type: ignore[misc]
    assert found == [1, 2, 3, 2]
