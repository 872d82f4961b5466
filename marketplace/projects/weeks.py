"""The first 90 days as steps: authors write them as one text that names its weeks."""

import re

# "第1—2周：", "Weeks 1-2:"; what is decided at the end stands under a name of its own.
_WHEN = re.compile(
    r"(第\d+(?:[、—–至到-]第?\d+)?周(?:去留)?|Weeks? \d+(?:(?:[-–]| and )\d+)?|去留标准|去留)\s*[：:]\s*",
)


def weeks(text: str) -> list[tuple[str, str]]:
    """(when, what) for each step in the text's order; what stands before the first week has no when.

    A text that names fewer than three weeks stays one step.
    """
    pieces = _WHEN.split(text)
    if len(pieces) < 7:
        return [("", text)]
    lead = [("", pieces[0].strip())] if pieces[0].strip() else []
    return lead + [(when, what.strip()) for when, what in zip(pieces[1::2], pieces[2::2], strict=True)]
