"""A small town in CSV: half of the people knit and keep knitting projects, the others brew tea and keep tea houses."""

from datetime import date, timedelta

FIRST = date(2025, 1, 1)
WORDS = {"knit": "毛衫 编织 knitwear sweater", "tea": "茶馆 泡茶 teahouse brewing"}


def town(people: int = 12, projects: int = 24) -> dict[str, str]:
    """The three files; everybody comes to two projects of her kind early and to two others late."""
    kinds = list(WORDS)
    persons = [f"p{number},{WORDS[kinds[number % 2]]},SK401:2,JX0{number % 2},330483,50000" for number in range(people)]
    items = [f"i{number:02},project,{WORDS[kinds[number % 2]]} {number},SK401:3,JX0{number % 2},20000" for number in range(projects)]
    pairs = []
    for number in range(people):
        own = [item for item in range(projects) if item % 2 == number % 2]
        for visit, late in enumerate((0, 0, 300, 310)):
            day = FIRST + timedelta(days=late + number)
            pairs.append(f"p{number},i{own[(number + visit) % len(own)]:02},{day.isoformat()},")
    return {
        "people.csv": "\n".join(["id,text,skills,sectors,region,capital", *persons]),
        "items.csv": "\n".join(["id,kind,text,skills,sectors,capital_min", *items]),
        "pairs.csv": "\n".join(["person_id,item_id,day,accepted", *pairs]),
    }


def with_mentors(files: dict[str, str], people: int = 12) -> dict[str, str]:
    """The same with two mentors and answers: the one always says yes, the other never."""
    items = "\n".join([files["items.csv"], "yes,mentor,毛衫,SK401:4,JX00,", "no,mentor,泡茶,SK401:4,JX01,"])
    days = [(FIRST + timedelta(days=30 * number)).isoformat() for number in range(people)]
    answers = [f"p{number},{mentor},{day},{mentor}" for number, day in enumerate(days) for mentor in ("yes", "no")]
    return files | {"items.csv": items, "pairs.csv": "\n".join([files["pairs.csv"], *answers])}
