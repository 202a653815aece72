"""The value of a plain YAML scalar by the rules of js-yaml 3, YAML 1.1 for the most part."""

import datetime
import math
import re

from docs_snippets.core.numbers import number_of

JsYamlScalar = str | int | float | bool | None

_TRUE = frozenset(("true", "True", "TRUE"))
_FALSE = frozenset(("false", "False", "FALSE"))
_NULL = frozenset(("~", "null", "Null", "NULL", ""))
_INTEGER = re.compile(
    r"[-+]?(?:0|0b_*[01][01_]*|0x_*[0-9a-fA-F][0-9a-fA-F_]*|0[0-7_]*[0-7][0-7_]*|[1-9][0-9_]*(?::[0-5]?[0-9])*)"
)
_FLOAT = re.compile(
    r"[-+]?(?:0|[1-9][0-9_]*)(?:\.[0-9_]*)?(?:[eE][-+]?[0-9]+)?"
    r"|\.[0-9_]+(?:[eE][-+]?[0-9]+)?"
    r"|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*"
    r"|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN)"
)
_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_TIME = re.compile(
    r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[Tt]|[ \t]+)([0-9]{1,2}):([0-9]{2}):([0-9]{2})"
    r"(?:\.([0-9]*))?(?:[ \t]*(?:Z|([-+])([0-9]{1,2})(?::([0-9]{2}))?))?"
)
_MAYBE_NUMBER = re.compile(r"[-+.0-9]")


def resolve(text: str) -> JsYamlScalar:
    """The value of a plain scalar; dates become ISO strings."""
    if text in _NULL:
        return None
    if text in _TRUE:
        return True
    if text in _FALSE:
        return False
    if not _MAYBE_NUMBER.match(text):
        return text
    if not text.endswith("_"):
        if _INTEGER.fullmatch(text):
            return _integer(text)
        if _FLOAT.fullmatch(text):
            return _float(text)
    return _date(text)


def _sexagesimal(text: str) -> float:
    value = 0.0
    for part in text.split(":"):
        value = value * 60 + (float(part) if part.strip(".") else 0.0)
    return value


def _integer(text: str) -> int | float:
    sign = -1 if text[0] == "-" else 1
    digits = text.lstrip("+-").replace("_", "")
    if ":" in digits:
        return _number(sign * _sexagesimal(digits))
    if digits.startswith("0b"):
        return sign * number_of(digits[2:], 2)
    if digits.startswith("0x"):
        return sign * number_of(digits[2:], 16)
    if digits.startswith("0") and len(digits) > 1:
        return sign * number_of(digits, 8)
    return _number(sign * float(digits)) if len(digits) > 15 else sign * int(digits)


def _float(text: str) -> float | None:
    sign = -1.0 if text[0] == "-" else 1.0
    digits = text.lstrip("+-").replace("_", "").lower()
    if digits == ".inf" or digits == ".nan":
        return None  # no number that JSON has
    if ":" in digits:
        return _number(sign * _sexagesimal(digits))
    return _number(sign * float(digits)) if digits != "." else None


def _number(value: float) -> float:
    """Whole numbers as integers: the site knows one kind of number."""
    if math.isfinite(value) and value == int(value) and abs(value) < 1e21:
        return int(value)
    return value


def _date(text: str) -> str:
    """A date in ISO form, or the text where it is none."""
    found = _DATE.fullmatch(text)
    if found:
        return _iso(datetime.timedelta(), *map(int, found.groups()))
    found = _TIME.fullmatch(text)
    if not found:
        return text
    year, month, day, hour, minute, second = map(int, found.groups()[:6])
    delta = datetime.timedelta(
        hours=hour,
        minutes=minute,
        seconds=second,
        milliseconds=int((found[7] or "")[:3].ljust(3, "0")),
    )
    if found[8]:
        zone = datetime.timedelta(hours=int(found[9]), minutes=int(found[10] or 0))
        delta += zone if found[8] == "-" else -zone
    return _iso(delta, year, month, day)


def _iso(delta: datetime.timedelta, year: int, month: int, day: int) -> str:
    """The moment so long after a day, which may lie past the end of its month."""
    months = year * 12 + month - 1
    try:
        first = datetime.datetime(months // 12, months % 12 + 1, 1)  # noqa: DTZ001 - UTC throughout
        moment = first + datetime.timedelta(days=day - 1) + delta
    except (ValueError, OverflowError):
        return f"{year:04d}-{month:02d}-{day:02d}"
    return (
        moment.strftime("%Y-%m-%dT%H:%M:%S.").rjust(20, "0") + f"{moment.microsecond // 1000:03d}Z"
    )
