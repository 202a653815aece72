"""The kinds of mistakes, one file per family."""

import importlib
import pkgutil

from selftest.ground import Mistake


def every() -> tuple[Mistake, ...]:
    """All of them, in the order of the files and of the lines in them."""
    names = sorted(info.name for info in pkgutil.iter_modules(__path__))
    modules = [importlib.import_module(f"{__name__}.{name}") for name in names]
    return tuple(
        found for module in modules for found in vars(module).values() if isinstance(found, Mistake)
    )
