"""Programs of which either runs the same command: a reader takes the one that is there."""

from docs_snippets.siblings.variant import Variant

_ALIKE = (
    frozenset({"sh", "bash", "zsh", "ksh", "dash"}),
    frozenset({"python", "python3", "py"}),
    frozenset({"pip", "pip3"}),
    frozenset({"npm", "yarn", "pnpm", "bun"}),
    frozenset({"npx", "bunx"}),
    frozenset({"vi", "vim", "nano", "emacs"}),
    frozenset({"docker", "podman", "nerdctl"}),
)


def is_same_runner(one: Variant, two: Variant) -> bool:
    """Whether two variants differ in a program that stands for the other."""
    names = {one.whole, two.whole}
    return any(names <= alike for alike in _ALIKE)
