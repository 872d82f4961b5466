"""The result of a contest is kept as it was found"""

from math import fsum
from statistics import stdev

import sqlalchemy as sa
from alembic import op


revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

CRITERIA = ('concept', 'strategy', 'market', 'results')
contest = sa.table('contest', sa.column('id'), sa.column('state'), sa.column('weights', sa.JSON), sa.column('judges_per_entry'))
entry = sa.table('entry', sa.column('id'), sa.column('contest_id'))
score = sa.table('score', *map(sa.column, ('entry_id', 'judge_id', 'criterion', 'points')))
seat = sa.table('judge_seat', sa.column('contest_id'), sa.column('person_id'))
recusal = sa.table('recusal', sa.column('entry_id'), sa.column('judge_id'))
reading = sa.table('reading', sa.column('entry_id'), sa.column('judge_id'))
result = sa.table('contest_result', *map(sa.column, ('contest_id', 'method', 'basis', 'fingerprint')))
row = sa.table('result_row', *map(sa.column, ('entry_id', 'rank', 'value', 'mean', 'n_judges', 'spread', 'is_near_cut')))


def upgrade() -> None:

    op.create_table('contest_result',
    sa.Column('contest_id', sa.Integer(), nullable=False),
    sa.Column('method', sa.String(length=32), nullable=False),
    sa.Column('basis', sa.String(length=16), nullable=False),
    sa.Column('fingerprint', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['contest_id'], ['contest.id'], name=op.f('fk_contest_result_contest_id_contest')),
    sa.PrimaryKeyConstraint('contest_id', name=op.f('pk_contest_result'))
    )
    op.create_table('result_row',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=False),
    sa.Column('value', sa.Float(), nullable=False),
    sa.Column('mean', sa.Float(), nullable=False),
    sa.Column('n_judges', sa.Integer(), nullable=False),
    sa.Column('spread', sa.Float(), nullable=True),
    sa.Column('error', sa.Float(), nullable=True),
    sa.Column('top_chance', sa.Float(), nullable=True),
    sa.Column('is_near_cut', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_result_row_entry_id_entry')),
    sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_result_row'))
    )
    _keep_plain_means(op.get_bind())


def _keep_plain_means(connection: sa.Connection) -> None:
    # What was settled before was settled by the plain mean, linked or not, and stays so.
    settled = sa.select(contest).where(contest.c.state.in_(('judged', 'published')))
    for one in connection.execute(settled.order_by(contest.c.id)).all():
        connection.execute(result.insert().values(contest_id=one.id, method='plain-mean-1', basis='plain', fingerprint=''))
        of_entries = _totals(connection, one)
        means = {number: round(fsum(totals) / len(totals), 9) for number, totals in of_entries.items()}
        for number, totals in of_entries.items():
            mean = means[number]
            connection.execute(row.insert().values(
                entry_id=number,
                rank=1 + sum(other > mean for other in means.values()),
                value=mean,
                mean=mean,
                n_judges=len(totals),
                spread=stdev(sorted(totals)) if len(totals) > 1 else None,
                is_near_cut=False,
            ))


def _totals(connection: sa.Connection, one: sa.Row) -> dict[int, list[float]]:
    """The weighted totals of all sheets that count, by entry: full, of a judge on the panel who did not step back."""
    counting = sa.select(score).join(entry, entry.c.id == score.c.entry_id).where(entry.c.contest_id == one.id)
    counting = counting.where(score.c.judge_id.in_(sa.select(seat.c.person_id).where(seat.c.contest_id == one.id)))
    counting = counting.where(~_has(recusal))
    if one.judges_per_entry is not None:
        counting = counting.where(_has(reading))
    sheets: dict[tuple[int, int], dict[str, int]] = {}
    for mark in connection.execute(counting.order_by(score.c.entry_id, score.c.judge_id)):
        sheets.setdefault((mark.entry_id, mark.judge_id), {})[mark.criterion] = mark.points
    totals: dict[int, list[float]] = {}
    for (number, _), sheet in sheets.items():
        if len(sheet) == len(CRITERIA):
            total = fsum(one.weights[name] * sheet[name] for name in CRITERIA) / fsum(one.weights.values())
            totals.setdefault(number, []).append(total)
    return totals


def _has(table: sa.TableClause) -> sa.Exists:
    return sa.exists().where(table.c.entry_id == score.c.entry_id, table.c.judge_id == score.c.judge_id)


def downgrade() -> None:

    op.drop_table('result_row')
    op.drop_table('contest_result')
