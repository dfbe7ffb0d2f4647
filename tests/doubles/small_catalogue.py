"""A catalogue of a test's own: a folder like `monitor/comprehend/data`, small and sound but for what a test breaks."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

#: file -> text; every country has CLDR's names besides
SOUND: Mapping[str, str] = {
    "world/persons.yaml": """\
- id: person/jane-doe
  name: Jane Doe
  roles: [{office: president, of: country/FR, from: 2021-01-20}]
- id: person/mary-roe
  name: Mary Roe
  roles:
    - {office: president, of: country/FR, from: 2010, to: 2021-01}
    - {office: envoy, of: org/lake-council, from: 2022-03}
""",
    "world/organisations.yaml": """\
- id: org/lake-council
  name: Lake Council
  of: country/FR
""",
    "world/places.yaml": """\
- id: place/mehr
  name: Mehr Valley
  homonyms: [{name: Mehr, with: [country/IR]}]
""",
    "world/topics.yaml": """\
- id: topic/water-rights
  name: water rights
""",
    "languages/en/names.yaml": """\
person/jane-doe: [Jane Doe, Jane Q. Doe]
person/mary-roe: {names: [Mary Roe], short: [Roe]}
org/lake-council: [Lake Council]
place/mehr: [Mehr]
""",
    "languages/en/terms.yaml": "topic/water-rights: [water right*]\n",
    "languages/en/grammar.yaml": """\
affixes: {suffixes: [s]}
cues: {offices: {president: [president], other: [consul]}, honorifics: [Mr]}
common: [mehr]
""",
    "languages/ru/names.yaml": """\
person/jane-doe: {names: [Джейн Доу], short: [Доу]}
person/mary-roe: [Мэри Роу]
org/lake-council: [Озёрный совет]
country/FR: {demonyms: [французский]}
""",
    "languages/ru/terms.yaml": "topic/water-rights: [прав* на воду]\n",
    "languages/ru/labels.yaml": "topic/water-rights: права на воду\n",
    "languages/ru/grammar.yaml": "affixes: {suffixes: [а, у, ом]}\n",
    "syllables.yaml": "onsets: [h]\nrhymes: [oa]\n",
    "given-names.yaml": "Latin: [Karel]\n",
}


def small_catalogue(folder: Path, **other: str) -> Path:
    """The folder, with these texts in place of the sound ones: `languages__ru__names=…` is languages/ru/names.yaml."""
    named = {f"{name.replace('__', '/')}.yaml": text for name, text in other.items()}
    for name, text in (SOUND | named).items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder
