// Workbooks as programs write them with exceljs and SheetJS, and what those libraries read in a workbook.
//   node books.mjs write <folder>   reads {"<library>.<way>.<format>": [[cell …] …]} from its books.json, writes a file for each
//   node books.mjs read <file>      writes what each library reads to the standard output
// A row's cells are texts. The way says what is done to those of the columns below, which are found by their headings.
import { readFileSync, writeFileSync } from "node:fs";
import ExcelJS from "exceljs";
import * as SheetJS from "xlsx";

process.env.TZ = "UTC"; // SheetJS writes days of the machine's clock
const idHeadings = ["证件号码", "身份证号"];
const dateHeadings = ["考核日期", "入职日期"];
const scoreHeadings = ["理论知识成绩", "专业能力成绩"];
const dateFormat = "yyyy-mm-dd";
const [day, first1904] = [86_400_000, Date.UTC(1904, 0, 1)];
const day1900 = (text) => (Date.parse(text) - Date.UTC(1899, 11, 30)) / day;

// Every cell of a column below the header, changed.
const changed = (rows, headings, change) =>
  rows.map((row, r) => row.map((text, c) => (r > 0 && text !== "" && headings.includes(rows[0][c]) ? change(text) : text)));
const typed = (rows) => changed(changed(rows, dateHeadings, (text) => new Date(`${text}T00:00:00Z`)), scoreHeadings, Number);
const rich = (text) => ({ richText: [{ text: text.slice(0, 1) }, { font: { bold: true }, text: text.slice(1) }] });

// An exceljs sheet with its rows; dates are cells of their own format.
function fill(sheet, rows) {
  for (const row of rows) {
    const added = sheet.addRow(row);
    added.eachCell((cell) => {
      if (cell.value instanceof Date) cell.numFmt = dateFormat;
    });
    added.commit?.();
  }

  return sheet;
}

function dressed(book, rows) {
  const sheet = fill(book.addWorksheet("入职 & 名单", { views: [{ state: "frozen", ySplit: 1 }] }), typed(rows));
  rows[0].forEach((_, i) => (sheet.getColumn(i + 1).width = 14.5 + i));
  sheet.getRow(1).font = { bold: true, color: { argb: "FF1F4E79" } };
  sheet.getRow(1).fill = { type: "pattern", pattern: "solid", fgColor: { argb: "FFDDEBF7" } };
  sheet.getRow(2).height = 33;
  sheet.autoFilter = { from: { row: 1, column: 1 }, to: { row: rows.length, column: rows[0].length } };
  sheet.getCell("A2").note = "已电话核对";
  sheet.getCell("B2").dataValidation = { type: "list", allowBlank: true, formulae: ['"甲,乙"'] };
  sheet.addConditionalFormatting({ ref: "A2:A9", rules: [{ type: "expression", formulae: ["LEN(A2)=0"], style: { font: { italic: true } } }] });
  const dot = "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";
  sheet.addImage(book.addImage({ base64: dot, extension: "png" }), "A12:B14");
  book.addWorksheet("说明").getCell("A1").value = { formula: "1+1", result: 2 };
  return book;
}

const exceljs = {
  text: (book, rows) => fill(book.addWorksheet("名单"), rows),
  typed: (book, rows) => fill(book.addWorksheet("名单"), typed(rows)),
  rich: (book, rows) => fill(book.addWorksheet("名单"), rows.map((row) => row.map((text) => (text.length > 1 ? rich(text) : text)))),
  number: (book, rows) => fill(book.addWorksheet("名单"), changed(rows, idHeadings, Number)),
  formula: (book, rows) =>
    fill(book.addWorksheet("名单"), changed(rows, [...idHeadings, "姓名"], (text) => ({ formula: `CONCATENATE("${text}")`, result: text }))),
  link: (book, rows) =>
    fill(book.addWorksheet("名单"), changed(rows, ["姓名"], (text) => ({ text, hyperlink: "https://example.org/" }))),
  hidden: (book, rows) => {
    fill(book.addWorksheet("旧", { state: "hidden" }), [rows[0], ["旧", ...rows[1].slice(1)]]);
    fill(book.addWorksheet("更旧", { state: "veryHidden" }), [rows[0], ["更旧", ...rows[1].slice(1)]]);
    fill(book.addWorksheet("名单"), rows);
  },
  1904: (book, rows) => {
    book.properties.date1904 = true;
    fill(book.addWorksheet("名单"), typed(rows));
  },
  table: (book, rows) =>
    book.addWorksheet("名单").addTable({
      name: "t", ref: "B3", headerRow: true, columns: rows[0].map((name) => ({ name, filterButton: true })), rows: typed(rows).slice(1),
    }),
  dressed,
};

async function writeExcelJS(way, rows, path) {
  if (way.startsWith("stream")) {
    const book = new ExcelJS.stream.xlsx.WorkbookWriter({ filename: path, useSharedStrings: way === "streamshared", useStyles: true });
    fill(book.addWorksheet("名单"), typed(rows)).commit();
    return book.commit();
  }

  const book = new ExcelJS.Workbook();
  exceljs[way](book, rows);
  return book.xlsx.writeFile(path);
}

const sheetOf = (rows, options) => {
  const sheet = SheetJS.utils.aoa_to_sheet(rows, { dateNF: dateFormat, ...options });
  sheet["!cols"] = rows[0].map((_, i) => ({ width: 15.7109375 + i }));
  return sheet;
};
const serials = (rows, number) =>
  changed(changed(rows, scoreHeadings, Number), dateHeadings, (text) => ({ t: "n", v: number(text), z: dateFormat }));
const bookOf = (...sheets) => {
  const book = SheetJS.utils.book_new();
  sheets.forEach(([name, sheet]) => SheetJS.utils.book_append_sheet(book, sheet, name));
  return book;
};

const sheetjs = {
  text: (rows) => bookOf(["名单", sheetOf(rows)]),
  typed: (rows) => bookOf(["名单", sheetOf(serials(rows, day1900))]),
  iso: (rows) => bookOf(["名单", sheetOf(typed(rows), { cellDates: true })]),
  number: (rows) => bookOf(["名单", sheetOf(changed(rows, idHeadings, Number))]),
  shown: (rows) => bookOf(["名单", sheetOf(changed(rows, idHeadings, (text) => ({ t: "n", v: Number(text), z: "0" })))]),
  hidden: (rows) => {
    const book = bookOf(["旧", sheetOf([rows[0], ["旧", ...rows[1].slice(1)]])], ["名单", sheetOf(rows)]);
    book.Workbook = { Sheets: [{ Hidden: 1 }, { Hidden: 0 }] };
    return book;
  },
  1904: (rows) => {
    const book = bookOf(["名单", sheetOf(serials(rows, (text) => (Date.parse(text) - first1904) / day))]);
    book.Workbook = { WBProps: { date1904: true } };
    return book;
  },
};

function writeSheetJS(way, rows, format, path) {
  const [name, shared] = [way.replace("shared", ""), way.startsWith("shared")];
  const file = SheetJS.write(sheetjs[name](rows), { type: "buffer", bookType: format, bookSST: shared, cellDates: name === "iso" });
  writeFileSync(path, file);
}

async function write(folder) {
  for (const [file, rows] of Object.entries(JSON.parse(readFileSync(`${folder}/books.json`, "utf8")))) {
    const [library, way, format] = file.split(".");
    const path = `${folder}/${file}`;
    await (library === "exceljs" ? writeExcelJS(way, rows, path) : writeSheetJS(way, rows, format, path));
  }
}

const value = (cell) => (cell.value instanceof Date ? cell.value.toISOString() : cell.value);

async function readExcelJS(path) {
  const book = await new ExcelJS.Workbook().xlsx.readFile(path);
  return book.worksheets.map((sheet) => ({
    name: sheet.name,
    state: sheet.state,
    views: sheet.views,
    filter: sheet.autoFilter,
    images: sheet.getImages().length,
    conditional: sheet.conditionalFormattings,
    widths: Array.from({ length: sheet.columnCount }, (_, i) => sheet.getColumn(i + 1).width ?? null),
    rows: Array.from({ length: sheet.rowCount }, (_, r) => ({
      height: sheet.getRow(r + 1).height ?? null,
      cells: Array.from({ length: sheet.columnCount }, (_, c) => sheet.getCell(r + 1, c + 1)).map((cell) => ({
        value: value(cell), style: cell.style, note: cell.note ?? null, choice: cell.dataValidation ?? null,
      })),
    })),
  }));
}

function readSheetJS(path) {
  const book = SheetJS.read(readFileSync(path), { cellNF: true, cellStyles: true, cellDates: true, UTC: true });
  return book.SheetNames.map((name, i) => ({
    name,
    state: ["visible", "hidden", "veryHidden"][book.Workbook?.Sheets?.[i]?.Hidden ?? 0],
    widths: (book.Sheets[name]["!cols"] ?? []).map((column) => column?.width ?? null),
    rows: SheetJS.utils.sheet_to_json(book.Sheets[name], { header: 1, raw: false, defval: null, dateNF: dateFormat }),
  }));
}

const [command, path] = process.argv.slice(2);
if (command === "write") await write(path);
else console.log(JSON.stringify({ exceljs: path.endsWith("x") ? await readExcelJS(path) : null, sheetjs: readSheetJS(path) }));
