"""`config/templates/`: the owner's own looks of letters, read and checked. `deliver.proof` tries how they render."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from monitor.decide.delivery import OURS, OWN_TEMPLATES, TEMPLATE_FILTERS, Templates
from monitor.errors import ConfigError, Fault
from monitor.settings.document import decoded, read_bytes, shown
from monitor.settings.stamps import template_files
from monitor.settings.wording import nearest, quoted

if TYPE_CHECKING:
    from jinja2 import Environment, nodes

#: what a template may extend, import or include
_KNOWN: Final = (*(OURS + name for name in OWN_TEMPLATES), *OWN_TEMPLATES)


def load_templates(folder: Path) -> Templates:
    """Every template of the folder, by name; none where there is no such folder. Raises `ConfigError` with the faults
    of all."""
    files = template_files(folder)
    if not files:
        return ()
    environment = _environment()
    found: list[tuple[str, str]] = []
    faults: list[Fault] = []
    for path in files:
        try:
            source = _source(path)
        except ConfigError as error:
            faults += error.faults
        else:
            faults += _faults(path.name, source, shown(path), environment)
            found.append((path.name, source))
    if faults:
        raise ConfigError(*faults)
    return tuple(found)


def _environment() -> Environment:
    """Only reads: it has the names of our filters, and loads nothing."""
    from jinja2 import Environment  # most homes have no template, and a pass over files is the quicker for it

    environment = Environment(autoescape=True)
    environment.filters.update(dict.fromkeys(TEMPLATE_FILTERS, str))
    return environment


def _source(path: Path) -> str:
    if path.name not in OWN_TEMPLATES:
        hint = nearest(path.name, OWN_TEMPLATES) or f"there are: {', '.join(OWN_TEMPLATES)}"
        raise ConfigError(Fault(file=shown(path), what="no template of ours is called so", hint=hint))
    return decoded(read_bytes(path), file=shown(path))


def _faults(name: str, source: str, file: str, environment: Environment) -> Iterator[Fault]:
    """Syntax, and what the template names."""
    from jinja2 import TemplateSyntaxError, meta, nodes

    try:
        tree = environment.parse(source)
        environment.compile(source)  # knows which filters and tests there are
    except TemplateSyntaxError as error:
        yield Fault(file=file, line=error.lineno, what=(error.message or "no template").rstrip("."), hint=_hint(error))
        return
    seen = OWN_TEMPLATES[name]
    for unknown in sorted(meta.find_undeclared_variables(tree) - seen):
        line = next((one.lineno for one in tree.find_all(nodes.Name) if one.name == unknown), 0)
        hint = nearest(unknown, seen) or (f"there are: {', '.join(sorted(seen))}" if seen else "macros see their own")
        yield Fault(file=file, line=line, what=f"unknown variable {quoted(unknown)}", hint=hint)
    kinds = (nodes.Extends, nodes.Import, nodes.FromImport, nodes.Include)
    for one in tree.find_all(kinds):
        if fault := _reference(name, one, file):
            yield fault


def _reference(name: str, node: nodes.Node, file: str) -> Fault | None:
    """What is wrong with the template that one leads to; what is made up while it renders is seen then."""
    to = getattr(getattr(node, "template", None), "value", None)
    if to == name:
        what, hint = f"{quoted(name)} leads to itself", f"ours is called {quoted(OURS + name)}"
    elif isinstance(to, str) and to not in _KNOWN:
        what, hint = f"no template {quoted(to)}", nearest(to, _KNOWN) or f"there are: {', '.join(_KNOWN)}"
    else:
        return None
    return Fault(file=file, line=node.lineno, what=what, hint=hint)


def _hint(error: Exception) -> str:
    return f"ours are: {', '.join(TEMPLATE_FILTERS)}" if "No filter named" in str(error) else ""
