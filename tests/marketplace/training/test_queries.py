"""What the other rooms read of training."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import event

from marketplace import clock
from marketplace.training.actions import close_class, enrol, mark_started, record_result
from marketplace.training.documents import NEVER, documents
from marketplace.training.offers import in_order, offers
from marketplace.training.queries import coming_classes, first_certificates, newest_start, pass_counts, past_classes, tallies
from marketplace.training.terms import EnrolmentState

TODAY = date(2016, 3, 1)


def _finish(session, one, person, teacher, *, passed, on=None):
    _result(session, enrol(session, one.id, by=person), teacher, passed=passed, on=on)


def _result(session, came, teacher, *, passed, on=None):
    mark_started(session, came.id, by=teacher)
    record_result(session, came.id, passed=passed, on=on, by=teacher)


def test_coming_classes_begin_after_today_and_the_rest_are_past(session, make_class, make_course):
    course = make_course()
    late, soon, now = make_class(course, 9), make_class(course, 2), make_class(course, 0)
    assert coming_classes(session, TODAY) == [soon, late]
    assert past_classes(session, TODAY, course.id) == [now]
    assert newest_start(session, [course.id]) == {course.id: TODAY + timedelta(days=9)}


def test_the_pass_rate_counts_those_who_started_in_closed_classes(session, make_class, make_person, teacher):
    closed, running = make_class(), make_class()
    seats = [enrol(session, closed.id, by=make_person(name)) for name in ("one", "two", "three", "never")]
    for came, passed in zip(seats, [True, True, False], strict=False):
        _result(session, came, teacher, passed=passed)
    _finish(session, running, make_person("early"), teacher, passed=True)
    close_class(session, closed.id, by=teacher)
    assert pass_counts(session) == pass_counts(session, closed.course_id) == pass_counts(session, provider_id=closed.provider_id) == (2, 3)
    assert pass_counts(session, running.course_id) == pass_counts(session, provider_id=closed.provider_id + 1) == (0, 0)


def test_the_first_capability_pass_of_each_person_counts(session, make_class, make_course, make_person, teacher):
    ming, guidance = make_person("ming"), make_course(kind="GYB", tier="guidance")
    _finish(session, make_class(guidance), ming, teacher, passed=True, on=date(2016, 3, 2))
    _finish(session, make_class(), ming, teacher, passed=True, on=date(2016, 3, 20))
    first = make_class()
    _finish(session, first, ming, teacher, passed=True, on=date(2016, 3, 10))
    _finish(session, make_class(), make_person("hua"), teacher, passed=False)
    assert first_certificates(session) == [(ming.id, date(2016, 3, 10), "330402", "SYB", "capability", first.id, first.course_id)]


def test_tallies_name_every_state(session, make_class, make_person):
    one = make_class()
    enrol(session, one.id, by=make_person("ming"))
    assert tallies(session, [one.id])[one.id] == {state: int(state == EnrolmentState.enrolled) for state in EnrolmentState}


def test_offers_put_what_can_be_taken_first(session, make_class, make_course):
    never, far, soon = make_course(), make_course(), make_course()
    make_class(soon, 3)
    make_class(far, 8)
    found = offers(session, [never.id, far.id, soon.id], TODAY)
    assert [offer.course for offer in in_order(found, "soonest", None)] == [soon, far, never]
    assert [offer.course for offer in in_order(found, "newest", None)] == [far, soon, never]
    assert [offer.course for offer in in_order(found, "relevance", None)] == [never, far, soon]


def test_nearest_goes_by_the_way_and_a_class_on_line_is_everywhere(session, make_class, make_course):
    far, near, online = make_course(), make_course(), make_course()
    make_class(far, 3, region="330483")
    make_class(near, 4, region="330411")
    make_class(online, 5, region="330483", online=True)
    found = offers(session, [far.id, near.id, online.id], TODAY)
    assert [offer.course for offer in in_order(found, "nearest", "330402")] == [online, near, far]


def test_the_next_class_has_a_free_seat_where_there_is_one(session, make_class, make_course, make_person):
    course = make_course()
    full, free = make_class(course, 2, seats=1), make_class(course, 6)
    enrol(session, full.id, by=make_person("ming"))
    (offer,) = offers(session, [course.id], TODAY)
    assert (offer.next_class, list(offer.coming)) == (free, [full, free])


def test_a_document_knows_the_coming_classes_of_today(session, make_class, make_course):
    course = make_course()
    make_class(course, 3, online=True)
    (document,) = documents(session)
    assert (document.facets["region"], document.facets["online"]) == (("330402",), ("yes",))
    assert document.numbers["starts"] == (TODAY + timedelta(days=3)).toordinal()
    with clock.stopped_at(datetime(2016, 4, 1, tzinfo=UTC)):
        (document,) = documents(session, [course.id])
    assert (document.facets["region"], document.numbers["starts"]) == ((), NEVER)


def test_as_many_statements_for_three_courses_as_for_one(session, engine, make_class):
    ids, statements = [make_class().course_id for _ in range(3)], []
    session.commit()
    event.listen(engine, "before_cursor_execute", lambda *given: statements.append(given[2]))

    def cost(some):
        session.expunge_all()
        statements.clear()
        offers(session, some, TODAY)
        return len(statements)

    cost(ids)  # opens the transaction
    assert cost(ids[:1]) == cost(ids)
