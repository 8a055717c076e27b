"""Imports a file of cards into an empty collection by Anki's own library, twice, as a learner does.

Usage: import_cards.py FILE

Prints as JSON how many notes each of the two imports made ("new"), and the notes: their type, their fields by name, their tags.
tests/cards.rs compares that with the book.
"""

import json
import sys
import tempfile
from pathlib import Path

from anki.collection import Collection, ImportCsvRequest


def import_twice(file: Path) -> dict[str, object]:
    """What two imports make of the file, with the settings that Anki proposes for it."""
    with tempfile.TemporaryDirectory() as folder:
        collection = Collection(str(Path(folder) / "collection.anki2"))
        new = []
        for _ in range(2):
            metadata = collection.get_csv_metadata(path=str(file), delimiter=None)
            request = ImportCsvRequest(path=str(file), metadata=metadata)
            new.append(len(collection.import_csv(request).log.new))
        notes = []
        for number in sorted(collection.find_notes("")):
            note = collection.get_note(number)
            kind = note.note_type()
            assert kind is not None, "every note has a type"
            notes.append(
                {"type": kind["name"], "fields": dict(note.items()), "tags": note.tags}
            )
        collection.close()
    return {"new": new, "notes": notes}


if __name__ == "__main__":
    json.dump(import_twice(Path(sys.argv[1])), sys.stdout)
