"""The first 90 days as steps: authors write them as one text that names its weeks."""

import re

# A step begins a sentence and ends at its colon: "第1—2周：", "第13周算账：", "Weeks 1-2:".
_CHINESE = r"第\d+(?:[、—–至到-]第?\d+)?周(?:[^：:，。；\d]{0,6}(?=[：:])|(?=，))"
_ENGLISH = r"Weeks? \d+(?:(?:[-–]| and | to )\d+)?(?=[:,])"
# What is decided at the end stands under a name of its own.
_VERDICT = r"去留标准|去留(?=：)"
_WHEN = re.compile(rf"(?<![^。；！？.;\s])({_CHINESE}|{_ENGLISH}|{_VERDICT})\s*[：:，,]\s*")


def weeks(text: str) -> list[tuple[str, str]]:
    """(when, what) for each step in the text's order; what stands before the first week has no when.

    A text that names fewer than three weeks stays one step.
    """
    pieces = _WHEN.split(text)
    if len(pieces) < 7:
        return [("", text)]
    lead = [("", pieces[0].strip())] if pieces[0].strip() else []
    return lead + [(when, what.strip()) for when, what in zip(pieces[1::2], pieces[2::2], strict=True)]
