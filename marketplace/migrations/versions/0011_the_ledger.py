"""The ledger: rows chained by their digests, which the database neither changes nor deletes"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0011'
down_revision = '0010'
branch_labels = None
depends_on = None

SAYS = 'the ledger is append-only'
ON_SQLITE = [
    f"CREATE TRIGGER ledger_no_{what.lower()} BEFORE {what} ON ledger BEGIN SELECT RAISE(ABORT, '{SAYS}'); END"
    for what in ('UPDATE', 'DELETE')
]
ON_POSTGRES = [
    "CREATE FUNCTION ledger_is_append_only() RETURNS trigger LANGUAGE plpgsql AS "
    f"$$ BEGIN RAISE EXCEPTION '{SAYS}' USING ERRCODE = 'restrict_violation'; END $$",
    # Of each statement, so that it is also refused where it would touch no row, and for TRUNCATE.
    "CREATE TRIGGER ledger_no_change BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger "
    "FOR EACH STATEMENT EXECUTE FUNCTION ledger_is_append_only()",
]


def upgrade() -> None:

    op.create_table('ledger',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('chain', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=True),
    sa.Column('entry', sa.JSON(), nullable=False),
    sa.Column('previous', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_ledger')),
    sa.UniqueConstraint('chain', 'number', name=op.f('uq_ledger_chain_number'))
    )
    with op.batch_alter_table('ledger', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_ledger_by_id'), ['by_id'], unique=False)

    op.create_table('ledger_head',
    sa.Column('chain', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('digest', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.PrimaryKeyConstraint('chain', name=op.f('pk_ledger_head'))
    )
    for statement in ON_POSTGRES if op.get_bind().dialect.name == 'postgresql' else ON_SQLITE:
        op.execute(statement)


def downgrade() -> None:

    op.drop_table('ledger_head')
    op.drop_table('ledger')
    if op.get_bind().dialect.name == 'postgresql':
        op.execute('DROP FUNCTION ledger_is_append_only()')
