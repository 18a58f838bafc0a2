"""Finds PEtab problems in a folder."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import Path

import yaml

# What the first level of a problem's YAML file says, and other YAML files do not.
_PROBLEM = re.compile(r"^format_version\s*:", re.MULTILINE)


@dataclass(frozen=True)
class Problem:
    """A PEtab problem: its name and the path of its YAML file."""

    name: str
    path: Path

    @property
    def model_name(self) -> str:
        """The name as an identifier, for generated modules."""
        return re.sub(r"\W", "_", self.name)

    def fingerprint(self) -> str:
        """A digest of the YAML file and of every file that it names."""
        digest = hashlib.sha256()
        for path in [self.path, *_named_files(self.path)]:
            digest.update(path.name.encode())
            digest.update(path.read_bytes())
        return digest.hexdigest()


def find(folder: Path, names: list[str]) -> list[Problem]:
    """The problems of a folder that has a folder for each, by name; or those with these names.

    A problem is named after its folder, or FOLDER-FILE where there are several in one. Parts of names
    select as well when only one problem has them.
    """
    if not folder.is_dir():
        raise SystemExit(f"error: there is no folder {folder}; correct its name")
    found: list[Problem] = []
    for child in [folder, *sorted(folder.iterdir())]:
        if child.is_dir():
            found += _in_folder(child)
    if not found:
        raise SystemExit(f"error: {folder} has no problem NAME/*.yaml; name a folder that has some")
    return [_select(found, name) for name in names] if names else found


def _in_folder(folder: Path) -> list[Problem]:
    files = [f for f in sorted(folder.glob("*.y*ml")) if _PROBLEM.search(f.read_text(encoding="utf-8"))]
    if len(files) == 1:
        return [Problem(folder.resolve().name, files[0])]
    return [Problem(f"{folder.resolve().name}-{f.stem}", f) for f in files]


def _select(problems: list[Problem], name: str) -> Problem:
    exact = [p for p in problems if p.name == name]
    matching = exact or [p for p in problems if name.lower() in p.name.lower()]
    if len(matching) != 1:
        known = ", ".join(p.name for p in matching or problems)
        raise SystemExit(f"error: --problems {name} names {len(matching)} problems; choose of {known}")
    return matching[0]


def _named_files(path: Path) -> list[Path]:
    def texts(node):
        if isinstance(node, dict):
            for key, value in node.items():
                yield from texts(key)
                yield from texts(value)
        elif isinstance(node, list):
            for value in node:
                yield from texts(value)
        elif isinstance(node, str):
            yield node

    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    files = {path.parent / text for text in texts(content) if (path.parent / text).is_file()}
    return sorted(files)
