"""The life of an entry, take-up, saved searches, notifications, stamps"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('stamp',
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_stamp'))
    )
    op.create_table('notification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('values', sa.JSON(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('key', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=True),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notification_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notification')),
    sa.UniqueConstraint('key', name=op.f('uq_notification_key'))
    )
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_notification_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_kind'), ['kind'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_seen_at'), ['seen_at'], unique=False)

    op.create_table('saved_search',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('query', sqlmodel.sql.sqltypes.AutoString(length=600), nullable=False),
    sa.Column('alert', sa.Enum('none', 'app', 'mail', name='alert', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('looked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_saved_search_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_saved_search')),
    sa.UniqueConstraint('person_id', 'query', name=op.f('uq_saved_search_person_id_query'))
    )
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_saved_search_alert'), ['alert'], unique=False)
        batch_op.create_index(batch_op.f('ix_saved_search_person_id'), ['person_id'], unique=False)

    op.create_table('appraisal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('round', sa.Integer(), nullable=False),
    sa.Column('expert_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('asked', 'done', 'recused', 'released', name='appraisalstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('done_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('scores', sa.JSON(), nullable=False),
    sa.Column('recommendation', sa.Enum('approve', 'change', 'reject', name='recommendation', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('comment', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('recusal', sqlmodel.sql.sqltypes.AutoString(length=200), nullable=True),
    sa.CheckConstraint("(state = 'done') = (done_at IS NOT NULL)", name=op.f('ck_appraisal_done_has_date')),
    sa.CheckConstraint("(state = 'done') = (recommendation IS NOT NULL)", name=op.f('ck_appraisal_done_has_advice')),
    sa.ForeignKeyConstraint(['expert_id'], ['person.id'], name=op.f('fk_appraisal_expert_id_person')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_appraisal_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appraisal')),
    sa.UniqueConstraint('project_id', 'round', 'expert_id', name=op.f('uq_appraisal_project_id_round_expert_id'))
    )
    with op.batch_alter_table('appraisal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appraisal_expert_id'), ['expert_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_appraisal_state'), ['state'], unique=False)

    op.create_table('project_version',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('content', sa.JSON(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_project_version_by_id_person')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_project_version_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_version')),
    sa.UniqueConstraint('project_id', 'number', name=op.f('uq_project_version_project_id_number'))
    )
    with op.batch_alter_table('project_version', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_project_version_project_id'), ['project_id'], unique=False)

    op.create_table('take_up',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('enquired', 'introduced', 'declined', 'adopted', 'registered', 'trading_6', 'trading_12', 'stopped', name='takeupstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('answer', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('answered_by_id', sa.Integer(), nullable=True),
    sa.Column('enquired_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('introduced_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('adopted_on', sa.Date(), nullable=True),
    sa.Column('registered_on', sa.Date(), nullable=True),
    sa.Column('venture_id', sa.Integer(), nullable=True),
    sa.Column('stopped_on', sa.Date(), nullable=True),
    sa.Column('stop_reason', sa.Enum('not_for_me', 'money', 'place', 'licence', 'partner', 'sales', 'costs', 'other_work', 'no_answer', 'other', name='stopreason', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('stop_note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.Column('synthetic', sa.Boolean(), nullable=False),
    sa.CheckConstraint("(state = 'stopped') = (stop_reason IS NOT NULL)", name=op.f('ck_take_up_stopped_has_reason')),
    sa.CheckConstraint("(state = 'stopped') = (stopped_on IS NOT NULL)", name=op.f('ck_take_up_stopped_has_date')),
    sa.CheckConstraint("state NOT IN ('adopted', 'registered', 'trading_6', 'trading_12') OR adopted_on IS NOT NULL", name=op.f('ck_take_up_adopted_has_date')),
    sa.ForeignKeyConstraint(['answered_by_id'], ['person.id'], name=op.f('fk_take_up_answered_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_take_up_person_id_person')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_take_up_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_take_up')),
    sa.UniqueConstraint('project_id', 'person_id', name=op.f('uq_take_up_project_id_person_id'))
    )
    with op.batch_alter_table('take_up', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_take_up_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_take_up_project_id'), ['project_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_take_up_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_take_up_venture_id'), ['venture_id'], unique=False)

    op.create_table('verification',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('level', sa.Integer(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False),
    sa.CheckConstraint('level BETWEEN 0 AND 3', name=op.f('ck_verification_level')),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_verification_by_id_person')),
    sa.ForeignKeyConstraint(['project_id'], ['project.id'], name=op.f('fk_verification_project_id_project')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_verification'))
    )
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_verification_project_id'), ['project_id'], unique=False)

    op.create_table('rating',
    sa.Column('take_up_id', sa.Integer(), nullable=False),
    sa.Column('stars', sa.Integer(), nullable=False),
    sa.Column('true_costs', sa.Integer(), nullable=True),
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(length=600), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('stars BETWEEN 1 AND 5', name=op.f('ck_rating_stars')),
    sa.ForeignKeyConstraint(['take_up_id'], ['take_up.id'], name=op.f('fk_rating_take_up_id_take_up')),
    sa.PrimaryKeyConstraint('take_up_id', name=op.f('pk_rating'))
    )
    _project_columns()
    _project_checks(STATUS, SOURCE, MORE_CHECKS)
    op.execute("UPDATE project SET version = 1 WHERE first_published_on IS NOT NULL")
    stamp = sa.table("stamp", sa.column("name", sa.String), sa.column("number", sa.Integer))
    op.bulk_insert(stamp, [{"name": "library", "number": 1}])


def _project_columns() -> None:
    # Defaults only for the rows that are there already.
    with op.batch_alter_table('project') as batch_op:
        batch_op.add_column(sa.Column('next_of_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('version', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('change_note', sqlmodel.sql.sqltypes.AutoString(length=500), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('organisation', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('archive_reason', sa.String(length=24), nullable=True))
        batch_op.add_column(sa.Column('review_round', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('screened_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('state_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False, server_default='2013-10-11 00:00:00'))
        batch_op.create_foreign_key(batch_op.f('fk_project_next_of_id_project'), 'project', ['next_of_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_project_screened_by_id_person'), 'person', ['screened_by_id'], ['id'])
    op.execute("UPDATE project SET state_since = created_at")
    op.execute("UPDATE project SET archive_reason = 'withdrawn' WHERE status = 'archived'")
    op.execute("UPDATE project SET status = 'merged', archive_reason = NULL WHERE merged_into_id IS NOT NULL AND status = 'archived'")
    with op.batch_alter_table('project') as batch_op:
        for name in ('version', 'change_note', 'organisation', 'review_round', 'state_since'):
            batch_op.alter_column(name, server_default=None)
        batch_op.create_index(batch_op.f('ix_project_merged_into_id'), ['merged_into_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_project_next_of_id'), ['next_of_id'], unique=False)


OLD_STATUS = ('draft', 'published', 'archived')
STATUS = ('draft', 'submitted', 'screening', 'appraising', 'returned', 'rejected', 'approved', 'published', 'archived', 'merged', 'applied')
OLD_SOURCE = ('library', 'contest', 'person', 'college', 'company')
SOURCE = (*OLD_SOURCE, 'organiser')
MORE_CHECKS = {
    'archivereason': "archive_reason IN ('withdrawn', 'out_of_date', 'failed_check')",
    'merged_has_other': "(status = 'merged') = (merged_into_id IS NOT NULL)",
    'archived_has_reason': "(status = 'archived') = (archive_reason IS NOT NULL)",
    'next_version_is_not_counted': 'next_of_id IS NULL OR first_published_on IS NULL',
}


def _checks(status: tuple[str, ...], source: tuple[str, ...], more: dict[str, str]) -> dict[str, str]:
    words = {'status': status, 'source': source}
    listed = {name: f"{name} IN ({', '.join(repr(value) for value in values)})" for name, values in words.items()}
    return {f'ck_project_{name}': text for name, text in (listed | more).items()}


def _project_checks(status: tuple[str, ...], source: tuple[str, ...], more: dict[str, str]) -> None:
    wanted = _checks(status, source, more)
    with op.batch_alter_table('project') as batch_op:
        for name in ('status', 'source'):
            batch_op.drop_constraint(op.f(f'ck_project_{name}'), type_='check')
        for name in ('status', 'source', *more):
            batch_op.create_check_constraint(op.f(f'ck_project_{name}'), sa.text(wanted[f'ck_project_{name}']))


def downgrade() -> None:
    with op.batch_alter_table('project') as batch_op:
        for name in ('status', 'source', *MORE_CHECKS):
            batch_op.drop_constraint(op.f(f'ck_project_{name}'), type_='check')
    op.execute("UPDATE project SET merged_into_id = NULL, next_of_id = NULL, archive_reason = NULL")
    op.execute("UPDATE project SET status = 'archived' WHERE status = 'merged'")
    op.execute("UPDATE project SET status = 'draft' WHERE status NOT IN ('draft', 'published', 'archived')")
    op.execute("UPDATE project SET source = 'person' WHERE source = 'organiser'")
    with op.batch_alter_table('project') as batch_op:
        for name, text in _checks(OLD_STATUS, OLD_SOURCE, {}).items():
            batch_op.create_check_constraint(op.f(name), sa.text(text))
    with op.batch_alter_table('project') as batch_op:
        batch_op.drop_constraint('fk_project_screened_by_id_person', type_='foreignkey')
        batch_op.drop_constraint('fk_project_next_of_id_project', type_='foreignkey')
        batch_op.drop_index('ix_project_next_of_id')
        batch_op.drop_index('ix_project_merged_into_id')
        for name in ('state_since', 'screened_by_id', 'review_round', 'archive_reason', 'organisation', 'change_note', 'version', 'next_of_id'):
            batch_op.drop_column(name)

    op.drop_table('rating')
    with op.batch_alter_table('verification', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_verification_project_id'))

    op.drop_table('verification')
    with op.batch_alter_table('take_up', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_take_up_venture_id'))
        batch_op.drop_index(batch_op.f('ix_take_up_state'))
        batch_op.drop_index(batch_op.f('ix_take_up_project_id'))
        batch_op.drop_index(batch_op.f('ix_take_up_person_id'))

    op.drop_table('take_up')
    with op.batch_alter_table('project_version', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_project_version_project_id'))

    op.drop_table('project_version')
    with op.batch_alter_table('appraisal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appraisal_state'))
        batch_op.drop_index(batch_op.f('ix_appraisal_project_id'))
        batch_op.drop_index(batch_op.f('ix_appraisal_expert_id'))

    op.drop_table('appraisal')
    with op.batch_alter_table('saved_search', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_saved_search_person_id'))
        batch_op.drop_index(batch_op.f('ix_saved_search_alert'))

    op.drop_table('saved_search')
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_notification_seen_at'))
        batch_op.drop_index(batch_op.f('ix_notification_person_id'))
        batch_op.drop_index(batch_op.f('ix_notification_kind'))
        batch_op.drop_index(batch_op.f('ix_notification_at'))

    op.drop_table('notification')
    op.drop_table('stamp')
