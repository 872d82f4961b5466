"""Who may do what with classes, and until when."""

from datetime import date

from marketplace.accounts.models import Person
from marketplace.accounts.policies import may_act_for_provider
from marketplace.training.models import Enrolment, TrainingClass
from marketplace.training.terms import ClassState, EnrolmentState


def takes_enrolments(training_class: TrainingClass, on: date) -> bool:
    """Until the day before it begins; the first mark on the roll or the first day ends it."""
    return training_class.state == ClassState.enrolling and training_class.starts_on > on


def may_teach(person: Person, training_class: TrainingClass) -> bool:
    """The people of the provider who runs the class."""
    return may_act_for_provider(person, training_class.provider_id)


def may_withdraw(person: Person, enrolment: Enrolment, training_class: TrainingClass, on: date) -> bool:
    """A learner gives her own seat back before the class begins."""
    return enrolment.person_id == person.id and enrolment.state == EnrolmentState.enrolled and takes_enrolments(training_class, on)
