"""Safety: guardians, reports, measures, appeals, and who looked at whose data"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


ROLES = ('learner', 'mentor', 'organiser', 'provider', 'instructor', 'judge', 'county_staff', 'city_staff', 'auditor')


def _roles(roles: tuple[str, ...]) -> None:
    with op.batch_alter_table('rolegrant') as batch_op:
        batch_op.drop_constraint(op.f('ck_rolegrant_role'), type_='check')
        batch_op.create_check_constraint(op.f('ck_rolegrant_role'), sa.text(f"role IN ({', '.join(repr(role) for role in roles)})"))


def upgrade() -> None:

    _roles((*ROLES, 'safeguarding'))
    op.create_table('access_mark',
    sa.Column('ledger_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('case', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('hidden', sa.Boolean(), nullable=False),
    sa.ForeignKeyConstraint(['ledger_id'], ['ledger.id'], name=op.f('fk_access_mark_ledger_id_ledger')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_access_mark_person_id_person')),
    sa.PrimaryKeyConstraint('ledger_id', 'person_id', name=op.f('pk_access_mark'))
    )
    with op.batch_alter_table('access_mark', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_access_mark_case'), ['case'], unique=False)
        batch_op.create_index('ix_access_mark_person', ['person_id', 'ledger_id'], unique=False)

    op.create_table('guardian',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=40), nullable=False),
    sa.Column('contact', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=False),
    sa.Column('asked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'given', 'refused', name='consentstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('said_by', sqlmodel.sql.sqltypes.AutoString(length=60), nullable=False),
    sa.Column('way', sa.Enum('phone', 'visit', 'writing', name='consentway', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('said_on', sa.Date(), nullable=True),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('recorded_by_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint("(state = 'waiting') = (recorded_at IS NULL)", name=op.f('ck_guardian_answered_has_date')),
    sa.CheckConstraint("state = 'waiting' OR (said_by <> '' AND way IS NOT NULL AND said_on IS NOT NULL)", name=op.f('ck_guardian_answered_has_source')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_guardian_person_id_person')),
    sa.ForeignKeyConstraint(['recorded_by_id'], ['person.id'], name=op.f('fk_guardian_recorded_by_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_guardian'))
    )
    with op.batch_alter_table('guardian', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_guardian_region'), ['region'], unique=False)
        batch_op.create_index(batch_op.f('ix_guardian_state'), ['state'], unique=False)

    op.create_table('report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('reporter_id', sa.Integer(), nullable=False),
    sa.Column('about_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('harassment', 'money_asked', 'contact_demanded', 'fake_profile', 'unsafe_for_minor', 'other', name='reportkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(length=24), nullable=False),
    sa.Column('subject_id', sa.Integer(), nullable=True),
    sa.Column('evidence', sa.JSON(), nullable=False),
    sa.Column('state', sa.Enum('received', 'in_review', 'upheld', 'not_upheld', name='reportstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reported_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('look_due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decision_due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('froze', sa.Boolean(), nullable=False),
    sa.Column('officer_id', sa.Integer(), nullable=True),
    sa.Column('looked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.CheckConstraint("(state IN ('upheld', 'not_upheld')) = (decided_at IS NOT NULL)", name=op.f('ck_report_decided_has_date')),
    sa.CheckConstraint("state = 'received' OR officer_id IS NOT NULL", name=op.f('ck_report_looked_at_has_officer')),
    sa.CheckConstraint('reporter_id <> about_id', name=op.f('ck_report_about_another')),
    sa.ForeignKeyConstraint(['about_id'], ['person.id'], name=op.f('fk_report_about_id_person')),
    sa.ForeignKeyConstraint(['officer_id'], ['person.id'], name=op.f('fk_report_officer_id_person')),
    sa.ForeignKeyConstraint(['reporter_id'], ['person.id'], name=op.f('fk_report_reporter_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_report'))
    )
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_report_about_id'), ['about_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_officer_id'), ['officer_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_reported_at'), ['reported_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_reporter_id'), ['reporter_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_report_state'), ['state'], unique=False)

    op.create_table('measure',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('report_id', sa.Integer(), nullable=True),
    sa.Column('kind', sa.Enum('warning', 'suspension', name='measurekind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('state', sa.Enum('active', 'ended', 'lifted', name='measurestate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.Column('until', sa.Date(), nullable=True),
    sa.Column('decided_by_id', sa.Integer(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('end_reason', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.CheckConstraint("(state = 'active') = (ended_at IS NULL)", name=op.f('ck_measure_ended_has_date')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_measure_decided_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_measure_person_id_person')),
    sa.ForeignKeyConstraint(['report_id'], ['report.id'], name=op.f('fk_measure_report_id_report')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_measure'))
    )
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_measure_decided_by_id'), ['decided_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_report_id'), ['report_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_state'), ['state'], unique=False)
        batch_op.create_index(batch_op.f('ix_measure_until'), ['until'], unique=False)
        batch_op.create_index('uq_measure_one_suspension', ['person_id'], unique=True, sqlite_where=sa.text("kind = 'suspension' AND state = 'active'"), postgresql_where=sa.text("kind = 'suspension' AND state = 'active'"))

    op.create_table('appeal',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('measure_id', sa.Integer(), nullable=False),
    sa.Column('words', sqlmodel.sql.sqltypes.AutoString(length=2000), nullable=False),
    sa.Column('state', sa.Enum('waiting', 'upheld', 'overturned', name='appealstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('written_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_by_id', sa.Integer(), nullable=True),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decision', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=False),
    sa.CheckConstraint("(state = 'waiting') = (decided_at IS NULL)", name=op.f('ck_appeal_decided_has_date')),
    sa.ForeignKeyConstraint(['decided_by_id'], ['person.id'], name=op.f('fk_appeal_decided_by_id_person')),
    sa.ForeignKeyConstraint(['measure_id'], ['measure.id'], name=op.f('fk_appeal_measure_id_measure')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_appeal')),
    sa.UniqueConstraint('measure_id', name=op.f('uq_appeal_measure_id'))
    )
    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_appeal_state'), ['state'], unique=False)

    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.add_column(sa.Column('birth_month', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('suspended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))



def downgrade() -> None:

    op.execute("DELETE FROM rolegrant WHERE role = 'safeguarding'")
    _roles(ROLES)
    with op.batch_alter_table('person', schema=None) as batch_op:
        batch_op.drop_column('suspended_at')
        batch_op.drop_column('birth_month')

    with op.batch_alter_table('appeal', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_appeal_state'))

    op.drop_table('appeal')
    with op.batch_alter_table('measure', schema=None) as batch_op:
        batch_op.drop_index('uq_measure_one_suspension', sqlite_where=sa.text("kind = 'suspension' AND state = 'active'"), postgresql_where=sa.text("kind = 'suspension' AND state = 'active'"))
        batch_op.drop_index(batch_op.f('ix_measure_until'))
        batch_op.drop_index(batch_op.f('ix_measure_state'))
        batch_op.drop_index(batch_op.f('ix_measure_report_id'))
        batch_op.drop_index(batch_op.f('ix_measure_person_id'))
        batch_op.drop_index(batch_op.f('ix_measure_decided_by_id'))

    op.drop_table('measure')
    with op.batch_alter_table('report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_report_state'))
        batch_op.drop_index(batch_op.f('ix_report_reporter_id'))
        batch_op.drop_index(batch_op.f('ix_report_reported_at'))
        batch_op.drop_index(batch_op.f('ix_report_officer_id'))
        batch_op.drop_index(batch_op.f('ix_report_about_id'))

    op.drop_table('report')
    with op.batch_alter_table('guardian', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_guardian_state'))
        batch_op.drop_index(batch_op.f('ix_guardian_region'))

    op.drop_table('guardian')
    with op.batch_alter_table('access_mark', schema=None) as batch_op:
        batch_op.drop_index('ix_access_mark_person')
        batch_op.drop_index(batch_op.f('ix_access_mark_case'))

    op.drop_table('access_mark')
