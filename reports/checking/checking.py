"""Is this workbook as the device signed it? And if not: which cells, which rows, which sheets."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from reports.checking import cells, manifest
from reports.checking.book import Page, Workbook
from reports.checking.comparing import Comparing
from reports.checking.disguise import disguises
from reports.checking.manifest import Manifest, Said
from reports.checking.package import Broken, Package, open_package
from reports.checking.saying import Change, Checked, Note
from reports.checking.sheet import Row
from supervisor.journal.receipts import signed_by
from supervisor.language import _

MOST_CHANGES = 2_000  # are listed; the others are counted
ALIKE = 0.5  # of its rows: then a sheet is the one that is missing, under another name


def check(path: Path, *, keys: Mapping[str, bytes] | None = None, password: str | None = None) -> Checked:
    """Check a workbook against its manifest. `keys`: device → public key, the devices known.

    Raises BadInput for what is no workbook, is cut off, needs a password, or is made to exhaust who reads it.
    """
    with open_package(path, password) as package:
        return _checked(package, keys or {})


def _checked(package: Package, keys: Mapping[str, bytes]) -> Checked:
    said: Said | None = None
    try:
        workbook = Workbook(package)
        held = manifest.find(workbook)
        if not held:
            return Checked("no_manifest")
        found = manifest.read(held[0][1])
        said, known = found.said, manifest.signer(found.said, keys)
        if not found.whole:
            return Checked("changed", said, (Change("manifest"),))
        if known is None:
            return Checked("changed", said, (Change("forged"),))
        if _sealed(package, found):
            return Checked("proven" if known else "unknown_signer", said, untouched=True)
        changes, notes = _Check(workbook, found, held[0][0], [page for page, _lines in held[1:]]).run()
    except Broken as wrong:
        return Checked("damaged", said, why=str(wrong))
    except (ValueError, KeyError, IndexError, TypeError):  # what no program of that kind writes
        return Checked("damaged", said, why=_("its markup is not sound"))
    verdict = "changed" if changes else "proven" if known else "unknown_signer"
    more = max(0, len(changes) - MOST_CHANGES)
    return Checked(verdict, said, tuple(changes[:MOST_CHANGES]), tuple(notes), more=more)


def _sealed(package: Package, found: Manifest) -> bool:
    seal = package.seal()
    if seal is None:
        return False
    device, key, text, signature = seal
    same = (device, key) == (found.said.device, bytes.fromhex(found.said.public_key))
    return same and signed_by(key, signature, text)


class _Check:
    """One workbook being compared, sheet by sheet."""

    def __init__(self, workbook: Workbook, found: Manifest, own: Page, rivals: list[Page]) -> None:
        self._workbook, self._manifest, self._own = workbook, found, own
        self._changes = [Change("manifests", page.name) for page in rivals]
        self._notes: list[Note] = []
        self._marks: dict[str, set[str]] = {}  # of sheets that are not what they should be
        self._missing_values: list[str] = []

    def run(self) -> tuple[list[Change], list[Note]]:
        """Compare everything."""
        pages = {page.name: page for page in self._workbook.pages if page is not self._own}
        missing = [name for name in self._manifest.sheets if name not in pages]
        spare = [page for name, page in pages.items() if name not in self._manifest.sheets]
        renamed = self._renamed(missing, spare)
        strange = same = 0
        for name, kind in self._manifest.sheets.items():
            page = pages.get(name) or renamed.get(name)
            if page is None:
                self._changes.append(Change("sheet_removed", name))
                continue
            if name in renamed:
                self._changes.append(Change("sheet_renamed", name, now=page.name))
            if kind == "chart":
                continue
            compared = self._compare(name, page)
            strange += compared.strange
            same += bool(self._manifest.blocks.get(name)) and not compared.strange
        if strange > 1 and not same:
            self._changes.insert(0, Change("other_workbook"))
        self._exchanged()
        self._named()
        known = {page.name for page in renamed.values()}
        self._notes += [Note("added_sheet", page.name) for page in spare if page.name not in known]
        self._notes += [Note("not_calculated", name) for name in self._missing_values]
        return self._changes, self._notes

    def _compare(self, name: str, page: Page) -> Comparing:
        found, workbook = self._manifest, self._workbook
        sheet = workbook.sheet(page)

        def again() -> Iterator[Row]:
            return workbook.sheet(page).rows()

        compared = Comparing(
            name, found.blocks.get(name, []), found.opened.get(name, []), again=again, shows_day=workbook.shows_days
        )
        covered = _Covered()
        for row in sheet.rows():
            covered.take(row)
            compared.take(row)
        compared.finish()
        self._changes += compared.changes
        self._notes += compared.notes
        if compared.strange:
            self._marks[name] = set(compared.marks)
        else:
            for place in covered.by(sheet.merged):
                self._changes.append(Change("covered", name, place))
            for style, (line, column) in compared.styles.items():
                if disguises(workbook.format_of(style)):
                    self._changes.append(
                        Change("disguised", name, cells.address(line, column), workbook.format_of(style))
                    )
        if compared.values_missing:
            self._missing_values.append(name)
        ours = found.hides[name]
        if page.hidden and "sheet" not in ours:
            self._notes.append(Note("hidden_sheet", name))
        if compared.hidden and "rows" not in ours:
            self._notes.append(Note("hidden_rows", name, _some(compared.hidden)))
        if sheet.hidden_columns and "columns" not in ours:
            self._notes.append(Note("hidden_columns", name))
        return compared

    def _renamed(self, missing: list[str], spare: list[Page]) -> dict[str, Page]:
        """Sheets that are missing, and what is probably them under another name."""
        found: dict[str, Page] = {}
        for page in spare if missing else ():
            if page.chart:
                continue
            compared = Comparing(page.name, [], [], again=list, shows_day=self._workbook.shows_days)
            for row in self._workbook.sheet(page).rows():
                compared.take(row)
            compared.finish()
            now = set(compared.marks)
            for name in missing:
                signed = set(Comparing.signed(self._manifest.blocks.get(name, [])))
                if name not in found and signed and len(signed & now) > ALIKE * len(signed):
                    found[name] = page
                    break
        return found

    def _exchanged(self) -> None:
        """Sheets that hold what was signed of another one."""
        for place, change in enumerate(self._changes):
            if change.kind != "sheet_replaced":
                continue
            now = self._marks[change.sheet]
            for name in self._manifest.sheets:
                signed = set(Comparing.signed(self._manifest.blocks.get(name, [])))
                if name != change.sheet and len(signed) > 2 and len(signed & now) > 0.8 * len(signed):
                    self._changes[place] = Change("sheets_exchanged", change.sheet, now=name)
                    break

    def _named(self) -> None:
        """Names for cells, by which formulas read."""
        now = {name.upper(): cells.formula(meaning)[1:] for name, meaning in self._workbook.names.items()}
        for name, meaning in self._manifest.names.items():
            if name.upper() in now and now[name.upper()] != meaning:
                self._changes.append(Change("name", cell=name, now=now[name.upper()]))
        ours = {name.upper() for name in self._manifest.names}
        self._changes += [Change("name", cell=name) for name in self._workbook.own_names if name.upper() in ours]
        self._changes += [Change("disguised", now=form) for form in self._workbook.formats_in_rules if disguises(form)]


class _Covered:
    """What merged cells could hide: the cells with content of a sheet, kept only as far as they are few."""

    def __init__(self) -> None:
        self._held: dict[int, list[int]] = {}

    def take(self, row: Row) -> None:
        self._held[row.line] = [column for column, cell in enumerate(row.cells) if cell]

    def by(self, merged: list[tuple[int, int, int, int]]) -> Iterator[str]:
        """Ranges that cover more than what stands in their first cell."""
        for first, left, last, right in merged:
            for line in range(first, min(last, max(self._held, default=-1)) + 1):
                if any(left <= at <= right and (line, at) != (first, left) for at in self._held.get(line, ())):
                    yield f"{cells.address(first, left)}:{cells.address(last, right)}"
                    break


def _some(lines: list[int]) -> str:
    return "、".join(str(line + 1) for line in lines[:20]) + ("…" if len(lines) > 20 else "")
