"""What was opened from a list of suggestions"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0019'
down_revision = '0018'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('click',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(length=8), nullable=False),
    sa.Column('item_id', sa.Integer(), nullable=False),
    sa.Column('place', sa.Integer(), nullable=False),
    sa.Column('impression_id', sa.Integer(), nullable=True),
    sa.Column('clicked_on', sa.Date(), nullable=False),
    sa.Column('clicked_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['impression_id'], ['impression.id'], name=op.f('fk_click_impression_id_impression')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_click_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_click')),
    sa.UniqueConstraint('person_id', 'kind', 'item_id', 'clicked_on', name=op.f('uq_click_person_id_kind_item_id_clicked_on'))
    )
    with op.batch_alter_table('click', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_click_clicked_at'), ['clicked_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_click_impression_id'), ['impression_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_click_person_id'), ['person_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('click', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_click_person_id'))
        batch_op.drop_index(batch_op.f('ix_click_impression_id'))
        batch_op.drop_index(batch_op.f('ix_click_clicked_at'))

    op.drop_table('click')
