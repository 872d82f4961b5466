"""Reports on how well suggestions fit"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:

    op.create_table('suggestion_report',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('made_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('report', sa.JSON(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_suggestion_report'))
    )
    with op.batch_alter_table('suggestion_report', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_suggestion_report_made_at'), ['made_at'], unique=False)


def downgrade() -> None:

    with op.batch_alter_table('suggestion_report', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_suggestion_report_made_at'))

    op.drop_table('suggestion_report')
