"""What a page shows as the output of a command is not what the command prints.

Checked are tables of `kubectl get` for kinds of Kubernetes itself: columns that the command does
not print, that are missing between others or in another order, rows with more or fewer values than
there are columns, and values that a column cannot have. So is what a command says that it has done
(`namespace/web created`), if the names of all its objects are known, and lines that `grep` lets
through, if they have almost what it looks for. Headers are held against custom columns, and against
other tables of the page, if one column alone is nearly the same. Columns that are left out at the
end of a table are not reported, and neither is text that stands for something else (`<name>`).

## Why

The reader compares the output with their own, and believes that something went wrong.

## Example

````mdx
```bash
kubectl get pods -n web
```

```
NAMESPACE   NAME      READY   STATUS    RESTARTS   AGE
web         proxy-0   2/1     Running   0          5m
```

```bash
kubectl create namespace web
```

```
namespace/webs-1 created
```
````

## Instead

````mdx
```bash
kubectl get pods -n web
```

```
NAME      READY   STATUS    RESTARTS   AGE
proxy-0   1/1     Running   0          5m
```

```bash
kubectl create namespace web
```

```
namespace/web created
```
````

## When to ignore

When the output is that of another command, and the page says so.
"""

from collections.abc import Iterator

from docs_snippets.code_blocks.client_calls import read_call
from docs_snippets.code_blocks.page_examples import PageExamples
from docs_snippets.code_blocks.printed_confirmations import wrong_confirmations, wrong_successes
from docs_snippets.code_blocks.printed_filters import unmatched_filter
from docs_snippets.code_blocks.printed_headers import misspelled_headers, wrong_custom_columns
from docs_snippets.code_blocks.printed_output import printed
from docs_snippets.code_blocks.printed_tables import wrong_tables
from docs_snippets.core.diagnostics import Severity
from docs_snippets.linting.rule import Finding, rule
from docs_snippets.mdx.page import Page


@rule(Severity.WARNING, reads="text")
def check(page: Page, examples: PageExamples) -> Iterator[Finding]:
    told = set()
    for each in printed(page, examples.commands(page)):
        unmatched = unmatched_filter(each.pipe[-1], each.text) if len(each.pipe) > 1 else None
        if unmatched:
            pattern, word, span = unmatched
            yield Finding(span, f"the command above keeps lines with {pattern!r}, not {word!r}")
        call = read_call(each.pipe[0]) if len(each.pipe) == 1 else None
        if call is None:
            continue
        read = tuple(one for one in examples.manifests(page) if one.command == call.command)
        for wrong in (
            *wrong_tables(call, each.text),
            *wrong_custom_columns(call, each.text),
            *wrong_confirmations(call, each.text, read),
            *wrong_successes(call, each.text),
        ):
            told.add(wrong.span)
            yield Finding(wrong.span, wrong.message)
    for wrong in misspelled_headers(page):
        if wrong.span not in told:
            yield Finding(wrong.span, wrong.message)
