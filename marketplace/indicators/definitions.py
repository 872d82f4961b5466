"""What every figure means, in words. A change of meaning is a new version, never an edit."""

from dataclasses import dataclass
from datetime import date

from marketplace.errors import N_


@dataclass(frozen=True)
class Definition:
    """One indicator in words; all texts are msgids."""

    code: str
    name: str
    formula: str
    numerator: str
    denominator: str
    pending: str
    lost: str
    source: str
    version: int
    valid_from: date


DEFINITIONS = (
    Definition(
        code="I02",
        name=N_("Pass rate"),
        formula=N_("People who passed, divided by people who started, in classes that are closed."),
        numerator=N_("Enrolments with the result “passed”."),
        denominator=N_(
            "Enrolments of people who came to the first lesson. Who dropped out afterwards has failed; who never came counts nowhere."
        ),
        pending=N_("A class that is not closed yet counts neither above nor below the line."),
        lost=N_("Nobody is lost here: a class is closed only when everybody who started has a result."),
        source=N_("The plan of October 2013 (90 per cent by the end of 2015). The national figures of 2005 divide in the same way."),
        version=1,
        valid_from=date(2013, 10, 11),
    ),
    Definition(
        code="I03",
        name=N_("Start-up success rate"),
        formula=N_(
            "People who opened a business within the window after their certificate, divided by people who qualified "
            "and whose window is over."
        ),
        numerator=N_(
            "Qualified people with a business opened between 30 days before the certificate and the end of the window "
            "(12 months; 6 and 24 are shown too)."
        ),
        denominator=N_(
            "People at their first pass of a course that qualifies to open (capability level). Each person counts "
            "once. Who had a business before the class is left out."
        ),
        pending=N_("While the window is open a person counts neither above nor below the line, not even after an early opening."),
        lost=N_(
            "Official: counts as not opened. Observed: left out. Upper: counts as opened. The official value leads, "
            "so that not calling people never improves it."
        ),
        source=N_(
            "The plan of October 2013 (50 per cent by the end of 2015). Dividing by those who passed follows the national "
            "figures of 2005; the window of 12 months is our decision, since no source names one."
        ),
        version=1,
        valid_from=date(2013, 10, 11),
    ),
    Definition(
        code="I09",
        name=N_("Survival of businesses"),
        formula=N_(
            "The Kaplan-Meier estimate: the age that half of all businesses reach (median), and the share that is "
            "still open after one year."
        ),
        numerator=N_("Closings: the business has ended. A business that goes on under a new owner has not ended; it leaves our sight."),
        denominator=N_("All businesses opened so far, each for as long as we saw it."),
        pending=N_("An open business counts up to today: it is known to have lived that long, and no more."),
        lost=N_("A business that could not be reached counts up to its last answer."),
        source=N_(
            "The plan of October 2013 (“average survival of 5 years or more”), read as a median of at least 5 years, "
            "because most businesses are still alive. Takeover as in the Eurostat-OECD manual."
        ),
        version=1,
        valid_from=date(2013, 10, 11),
    ),
    Definition(
        code="I10",
        name=N_("Jobs per enterprise"),
        formula=N_("People employed, without the founders, divided by enterprises; and, beside it, by founders."),
        numerator=N_("The headcount told nearest to one year after the opening. A business that closed within its first year has none."),
        denominator=N_(
            "Per enterprise: companies and cooperatives, without sole traders and online shops. Per founder: each "
            "person who opened any business in the programme's time."
        ),
        pending=N_("A business younger than a year counts neither above nor below the line."),
        lost=N_("Where nobody ever told a headcount, it counts as 0; a second value leaves these businesses out."),
        source=N_(
            "The plan of October 2013 (1 to 10 by the end of 2015). Both readings are in use elsewhere; the plan does "
            "not say which it means."
        ),
        version=1,
        valid_from=date(2013, 10, 11),
    ),
    Definition(
        code="I11",
        name=N_("New projects in the library"),
        formula=N_("Entries published for the first time within the programme."),
        numerator=N_("Each entry once, on its first day in the library. One that was withdrawn later still counts and is shown apart."),
        denominator=N_("None: this is a count."),
        pending=N_("Drafts and entries under appraisal do not count yet."),
        lost=N_("Not counted: entries from before the programme, and duplicates that were merged."),
        source=N_("The plan of October 2013 (450 in three years)."),
        version=1,
        valid_from=date(2013, 10, 11),
    ),
)
BY_CODE = {definition.code: definition for definition in DEFINITIONS}
