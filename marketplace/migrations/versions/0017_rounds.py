"""Rounds: choices, a frozen input, solves, places"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0017'
down_revision = '0016'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('matching_round',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name_zh', sqlmodel.sql.sqltypes.AutoString(length=80), nullable=False),
    sa.Column('name_en', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('region', sqlmodel.sql.sqltypes.AutoString(length=6), nullable=True),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('objective', sa.Enum('welfare', 'participation', 'stable', name='objective', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('max_choices', sa.Integer(), nullable=False),
    sa.Column('state', sa.Enum('draft', 'open', 'frozen', 'solved', 'under_review', 'approved', 'published', 'archived', 'cancelled', name='roundstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('made_by_id', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('solve_id', sa.Integer(), nullable=True),
    sa.Column('end_reason', sqlmodel.sql.sqltypes.AutoString(length=400), nullable=True),
    sa.CheckConstraint("state <> 'cancelled' OR end_reason IS NOT NULL", name=op.f('ck_matching_round_cancelled_has_reason')),
    sa.CheckConstraint('max_choices BETWEEN 1 AND 10', name=op.f('ck_matching_round_max_choices')),
    sa.CheckConstraint('opens_on <= closes_on', name=op.f('ck_matching_round_opens_before_it_closes')),
    sa.ForeignKeyConstraint(['made_by_id'], ['person.id'], name=op.f('fk_matching_round_made_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_matching_round'))
    )
    with op.batch_alter_table('matching_round', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_matching_round_made_by_id'), ['made_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_matching_round_region'), ['region'], unique=False)
        batch_op.create_index(batch_op.f('ix_matching_round_state'), ['state'], unique=False)

    op.create_table('round_input',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('frozen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('document', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_input_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', name=op.f('pk_round_input'))
    )
    op.create_table('round_learner',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('joined_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_round_learner_by_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_round_learner_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_learner_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', 'person_id', name=op.f('pk_round_learner'))
    )
    with op.batch_alter_table('round_learner', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_learner_person_id'), ['person_id'], unique=False)

    op.create_table('round_mentor',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('seats', sa.Integer(), nullable=False),
    sa.Column('confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('seats >= 0', name=op.f('ck_round_mentor_seats')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_round_mentor_mentor_id_mentor')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_mentor_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', 'mentor_id', name=op.f('pk_round_mentor'))
    )
    with op.batch_alter_table('round_mentor', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_mentor_mentor_id'), ['mentor_id'], unique=False)

    op.create_table('round_pin',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.Enum('lock', 'forbid', name='pinkind', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_round_pin_by_id_person')),
    sa.ForeignKeyConstraint(['learner_id'], ['person.id'], name=op.f('fk_round_pin_learner_id_person')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_round_pin_mentor_id_mentor')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_pin_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', 'learner_id', 'mentor_id', name=op.f('pk_round_pin'))
    )
    with op.batch_alter_table('round_pin', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_pin_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_pin_mentor_id'), ['mentor_id'], unique=False)

    op.create_table('round_solve',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('objective', sa.Enum('welfare', 'participation', 'stable', name='objective', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('seed', sa.Integer(), nullable=False),
    sa.Column('solver', sqlmodel.sql.sqltypes.AutoString(length=16), nullable=False),
    sa.Column('solver_version', sqlmodel.sql.sqltypes.AutoString(length=32), nullable=False),
    sa.Column('matching_version', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('seconds', sa.Float(), nullable=False),
    sa.Column('input_sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('locks', sa.JSON(), nullable=False),
    sa.Column('never', sa.JSON(), nullable=False),
    sa.Column('n_pairs', sa.Integer(), nullable=False),
    sa.Column('gap', sa.Float(), nullable=False),
    sa.Column('blocking_pairs', sa.Integer(), nullable=False),
    sa.Column('certificate', sa.JSON(), nullable=False),
    sa.Column('trade_off', sa.JSON(), nullable=False),
    sa.Column('result_sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('result', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_round_solve_by_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_solve_round_id_matching_round')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_solve'))
    )
    with op.batch_alter_table('round_solve', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_solve_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_solve_round_id'), ['round_id'], unique=False)

    op.create_table('round_wish',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('side', sa.Enum('learner', 'mentor', name='side', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('other_id', sa.Integer(), nullable=False),
    sa.Column('rank', sa.Integer(), nullable=True),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.CheckConstraint('rank IS NULL OR rank BETWEEN 1 AND 10', name=op.f('ck_round_wish_rank')),
    sa.ForeignKeyConstraint(['other_id'], ['person.id'], name=op.f('fk_round_wish_other_id_person')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_round_wish_person_id_person')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_wish_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', 'side', 'person_id', 'other_id', name=op.f('pk_round_wish'))
    )
    with op.batch_alter_table('round_wish', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_wish_other_id'), ['other_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_wish_person_id'), ['person_id'], unique=False)

    op.create_table('round_place',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('learner_id', sa.Integer(), nullable=False),
    sa.Column('mentor_id', sa.Integer(), nullable=True),
    sa.Column('choice_rank', sa.Integer(), nullable=True),
    sa.Column('is_preferred', sa.Boolean(), nullable=False),
    sa.Column('cause', sa.Enum('no_candidates', 'forbidden', 'no_seats', 'all_full', 'overridden', 'fell_away', name='apart', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('overridden_by_id', sa.Integer(), nullable=True),
    sa.Column('override_reason', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=True),
    sa.Column('request_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(mentor_id IS NULL) = (cause IS NOT NULL)', name=op.f('ck_round_place_cause_or_mentor')),
    sa.ForeignKeyConstraint(['learner_id'], ['person.id'], name=op.f('fk_round_place_learner_id_person')),
    sa.ForeignKeyConstraint(['mentor_id'], ['mentor.person_id'], name=op.f('fk_round_place_mentor_id_mentor')),
    sa.ForeignKeyConstraint(['overridden_by_id'], ['person.id'], name=op.f('fk_round_place_overridden_by_id_person')),
    sa.ForeignKeyConstraint(['request_id'], ['mentoring_request.id'], name=op.f('fk_round_place_request_id_mentoring_request')),
    sa.ForeignKeyConstraint(['round_id'], ['matching_round.id'], name=op.f('fk_round_place_round_id_matching_round')),
    sa.PrimaryKeyConstraint('round_id', 'learner_id', name=op.f('pk_round_place'))
    )
    with op.batch_alter_table('round_place', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_round_place_learner_id'), ['learner_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_place_mentor_id'), ['mentor_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_place_overridden_by_id'), ['overridden_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_round_place_request_id'), ['request_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('round_place', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_place_request_id'))
        batch_op.drop_index(batch_op.f('ix_round_place_overridden_by_id'))
        batch_op.drop_index(batch_op.f('ix_round_place_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_round_place_learner_id'))

    op.drop_table('round_place')
    with op.batch_alter_table('round_wish', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_wish_person_id'))
        batch_op.drop_index(batch_op.f('ix_round_wish_other_id'))

    op.drop_table('round_wish')
    with op.batch_alter_table('round_solve', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_solve_round_id'))
        batch_op.drop_index(batch_op.f('ix_round_solve_by_id'))

    op.drop_table('round_solve')
    with op.batch_alter_table('round_pin', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_pin_mentor_id'))
        batch_op.drop_index(batch_op.f('ix_round_pin_learner_id'))

    op.drop_table('round_pin')
    with op.batch_alter_table('round_mentor', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_mentor_mentor_id'))

    op.drop_table('round_mentor')
    with op.batch_alter_table('round_learner', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_round_learner_person_id'))

    op.drop_table('round_learner')
    op.drop_table('round_input')
    with op.batch_alter_table('matching_round', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_matching_round_state'))
        batch_op.drop_index(batch_op.f('ix_matching_round_region'))
        batch_op.drop_index(batch_op.f('ix_matching_round_made_by_id'))

    op.drop_table('matching_round')
