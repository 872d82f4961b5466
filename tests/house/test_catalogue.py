"""The Chinese catalogue is complete, and nothing in it is a guess."""

import io
import re
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po, write_po

ROOT = Path(__file__).resolve().parents[2]
CATALOGUE = ROOT / "marketplace/translations/zh/LC_MESSAGES/messages.po"
METHODS = [
    ("marketplace/**.py", "python"),
    ("templates/**.html", "jinja2.ext:babel_extract"),
    ("templates/**.txt", "jinja2.ext:babel_extract"),
]
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2), "lazy_gettext": None, "_l": None, "N_": None}
pytestmark = pytest.mark.static_check


@pytest.fixture(scope="module")
def catalogue() -> Catalog:
    with CATALOGUE.open("rb") as file:
        return read_po(file, locale="zh")


def _said() -> set[str]:
    found = extract_from_dir(ROOT, method_map=METHODS, keywords=KEYWORDS, options_map={"**": {"encoding": "utf-8"}})
    return {message[0] if isinstance(message, tuple) else message for _, _, message, _, _ in found}


def test_every_msgid_is_in_the_catalogue(catalogue: Catalog) -> None:
    known = {message.id[0] if isinstance(message.id, tuple) else message.id for message in catalogue}
    assert sorted(_said() - known) == []


def test_every_message_is_translated_and_none_is_fuzzy(catalogue: Catalog) -> None:
    messages = [message for message in catalogue if message.id]
    assert [message.id for message in messages if message.fuzzy] == []
    assert [message.id for message in messages if not all(message.string if isinstance(message.string, tuple) else [message.string])] == []


def test_translations_keep_their_placeholders(catalogue: Catalog) -> None:
    names = re.compile(r"%\((\w+)\)s")
    for message in catalogue:
        if not message.id:
            continue
        ids = message.id if isinstance(message.id, tuple) else (message.id,)
        strings = message.string if isinstance(message.string, tuple) else (message.string,)
        wanted = set(names.findall(ids[-1]))
        for string in strings:
            assert set(names.findall(string)) <= wanted, message.id


def test_chinese_pages_speak_chinese(catalogue: Catalog) -> None:
    chinese = re.compile(r"[\u4e00-\u9fff]")
    plain = [m for m in catalogue if m.id and not isinstance(m.id, tuple) and re.search(r"[a-zA-Z]{4,}", re.sub(r"%\(\w+\)s", "", m.id))]
    assert [m.id for m in plain if not chinese.search(str(m.string))] == []


def test_the_file_is_as_make_catalogue_leaves_it(catalogue: Catalog) -> None:
    # One line a text, in the order of the msgids: two people's words then meet in one place only.
    written = io.BytesIO()
    write_po(written, catalogue, width=0, sort_output=True, ignore_obsolete=True)
    dated = ("Report-Msgid-Bugs-To", "POT-Creation-Date", "PO-Revision-Date", "Last-Translator", "Generated-By", "Language-Team")
    kept = [line for line in written.getvalue().decode().splitlines() if not line.startswith(tuple(f'"{name}:' for name in dated))]
    assert kept == CATALOGUE.read_text().splitlines(), "run: make catalogue"
