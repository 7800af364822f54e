"""Workbooks as other programs write them, and as nobody should: read as they are, or refused by the name of a part."""

from __future__ import annotations

import io
import zipfile

import pytest
from openpyxl import Workbook

from kuntaverkostot.tables import markup, workbooks
from kuntaverkostot.tables import zip_reader as unpacking
from kuntaverkostot.tables.excel import MOST_PARTS
from kuntaverkostot.tables.sheet import Sheet
from kuntaverkostot.tables.workbooks import sheets
from kuntaverkostot.tables.zip_reader import unpacked

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/spreadsheetml/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"
CONTENT = """<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:c="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"><o:body><o:spreadsheet>{}
 </o:spreadsheet></o:body></o:document-content>"""


def _excel(rows: str, *, space: str = MAIN, **other: str) -> dict[str, bytes]:
    """Return the parts of a workbook of one sheet; others by their names in xl, without the ending."""
    related = "".join(
        f'<Relationship Id="{name}" Type="{OFFICE}/{name}" Target="/xl/{name}.xml"/>'
        for name in other
        if name != "book"
    )
    parts = {
        "xl/workbook.xml": f'<workbook xmlns="{space}" xmlns:r="{OFFICE}">{other.get("book", "")}<sheets>'
        '<sheet name="a" r:id="r1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{related}<Relationship Id="r1" '
        f'Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        SHEET: f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>',
        **{f"xl/{name}.xml": content for name, content in other.items() if name != "book"},
    }
    return {name: content.encode() for name, content in parts.items()}


def _rows(parts: dict[str, bytes]) -> list[list[str]]:
    (sheet,), problems = sheets(parts, file="a.xlsx")
    assert problems == []
    return sheet.rows


def _refusal(parts: dict[str, bytes]) -> tuple[str, str]:
    found, (problem,) = sheets(parts, file="a.xlsx")
    assert found == []
    return problem.rule, problem.value


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<c r="A1"><v>20</v></c>', "20"),
        ('<c r="A1"><v>20.0</v></c>', "20"),
        ('<c r="A1"><v>1.5E-3</v></c>', "0.0015"),
        ('<c r="A1" t="b"><v>1</v></c>', "true"),
        ('<c r="A1" t="b"><v>0</v></c>', "false"),
        ('<c r="A1" t="e"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c r="A1"><f>B1</f></c>', "#CALC!"),
        ('<c r="A1"><f>B1</f><v/></c>', "#CALC!"),
        ('<c r="A1"><f>B1</f><v>3</v></c>', "3"),
        ('<c r="A1" t="str"><f>B1</f><v>020</v></c>', "020"),
        ('<c r="A1" t="d"><v>2020-01-02</v></c>', "2020-01-02"),
        ('<c r="A1" t="d"><v>2020-01-02T03:04:05</v></c>', "2020-01-02 03:04:05"),
        ('<c r="A1" t="inlineStr"><is><r><t>a</t></r><r><t> b</t></r><rPh><t>sound</t></rPh></is></c>', "a b"),
        ('<c r="A1" t="inlineStr"><is><t>a_x000D_b_x005F_x000D_</t></is></c>', "a\rb_x000D_"),
        ('<c r="A1" t="inlineStr"><is><t>_xD800_</t></is></c>', "_xD800_"),
    ],
)
def test_a_cell_of_excel_is_read_as_it_is(cell, text):
    assert _rows(_excel(f"<row>{cell}</row>")) == [[text]]


def test_an_empty_text_that_a_formula_gave_is_no_error():
    row = '<row><c r="A1" t="str"><f>""</f><v></v></c><c r="B1"><v>1</v></c></row>'
    assert _rows(_excel(row)) == [["", "1"]]


def test_days_are_told_by_the_format_and_counted_from_either_year():
    codes = (
        '<numFmts><numFmt numFmtId="200" formatCode="d.m.yyyy"/><numFmt numFmtId="201" formatCode="[h]:mm"/></numFmts>'
    )
    styles = "".join(f'<xf numFmtId="{number}"/>' for number in (0, 14, 200, 201))
    sheet = (
        f'<styleSheet xmlns="{MAIN}">{codes}<cellStyleXfs><xf/></cellStyleXfs><cellXfs>{styles}</cellXfs></styleSheet>'
    )
    row = "".join(f'<c s="{style}"><v>1.5</v></c>' for style in range(5))
    assert _rows(_excel(f"<row>{row}</row>", styles=sheet)) == [
        ["1.5", "1900-01-01 12:00:00", "1900-01-01 12:00:00", "1 day, 12:00:00", "1.5"]
    ]
    late = '<row><c s="1"><v>1</v></c><c s="1"><v>1e300</v></c></row>'
    assert _rows(_excel(late, styles=sheet, book='<workbookPr date1904="1"/>')) == [["1904-01-02", "#VALUE!"]]


def test_cells_and_rows_without_a_place_follow_each_other():
    parts = _excel('<row r="5"><c r="C5"><v>1</v></c><c><v>2</v></c></row><row><c><v>3</v></c></row>')
    assert sheets(parts, file="a.xlsx")[0] == [Sheet("a", [["", "", "1", "2"], ["3", "", "", ""]], [5, 6])]


def test_shared_texts_and_the_strict_variant_are_read():
    texts = f'<sst xmlns="{STRICT}"><si><t>a</t></si><si><r><t>b</t></r><r><t>c</t></r></si></sst>'
    row = '<row><c t="s"><v>1</v></c><c t="s"><v>0</v></c></row>'
    assert _rows(_excel(row, space=STRICT, sharedStrings=texts)) == [["bc", "a"]]


@pytest.mark.parametrize("name", ["xl\\Worksheets\\Sheet1.xml", "XL/worksheets/sheet1.xml"])
def test_a_part_is_found_however_its_name_is_written(name):
    parts = _excel("<row><c><v>1</v></c></row>")
    parts[name] = parts.pop(SHEET)
    assert _rows(parts) == [["1"]]


@pytest.mark.parametrize(
    ("rows", "error"),
    [
        ('<row r="2"/><row r="1"/>', "ValueError"),
        ('<row r="1"><c r="B1"/><c r="A1"/></row>', "ValueError"),
        ('<row r="1"><c r="B1"/><c r="B1"/></row>', "ValueError"),
        ('<row><c r="XFE1"/></row>', "ValueError"),
        ('<row><c t="s"><v>0</v></c></row>', "IndexError"),
        ('<row><c t="s"><v>-1</v></c></row>', "ValueError"),
        ("<row>", "ExpatError"),
        ("&a;", "ExpatError"),
    ],
)
def test_a_damaged_part_is_named(rows, error):
    assert _refusal(_excel(rows)) == ("workbook-damaged", f"{SHEET}: {error}")


def test_no_part_declares_entities_or_is_in_an_encoding_of_its_own():
    for head, value in (
        ("<!DOCTYPE a [<!ENTITY b 'b'>]>", "DOCTYPE"),
        ("<?xml version='1.0' encoding='cp037'?>", "cp037"),
    ):
        parts = _excel("")
        parts[SHEET] = head.encode() + parts[SHEET]
        assert _refusal(parts) == ("workbook-damaged", f"{SHEET}: {value}")


def test_a_part_is_walked_through_only_once():
    parts = _excel("<row/>")
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", b'<sheet name="b" r:id="r1"/></sheets>')
    assert _refusal(parts) == ("workbook-damaged", SHEET)


@pytest.mark.parametrize(
    "rows",
    [
        "<a>" * 101,
        "".join(f"<a{number}/>" for number in range(markup.MOST_NAMES)),
        "".join(f'<a xmlns:b{number}="b"/>' for number in range(markup.MOST_NAMES)),
        f'<a xmlns:b="{"b" * 1_001}"/>',
    ],
    ids=["nested", "names", "namespaces", "a long namespace"],
)
def test_a_part_that_is_nested_or_named_as_none_is_is_refused(rows):
    assert _refusal(_excel(rows)) == ("workbook-part-too-large", SHEET)


def test_more_sheets_than_parts_are_refused():
    parts = _excel("")
    many = b'<sheet name="b" r:id="r1"/>' * MOST_PARTS
    parts["xl/workbook.xml"] = parts["xl/workbook.xml"].replace(b"</sheets>", many + b"</sheets>")
    assert _refusal(parts) == ("workbook-part-too-large", "xl/workbook.xml")


def test_a_text_that_many_cells_share_is_counted_each_time(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_LETTERS", 99)
    texts = f'<sst xmlns="{MAIN}"><si><t>{"x" * 10}</t></si></sst>'
    row = '<row><c t="s"><v>0</v></c></row>'
    assert len(_rows(_excel(row * 9, sharedStrings=texts))) == 9
    assert _refusal(_excel(row * 10, sharedStrings=texts))[0] == "workbook-too-large"


def test_short_rows_under_a_long_header_are_counted_as_long_ones(monkeypatch):
    monkeypatch.setattr(workbooks, "MOST_FILLED_UP", 100)
    rows = f"<row>{'<c><v>1</v></c>' * 10}</row>" + "<row><c><v>1</v></c></row>" * 9
    assert len(_rows(_excel(rows))) == 10
    assert _refusal(_excel(rows + "<row><c><v>1</v></c></row>"))[0] == "workbook-too-large"


def test_what_openpyxl_writes_is_read():
    book = Workbook()
    book.active.append(["a", 1, 2.5, True, None, "020"])
    book.active.append([])
    book.active.append(["=A1"])
    buffer = io.BytesIO()
    book.save(buffer)
    parts, _ = unpacked(buffer.getvalue(), file="a.xlsx")
    wide = ["a", "1", "2.5", "true", "", "020"]
    assert sheets(parts, file="a.xlsx") == ([Sheet("Sheet", [wide, ["#CALC!", *[""] * 5]], [1, 3])], [])


def _open(tables: str) -> list[Sheet]:
    found, problems = sheets({"content.xml": CONTENT.format(tables).encode()}, file="a.ods")
    assert problems == []
    return found


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ('<t:table-cell o:value-type="float" c:value-type="float" o:value="49.0"><x:p>49,0</x:p></t:table-cell>', "49"),
        ('<t:table-cell o:value-type="date" o:date-value="2020-01-02T00:00:00"/>', "2020-01-02"),
        ('<t:table-cell o:value-type="boolean" o:boolean-value="true"/>', "true"),
        ("<t:table-cell><x:p>a</x:p><x:p>b</x:p></t:table-cell>", "a\nb"),
        ('<t:table-cell><x:p>a<x:s x:c="2"/>b<x:tab/>c<x:line-break/>d</x:p></t:table-cell>', "a  b\tc\nd"),
        ("<t:table-cell><o:annotation><x:p>n</x:p></o:annotation><x:p>a</x:p></t:table-cell>", "a"),
        ("<t:table-cell><x:p>a<o:annotation><x:p>n</x:p></o:annotation>b</x:p></t:table-cell>", "ab"),
        ('<t:table-cell t:formula="of:=A1"/>', "#CALC!"),
        ("<t:table-cell><t:table><t:table-row><t:table-cell/></t:table-row></t:table><x:p>a</x:p></t:table-cell>", "a"),
    ],
)
def test_a_cell_of_libreoffice_is_read_as_it_is(cell, text):
    (sheet,) = _open(f'<t:table t:name="s"><t:table-row>{cell}</t:table-row></t:table>')
    assert sheet == Sheet("s", [[text]], [1])


def test_what_is_repeated_keeps_its_place():
    cells = (
        '<t:table-cell t:number-columns-repeated="3"/>'
        '<t:table-cell t:number-columns-repeated="2"><x:p>a</x:p></t:table-cell>'
    )
    far = '<t:table-cell t:number-columns-repeated="16380"/>'
    rows = (
        f'<t:table-row t:number-rows-repeated="4">{far}</t:table-row>'
        f'<t:table-row t:number-rows-repeated="2">{cells}{far}</t:table-row>'
    )
    assert _open(f"<t:table>{rows}</t:table>") == [Sheet("", [["", "", "", "a", "a"]] * 2, [5, 6])]
    late = f"<t:table><t:table-row>{far * 2}<t:table-cell><x:p>a</x:p></t:table-cell></t:table-row></t:table>"
    assert _refusal({"content.xml": CONTENT.format(late).encode()})[0] == "workbook-too-large"


def _zip(*names: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in names:
            archive.open(zipfile.ZipInfo(name), "w").close()
    return buffer.getvalue()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_file_that_is_in_a_zip_twice_is_refused():
    found, (problem,) = unpacked(_zip("networks.csv", "networks.csv"), file="a.zip")
    assert (found, problem.rule, problem.value) == ({}, "zip-twice", "networks.csv")


def test_the_directory_of_a_zip_is_counted_before_it_is_read(monkeypatch):
    monkeypatch.setattr(unpacking, "MOST_PARTS", 3)
    assert list(unpacked(_zip("a", "b", "c"), file="a.zip")[0]) == ["a", "b", "c"]
    four = _zip("a", "b", "c", "d")
    monkeypatch.setattr(unpacking.zipfile, "ZipFile", None)
    assert [one.rule for one in unpacked(four, file="a.zip")[1]] == ["zip-too-large"]
