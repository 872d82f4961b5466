"""The columns of a sheet of projects."""

from marketplace.errors import N_
from marketplace.imports.columns import Column
from marketplace.projects.terms import RISK_DIMENSIONS

_COSTS = N_("item:least-most; item:least-most. One sum stands for both.")
_MONTHLY = N_("item:sum; item:sum. Write rent:0 if there is truly none.")
_SKILLS = N_("skill=level; 1 aware, 2 with help, 3 on my own, 4 can teach it.")
_RISKS = {
    "market": (N_("Risk: market"), N_("Risk: market, why")),
    "finance": (N_("Risk: money"), N_("Risk: money, why")),
    "technology": (N_("Risk: technology"), N_("Risk: technology, why")),
    "law": (N_("Risk: law and policy"), N_("Risk: law and policy, why")),
    "team": (N_("Risk: team and operation"), N_("Risk: team and operation, why")),
    "supply": (N_("Risk: supply and site"), N_("Risk: supply and site, why")),
}


def _risk_columns() -> list[Column]:
    how_large = N_("1 very small to 5 very large.")
    return [
        column
        for name in RISK_DIMENSIONS
        for column in (
            Column(f"risk_{name}", _RISKS[name][0], how_large, required=True, example="3"),
            Column(f"risk_{name}_why", _RISKS[name][1], N_("160 characters at most."), required=True, example="淡季三个月没有单。"),
        )
    ]


COLUMNS = (
    Column(
        "key", N_("Key"), N_("Your own number for it, for example HN-2026-001; the same key updates."), required=True, example="HN-2026-001"
    ),
    Column("title_zh", N_("Title, in Chinese"), required=True, example="毛衫小单直播间"),
    Column("summary_zh", N_("In short, in Chinese"), N_("What, for whom, and why here: two or three sentences."), required=True),
    Column("sector", N_("Sector"), required=True, example="JX05", dictionary="sector"),
    Column(
        "regions", N_("Where it fits"), N_("Counties, or the whole city."), required=True, example="海宁市; 桐乡市", dictionary="region"
    ),
    Column("detail_zh", N_("What it is, in Chinese"), required=True),
    Column("buyers_zh", N_("Who buys, and why, in Chinese"), required=True),
    Column("first_90_days_zh", N_("The first 90 days, in Chinese"), required=True),
    Column("licences_zh", N_("Licences, in Chinese"), required=True),
    Column("not_for_zh", N_("Who should not do this, in Chinese"), required=True),
    Column("opening", N_("Spent once, to open (yuan)"), _COSTS, required=True, example="样衣:20000-30000; 灯:9000"),
    Column("monthly", N_("Every month, whatever is sold (yuan)"), _MONTHLY, required=True, example="房租:3200; 流量:3000"),
    Column("unit_zh", N_("What one sale is, in Chinese"), N_("For example 件, 份, 次."), required=True, example="件"),
    Column("price", N_("Price of one (yuan)"), required=True, example="129"),
    Column("variable_cost", N_("Cost of making and selling one (yuan)"), required=True, example="91"),
    Column("units_month", N_("Sold in a month, soberly, after half a year"), required=True, example="300"),
    Column("skills", N_("Skills wanted"), _SKILLS, required=True, example="SK801=3; SK401=2", dictionary="skill"),
    *_risk_columns(),
    Column("stage", N_("How far it is"), N_("Empty: P1 for a new one."), example="P1", dictionary="stage"),
    Column("people", N_("People"), example="2"),
    Column("space_m2", N_("Space (m²)"), example="15"),
    Column("weekly_hours", N_("Your hours a week"), example="40"),
    Column("online", N_("It can be run from anywhere"), N_("yes or no"), example="no"),
    Column("town", N_("Town"), example="濮院镇", dictionary="town"),
    Column("mode", N_("How"), N_("Empty: on your own."), example="own", dictionary="mode"),
    Column("groups", N_("For whom"), example="LG.GRAD; LG.VOC", dictionary="group"),
    Column("tags_zh", N_("Tags, in Chinese"), N_("Separated by ;"), example="毛衫; 直播"),
    Column("tags_en", N_("Tags, in English"), N_("Separated by ;"), example="knitwear; live stream"),
    Column("source", N_("Source"), N_("Empty: person. Only staff may write library."), example="contest", dictionary="source"),
    Column("legacy", N_("From before the programme"), N_("yes or no; such entries are not counted as new"), example="no"),
    Column("title_en", N_("Title, in English")),
    Column("summary_en", N_("In short, in English")),
    Column("detail_en", N_("What it is, in English")),
    Column("buyers_en", N_("Who buys, and why, in English")),
    Column("first_90_days_en", N_("The first 90 days, in English")),
    Column("licences_en", N_("Licences, in English")),
    Column("not_for_en", N_("Who should not do this, in English")),
    Column("unit_en", N_("What one sale is, in English"), example="piece"),
    Column("number", N_("Number in the library"), told=True),
    Column("published_on", N_("In the library since"), told=True),
    Column("capital_min", N_("To open, at least (yuan)"), told=True),
    Column("capital_max", N_("To open, at most (yuan)"), told=True),
)
NEEDED = tuple(column.name for column in COLUMNS if column.required)
