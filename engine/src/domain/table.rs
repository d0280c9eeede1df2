//! Tables of other programs: CSV in the usual dialects and encodings, and XLSX.

use crate::{Error, Fault, FaultCode};
use calamine::{Data, Reader, Xlsx};
use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
};
use zip::ZipArchive;

/// What a small machine reads in a moment.
const BYTES_MOST: usize = 10 * 1024 * 1024;
const LINES_MOST: usize = 20_000;
const COLUMNS_MOST: usize = 500;
/// A file of small size may unpack to anything.
const UNPACKED_MOST: u64 = 100 * 1024 * 1024;
const TEXT_MOST: usize = 50 * 1024 * 1024;
const CELLS_MOST: usize = 2_000_000;

/// A table with a header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Table {
    /// The names of the columns.
    pub header: Vec<String>,
    /// The lines that are not empty, with their numbers as a person sees them: the header's is 1.
    pub lines: Vec<(usize, Vec<String>)>,
}

/// Reads a table: XLSX (its first sheet) or CSV with comma, semicolon or tabulator, in UTF-8 or Windows-1252.
pub fn read(file: &[u8]) -> Result<Table, Error> {
    if file.len() > BYTES_MOST {
        return Err(Fault::new("file", FaultCode::TooLarge).with("most", BYTES_MOST).into());
    }
    let rows = if file.starts_with(b"PK") { read_xlsx(file)? } else { read_csv(file)? };
    let mut rows = rows.into_iter().filter(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    let Some((_, header)) = rows.next() else {
        return Err(Fault::new("file", FaultCode::Required).into());
    };
    let lines: Vec<_> = rows.collect();
    if lines.len() > LINES_MOST {
        return Err(Fault::new("file", FaultCode::TooMany).with("most", LINES_MOST).into());
    }
    if header.len() > COLUMNS_MOST {
        return Err(Fault::new("file", FaultCode::TooMany).with("most", COLUMNS_MOST).into());
    }
    let header: Vec<_> = header.iter().map(|name| name.trim().to_owned()).collect();
    Ok(Table { header, lines })
}

type Rows = Vec<(usize, Vec<String>)>;

fn unreadable() -> Error {
    Fault::new("file", FaultCode::NotReadable).with("choices", vec!["csv", "xlsx"]).into()
}

fn read_csv(file: &[u8]) -> Result<Rows, Error> {
    let file = file.strip_prefix(b"\xef\xbb\xbf").unwrap_or(file);
    // What is not UTF-8 comes from an old spreadsheet of the West.
    let text = match std::str::from_utf8(file) {
        Ok(text) => text.to_owned(),
        Err(_) => file.iter().map(|byte| from_windows_1252(*byte)).collect(),
    };
    if text.contains('\0') {
        return Err(unreadable());
    }
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter(&text))
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut rows = Rows::new();
    let (mut at, mut line) = (0, 1);
    for record in reader.records() {
        let record = record.map_err(|_| unreadable())?;
        let begin = record.position().map_or(0, |position| position.byte() as usize);
        // The reader's own count stands before the line ends and empty lines that it skips, so the lines are counted here.
        for byte in text.bytes().skip(at) {
            if at >= begin && !matches!(byte, b'\r' | b'\n') {
                break;
            }
            line += usize::from(byte == b'\n');
            at += 1;
        }
        rows.push((line, record.iter().map(str::to_owned).collect()));
    }
    Ok(rows)
}

/// The mark that occurs most in the first line.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |mark: u8| first.bytes().filter(|byte| *byte == mark).count();
    [b',', b';', b'\t'].into_iter().max_by_key(|mark| (count(*mark), *mark == b',')).unwrap_or(b',')
}

fn from_windows_1252(byte: u8) -> char {
    const HIGH: [char; 32] = [
        '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
        '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
    ];
    match byte {
        0x80..=0x9f => HIGH[usize::from(byte - 0x80)],
        byte => char::from(byte),
    }
}

fn read_xlsx(file: &[u8]) -> Result<Rows, Error> {
    must_unpack_small(file)?;
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).map_err(|_| unreadable())?;
    let name = book.sheet_names().into_iter().next().ok_or_else(unreadable)?;
    let mut cells = book.worksheet_cells_reader(&name).map_err(|_| unreadable())?;
    // Cell by cell: one in the last row and column of a sheet would make a table of it that no machine holds.
    let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
    let (mut first, mut last, mut n_bytes) = (u32::MAX, 0, 0);
    while let Some(found) = cells.next_cell().map_err(|_| unreadable())? {
        let ((row, column), text) = (found.get_position(), cell(&found.get_value().clone().into()));
        if text.is_empty() {
            continue;
        }
        // Many cells may name one long text.
        n_bytes += text.len();
        (first, last) = (first.min(column), last.max(column));
        rows.entry(row).or_default().insert(column, text);
        if n_bytes > TEXT_MOST {
            return Err(Fault::new("file", FaultCode::TooLarge).with("most", TEXT_MOST).into());
        }
        let width = (last - first) as usize + 1;
        if width > COLUMNS_MOST {
            return Err(Fault::new("file", FaultCode::TooMany).with("most", COLUMNS_MOST).into());
        }
        // One for the header.
        if rows.len() > LINES_MOST + 1 || rows.len() * width > CELLS_MOST {
            return Err(Fault::new("file", FaultCode::TooMany).with("most", LINES_MOST).into());
        }
    }
    let line = |(row, mut cells): (u32, BTreeMap<u32, String>)| {
        let of_row = (first..=last).map(|column| cells.remove(&column).unwrap_or_default());
        (row as usize + 1, of_row.collect())
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Refuses what unpacks to more than a small machine can hold. What the file itself says of its size proves nothing.
fn must_unpack_small(file: &[u8]) -> Result<(), Error> {
    let mut archive = ZipArchive::new(Cursor::new(file)).map_err(|_| unreadable())?;
    let mut left = UNPACKED_MOST;
    for i in 0..archive.len() {
        let part = archive.by_index(i).map_err(|_| unreadable())?;
        let n = io::copy(&mut part.take(left + 1), &mut io::sink()).map_err(|_| unreadable())?;
        let too_large = || Fault::new("file", FaultCode::TooLarge).with("most", UNPACKED_MOST);
        left = left.checked_sub(n).ok_or_else(too_large)?;
    }
    Ok(())
}

fn cell(data: &Data) -> String {
    match data {
        Data::Empty | Data::Error(_) => String::new(),
        // A whole number in a spreadsheet is a float.
        Data::Float(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Data::Bool(yes) => (if *yes { "yes" } else { "no" }).to_owned(),
        other => other.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dialects_and_encodings_of_csv_are_read_with_the_numbers_of_their_lines() {
        let lines = |numbers: [usize; 2]| {
            vec![
                (numbers[0], vec!["Élan".to_owned(), "a, b".to_owned()]),
                (numbers[1], vec!["Zug".to_owned(), String::new()]),
            ]
        };
        for (file, numbers) in [
            ("name,text\nÉlan,\"a, b\"\nZug,\n".as_bytes().to_vec(), [2, 3]),
            ("\u{feff}name;text\r\nÉlan;a, b\r\n\r\nZug;\r\n".as_bytes().to_vec(), [2, 4]),
            (b"name\ttext\n\xc9lan\ta, b\nZug\t\n".to_vec(), [2, 3]),
        ] {
            let table = read(&file).unwrap();
            assert_eq!(table.header, ["name", "text"]);
            assert_eq!(table.lines, lines(numbers));
        }
    }

    /// A book of one sheet with the cells, as the smallest parts of the format have it.
    fn book(sheet: &str, padding: usize) -> Vec<u8> {
        use std::io::Write;
        use zip::{ZipWriter, write::SimpleFileOptions};

        const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        const RELATIONS: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let mut part = |name: &str, text: String| {
            zip.start_file(name, SimpleFileOptions::default()).unwrap();
            zip.write_all(text.as_bytes()).unwrap();
        };
        let relation = |what: &str, target: &str| {
            format!(
                "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>\
                 <Relationship Id='r1' Type='{RELATIONS}/{what}' Target='{target}'/></Relationships>"
            )
        };
        part("_rels/.rels", relation("officeDocument", "xl/workbook.xml"));
        part("xl/_rels/workbook.xml.rels", relation("worksheet", "worksheets/one.xml"));
        part(
            "xl/workbook.xml",
            format!(
                "<workbook xmlns='{MAIN}' xmlns:r='{RELATIONS}'><sheets>\
                 <sheet name='One' sheetId='1' r:id='r1'/></sheets></workbook>"
            ),
        );
        part(
            "xl/worksheets/one.xml",
            format!("<worksheet xmlns='{MAIN}'><sheetData>{sheet}</sheetData></worksheet>"),
        );
        part("padding", "0".repeat(padding));
        zip.finish().unwrap().into_inner()
    }

    fn row(number: usize, cells: &[(&str, &str)]) -> String {
        let cell = |(column, text): &(&str, &str)| {
            format!("<c r='{column}{number}' t='inlineStr'><is><t>{text}</t></is></c>")
        };
        format!("<row r='{number}'>{}</row>", cells.iter().map(cell).collect::<String>())
    }

    #[test]
    fn a_sheet_is_read_from_where_it_begins_and_lines_keep_their_numbers() {
        let sheet = row(2, &[("B", "name"), ("C", "text")]) + &row(5, &[("C", "only text")]);
        let table = read(&book(&sheet, 0)).unwrap();
        assert_eq!(table.header, ["name", "text"]);
        assert_eq!(table.lines, [(5, vec![String::new(), "only text".to_owned()])]);
    }

    #[test]
    fn a_small_file_that_becomes_a_large_table_is_refused() {
        let far = row(1, &[("A", "name")]) + &row(1_048_576, &[("XFD", "far away")]);
        assert!(matches!(read(&book(&far, 0)), Err(Error::Invalid(_))));
        let long = "a".repeat(1_000_000);
        let often: String = (1..=60).map(|number| row(number, &[("A", &long)])).collect();
        assert!(matches!(read(&book(&often, 0)), Err(Error::Invalid(_))));
        let wide = "column,".repeat(100_000);
        assert!(matches!(read(wide.as_bytes()), Err(Error::Invalid(_))));
        let unpacks = book(&row(1, &[("A", "name")]), UNPACKED_MOST as usize + 1);
        assert!(unpacks.len() < BYTES_MOST);
        assert!(matches!(read(&unpacks), Err(Error::Invalid(_))));
    }

    #[test]
    fn what_is_no_table_is_refused() {
        for file in [b"".as_slice(), b"PK\x03\x04 no book", b"a\0b"] {
            assert!(matches!(read(file), Err(Error::Invalid(_))));
        }
    }
}
