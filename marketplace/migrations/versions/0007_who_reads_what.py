"""Who reads what in a contest: judges drawn by lot"""

import sqlalchemy as sa
from alembic import op


revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:

    with op.batch_alter_table('contest', schema=None) as batch_op:
        batch_op.add_column(sa.Column('judges_per_entry', sa.Integer(), nullable=True))

    op.create_table('reading',
    sa.Column('entry_id', sa.Integer(), nullable=False),
    sa.Column('judge_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['entry_id'], ['entry.id'], name=op.f('fk_reading_entry_id_entry')),
    sa.ForeignKeyConstraint(['judge_id'], ['person.id'], name=op.f('fk_reading_judge_id_person')),
    sa.PrimaryKeyConstraint('entry_id', 'judge_id', name=op.f('pk_reading'))
    )
    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_reading_judge_id'), ['judge_id'], unique=False)


def downgrade() -> None:

    with op.batch_alter_table('reading', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_reading_judge_id'))

    op.drop_table('reading')
    with op.batch_alter_table('contest', schema=None) as batch_op:
        batch_op.drop_column('judges_per_entry')
