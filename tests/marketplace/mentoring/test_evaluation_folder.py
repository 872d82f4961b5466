"""Anybody's data: understood, or refused with file, row and column."""

import pytest

from marketplace.mentoring.evaluation import BadFolder, evaluate_folder, said
from marketplace.mentoring.evaluation.reading import files_of, tables_of
from matching import Course, Mentor, Project
from tests.marketplace.mentoring.evaluation_makers import town, with_mentors

HEADERS = {"people.csv": "id", "items.csv": "id,kind", "pairs.csv": "person_id,item_id,day"}
GOOD = {"people.csv": "id\na", "items.csv": "id,kind\nx,project", "pairs.csv": "person_id,item_id,day\na,x,2025-03-31"}


def problems(**changes: str) -> list[str]:
    with pytest.raises(BadFolder) as caught:
        tables_of(GOOD | {f"{name}.csv": content for name, content in changes.items()})
    return caught.value.problems


def test_every_column_is_understood():
    tables = tables_of(
        {
            "people.csv": "id,text,skills,sectors,region,capital,hours,stage,help_wanted,groups,languages\n"
            "lin,我织毛衫,SK902:3; SK401:1,JX05;JX07,330483,50000,20,P0,SK401,LG.GRAD,zh;en",
            "items.csv": "id,kind,text,skills,sectors,regions,online,languages,capital_min,capital_max,hours,groups,stage,seats\n"
            "a,project,毛衫,SK902:3,JX05,330483;330402,yes,,30000,60000,30,LG.GRAD,P3,\n"
            "b,mentor,成本,SK401:4,JX05,330483,no,zh,,,2,,,3\n"
            "c,course,成本课,SK401:3,JX05,330483,no,,,,6,LG.WOMEN,,",
            "pairs.csv": "person_id,item_id,day,accepted\nlin,a,2025-03-31,\nlin,b,2025-04-01,no",
        }
    )
    (lin,), (project, mentor, course) = tables.people, tables.items
    assert (lin.skills, lin.capital, lin.languages) == ({"SK902": 3, "SK401": 1}, 50000, {"zh", "en"})
    assert isinstance(project, Project)
    assert (project.regions, project.online, project.capital_max) == ({"330483", "330402"}, True, 60000)
    assert isinstance(mentor, Mentor)
    assert (mentor.region, mentor.seats_free) == ("330483", 3)
    assert isinstance(course, Course)
    assert (course.seats_free, course.hours) == (1, 6)
    assert [(pair.kind, pair.accepted) for pair in tables.pairs] == [("project", None), ("mentor", False)]


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("people", "", "people.csv, row 1: the file is empty; the first row names the columns"),
        ("people", "name\nlin", "people.csv, row 1: column id is missing"),
        ("people", "id,skils\na,x", "people.csv, row 1: there is no column 'skils'; known are id, text"),
        ("people", "id,id\na,b", "people.csv, row 1: column id stands there twice"),
        ("people", "id\na\na", "people.csv, row 3, column id: 'a' stands there twice"),
        ("people", "id,text\na", "people.csv, row 2: 1 cells under 2 columns"),
        ("people", "id,skills\na,SK401=3", "people.csv, row 2, column skills: 'SK401=3' is not a skill with a level from 0 to 4"),
        ("people", "id,skills\na,SK401:9", "people.csv, row 2, column skills: 'SK401:9' is not a skill"),
        ("people", "id,skills\na,SK401:1;SK401:2", "people.csv, row 2, column skills: 'SK401' stands there twice"),
        ("people", "id,capital\na,5万", "people.csv, row 2, column capital: '5万' is not a whole number"),
        ("people", 'id,text\na,"x', "people.csv, line 2: not CSV"),
        ("items", "id,kind\nx,shop", "items.csv, row 2, column kind: 'shop' is not one of project, mentor, course"),
        ("items", "id,kind\n,project", "items.csv, row 2, column id: is empty"),
        ("items", "id,kind,regions\nx,mentor,330483;330402", "items.csv, row 2, column regions: a mentor or a course has one region"),
        ("items", "id,kind,online\nx,project,maybe", "items.csv, row 2, column online: 'maybe' is neither yes nor no"),
        ("pairs", "person_id,item_id,day\nb,x,2025-03-31", "pairs.csv, row 2, column person_id: 'b' is not an id in people.csv"),
        ("pairs", "person_id,item_id,day\na,y,2025-03-31", "pairs.csv, row 2, column item_id: 'y' is not an id in items.csv"),
        ("pairs", "person_id,item_id,day\na,x,31.3.2025", "pairs.csv, row 2, column day: '31.3.2025' is not a day; write it as 2025-03-31"),
        ("pairs", "person_id,item_id,day\na,x,2025-02-30", "pairs.csv, row 2, column day: '2025-02-30' is not a day"),
        ("pairs", "person_id,item_id,day\na,x,", "pairs.csv, row 2, column day: is empty"),
    ],
)
def test_what_is_wrong_is_named_with_its_place(file, content, said):
    assert any(one.startswith(said) for one in problems(**{file: content}))


def test_all_that_is_wrong_is_told_at_once_but_not_more_than_can_be_read():
    found = problems(people="id,capital\n" + "\n".join(f"p{number},x" for number in range(30)))
    assert len(found) == 30
    assert str(BadFolder(found)).endswith("... and 10 more")


def test_a_broken_file_does_not_make_the_pairs_look_wrong():
    assert problems(people="id,capital\nb,x") == [
        "people.csv, row 2, column capital: 'x' is not a whole number of at least 0, in digits only"
    ]


def test_missing_and_foreign_files_are_named(tmp_path):
    (tmp_path / "people.csv").write_bytes("id,text\na,嘉兴".encode("gb18030"))
    (tmp_path / "items.csv").write_text("id,kind")
    with pytest.raises(BadFolder) as caught:
        files_of(tmp_path)
    assert caught.value.problems[0].startswith("people.csv: not UTF-8 at byte")
    assert caught.value.problems[1].startswith("pairs.csv: not in")


def test_a_folder_is_measured_for_every_kind_with_enough_pairs(tmp_path):
    for name, content in with_mentors(town()).items():
        (tmp_path / name).write_text("\ufeff" + content, encoding="utf-8")
    found = evaluate_folder(tmp_path)
    assert [one.kind for one in found.comparisons] == ["project"]
    assert "chance of a yes: 8 later answers" in said(found)
    assert not found.synthetic


def test_the_order_of_the_rows_does_not_matter(tmp_path):
    tables = []
    for turn in (1, -1):
        files = {name: "\n".join([content.split("\n")[0], *content.split("\n")[1:][::turn]]) for name, content in town().items()}
        for name, content in files.items():
            (tmp_path / name).write_text(content, encoding="utf-8")
        tables.append(said(evaluate_folder(tmp_path)))
    assert tables[0] == tables[1]
