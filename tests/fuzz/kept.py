"""What the fuzzer found, as small as it can be told: by name, the target and its input."""

from collections.abc import Mapping

CASES: Mapping[str, tuple[str, bytes]] = {
    "an anchor inside itself": ("front_matter", b"a: &a [*a]"),
    "a tab before indented code, its place": ("markdown", b"1. a\n\n \t```A"),
    "an import whose quote is not closed": ("markdown", b"import a from 'b\n;\n"),
    "a lone quote in brackets of a module": (
        "markdown",
        b"import {a} from 'b';\nimport c from \"d\n;x",
    ),
    "lines read ahead and given back, out of order": ("page", b"\0---\n<\n*\n\nh"),
    "a lazy line that starts HTML": ("markdown", b"- r\n<!--\n- -->"),
    "a tag with attributes in a directive's label": ("markdown", b":x[a<B c={d} {...e} />]"),
    "a number that looks octal and is not": ("front_matter", b"a: 099"),
    "a pipe into nothing behind an open heredoc": ("shell", b"o <<O |"),
    "a comment with a blank behind it": ("markdown", b"<!--> "),
    "a comment with control characters behind it": ("markdown", b"<!-- b -->\x1e"),
}
