"""Two languages: Chinese first, English second; one switch for pages, dates, numbers, money and content."""

from datetime import date, datetime
from typing import Any

from flask import Flask, Response, has_request_context, request, url_for
from flask_babel import Babel, force_locale, format_date, format_datetime, format_decimal, get_locale, gettext

from marketplace import clock

LANGUAGES = {"zh": "中文", "en": "English"}
COOKIE = "lang"
YEAR = 365 * 24 * 3600


def init_app(app: Flask) -> None:
    """Choose the language of each request and give templates the words for it."""
    app.config.update(BABEL_DEFAULT_LOCALE="zh", BABEL_TRANSLATION_DIRECTORIES="translations", BABEL_DEFAULT_TIMEZONE="Asia/Shanghai")
    Babel(app, locale_selector=_choose)
    app.after_request(_remember)
    app.add_template_filter(said)
    app.add_template_filter(named)
    app.add_template_filter(yuan)
    app.add_template_filter(number)
    app.add_template_filter(percent)
    app.add_template_filter(day)
    app.add_template_filter(month_of)
    app.add_template_filter(moment)
    app.add_template_global(language)
    app.add_template_global(other_language)
    app.add_template_global(language_tag)


def _choose() -> str:
    if not has_request_context():
        return "zh"
    asked = request.args.get("lang")
    if asked in LANGUAGES:
        return asked
    kept = request.cookies.get(COOKIE)
    if kept in LANGUAGES:
        return kept
    return request.accept_languages.best_match(["zh", "zh-CN", "en"], "zh")[:2]


def _remember(response: Response) -> Response:
    if request.args.get("lang") in LANGUAGES:
        response.set_cookie(COOKIE, request.args["lang"], max_age=YEAR, samesite="Lax", httponly=True)
    response.headers.setdefault("Content-Language", language_tag())
    return response


def language() -> str:
    """The reader's language: ``zh`` or ``en``."""
    locale = get_locale()
    return locale.language if locale else "zh"


def language_tag() -> str:
    """The BCP 47 tag for ``<html lang>``."""
    return "zh-Hans" if language() == "zh" else "en"


def other_language() -> dict[str, str]:
    """Code, name and address of the same page in the other language."""
    code = "en" if language() == "zh" else "zh"
    if request.endpoint is None or request.method != "GET":
        return {"code": code, "name": LANGUAGES[code], "address": f"/?lang={code}"}
    values: dict[str, Any] = {**request.args.to_dict(flat=False), **(request.view_args or {}), "lang": code}
    return {"code": code, "name": LANGUAGES[code], "address": url_for(request.endpoint, **values)}


def said(thing: Any, field: str = "name") -> str:
    """A bilingual field of a row (or a mapping) in the reader's language, falling back on the other."""
    take = thing.get if isinstance(thing, dict) else lambda key, missing="": getattr(thing, key, missing)
    first, second = ("zh", "en") if language() == "zh" else ("en", "zh")
    plain = [first, second] if field == "" else [f"{field}_{first}", f"{field}_{second}"]
    return take(plain[0], "") or take(plain[1], "") or ""


def named(person: Any) -> str:
    """A person's name as the reader can read it."""
    return str(person.name_en if language() == "en" and person.name_en else person.name)


def yuan(amount: int | float | None) -> str:
    """Money in yuan, without decimals: ``¥42,000`` or ``4.2 万元`` from ten thousand on in Chinese."""
    if amount is None:
        return "–"
    if language() == "zh" and amount >= 10_000:
        return f"{format_decimal(round(amount / 10_000, 2))} 万元"
    return f"{format_decimal(amount)} 元" if language() == "zh" else f"¥{format_decimal(amount)}"


def number(value: int | float, digits: int = 1) -> str:
    """A number in the reader's locale."""
    return str(format_decimal(round(value, digits)))


def percent(value: float | None, digits: int = 1) -> str:
    """A share in [0, 1] as a percentage, or a dash where there is none."""
    return "–" if value is None else f"{value * 100:.{digits}f}%"


def day(value: date | datetime | None) -> str:
    """A calendar day, in words of the reader's language; of a moment the city's day, which begins eight hours before that of UTC."""
    if isinstance(value, datetime):
        value = value.astimezone(clock.CITY_ZONE).date()
    return format_date(value, "long") if value else "–"


def month_of(value: date) -> str:
    """A month of a year, in words of the reader's language."""
    return str(format_date(value, "yyyy年M月" if language() == "zh" else "MMMM yyyy"))


def moment(value: datetime | None) -> str:
    """A moment in the city's time, to the minute."""
    pattern = "y年M月d日 HH:mm" if language() == "zh" else "MMM d, y, HH:mm"
    return str(format_datetime(value.astimezone(clock.CITY_ZONE), pattern, rebase=False)) if value else "–"


def in_language(code: str, msgid: str, **values: Any) -> str:
    """``msgid`` in a named language, outside the reader's own."""
    with force_locale(code):
        return str(gettext(msgid, **values))


def in_both(msgid: str, **values: Any) -> dict[str, str]:
    """``msgid`` in both languages, for what is said now and read later; show it with ``said(words, "")``."""
    return {code: in_language(code, msgid, **values) for code in LANGUAGES}
