"""Next versions can be discarded, and entries know when their text last changed"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

OLD = ('draft', 'submitted', 'screening', 'appraising', 'returned', 'rejected', 'approved', 'published', 'archived', 'merged', 'applied')
NEW = (*OLD, 'discarded')


def upgrade() -> None:
    # The default is only for the rows that are there already.
    with op.batch_alter_table('project') as batch_op:
        batch_op.add_column(sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False, server_default='2013-10-11 00:00:00'))
    op.execute("UPDATE project SET changed_at = state_since")
    with op.batch_alter_table('project') as batch_op:
        batch_op.alter_column('changed_at', server_default=None)
    _statuses(NEW)
    # A loaded database learns the word; the next loading of the dictionaries puts it in its place of the list.
    op.execute(
        "INSERT INTO term (dictionary, code, name_zh, name_en, sort, active) "
        "SELECT dictionary, 'discarded', '新版本已放弃', 'Next version, given up', sort, active FROM term "
        "WHERE dictionary = 'project_status' AND code = 'applied'"
    )


def _statuses(allowed: tuple[str, ...]) -> None:
    listed = ', '.join(repr(value) for value in allowed)
    with op.batch_alter_table('project') as batch_op:
        batch_op.drop_constraint(op.f('ck_project_status'), type_='check')
        batch_op.create_check_constraint(op.f('ck_project_status'), sa.text(f"status IN ({listed})"))


def downgrade() -> None:
    op.execute("UPDATE project SET status = 'rejected' WHERE status = 'discarded'")
    op.execute("DELETE FROM term WHERE dictionary = 'project_status' AND code = 'discarded'")
    _statuses(OLD)
    with op.batch_alter_table('project') as batch_op:
        batch_op.drop_column('changed_at')
