"""One syntax of patterns for paths, in linear time whoever wrote them."""

import time

import pytest

from docs_snippets.core.globs import MAX_CHOICES, MAX_LENGTH, glob_error, globs, is_glob


@pytest.mark.parametrize(
    ("pattern", "matched", "not_matched"),
    [
        ("guide/a.mdx", "guide/a.mdx", "guide/b.mdx guide/a.mdx/b guide/guide/a.mdx"),
        ("*.mdx", "a.mdx .mdx", "guide/a.mdx a.md"),
        ("guide/*", "guide/a.mdx", "guide/a/b.mdx guide"),
        ("guide/*/a.mdx", "guide/b/a.mdx", "guide/a.mdx guide/b/c/a.mdx"),
        ("guide/?.mdx", "guide/a.mdx guide/é.mdx", "guide/ab.mdx guide/.mdx"),
        ("**/a.mdx", "a.mdx guide/a.mdx guide/b/a.mdx", "guide/ba.mdx"),
        ("guide/**", "guide/a.mdx guide/b/a.mdx", "guide other/guide/a.mdx"),
        ("guide/", "guide/a.mdx guide/b/a.mdx", "guide other/guide/a.mdx guides/a.mdx"),
        ("guide/**/a.mdx", "guide/a.mdx guide/b/c/a.mdx", "guide/ba.mdx a.mdx"),
        ("**", "a.mdx guide/a.mdx", ""),
        ("calico/3.[12]/*", "calico/3.1/a calico/3.2/a", "calico/3.3/a calico/3.12/a"),
        ("v[0-9]", "v1 v9", "v v10 va"),
        ("v[!0-9]", "va v-", "v1 v/ v"),
        ("a[!b]c/d", "axc/d", "abc/d a/c/d"),
        ("{guide,ref}/*.{md,mdx}", "guide/a.md ref/b.mdx", "other/a.md guide/a.txt"),
        ("{a,b{c,d}}", "a bc bd", "b c d"),
        ("v{1..3}", "v1 v2 v3", "v4 v1..3"),
        ("a{b}c", "a{b}c", "abc"),
        ("a,b", "a,b", "a b"),
        (r"\*.mdx", "*.mdx", "a.mdx"),
        (r"\{a,b\}", "{a,b}", "a b"),
        ("!a", "!a", "a b"),
        ("#a", "#a", "a"),
        ("./guide/a.mdx", "guide/a.mdx", "a.mdx"),
        ("a.mdx", "a.mdx", "axmdx A.mdx"),
        ("a+(b)|c", "a+(b)|c", "ab c"),
    ],
)
def test_patterns(pattern: str, matched: str, not_matched: str) -> None:
    assert glob_error(pattern) == ""
    found = globs(pattern)
    assert [path for path in matched.split() if not found.match(path)] == []
    assert [path for path in not_matched.split() if found.match(path)] == []


def test_one_of_many_patterns_is_enough() -> None:
    found = globs("a/*", "{b,c}/*", "[")
    assert [path for path in ("a/x", "b/x", "c/x", "d/x") if found.match(path)] == [
        "a/x",
        "b/x",
        "c/x",
    ]
    assert not globs().match("a")


def test_many_patterns_are_more_than_one_expression_may_hold() -> None:
    names = [f"{number}{'x' * 200}" for number in range(200)]
    found = globs(*names)
    assert all(map(found.match, names))
    assert not found.match("x" * 200)


def test_names_that_are_no_text() -> None:
    assert globs("*.mdx").match("a\udcff.mdx") is False
    assert globs("a.mdx").match("a\udcff.mdx") is False


@pytest.mark.parametrize("text", ["*", "a?b", "[ab]", "{a,b}", r"\*"])
def test_what_is_a_pattern(text: str) -> None:
    assert is_glob(text)
    assert not is_glob("calico/3.31/a-b_c.mdx")


@pytest.mark.parametrize(
    ("pattern", "error"),
    [
        ("", "it is empty, or a bracket or a backslash in it is not complete"),
        ("a[b", "it is empty, or a bracket or a backslash in it is not complete"),
        ("a\\", "it is empty, or a bracket or a backslash in it is not complete"),
        ("[z-a]", "it is empty, or a bracket or a backslash in it is not complete"),
        ("a" * (MAX_LENGTH + 1), f"it is longer than {MAX_LENGTH} characters"),
        ("{1..1000000000}", f"its braces stand for more than {MAX_CHOICES} patterns"),
        ("{a,b}" * 50, f"its braces stand for more than {MAX_CHOICES} patterns"),
        ("{" * MAX_LENGTH, f"its braces stand for more than {MAX_CHOICES} patterns"),
    ],
)
def test_patterns_that_cannot_be_used(pattern: str, error: str) -> None:
    assert glob_error(pattern) == error
    assert not globs(pattern).match("a")


@pytest.mark.parametrize(
    "pattern",
    [
        "*a" * (MAX_LENGTH // 2),
        "**/a/" * (MAX_LENGTH // 5),
        "**/*a/" * (MAX_LENGTH // 6),
        "*" * MAX_LENGTH,
        "[!b]*" * (MAX_LENGTH // 5),
        "{a,*a}{a,*a}{a,*a}{a,*a}{a,*a}{a,*a}*b",
    ],
)
def test_no_pattern_takes_long(pattern: str) -> None:
    before = time.process_time()
    found = globs(pattern)
    for path in ("a" * 4_000, "a/" * 2_000, "a/" * 2_000 + "b"):
        found.match(path)
    assert time.process_time() - before < 2
