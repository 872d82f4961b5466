"""Mentors apply, are vetted, sign, are reviewed each year; certificates of their service"""

from datetime import timedelta

import sqlalchemy as sa
import sqlmodel
from alembic import op

from marketplace import clock


revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

mentor = sa.table('mentor', sa.column('person_id'), sa.column('online', sa.Boolean), sa.column('formats', sa.JSON), sa.column('published_on', sa.Date), sa.column('review_due_on', sa.Date))
history = sa.table('history', sa.column('subject'), sa.column('subject_id'), sa.column('at', sqlmodel.sql.sqltypes.UTCDateTime()))


def upgrade() -> None:
    op.create_table('mentor_application',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=False),
    sa.Column('applied_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('outcome', sa.Enum('vetted', 'refused', 'withdrawn', name='applicationoutcome', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('identity_seen', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.Column('experience_seen', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=True),
    sa.CheckConstraint("outcome <> 'refused' OR reason IS NOT NULL", name=op.f('ck_mentor_application_refused_has_reason')),
    sa.CheckConstraint('(ended_at IS NULL) = (outcome IS NULL)', name=op.f('ck_mentor_application_ended_has_outcome')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_mentor_application_decided_by_id_person')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_mentor_application_mentor_id_mentor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_application'))
    )
    with op.batch_alter_table('mentor_application', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_application_applied_at'), ['applied_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentor_application_ended_at'), ['ended_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_mentor_application_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index('uq_mentor_application_open', ['mentor_id'], unique=True, sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))

    op.create_table('mentor_reading',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('agreement', 'training', name='readingkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('version', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_mentor_reading_mentor_id_mentor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_mentor_reading'))
    )
    with op.batch_alter_table('mentor_reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_mentor_reading_mentor_id'), ['mentor_id'], unique=False)

    op.create_table('service_certificate',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('sessions', sa.Integer(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('learners', sa.Integer(), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('issued_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_service_certificate_mentor_id_mentor')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_certificate')),
    sa.UniqueConstraint('code', name=op.f('uq_service_certificate_code'))
    )
    with op.batch_alter_table('service_certificate', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_service_certificate_mentor_id'), ['mentor_id'], unique=False)

    with op.batch_alter_table('mentor', schema=None) as batch_op:
        # The defaults are only for the rows that are there already.
        batch_op.add_column(sa.Column('formats', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('employer', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('conflicts', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=False, server_default=sa.text("''")))
        batch_op.add_column(sa.Column('conflicts_named', sa.JSON(), nullable=False, server_default=sa.text("'[]'")))
        batch_op.add_column(sa.Column('unpaid_agreed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('vetted_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('published_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('review_due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('review_confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.add_column(sa.Column('pause_reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True))
        batch_op.create_index(batch_op.f('ix_mentor_review_due_on'), ['review_due_on'], unique=False)
    with op.batch_alter_table('mentor', schema=None) as batch_op:
        for name in ('formats', 'employer', 'conflicts', 'conflicts_named'):
            batch_op.alter_column(name, server_default=None)
    _date_those_who_are_there(op.get_bind())


def _date_those_who_are_there(connection: sa.Connection) -> None:
    # They were published without an agreement: they read it at their first review, and none of them is late at once.
    rows = sa.select(history.c.subject_id, sa.func.min(history.c.at)).where(history.c.subject == 'mentor').group_by(history.c.subject_id)
    first = {number: at.astimezone(clock.CITY_ZONE).date() for number, at in connection.execute(rows)}
    today = clock.today()
    for number, online in connection.execute(sa.select(mentor.c.person_id, mentor.c.online)).all():
        published = first.get(number, today)
        connection.execute(mentor.update().where(mentor.c.person_id == number).values(
            formats=['person', 'video'] if online else ['person'],
            published_on=published,
            review_due_on=max(published + timedelta(days=365), today + timedelta(days=60)),
        ))



def downgrade() -> None:
    with op.batch_alter_table('mentor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_review_due_on'))
        batch_op.drop_column('pause_reason')
        batch_op.drop_column('review_confirmed_at')
        batch_op.drop_column('review_due_on')
        batch_op.drop_column('published_on')
        batch_op.drop_column('vetted_at')
        batch_op.drop_column('unpaid_agreed_at')
        batch_op.drop_column('conflicts_named')
        batch_op.drop_column('conflicts')
        batch_op.drop_column('employer')
        batch_op.drop_column('formats')

    with op.batch_alter_table('service_certificate', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_service_certificate_mentor_id'))

    op.drop_table('service_certificate')
    with op.batch_alter_table('mentor_reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentor_reading_mentor_id'))

    op.drop_table('mentor_reading')
    with op.batch_alter_table('mentor_application', schema=None) as batch_op:
        batch_op.drop_index('uq_mentor_application_open', sqlite_where=sa.text('ended_at IS NULL'), postgresql_where=sa.text('ended_at IS NULL'))
        batch_op.drop_index(batch_op.f('ix_mentor_application_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_mentor_application_ended_at'))
        batch_op.drop_index(batch_op.f('ix_mentor_application_applied_at'))

    op.drop_table('mentor_application')
