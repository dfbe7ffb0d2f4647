"""Our own words in the reader's language: gettext catalogues for the sentences, CLDR (Babel) for all that is counted,
dated, listed or named.

    voice       voice_of("fa") -> Voice: say, count, number, moment, language_name, listed
    catalogues  locales/LANGUAGE/LC_MESSAGES/monitor.po -> gettext, read once
    figures     numbers, in the digits of the language
    moments     days and hours, in the reader's zone

English stands in the code; `make messages` carries what is new there into the catalogues.
"""

from monitor.translation.catalogues import spoken
from monitor.translation.moments import zone
from monitor.translation.voice import ENGLISH, Direction, Voice, marked, voice_of

__all__ = ["ENGLISH", "Direction", "Voice", "marked", "spoken", "voice_of", "zone"]
