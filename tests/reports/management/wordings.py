"""What no wording of a rule or an alarm may hold, and how a text is cut into sentences."""

import re

ADULT_DOSE = re.compile(r"(?i)\d+\s*(mg(?!/g)|milligram)")
NEGATION = re.compile(
    r"(?i)\b(not|no|never|cannot|can't|don't|doesn't|isn't|avoid|neither|nor|none)\b"
)


def sentences(text):
    return re.split(r"(?<=[.!?;:])\s+", text)
