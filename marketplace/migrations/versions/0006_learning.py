"""What matching learns from and uses: things seen, and the training chosen"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('model_choice',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('artefact', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=True),
    sa.Column('replaces_id', sa.Integer(), nullable=True),
    sa.Column('chosen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['replaces_id'], ['model_choice.id'], name=op.f('fk_model_choice_replaces_id_model_choice')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_model_choice'))
    )
    op.create_table('impression',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('propensity', sa.Float(), nullable=False),
    sa.Column('explored', sa.Boolean(), nullable=False),
    sa.Column('choice_id', sa.Integer(), nullable=True),
    sa.Column('seen_on', sa.Date(), nullable=False),
    sa.Column('seen_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('propensity > 0 AND propensity <= 1', name=op.f('ck_impression_propensity')),
    sa.ForeignKeyConstraint(['choice_id'], ['model_choice.id'], name=op.f('fk_impression_choice_id_model_choice')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_impression_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_impression')),
    sa.UniqueConstraint('person_id', 'kind', 'item_id', 'seen_on', name=op.f('uq_impression_person_id_kind_item_id_seen_on'))
    )
    with op.batch_alter_table('impression', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_impression_person_id'), ['person_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_impression_seen_at'), ['seen_at'], unique=False)


def downgrade() -> None:

    op.drop_table('impression')
    op.drop_table('model_choice')
