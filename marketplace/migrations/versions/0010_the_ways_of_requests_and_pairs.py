"""The ways of requests and pairs: ranked choices, waiting lists, proposals, and learners who wait for a person's help"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

MENTOR = ('published', 'paused')
NEW_MENTOR = ('applied', 'vetted', 'refused', 'published', 'paused', 'retired')
ENDS = ('accepted', 'declined', 'withdrawn', 'expired', 'superseded')
SENT = ('awaiting_guardian', 'queued', 'waitlisted', 'offered', 'proposed', 'pending')
HOLDING = ('offered', 'proposed', 'pending')
PAIR = ('active', 'closing', 'completed', 'ended_early')
LIVE = ('trial', 'active', 'paused', 'closing', 'suspended')
PAIR_ENDS = ('completed', 'ended_early', 'not_started', 'transferred')


def listed(values: tuple[str, ...]) -> str:
    return '(' + ', '.join(f"'{value}'" for value in values) + ')'


def upgrade() -> None:
    op.create_table('waiting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=True),
    sa.Column('reason', sa.Enum('exhausted', 'not_started', 'mentor_left', 'ended_early', 'no_match', 'asked', name='waitingreason', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('priority', sa.Integer(), nullable=False),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('outcome', sa.Enum('paired', 'withdrawn', 'no_mentor', name='waitingoutcome', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.CheckConstraint('(ended_at IS NULL) = (outcome IS NULL)', name=op.f('ck_waiting_ended_has_outcome')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_waiting_person_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['mentoring_request.id'], name=op.f('fk_waiting_request_id_mentoring_request')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_waiting'))
    )
    with op.batch_alter_table('waiting') as batch_op:
        batch_op.create_index(batch_op.f('ix_waiting_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_region'), ['region'], unique=False)
        batch_op.create_index(batch_op.f('ix_waiting_since'), ['since'], unique=False)
        batch_op.create_index('uq_waiting_open', ['person_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    with op.batch_alter_table('mentor') as batch_op:
        batch_op.add_column(sa.Column('paused_until', sa.Date(), nullable=True))
        # The defaults are only for the rows that are there already.
        batch_op.add_column(sa.Column('paused_by_clock', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.drop_constraint(op.f('ck_mentor_mentorstate'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mentor_mentorstate'), sa.text(f"state IN {listed(NEW_MENTOR)}"))
    with op.batch_alter_table('mentor') as batch_op:
        batch_op.alter_column('paused_by_clock', server_default=None)

    _drop_request_rules('pending_pair', ('pending',))
    with op.batch_alter_table('mentoring_request') as batch_op:
        batch_op.add_column(sa.Column('colleague_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('chain_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('rank', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('waits', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('holds_seat', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('priority', sa.Integer(), nullable=False, server_default='1'))
        batch_op.add_column(sa.Column('round_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('learner_confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('mentor_confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.alter_column('expires_at', existing_type=sa.DATETIME(), nullable=True)
        batch_op.create_index(batch_op.f('ix_mentoring_request_chain_id'), ['chain_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentoring_request_round_id'), ['round_id'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_request_chain_id_mentoring_request'), 'mentoring_request', ['chain_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_request_colleague_id_mentor'), 'mentor', ['colleague_id'], ['person_id'])
    with op.batch_alter_table('mentoring_request') as batch_op:
        for name in ('rank', 'waits', 'holds_seat', 'priority'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_check_constraint(op.f('ck_mentoring_request_holds_seat'), sa.text(f"NOT holds_seat OR state IN {listed(HOLDING)}"))
    _put_request_rules('open_pair', SENT, ('draft', *SENT))

    _drop_pair_rules(('active', 'closing'))
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.add_column(sa.Column('frozen_from', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=True))
    _put_pair_rules(LIVE, PAIR_ENDS)


def _drop_request_rules(index: str, indexed: tuple[str, ...]) -> None:
    with op.batch_alter_table('mentoring_request') as batch_op:
        batch_op.drop_index(f'uq_mentoring_request_{index}', **_where(indexed))
        batch_op.drop_constraint(op.f('ck_mentoring_request_requeststate'), type_='check')
        batch_op.drop_constraint(op.f('ck_mentoring_request_ended_has_date'), type_='check')


def _put_request_rules(index: str, indexed: tuple[str, ...], still_open: tuple[str, ...]) -> None:
    with op.batch_alter_table('mentoring_request') as batch_op:
        batch_op.create_index(f'uq_mentoring_request_{index}', ['learner_id', 'mentor_id'], unique=True, **_where(indexed))
        batch_op.create_check_constraint(op.f('ck_mentoring_request_requeststate'), sa.text(f"state IN {listed((*still_open, *ENDS))}"))
        batch_op.create_check_constraint(op.f('ck_mentoring_request_ended_has_date'), sa.text(f"(state IN {listed(still_open)}) = (ended_at IS NULL)"))


def _drop_pair_rules(live: tuple[str, ...]) -> None:
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.drop_index('uq_mentorship_live_learner', **_where(live))
        batch_op.drop_constraint(op.f('ck_mentorship_mentorshipstate'), type_='check')
        batch_op.drop_constraint(op.f('ck_mentorship_ended_has_date'), type_='check')


def _put_pair_rules(live: tuple[str, ...], ends: tuple[str, ...]) -> None:
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.create_index('uq_mentorship_live_learner', ['learner_id'], unique=True, **_where(live))
        batch_op.create_check_constraint(op.f('ck_mentorship_mentorshipstate'), sa.text(f"state IN {listed((*live, *ends))}"))
        batch_op.create_check_constraint(op.f('ck_mentorship_ended_has_date'), sa.text(f"(state IN {listed(live)}) = (ended_at IS NULL)"))


def _where(states: tuple[str, ...]) -> dict[str, sa.TextClause]:
    condition = sa.text(f"state IN {listed(states)}") if len(states) > 1 else sa.text(f"state = '{states[0]}'")
    return {'sqlite_where': condition, 'postgresql_where': condition}


def downgrade() -> None:
    # What the old house does not know becomes what comes nearest to it.
    op.execute("UPDATE mentorship SET state = 'active' WHERE state IN ('trial', 'paused', 'suspended')")
    op.execute("UPDATE mentorship SET state = 'ended_early' WHERE state IN ('not_started', 'transferred')")
    _drop_pair_rules(LIVE)
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.drop_column('frozen_from')
    _put_pair_rules(('active', 'closing'), ('completed', 'ended_early'))

    op.execute(
        "UPDATE mentoring_request SET state = 'withdrawn', ended_at = sent_at, holds_seat = false "
        "WHERE state IN ('draft', 'awaiting_guardian', 'queued', 'waitlisted', 'offered', 'proposed')"
    )
    op.execute("UPDATE mentoring_request SET expires_at = sent_at WHERE expires_at IS NULL")
    _drop_request_rules('open_pair', SENT)
    with op.batch_alter_table('mentoring_request') as batch_op:
        batch_op.drop_constraint(op.f('ck_mentoring_request_holds_seat'), type_='check')
        batch_op.drop_constraint(op.f('fk_mentoring_request_colleague_id_mentor'), type_='foreignkey')
        batch_op.drop_constraint(op.f('fk_mentoring_request_chain_id_mentoring_request'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_mentoring_request_round_id'))
        batch_op.drop_index(batch_op.f('ix_mentoring_request_chain_id'))
        batch_op.alter_column('expires_at', existing_type=sa.DATETIME(), nullable=False)
        for name in ('mentor_confirmed_at', 'learner_confirmed_at', 'round_id', 'priority', 'holds_seat', 'waits', 'rank', 'chain_id', 'colleague_id'):
            batch_op.drop_column(name)
    _put_request_rules('pending_pair', ('pending',), ('pending',))

    op.execute("UPDATE mentor SET state = 'paused' WHERE state NOT IN ('published', 'paused')")
    with op.batch_alter_table('mentor') as batch_op:
        batch_op.drop_column('paused_by_clock')
        batch_op.drop_column('paused_until')
        batch_op.drop_constraint(op.f('ck_mentor_mentorstate'), type_='check')
        batch_op.create_check_constraint(op.f('ck_mentor_mentorstate'), sa.text(f"state IN {listed(MENTOR)}"))
    op.drop_table('waiting')
