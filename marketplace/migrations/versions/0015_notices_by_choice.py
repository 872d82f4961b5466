"""How somebody hears of things is her choice; what waits is gathered into one mail"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0015'
down_revision = '0014'
branch_labels = None
depends_on = None

person = sa.table('person', sa.column('id'), sa.column('email'))
notification = sa.table('notification', *map(sa.column, ('id', 'person_id', 'kind', 'address', 'key', 'mail')))
outbox = sa.table('outbox', sa.column('id'), sa.column('topic'), sa.column('payload', sa.JSON), *map(sa.column, ('created_at', 'done_at', 'last_error')))


def upgrade() -> None:

    op.create_table('notice_choices',
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('ways', sa.JSON(), nullable=False),
    sa.Column('quiet_from', sa.Integer(), nullable=True),
    sa.Column('quiet_until', sa.Integer(), nullable=True),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('(quiet_from IS NULL) = (quiet_until IS NULL)', name=op.f('ck_notice_choices_quiet_whole')),
    sa.CheckConstraint('quiet_from BETWEEN 0 AND 23 AND quiet_until BETWEEN 0 AND 23', name=op.f('ck_notice_choices_quiet_hours')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_notice_choices_person_id_person')),
    sa.PrimaryKeyConstraint('person_id', name=op.f('pk_notice_choices'))
    )
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.add_column(sa.Column('event', sa.JSON(none_as_null=True), nullable=True))
        batch_op.add_column(sa.Column('mail', sa.Enum('app', 'waiting', 'posted', 'unwanted', name='mailstate', native_enum=False, create_constraint=True, length=24), nullable=False, server_default='app'))
        batch_op.add_column(sa.Column('outbox_id', sa.Integer(), nullable=True))
        batch_op.drop_constraint(batch_op.f('uq_notification_key'), type_='unique')
        batch_op.create_index(batch_op.f('ix_notification_key'), ['key'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_mail'), ['mail'], unique=False)
        batch_op.create_index(batch_op.f('ix_notification_outbox_id'), ['outbox_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_notification_person_id_key'), ['person_id', 'key'])
        batch_op.create_foreign_key(batch_op.f('fk_notification_outbox_id_outbox'), 'outbox', ['outbox_id'], ['id'])
    # The default is only for the rows that are there already.
    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.alter_column('mail', server_default=None)
    _old_digests_are_gathered(op.get_bind())


def _old_digests_are_gathered(connection: sa.Connection) -> None:
    """Digests of saved searches that were not sent yet: what they tell goes into the next mail of the day."""
    undone = sa.select(outbox.c.id, outbox.c.payload, outbox.c.created_at).where(outbox.c.topic == 'mail', outbox.c.done_at.is_(None))
    for row in connection.execute(undone).all():
        if row.payload['template'] != 'search_digest':
            continue
        reader = sa.select(person.c.id).where(person.c.email == row.payload['to']).scalar_subquery()
        told = (notification.c.person_id == reader) & (notification.c.kind == 'search_found')
        addresses = [one['address'] for one in row.payload['values']['found']]
        latest = sa.select(sa.func.max(notification.c.id)).where(told, notification.c.address.in_(addresses)).group_by(notification.c.address)
        connection.execute(sa.update(notification).where(notification.c.id.in_(latest)).values(mail='waiting'))
        done = {'done_at': row.created_at, 'last_error': 'not sent: gathered'}
        connection.execute(sa.update(outbox).where(outbox.c.id == row.id).values(done))



def downgrade() -> None:
    # Two people could be told under one key; the old table takes each key once.
    first = sa.select(sa.func.min(notification.c.id)).group_by(notification.c.key)
    op.execute(sa.update(notification).where(notification.c.id.not_in(first)).values(key=None))

    with op.batch_alter_table('notification', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_notification_outbox_id_outbox'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_notification_person_id_key'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_notification_outbox_id'))
        batch_op.drop_index(batch_op.f('ix_notification_mail'))
        batch_op.drop_index(batch_op.f('ix_notification_key'))
        batch_op.create_unique_constraint(batch_op.f('uq_notification_key'), ['key'])
        batch_op.drop_constraint(batch_op.f('ck_notification_mailstate'), type_='check')
        batch_op.drop_column('outbox_id')
        batch_op.drop_column('mail')
        batch_op.drop_column('event')

    op.drop_table('notice_choices')
