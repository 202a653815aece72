"""References of parameters: names, values and what their sentences say, each with its place."""

import json

import pytest

from docs_snippets.core.diagnostics import Diagnostic
from docs_snippets.core.source import Source
from docs_snippets.data.json_places import inside
from docs_snippets.data.strict_yaml import load_yaml
from docs_snippets.facts.overrides import Override, idle, override
from docs_snippets.facts.parameter import Spelling, nearest_parameter, same_value
from docs_snippets.facts.readers.config_params import Parameters, read_parameters, sentence_count
from docs_snippets.facts.value_check import check_value, contradictions
from docs_snippets.facts.value_schema import Value
from reference import DEFAULTS, one, read, record, reference_text


def test_a_record_joins_three_spellings_whatever_they_look_like() -> None:
    parameters = read(record("ExternalCIDRList", NameYAML="externalList"), record("Ipv6Support"))
    parameter = parameters.find("externalList")
    assert parameter is not None
    assert parameter is parameters.by_config("ExternalCIDRList")
    assert parameter is parameters.by_env("APP_EXTERNALCIDRLIST")
    assert parameter.spellings == ("externalList", "ExternalCIDRList", "APP_ExternalCIDRList")
    assert parameters.by_yaml("externalCIDRList") is None


def test_yaml_and_configuration_names_match_by_case_and_environment_names_do_not() -> None:
    parameters = read(record("PageSize"))
    assert parameters.find("pagesize") is None
    assert parameters.by_yaml("PageSize") is None
    assert parameters.find("app_pageSIZE") is parameters.by_yaml("pageSize")


def test_a_parameter_without_a_yaml_name_goes_by_its_configuration_name() -> None:
    parameter = one(NameYAML="", YAMLType="", YAMLSchema="", StringDefault="/var")
    assert (parameter.name, parameter.default) == ("PageSize", "/var")
    assert parameter.yaml_name is None


def test_groups_keep_their_order() -> None:
    parameters = read(record("B", Group="Zeta"), record("A", Group="Alpha"))
    assert parameters.groups == ("Zeta", "Alpha")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("pageSise", "pageSize"),
        ("PageSise", "PageSize"),
        ("APP_PAGESISE", "APP_PageSize"),
        ("pagesize", "pageSize"),
        ("somethingElse", None),
    ],
)
def test_the_nearest_name_is_in_the_spelling_of_the_wrong_one(
    name: str, expected: str | None
) -> None:
    assert nearest_parameter(name, (read(record("PageSize"), record("Other")),)) == expected


# What sentences say -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("sentence", "value", "meaning"),
    [
        ("Set to 0 to disable the pager.", "0", "disable the pager"),
        ("Set it to 0 to disable paging.", "0", "disable paging"),
        ("Set 0 to disable.", "0", "disable"),
        ("Can be set to 0 to disable it.", "0", "disable it"),
        ("Setting to 0 disables the pager.", "0", "disables the pager"),
        ("Set to 0 in order to disable it.", "0", "disable it"),
        ("Disable it by setting this to 0.", "0", "Disable it"),
        ("0 disables.", "0", "disables"),
        ("A value of zero (0) disables it.", "0", "disables it"),
        ("Set to 0s to stop refreshing.", "0", "stop refreshing"),
        ("Set to `0` to disable it.", "0", "disable it"),
        ('Set to "none" for no log.', "none", "no log"),
        ("Set to None for no log.", "none", "no log"),
        ("The pager can be disabled by setting the interval to 0.", "0", "The pager is disabled"),
        ("Setting this value to negative will show all.", "negative", "show all"),
        ("Setting it to zero turns the pager off.", "0", "turns the pager off"),
        ("A value of 0 means no limit.", "0", "no limit"),
        ("A special value of -1 can be used to lift the limit.", "-1", "lift the limit"),
        ("A value of -1 disables the limit.", "-1", "disables the limit"),
        ("Use a value of 0 to disable it.", "0", "disable it"),
        ("How often to report or 0 to disable.", "0", "disable"),
        ("Zero disables the pager.", "0", "disables the pager"),
        ("0 means that pages have no end.", "0", "pages have no end"),
        ("0 - No pages.", "0", "No pages"),
        ("If set to 0, the pager is off.", "0", "the pager is off"),
        ("The pager is off if set to 0.", "0", "The pager is off"),
        ("The pager is off when it is 0.", "0", "The pager is off"),
        ("Entries on a page (0 means all of them).", "0", "all of them"),
        ("When not set, the system chooses.", "unset", "the system chooses"),
        ("If left unset, the system chooses.", "unset", "the system chooses"),
        ("The pager is off if the field is left empty.", "", "The pager is off"),
        ("If empty, the pager is off.", "", "the pager is off"),
        ('To allow all, use the value "[]".', "[]", "allow all"),
    ],
)
def test_a_sentence_that_gives_a_value_a_meaning(sentence: str, value: str, meaning: str) -> None:
    parameter = one(Description=f"Entries on a page. {sentence}")
    assert [(each.value, each.meaning) for each in parameter.specials] == [(value, meaning)]
    assert parameter.unread == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Setting it to 0 is not supported.",
        "Must not be 0.",
        "Setting it to 0 does not disable the pager.",
        "Whether 0 is any good depends.",
        "Must be non-zero in large installations.",
        "Do not set to 0 to disable the pager.",
        "It is no longer possible to set it to 0 to disable the pager.",
        "If set to a non-zero value, replaces the other.",
        "A value of true or false decides, empty values are guessed.",
        "Unset values come from the system.",
        "Since it started at 0 the pager counts.",
    ],
)
def test_a_sentence_that_cannot_be_read_is_listed_and_concludes_nothing(sentence: str) -> None:
    parameter = one(Description=f"Entries on a page. {sentence}", YAMLDefault="5")
    assert parameter.specials == ()
    assert [quote.text for quote in parameter.unread] == [sentence]
    assert parameter.documented("0") is None


@pytest.mark.parametrize(
    "sentence",
    [
        "At most 10 of them.",
        "The range is 0-31.",
        "Listens on 0.0.0.0 by default.",
        "Version 1.0 and later.",
        "The file is /dev/0.",
        "Do not use it.",
    ],
)
def test_other_sentences_are_no_matter(sentence: str) -> None:
    parameter = one(Description=sentence)
    assert (parameter.specials, parameter.unread) == ((), ())


def test_a_quote_is_the_place_of_the_sentence_in_the_file() -> None:
    described = 'Says "é" \\ and\nmore. Set to 0\nto disable the pager. Then some.'
    parameters = read(record("Other"), record("PageSize", Description=described))
    special = parameters.specials[0]
    text = reference_text(record("Other"), record("PageSize", Description=described))
    line = text.split("\n")[special.quote.line - 1]
    assert line.strip().startswith('"Description"')
    assert line[special.quote.column - 1 :].startswith("Set to 0\\nto disable the pager.")
    assert special.quote.text == "Set to 0 to disable the pager."
    assert special.quote.note().message.endswith("Set to 0 to disable the pager.")


@pytest.mark.parametrize("text", ["plain", 'a"b\\c', "é\u2028\n\t", "\U0001f600x", ""])
@pytest.mark.parametrize("ascii_only", [True, False])
def test_every_character_of_a_json_string_has_a_place(text: str, ascii_only: bool) -> None:
    written = json.dumps(text, ensure_ascii=ascii_only)
    for index in range(len(text)):
        tail = written[inside(written, 0, index) : -1]
        assert json.loads(f'"{tail}"') == text[index:]


def test_records_and_defaults_have_their_own_lines() -> None:
    parameter = read(record("A"), record("PageSize")).all[1]
    lines = reference_text(record("A"), record("PageSize")).split("\n")
    assert '"NameConfigFile": "PageSize"' in lines[parameter.quote.line - 1]
    assert '"YAMLDefault": "5"' in lines[parameter.default_quote.line - 1]
    assert parameter.default_quote.line != parameter.quote.line


def test_a_file_on_one_line_has_columns() -> None:
    text = json.dumps(json.loads(reference_text(record("PageSize", Description="Set 0 to stop."))))
    found = read_parameters(Source("r.json", text))
    assert isinstance(found, Parameters)
    quote = found.specials[0].quote
    assert quote.line == 1
    assert text[quote.column - 1 :].startswith("Set 0 to stop.")


def test_a_list_of_values_is_read_line_by_line() -> None:
    parameter = one(
        YAMLEnumValues=["0", "1"],
        YAMLSchema="One of: `0`, `1`.",
        Description="How. .\nAccepted values are 0 and 1.\n0 - No pages.\n1 - All of them.",
    )
    assert [(each.value, each.meaning) for each in parameter.specials] == [("0", "No pages")]
    assert parameter.accepted is not None
    assert parameter.accepted[0] == ("0", "1")
    assert parameter.unread == ()


def test_counts_are_of_distinct_sentences() -> None:
    first = read(record("A", Description="Set to 0 to stop. Must be non-zero."))
    second = read(record("A", Description="Set to 0\nto stop."), record("B", Description="Big."))
    assert sentence_count((first, second)) == (1, 1)


# Documented values --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "value", "how"),
    [
        ({"Description": "Set to 0 to stop."}, "0", "sentence"),
        ({"Description": "Set to 0 to stop.", "YAMLSchema": "Duration string"}, "0s", "sentence"),
        ({"Description": "Negative means all."}, "-1", "sentence"),
        ({"Description": "Setting it to negative will show all."}, "-1", "sentence"),
        ({"Description": "If unset, all."}, "", "sentence"),
        ({"Description": "", "YAMLDefault": "0"}, "0", "default"),
        ({"YAMLSchema": "Duration string", "YAMLDefault": "0s"}, "0", "default"),
        ({"YAMLSchema": "Integer: [0,65535]"}, "0", None),
        ({"YAMLSchema": "Integer: [-1,2^63-1]"}, "-1", "listed"),
        ({"YAMLSchema": "Integer: [-1,2^63-1]"}, "0", None),
        ({"YAMLSchema": "Integer: [0,2^63-1], [9999,2^63-1]"}, "0", "listed"),
        ({"YAMLEnumValues": ["0", "1"], "YAMLSchema": "One of: `0`, `1`."}, "0", "listed"),
        ({"YAMLEnumValues": ["", "PSK"], "YAMLSchema": 'One of: `""`, `"PSK"`.'}, "", "listed"),
        ({"Description": "Set to 0 to stop."}, "-1", None),
        ({"Description": ""}, "0", None),
    ],
)  # fmt: skip
def test_how_a_reference_speaks_of_a_value(
    members: dict[str, object], value: str, how: str | None
) -> None:
    """Being inside a range makes a value valid and gives it no meaning."""
    documented = one(**members).documented(value)
    assert (documented.how if documented else None) == how


@pytest.mark.parametrize(
    ("members", "pair", "same"),
    [
        ({"YAMLSchema": "Duration string", "YAMLType": "string"}, ("90s", "1m30s"), True),
        ({"YAMLSchema": "Duration string", "YAMLType": "string"}, ("1.5h", "90m"), True),
        ({"YAMLSchema": "Duration string", "StringSchema": "Seconds (floating point)"},
         ("1", "1s"), True),
        ({"YAMLSchema": "Duration string", "StringSchema": "Milliseconds (floating point)"},
         ("50", "50ms"), True),
        ({"YAMLSchema": "Duration string", "YAMLType": "string"}, ("0", "0s"), True),
        ({"YAMLSchema": "Duration string", "YAMLType": "string"}, ("1s", "1m"), False),
        ({"YAMLSchema": "Unsigned 32-bit integer."}, ("0xff", "255"), True),
        ({"YAMLSchema": "String.", "YAMLType": "string", "StringSchema": "String"},
         ("0xff", "255"), False),
        ({}, ("Auto", "auto"), True),
    ],
)  # fmt: skip
def test_values_are_compared_by_what_they_mean(
    members: dict[str, object], pair: tuple[str, str], same: bool
) -> None:
    assert same_value(one(**members), *pair) is same


# Valid values -------------------------------------------------------------------------------

BOOLEAN = {"YAMLSchema": "Boolean.", "YAMLType": "boolean", "StringSchema": "Boolean: `true`, …"}
PORT = {"YAMLSchema": "Integer: [0,65535]", "StringSchema": "Integer: [0,65535]"}
DURATION = {
    "YAMLSchema": "Duration string, for example `1m30s123ms` or `1h5m`.",
    "YAMLType": "string",
    "StringSchema": "Seconds (floating point)",
}
ENUM = {
    "YAMLSchema": "One of: `Accept`, `Return`.",
    "YAMLType": "string",
    "YAMLEnumValues": ["Accept", "Return"],
    "StringSchema": "One of: `ACCEPT`, `RETURN` (case insensitive)",
}
MARKED = {
    "YAMLSchema": 'One of: `"Disabled"`, `"Enabled"`.',
    "YAMLType": "string",
    "YAMLEnumValues": ['`"Disabled"`', '`"Enabled"`'],
    "StringSchema": "One of: `Disabled`, `Enabled`",
}
NUMBERS = {"YAMLSchema": "One of: `0`, `1`.", "YAMLEnumValues": ["0", "1"]}
NO_SCHEMA = {
    "YAMLSchema": "",
    "YAMLType": "string",
    "StringSchema": "One of: `Auto`, `Strict` (case insensitive)",
}
RANGE = {
    "YAMLSchema": "Port range: either an integer in [0,65535] or a string, in format `n:m`",
    "YAMLType": "integer or string",
    "StringSchema": "Port range: either a single number in [0,65535] or a range of numbers `n:m`",
}
TEXT = {"YAMLSchema": "String.", "YAMLType": "string", "StringSchema": "Path to file"}
RATE = {
    "YAMLSchema": r"String matching the regular expression `^[1-9]\d{0,3}/(?:second|minute)$`.",
    "YAMLType": "string",
    "StringSchema": r"String matching regex `^([1-9]\d{0,3}/(?:second|minute))?$`",
}
CIDRS = {
    "YAMLSchema": 'List of CIDRs: `["<cidr>", ...]`.',
    "YAMLType": "array",
    "StringSchema": "Comma-delimited list of CIDRs",
}
PORTS = {
    "YAMLSchema": "List of protocol/port objects with optional CIDR match: `[{…}, ...]`.",
    "YAMLType": "array",
    "StringSchema": "Comma-delimited list of numeric ports with optional protocol",
}
MASK = {
    "YAMLSchema": "Unsigned 32-bit integer.",
    "StringSchema": "32-bit bitmask (hex or deccimal allowed) with at least 2 bits set",
}
NEW_SHAPE = {"YAMLSchema": "A thing never seen.", "YAMLType": "string", "StringSchema": "Thing"}


@pytest.mark.parametrize(
    ("members", "value", "expected"),
    [
        (BOOLEAN, True, None),
        (BOOLEAN, "true", "true or false, without quotation marks"),
        (BOOLEAN, "Enabled", "true or false"),
        (BOOLEAN, 1, "true or false"),
        (BOOLEAN, "yes", None),
        (PORT, 0, None),
        (PORT, 65535, None),
        (PORT, 65536, "an integer from 0 to 65535"),
        (PORT, "86400", "an integer from 0 to 65535, without quotation marks"),
        (PORT, True, "an integer from 0 to 65535"),
        (PORT, "<port>", None),
        (PORT, "$[port]", None),
        (PORT, None, None),
        ({"YAMLSchema": "Integer: [-1,2^63-1]"}, -2, "an integer of at least -1"),
        ({"YAMLSchema": "Integer: [0,2^63-1], [9999,2^63-1]"}, 7,
         "an integer equal to 0 or of at least 9999"),
        ({"YAMLSchema": "Integer: [0,2^63-1], [9999,2^63-1]"}, 0, None),
        ({"YAMLSchema": "Integer."}, -7, None),
        (MASK, 0xFFFF0000, None),
        (MASK, -1, "an integer from 0 to 4294967295"),
        (DURATION, "1m30s", None),
        (DURATION, "0", None),
        (DURATION, "0s", None),
        (DURATION, "90", "a duration such as 1m30s"),
        (DURATION, 90, "a duration such as 1m30s"),
        (DURATION, 0, "a duration such as 1m30s, in quotation marks"),
        (DURATION, "1 minute", "a duration such as 1m30s"),
        (ENUM, "Return", None),
        (ENUM, "RETURN", "one of Accept, Return"),
        (MARKED, "Enabled", None),
        (MARKED, "enabled", "one of Disabled, Enabled"),
        (MARKED, True, "one of Disabled, Enabled"),
        (NUMBERS, 1, None),
        (NUMBERS, 2, "one of 0, 1"),
        (NUMBERS, "1", "one of 0, 1, without quotation marks"),
        (NO_SCHEMA, "auto", None),
        (NO_SCHEMA, "Off", "one of Auto, Strict"),
        (RANGE, 8080, None),
        (RANGE, "8080:8089", None),
        (RANGE, "8089:8080", "a port from 0 to 65535 or a range such as 8080:8089"),
        (RANGE, 70000, "a port from 0 to 65535 or a range such as 8080:8089"),
        (TEXT, "anything", None),
        (TEXT, 5, "a string, in quotation marks"),
        ({**TEXT, "YAMLType": "integer or string"}, 5, None),
        ({**TEXT, "YAMLType": "integer"}, "DF", None),
        (RATE, "10/second", None),
        (RATE, "0/second", r"a string that matches ^[1-9]\d{0,3}/(?:second|minute)$"),
        (CIDRS, ["10.0.0.0/8", "fd00::/8"], None),
        (CIDRS, ["10.0.0.0/33"], "a list, each item an IP address with a prefix length"),
        (CIDRS, "10.0.0.0/8", "a list, each item an IP address with a prefix length"),
        (CIDRS, ["<cidr>"], None),
        (PORTS, [{"protocol": "TCP", "port": 22}], None),
        (PORTS, [], None),
        (PORTS, ["tcp:22"], "a list, each item a mapping"),
        (NEW_SHAPE, "x", None),
        (NEW_SHAPE, 5, None),
    ],
)  # fmt: skip
def test_values_in_yaml(members: dict[str, object], value: Value, expected: str | None) -> None:
    assert check_value(one(**members), value) == expected


@pytest.mark.parametrize(
    ("members", "text", "expected"),
    [
        (BOOLEAN, "Yes", None),
        (BOOLEAN, "1", None),
        (BOOLEAN, "enabled", "true or false"),
        (PORT, "10256", None),
        (PORT, "70000", "an integer from 0 to 65535"),
        (PORT, "none", None),
        (DURATION, "1.5", None),
        (DURATION, "90s", "a number of seconds"),
        (ENUM, "RETURN", None),
        (ENUM, "return", None),
        (ENUM, "Drop", "one of ACCEPT, RETURN"),
        (MARKED, "enabled", None),
        (MASK, "0xffff0000", None),
        (RANGE, "30000:32767", None),
        (CIDRS, "10.0.0.0/8,192.168.0.0/16", None),
        (
            CIDRS,
            "10.0.0.0/8,tcp",
            "a comma-separated list, each item an IP address with a prefix length",
        ),
        (PORTS, "tcp:22", None),
        (PORT, "$(PORT)", None),
        ({"StringSchema": "IPv4 address"}, "10.0.0.1", None),
        ({"StringSchema": "IPv4 address"}, "fd00::1", "an IPv4 address"),
    ],
)
@pytest.mark.parametrize("spelling", ["env", "config"])
def test_values_in_files_and_environment(
    members: dict[str, object], text: str, expected: str | None, spelling: Spelling
) -> None:
    """There all is text, and case does not matter."""
    assert check_value(one(**members), text, spelling) == expected


def test_a_range_that_only_prose_gives_counts() -> None:
    parameter = one(Description="Which bit. Must be within the range of 0-31.")
    assert check_value(parameter, 31) is None
    assert check_value(parameter, 32) == "an integer from 0 to 31"


def test_a_default_that_breaks_its_schema_is_not_held_against_pages() -> None:
    parameter = one(**{**ENUM, "YAMLDefault": "accept"})
    assert check_value(parameter, "accept") is None
    assert check_value(parameter, "return") == "one of Accept, Return"


# Contradictions -----------------------------------------------------------------------------


def said(**members: object) -> list[str]:
    return [each.message for each in contradictions(read(record("PageSize", **members)))]


def test_a_reference_against_itself() -> None:
    assert said(**{**ENUM, "YAMLDefault": "accept"}) == [
        "default 'accept' of pageSize does not match its schema: one of Accept, Return"
    ]
    assert said(**BOOLEAN, YAMLDefault="false", Description="On or off. Default is true.") == [
        "the description of pageSize says it defaults to true, its record says false"
    ]
    assert said(
        YAMLSchema="One of: `0`, `1`, `2`.",
        YAMLEnumValues=["0", "1", "2"],
        YAMLDefault="1",
        Description="How. Accepted values are 0 and 1.",
    ) == ["the description of pageSize says it accepts 0, 1, its schema lists 0, 1, 2"]


def test_a_stated_default_is_the_half_to_look_at() -> None:
    described = "Pause. [Default: 80s]"
    found = list(
        contradictions(read(record("A", **DURATION, YAMLDefault="90s", Description=described)))
    )
    assert found[0].quote.text == "[Default: 80s]"
    assert found[0].other is not None
    assert found[0].other.text == "YAMLDefault: 90s"


def test_no_contradiction() -> None:
    assert said(**DURATION, YAMLDefault="1m30s", Description="Pause. Default is 90s.") == []
    assert said(**DURATION, YAMLDefault="1m30s", Description="Pause. [Default: 90s]") == []
    assert said(YAMLDefault="8192", Description="Much. Default is 8192 bytes.") == []
    assert said(**ENUM, YAMLDefault="Accept", Description="The default will accept it.") == []
    assert said(YAMLDefault="") == []


# Corrections --------------------------------------------------------------------------------


def corrections(text: str) -> tuple[Override, ...]:
    source = Source("versions.yaml", text)
    document, problems = load_yaml(source, "invalid-config")
    assert document is not None, problems
    return tuple(override(source, node) for node in document.root.items)


def test_a_correction_adds_a_special_value_with_the_sentence_it_was_made_for() -> None:
    made = corrections(
        "- parameter: pageSize\n  says: Must be non-zero\n  reason: checked\n"
        '  special: {value: "0", meaning: crashes}\n'
    )
    described = record("PageSize", Description="Big. Must be non-zero.")
    parameters = read(described, corrections=made)
    assert parameters.specials[0].meaning == "crashes"
    assert parameters.specials[0].quote.text == "Must be non-zero."
    assert parameters.unread == ()
    assert parameters.applied == {0}
    assert list(idle(made, [parameters])) == []


def test_a_correction_takes_away_narrows_and_replaces() -> None:
    made = corrections(
        "- {parameter: APP_PageSize, reason: r, notSpecial: '0'}\n"
        "- {parameter: PageSize, reason: r, range: [1, 9]}\n"
        "- {parameter: pageSize, reason: r, default: '7'}\n"
    )
    described = record("PageSize", Description="Set to 0 to stop.")
    parameters = read(described, corrections=made)
    parameter = parameters.all[0]
    assert parameter.specials == ()
    assert check_value(parameter, 10) == "an integer from 1 to 9"
    assert parameter.default == "7"
    assert parameters.applied == {0, 1, 2}


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("- {parameter: pageSize, reason: r, notSpecial: '0'}", "what it corrects does not exist"),
        (
            "- {parameter: pageSize, says: gone, reason: r, default: '7'}",
            "what it corrects does not exist",
        ),
        ("- {parameter: pageSise, reason: r, default: '7'}", "no tree has this parameter"),
    ],
)
def test_a_correction_that_changes_nothing_is_reported_where_it_stands(text: str, why: str) -> None:
    made = corrections(text)
    found = list(idle(made, [read(record("PageSize"), corrections=made)]))
    assert [each.message.partition(": ")[2] for each in found] == [why]
    assert found[0].region is not None
    assert (found[0].path, found[0].region.line, found[0].region.column) == ("versions.yaml", 1, 15)


# Files that are not references --------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("", (1, 1), "not valid JSON: expecting value"),
        ('{"Groups": [\n  {,', (2, 4), "not valid JSON: expecting property name"),
        ("[]", (1, 1), "expected an object with a list of groups, 'Groups'"),
        ("{}", (1, 1), "expected an object with a list of groups, 'Groups'"),
        ('{"Groups": []}', (1, 1), "no parameters here; expected groups of fields"),
        ('{"Groups": [{"Fields": null}]}', (1, 1), "no parameters here; expected groups of fields"),
        ('{"Groups": [7]}', (1, 1), "expected every group to be an object with a list, 'Fields'"),
        ('{"Groups": [{"Fields": [\n  7]}]}', (2, 3), "expected a field to be an object"),
        (
            '{"Groups": [{"Fields": [\n  {"NameYAML": "a"}]}]}',
            (2, 3),
            "expected a name in this field, 'NameConfigFile'",
        ),
        ("[" * 100_000, (1, 1), "not valid JSON: nested too deeply"),
    ],
)
def test_an_unreadable_reference_says_where_and_what(
    text: str, place: tuple[int, int], message: str
) -> None:
    found = read_parameters(Source("ref.json", text))
    assert isinstance(found, Diagnostic)
    assert found.rule == "unreadable-reference"
    assert found.message.startswith(message)
    assert found.region is not None
    assert found.region[:2] == place


def test_members_that_are_missing_or_odd_are_as_if_empty() -> None:
    text = (
        '{"Groups": [{"Fields": [{"NameConfigFile": "A", "YAMLDefault": 5, "Description": null}]}]}'
    )
    found = read_parameters(Source("ref.json", text))
    assert isinstance(found, Parameters)
    assert (found.all[0].name, found.all[0].config_default) == ("A", "")


def test_a_name_in_another_members_text_does_not_move_places() -> None:
    text = reference_text(
        record("A", Group='has "Description": in it', Description="Set 0 to stop.")
    )
    found = read_parameters(Source("ref.json", text))
    assert isinstance(found, Parameters)
    quote = found.specials[0].quote
    assert text.split("\n")[quote.line - 1][quote.column - 1 :].startswith("Set 0 to stop.")


def test_the_fields_of_a_record_may_come_in_any_order() -> None:
    turned = dict(reversed(record("PageSize").items()))
    assert read(turned).all[0].name == "pageSize"
    assert DEFAULTS["YAMLDefault"] == read(turned).all[0].default


def test_a_description_without_end_is_read_in_part() -> None:
    """Each sentence is looked for from the start of its record: reading all took minutes."""
    sentence = "Set to 0 to disable the pager. "
    parameter = one(Description=sentence * 20_000)
    assert 0 < len(parameter.specials) < 1_000
