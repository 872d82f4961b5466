"""A filled database of before is brought to the workspace of a pair without losing a word."""

from alembic import command
from sqlalchemy import Engine, text

from marketplace import migrations

BEFORE, AFTER = "0017", "0018"


def fill(engine: Engine) -> None:
    """Two pairs as they were: one with both words, one at work with a next step in its log."""
    rows = (
        "INSERT INTO person (id, name, name_en, email, password_hash, session_epoch, locale, personalised, synthetic, active, created_at) "
        "SELECT n.id, 'x', '', 'x' || n.id, '', 0, 'zh', true, true, true, '2016-01-01 09:00:00' "
        "FROM (SELECT 1 AS id UNION SELECT 2 UNION SELECT 3) AS n",
        "INSERT INTO mentor (person_id, revision, kind, region, sectors, languages, seats, weekly_hours, online, founder, "
        "formats, employer, conflicts, conflicts_named, headline_zh, "
        "headline_en, bio_zh, bio_en, cannot_zh, cannot_en, state, paused_by_clock) VALUES "
        "(1, 1, 'MK1', '330402', '[]', '[]', 2, 1, true, true, '[]', '', '', '[]', '', '', '', '', '', '', 'published', false)",
        "INSERT INTO mentoring_request (id, learner_id, mentor_id, goal, tried, wanted, hours, reasons, state, sent_at, ended_at, rank, "
        "holds_seat, priority, waits) "
        "SELECT n.id, n.id, 1, '', '', '', 1, '[]', 'accepted', '2016-01-01 09:00:00', '2016-01-02 09:00:00', 1, false, "
        "1, false "
        "FROM (SELECT 2 AS id UNION SELECT 3) AS n",
        "INSERT INTO mentorship (id, request_id, learner_id, mentor_id, state, began_at, ended_at, "
        "learner_useful, learner_word, mentor_useful) VALUES (2, 2, 2, 1, 'completed', '2016-01-02 "
        "09:00:00', '2016-03-02 09:00:00', 5, 'a help', 4)",
        "INSERT INTO mentorship (id, request_id, learner_id, mentor_id, state, began_at) VALUES (3, 3, 3, "
        "1, 'active', '2016-01-02 09:00:00')",
        "INSERT INTO mentoring_session (id, mentorship_id, held_on, minutes, topics, next_step, logged_by_id) "
        "VALUES (1, 3, '2016-02-01', 30, 'prices', 'sew samples', 3)",
    )
    with engine.begin() as connection:
        for row in rows:
            connection.execute(text(row))


def test_words_sessions_and_next_steps_are_kept_there_and_back(engine: Engine) -> None:
    config = migrations._config(engine)
    command.downgrade(config, BEFORE)
    fill(engine)
    command.upgrade(config, AFTER)
    with engine.connect() as connection:
        said = connection.execute(text("SELECT person_id, useful, word FROM mentorship_closing ORDER BY person_id")).all()
        assert [tuple(row) for row in said] == [(1, 4, ""), (2, 5, "a help")]
        assert connection.execute(text("SELECT text FROM next_step")).scalars().all() == ["sew samples"]
        assert connection.execute(text("SELECT count(*) FROM mentoring_session WHERE logged_at IS NOT NULL")).scalar() == 1
    command.downgrade(config, BEFORE)
    with engine.connect() as connection:
        row = connection.execute(text("SELECT learner_useful, learner_word, mentor_useful FROM mentorship WHERE id = 2")).one()
        assert tuple(row) == (5, "a help", 4)
