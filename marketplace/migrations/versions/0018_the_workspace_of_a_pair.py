"""The workspace of a pair: agreement, meetings, messages, notes, next steps, and closing words of their own"""

import sqlalchemy as sa
import sqlmodel
from alembic import op


revision = '0018'
down_revision = '0017'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('agreement',
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('goals', sqlmodel.sql.sqltypes.AutoString(length=600), nullable=False),
    sa.Column('rhythm', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('months', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('text', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('proposed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('learner_confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('mentor_confirmed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.CheckConstraint('months BETWEEN 1 AND 12', name=op.f('ck_agreement_months')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_agreement_mentorship_id_mentorship')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_agreement_proposed_by_id_person')),
    sa.PrimaryKeyConstraint('mentorship_id', name=op.f('pk_agreement'))
    )
    with op.batch_alter_table('agreement') as batch_op:
        batch_op.create_index(batch_op.f('ix_agreement_proposed_by_id'), ['proposed_by_id'], unique=False)

    op.create_table('meeting',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('proposed_by_id', sa.Integer(), nullable=False),
    sa.Column('times', sa.JSON(), nullable=False),
    sa.Column('minutes', sa.Integer(), nullable=False),
    sa.Column('format', sa.Enum('in_person', 'online', 'phone', name='meetingformat', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(length=3), nullable=True),
    sa.Column('is_group', sa.Boolean(), nullable=False),
    sa.Column('state', sa.Enum('proposed', 'accepted', 'declined', 'cancelled', 'held', name='meetingstate', native_enum=False, create_constraint=True, length=24), nullable=False),
    sa.Column('starts_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('sequence', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint("state NOT IN ('accepted', 'held') OR starts_at IS NOT NULL", name=op.f('ck_meeting_accepted_has_time')),
    sa.CheckConstraint('minutes BETWEEN 5 AND 600', name=op.f('ck_meeting_minutes')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_meeting_mentorship_id_mentorship')),
    sa.ForeignKeyConstraint(['proposed_by_id'], ['person.id'], name=op.f('fk_meeting_proposed_by_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_meeting'))
    )
    with op.batch_alter_table('meeting') as batch_op:
        batch_op.create_index(batch_op.f('ix_meeting_mentorship_id'), ['mentorship_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_proposed_by_id'), ['proposed_by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_starts_at'), ['starts_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_meeting_state'), ['state'], unique=False)

    op.create_table('mentorship_closing',
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('useful', sa.Integer(), nullable=False),
    sa.Column('recommend', sa.Integer(), nullable=True),
    sa.Column('goals_met', sa.JSON(), nullable=False),
    sa.Column('venture', sa.Enum('idea', 'preparing', 'trading', 'closed', 'dropped', name='venturestatus', native_enum=False, create_constraint=True, length=24), nullable=True),
    sa.Column('word', sqlmodel.sql.sqltypes.AutoString(length=600), nullable=False),
    sa.Column('thanks', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.CheckConstraint('recommend IS NULL OR recommend BETWEEN 0 AND 10', name=op.f('ck_mentorship_closing_recommend')),
    sa.CheckConstraint('useful BETWEEN 1 AND 5', name=op.f('ck_mentorship_closing_useful')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_mentorship_closing_mentorship_id_mentorship')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_mentorship_closing_person_id_person')),
    sa.PrimaryKeyConstraint('mentorship_id', 'person_id', name=op.f('pk_mentorship_closing'))
    )
    with op.batch_alter_table('mentorship_closing') as batch_op:
        batch_op.create_index(batch_op.f('ix_mentorship_closing_person_id'), ['person_id'], unique=False)

    op.create_table('message_mark',
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('read_to', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_message_mark_mentorship_id_mentorship')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_message_mark_person_id_person')),
    sa.PrimaryKeyConstraint('mentorship_id', 'person_id', name=op.f('pk_message_mark'))
    )
    with op.batch_alter_table('message_mark') as batch_op:
        batch_op.create_index(batch_op.f('ix_message_mark_person_id'), ['person_id'], unique=False)

    op.create_table('next_step',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=300), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_next_step_by_id_person')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_next_step_mentorship_id_mentorship')),
    sa.ForeignKeyConstraint(['person_id'], ['person.id'], name=op.f('fk_next_step_person_id_person')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_next_step'))
    )
    with op.batch_alter_table('next_step') as batch_op:
        batch_op.create_index(batch_op.f('ix_next_step_mentorship_id'), ['mentorship_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_next_step_person_id'), ['person_id'], unique=False)

    op.create_table('pair_message',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=4000), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_pair_message_by_id_person')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_pair_message_mentorship_id_mentorship')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_pair_message'))
    )
    with op.batch_alter_table('pair_message') as batch_op:
        batch_op.create_index(batch_op.f('ix_pair_message_at'), ['at'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_message_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_pair_message_mentorship_id'), ['mentorship_id'], unique=False)

    op.create_table('shared_note',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('mentorship_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=20000), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_shared_note_by_id_person')),
    sa.ForeignKeyConstraint(['mentorship_id'], ['mentorship.id'], name=op.f('fk_shared_note_mentorship_id_mentorship')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_shared_note')),
    sa.UniqueConstraint('mentorship_id', 'number', name=op.f('uq_shared_note_mentorship_id_number'))
    )
    with op.batch_alter_table('shared_note') as batch_op:
        batch_op.create_index(batch_op.f('ix_shared_note_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_shared_note_mentorship_id'), ['mentorship_id'], unique=False)

    op.create_table('message_file',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('message_id', sa.Integer(), nullable=False),
    sa.Column('by_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(length=120), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(length=64), nullable=False),
    sa.Column('file', sqlmodel.sql.sqltypes.AutoString(length=48), nullable=False),
    sa.ForeignKeyConstraint(['by_id'], ['person.id'], name=op.f('fk_message_file_by_id_person')),
    sa.ForeignKeyConstraint(['message_id'], ['pair_message.id'], name=op.f('fk_message_file_message_id_pair_message')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_message_file')),
    sa.UniqueConstraint('file', name=op.f('uq_message_file_file'))
    )
    with op.batch_alter_table('message_file') as batch_op:
        batch_op.create_index(batch_op.f('ix_message_file_by_id'), ['by_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_message_file_message_id'), ['message_id'], unique=False)

    op.create_table('milestone',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('goal_id', sa.Integer(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(length=160), nullable=False),
    sa.Column('done_on', sa.Date(), nullable=True),
    sa.ForeignKeyConstraint(['goal_id'], ['goal.id'], name=op.f('fk_milestone_goal_id_goal')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_milestone'))
    )
    with op.batch_alter_table('milestone') as batch_op:
        batch_op.create_index(batch_op.f('ix_milestone_goal_id'), ['goal_id'], unique=False)

    with op.batch_alter_table('goal') as batch_op:
        batch_op.add_column(sa.Column('due_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('missed_on', sa.Date(), nullable=True))
    with op.batch_alter_table('goal') as batch_op:
        batch_op.create_check_constraint(op.f('ck_goal_met_or_missed'), sa.text('met_on IS NULL OR missed_on IS NULL'))

    with op.batch_alter_table('mentoring_session') as batch_op:
        batch_op.add_column(sa.Column('meeting_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('logged_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
        batch_op.create_index(batch_op.f('ix_mentoring_session_logged_by_id'), ['logged_by_id'], unique=False)
        batch_op.create_unique_constraint(batch_op.f('uq_mentoring_session_meeting_id'), ['meeting_id'])
        batch_op.create_foreign_key(batch_op.f('fk_mentoring_session_meeting_id_meeting'), 'meeting', ['meeting_id'], ['id'])

    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.add_column(sa.Column('end_code', sa.Enum('goal_reached', 'no_time', 'other_needs', 'no_contact', 'not_a_fit', 'moved', 'other', name='endreason', native_enum=False, create_constraint=True, length=24), nullable=True))
        batch_op.add_column(sa.Column('one_sided', sa.Boolean(), nullable=False, server_default=sa.false()))
        batch_op.add_column(sa.Column('ends_on', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('proposed_end', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('proposed_end_by_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('paused_until', sa.Date(), nullable=True))
        batch_op.add_column(sa.Column('handover', sqlmodel.sql.sqltypes.AutoString(length=1000), nullable=True))
        batch_op.create_index(batch_op.f('ix_mentorship_ends_on'), ['ends_on'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_mentorship_proposed_end_by_id_person'), 'person', ['proposed_end_by_id'], ['id'])
    _keep_what_was_said(op.get_bind())
    with op.batch_alter_table('mentorship') as batch_op:
        # The default was only for the rows that are there already.
        batch_op.alter_column('one_sided', server_default=None)
        batch_op.drop_column('learner_useful')
        batch_op.drop_column('mentor_useful')
        batch_op.drop_column('learner_word')
        batch_op.drop_column('mentor_word')



def _keep_what_was_said(connection: sa.Connection) -> None:
    noon = "held_on + TIME '12:00'" if connection.dialect.name == 'postgresql' else "held_on || ' 12:00:00.000000'"
    # Nobody knows when the old ones were logged; the day they were held comes nearest.
    op.execute(f'UPDATE mentoring_session SET logged_at = {noon}')
    with op.batch_alter_table('mentoring_session') as batch_op:
        batch_op.alter_column('logged_at', existing_type=sa.DATETIME(), nullable=False)
    for side in ('learner', 'mentor'):
        op.execute(
            'INSERT INTO mentorship_closing (mentorship_id, person_id, useful, goals_met, word, thanks, at) '
            f"SELECT id, {side}_id, {side}_useful, '[]', COALESCE({side}_word, ''), '', COALESCE(closing_since, ended_at, began_at) "
            f'FROM mentorship WHERE {side}_useful IS NOT NULL'
        )
    # The last next step of those who still work together goes on standing at the top of their page.
    op.execute(
        'INSERT INTO next_step (mentorship_id, text, by_id, at) '
        'SELECT held.mentorship_id, held.next_step, held.logged_by_id, held.logged_at FROM mentoring_session AS held '
        "JOIN mentorship ON mentorship.id = held.mentorship_id WHERE mentorship.ended_at IS NULL AND held.next_step <> '' "
        'AND held.id = (SELECT max(later.id) FROM mentoring_session AS later WHERE later.mentorship_id = held.mentorship_id)'
    )


def downgrade() -> None:
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.add_column(sa.Column('mentor_word', sa.VARCHAR(length=600), nullable=True))
        batch_op.add_column(sa.Column('learner_word', sa.VARCHAR(length=600), nullable=True))
        batch_op.add_column(sa.Column('mentor_useful', sa.INTEGER(), nullable=True))
        batch_op.add_column(sa.Column('learner_useful', sa.INTEGER(), nullable=True))
    for side in ('learner', 'mentor'):
        for field in ('useful', 'word'):
            op.execute(
                f'UPDATE mentorship SET {side}_{field} = (SELECT {field} FROM mentorship_closing AS said '
                f'WHERE said.mentorship_id = mentorship.id AND said.person_id = mentorship.{side}_id)'
            )
    with op.batch_alter_table('mentorship') as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mentorship_proposed_end_by_id_person'), type_='foreignkey')
        batch_op.drop_index(batch_op.f('ix_mentorship_ends_on'))
        batch_op.drop_column('handover')
        batch_op.drop_column('paused_until')
        batch_op.drop_column('proposed_end_by_id')
        batch_op.drop_column('proposed_end')
        batch_op.drop_column('ends_on')
        batch_op.drop_column('one_sided')
        batch_op.drop_constraint(op.f('ck_mentorship_endreason'), type_='check')
        batch_op.drop_column('end_code')

    with op.batch_alter_table('mentoring_session') as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_mentoring_session_meeting_id_meeting'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('uq_mentoring_session_meeting_id'), type_='unique')
        batch_op.drop_index(batch_op.f('ix_mentoring_session_logged_by_id'))
        batch_op.drop_column('logged_at')
        batch_op.drop_column('meeting_id')

    with op.batch_alter_table('goal') as batch_op:
        batch_op.drop_constraint(op.f('ck_goal_met_or_missed'), type_='check')
        batch_op.drop_column('missed_on')
        batch_op.drop_column('due_on')

    with op.batch_alter_table('milestone') as batch_op:
        batch_op.drop_index(batch_op.f('ix_milestone_goal_id'))

    op.drop_table('milestone')
    with op.batch_alter_table('message_file') as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_file_message_id'))
        batch_op.drop_index(batch_op.f('ix_message_file_by_id'))

    op.drop_table('message_file')
    with op.batch_alter_table('shared_note') as batch_op:
        batch_op.drop_index(batch_op.f('ix_shared_note_mentorship_id'))
        batch_op.drop_index(batch_op.f('ix_shared_note_by_id'))

    op.drop_table('shared_note')
    with op.batch_alter_table('pair_message') as batch_op:
        batch_op.drop_index(batch_op.f('ix_pair_message_mentorship_id'))
        batch_op.drop_index(batch_op.f('ix_pair_message_by_id'))
        batch_op.drop_index(batch_op.f('ix_pair_message_at'))

    op.drop_table('pair_message')
    with op.batch_alter_table('next_step') as batch_op:
        batch_op.drop_index(batch_op.f('ix_next_step_person_id'))
        batch_op.drop_index(batch_op.f('ix_next_step_mentorship_id'))

    op.drop_table('next_step')
    with op.batch_alter_table('message_mark') as batch_op:
        batch_op.drop_index(batch_op.f('ix_message_mark_person_id'))

    op.drop_table('message_mark')
    with op.batch_alter_table('mentorship_closing') as batch_op:
        batch_op.drop_index(batch_op.f('ix_mentorship_closing_person_id'))

    op.drop_table('mentorship_closing')
    with op.batch_alter_table('meeting') as batch_op:
        batch_op.drop_index(batch_op.f('ix_meeting_state'))
        batch_op.drop_index(batch_op.f('ix_meeting_starts_at'))
        batch_op.drop_index(batch_op.f('ix_meeting_proposed_by_id'))
        batch_op.drop_index(batch_op.f('ix_meeting_mentorship_id'))

    op.drop_table('meeting')
    with op.batch_alter_table('agreement') as batch_op:
        batch_op.drop_index(batch_op.f('ix_agreement_proposed_by_id'))

    op.drop_table('agreement')
