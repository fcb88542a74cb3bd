"""Ways to import WeasyPrint in half its time: it loads what our documents never use and looks for libraries by gcc."""

import ctypes.util
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from importlib import import_module
from types import ModuleType
from typing import Any


class _Deferred(ModuleType):
    """Stands for a module of which only functions and classes are called: the first call imports it."""

    def __getattr__(self, name: str) -> Callable[..., Any]:
        if name.startswith("__"):
            raise AttributeError(name)

        def call(*args: Any, **kwargs: Any) -> Any:
            return getattr(import_module(self.__name__), name)(*args, **kwargs)

        return call


@contextmanager
def deferred(*names: str) -> Iterator[None]:
    """Give whoever imports the modules `names` in this block a stand-in. Those imported before are left alone."""
    stand_ins = {name: _Deferred(name) for name in names if name not in sys.modules}
    sys.modules.update(stand_ins)
    try:
        yield
    finally:
        for name, stand_in in stand_ins.items():
            if sys.modules.get(name) is stand_in:
                del sys.modules[name]


@contextmanager
def libraries_by_file_name() -> Iterator[None]:
    """Let shared libraries be opened by their full names only (libpango-1.0.so.0), which WeasyPrint tries last.

    For every other name it tries, Python would run ldconfig, gcc and ld: fifty programs, a fifth of a second.
    """
    find_library = ctypes.util.find_library
    if sys.platform == "linux":
        ctypes.util.find_library = lambda name: None
    try:
        yield
    finally:
        ctypes.util.find_library = find_library
