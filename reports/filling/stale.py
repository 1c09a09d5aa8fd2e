"""No figure of before stays beside a formula: what the program that wrote the form had reckoned is taken out wherever
it may hang on what was filled in, and Excel, WPS and LibreOffice are told to reckon everything when they open it.
"""

from __future__ import annotations

from .package import CHART, MAIN, Node, Package
from .reckoning import Reckoning
from .refs import refs_of, sheet_of
from .sheets import FORMULA, VALUE, Sheet, Strings

_M, _C = f"{{{MAIN}}}", f"{{{CHART}}}"
_BEFORE_RECKONING = frozenset(
    f"{_M}{name}" for name in ("fileVersion", "fileSharing", "workbookPr", "workbookProtection", "bookViews", "sheets",
                               "functionGroups", "externalReferences", "definedNames")
)  # fmt: skip


def forget(package: Package, sheets: list[Sheet], changed: set[str]) -> None:
    """Take out values of formulas on sheets that were changed or hang on one that was, and the figures that charts
    keep of them; a sheet is looked at as a whole."""
    if not changed:
        return
    stale = _hanging_on(sheets, changed)
    for sheet in sheets:
        if sheet.name.casefold() in stale:
            for formula in sheet.root.iter(FORMULA):
                _forget(formula, sheet)
    reckoning = Reckoning(sheets, Strings(package), stale)
    for sheet in sheets:
        if sheet.name.casefold() in stale:
            reckoning.put(sheet)
    for part in list(package.parts):
        if "/pivotCache/pivotCacheDefinition" in part and part.endswith(".xml"):
            _pivot(package, part, stale)
        elif "/charts/" in part and part.endswith(".xml") and CHART.encode() in package.parts[part]:
            _chart(package, part, stale)
    reckon_on_opening(package)


def _hanging_on(sheets: list[Sheet], changed: set[str]) -> set[str]:
    stale = {name.casefold() for name in changed}
    needs: dict[str, set[str]] = {}
    for sheet in sheets:
        own = sheet.name.casefold()
        for formula in sheet.root.iter(FORMULA):
            refs, further = refs_of(formula.text or "")
            wanted = needs.setdefault(own, set())
            wanted.update((sheet_of(ref.sheet) or "*").casefold() if ref.sheet else own for ref in refs)
            if further:
                wanted.add("*")  # a name, a table, an address made of text: it may reach anywhere
    growing = True
    while growing:
        growing = False
        for own, wanted in needs.items():
            if own not in stale and ("*" in wanted or wanted & stale):
                stale.add(own)
                growing = True
    return stale


def _forget(formula: Node, sheet: Sheet) -> None:
    cell = formula.getparent()
    value = cell.find(VALUE) if cell is not None else None
    if cell is not None and value is not None:
        cell.remove(value)
        cell.attrib.pop("t", None)
        sheet.touch()


def _pivot(package: Package, part: str, stale: set[str]) -> None:
    """A pivot table over cells that changed is made anew when the workbook is opened."""
    root = package.xml(part)
    source = root.find(f"{_M}cacheSource/{_M}worksheetSource")
    if source is not None and (source.get("sheet") or "").casefold() in {*stale, ""}:
        root.set("refreshOnLoad", "1")
        package.touch(part)


def _chart(package: Package, part: str, stale: set[str]) -> None:
    """What a chart keeps of cells that changed; it is drawn anew from the cells."""
    for formula in package.xml(part).iter(f"{_C}f"):
        refs, further = refs_of(formula.text or "")
        if further or any(sheet_of(ref.sheet).casefold() in stale for ref in refs):
            for kept in formula.itersiblings(f"{_C}numCache", f"{_C}strCache", f"{_C}multiLvlStrCache"):
                kept.getparent().remove(kept)
                package.touch(part)


def reckon_on_opening(package: Package) -> None:
    """Have every formula reckoned when the workbook is opened."""
    workbook = package.workbook
    root = package.xml(workbook)
    found = root.find(f"{_M}calcPr")
    if found is None:
        found = root.makeelement(f"{_M}calcPr", {})
        place = max((at for at, one in enumerate(root) if one.tag in _BEFORE_RECKONING), default=-1)
        root.insert(place + 1, found)
    found.set("fullCalcOnLoad", "1")
    package.touch(workbook)
