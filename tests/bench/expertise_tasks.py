"""What expertise is measured on: people with documents, items, and how much each person should know about some of them.

All tasks are made from texts that come with the project and its locked packages; nothing is fetched. Nobody rated these
pairs: the grades follow from where a text was taken from, so they stand for expertise and are not expertise.
"""

import contextlib
import importlib
import inspect
import io
import pkgutil
import random
import re
import warnings
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from seeds.content import library_entries

Entry = Mapping[str, Any]
Graded = Sequence[tuple[str, float]]
Docstrings = Mapping[str, Sequence[str]]

# fmt: off
PACKAGES = (
    "numpy", "scipy", "sklearn", "pandas", "matplotlib", "sqlalchemy", "jinja2", "werkzeug", "flask", "hypothesis",
    "lifelines", "babel", "bs4", "click", "PIL", "fontTools", "pydantic", "alembic", "email", "asyncio", "unittest",
    "xml", "http", "urllib", "logging", "multiprocessing", "importlib",
)
# fmt: on
SKIPPED = re.compile(r"test|__main__|distutils|f2py")
NO_PROSE = re.compile(r"\s*(>>>|\.\.\.|[-=~^]{3,})")
PARAGRAPHS = ("detail", "first_90_days", "buyers", "licences", "summary")
LANGUAGES = ("zh", "en")


@dataclass
class Task:
    """People as lists of documents; for each, the grades of some items by their place in ``items``."""

    name: str
    people: list[list[str]] = field(default_factory=list)
    items: list[str] = field(default_factory=list)
    grades: list[dict[int, float]] = field(default_factory=list)
    more: list[str] = field(default_factory=list)

    def add(self, documents: Iterable[str], graded: Graded) -> None:
        """One more person; an item that is there already keeps its place."""
        self.people.append(list(documents))
        self.grades.append({self._place(text): grade for text, grade in graded})

    def _place(self, text: str) -> int:
        if text not in self.items:
            self.items.append(text)
        return self.items.index(text)

    @property
    def corpus(self) -> list[str]:
        """All texts, without their grades: what a model may be fitted on."""
        return sorted({text for person in self.people for text in person} | {*self.items, *self.more})


def tasks() -> Iterator[Task]:
    """The proxies that features and weights were chosen on."""
    found = docstrings(PACKAGES)
    yield modules("modules, 20 documents", found, 20, seed=0)
    yield modules("modules, 5 documents", found, 5, seed=1)
    yield sectors("sectors, Chinese", "zh", "zh", seed=0)
    yield sectors("sectors, English", "en", "en", seed=1)
    yield paragraphs("paragraphs, Chinese", "zh", seed=0)
    yield paragraphs("paragraphs, English", "en", seed=1)
    yield across("sectors, across languages", seed=2)


def modules(name: str, found: Docstrings, most: int, seed: int) -> Task:
    """A person is a module, a document the start of a docstring; items are docstrings held out of it (3), of its siblings (2),
    of its package (1) and of other packages (0)."""
    chance = random.Random(seed)
    task = Task(name)
    mixed = {module: chance.sample(texts, len(texts)) for module, texts in found.items()}
    held_out = {module: texts[: max(1, len(texts) // 3)] for module, texts in mixed.items()}
    for person in _module_people(mixed, chance):
        documents = mixed[person][len(held_out[person]) :][:most]
        pools = _by_nearness(person, list(mixed))
        picked = [(chance.choice(pool), grade) for grade, pool in pools if pool for _ in range(3 if grade else 2)]
        task.add(documents, [(chance.choice(held_out[module]), grade) for module, grade in picked])
    return task


def _module_people(mixed: Docstrings, chance: random.Random, most: int = 150, of_a_package: int = 25) -> list[str]:
    by_package: dict[str, list[str]] = defaultdict(list)
    for module, texts in mixed.items():
        if len(texts) >= 7:
            by_package[module.partition(".")[0]].append(module)
    people = [one for each in by_package.values() for one in chance.sample(each, min(of_a_package, len(each)))]
    return chance.sample(people, min(most, len(people)))


def _by_nearness(person: str, all_modules: Sequence[str]) -> Iterator[tuple[float, list[str]]]:
    parent, package = person.rpartition(".")[0], person.partition(".")[0]
    others = [one for one in all_modules if one != person]
    siblings = [one for one in others if one.rpartition(".")[0] == parent]
    yield 3.0, [person]
    yield 2.0, siblings
    yield 1.0, [one for one in others if one.partition(".")[0] == package and one not in siblings]
    yield 0.0, [one for one in others if one.partition(".")[0] != package]


def sectors(name: str, language: str, asked: str, seed: int, entries: Sequence[Entry] | None = None) -> Task:
    """A person is four entries of the library that are near in sector and skills; items are others, graded by the same."""
    chance = random.Random(seed)
    task = Task(name)
    entries = entries or library_entries()
    for _ in range(150):
        first = chance.choice(entries)
        order = sorted((one for one in entries if one is not first), key=_farness(first, chance))
        mine, rest = [first, *order[:3]], order[3:]
        picked = chance.sample(rest[:6], 4) + chance.sample(rest[6:60], 4) + chance.sample(rest[60:], 2)
        items = [(_text(one, asked, "summary"), sum(map(_likeness(one), mine)) / len(mine)) for one in picked]
        task.add((_text(one, language, "summary", "detail") for one in mine), items)
    return task


def across(name: str, seed: int) -> Task:
    """Chinese documents, English items; one half of the library is the bilingual corpus, people and items are of the other."""
    entries = random.Random(seed).sample(library_entries(), 450)
    task = sectors(name, "zh", "en", seed, entries[225:])
    task.more += [" ".join(_text(one, language, "summary", "detail") for language in LANGUAGES) for one in entries[:225]]
    return task


def _farness(first: Entry, chance: random.Random) -> Callable[[Entry], float]:
    likeness = _likeness(first)
    return lambda other: 0.3 * chance.random() - likeness(other)


def _likeness(one: Entry) -> Callable[[Entry], float]:
    """2 for the same sector, and up to 1 for the skills that both want."""
    skills = set(one["skills"])
    return lambda other: 2 * (other["sector"] == one["sector"]) + len(skills & set(other["skills"])) / len(skills | set(other["skills"]))


def _text(entry: Entry, language: str, *names: str) -> str:
    return "\n".join(entry[f"{name}_{language}"] for name in ("title", *names))


def paragraphs(name: str, language: str, seed: int) -> Task:
    """A person is four paragraphs of an entry; items are the fifth (2), the same of entries in the sector (1) and elsewhere (0)."""
    chance = random.Random(seed)
    task = Task(name)
    entries = library_entries()
    for own in chance.sample(entries, 200):
        held_out = chance.choice(PARAGRAPHS[1:])
        near = [one for one in entries if one is not own and one["sector"] == own["sector"]]
        far = [one for one in entries if one["sector"] != own["sector"]]
        picked = [(own, 2.0), *((one, 1.0) for one in chance.sample(near, min(4, len(near))))]
        picked += [(one, 0.0) for one in chance.sample(far, 5)]
        documents = (own[f"{part}_{language}"] for part in PARAGRAPHS if part != held_out)
        task.add(documents, [(one[f"{held_out}_{language}"], grade) for one, grade in picked])
    return task


def docstrings(packages: Sequence[str]) -> dict[str, list[str]]:
    """The first 150 words of each docstring of at least 30 words, by module; a text that comes again is left out."""
    seen: set[str] = set()
    found: dict[str, list[str]] = defaultdict(list)
    for module in sorted(set(_module_names(packages))):
        for words in map(_prose, _docstrings_of(module)):
            text = " ".join(words[:150])
            if len(words) >= 30 and text not in seen:
                seen.add(text)
                found[module].append(text)
    return dict(found)


def _module_names(packages: Sequence[str]) -> Iterator[str]:
    for name in packages:
        with contextlib.suppress(ImportError):
            package = importlib.import_module(name)
            yield name
            inside = pkgutil.walk_packages(getattr(package, "__path__", []), f"{name}.", onerror=lambda _: None)
            yield from (module.name for module in inside if not SKIPPED.search(module.name))


def _docstrings_of(name: str) -> Iterator[str]:
    """Of the functions, classes and methods that a module itself defines."""
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        warnings.simplefilter("ignore")
        # Some modules of a package want what is not installed, or say so by leaving.
        try:
            defined = dict(vars(importlib.import_module(name)))
        except (Exception, SystemExit):
            return
    for one in defined.values():
        if getattr(one, "__module__", None) == name and callable(one):
            methods = vars(one).values() if inspect.isclass(one) else ()
            yield from (text for each in (one, *methods) if isinstance(text := getattr(each, "__doc__", None), str))


def _prose(text: str) -> list[str]:
    lines = [line for line in text.splitlines() if not NO_PROSE.match(line)]
    return re.sub(r":[a-z]+:|``?", " ", " ".join(lines)).split()
