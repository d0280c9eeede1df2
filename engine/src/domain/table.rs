//! Tables of other programs: CSV in the usual dialects and encodings, and XLSX.

use crate::{Error, Fault, FaultCode};
use calamine::{Data, Reader, Xlsx};
use std::io::Cursor;

/// What a small machine reads in a moment.
const BYTES_MOST: usize = 10 * 1024 * 1024;
const LINES_MOST: usize = 20_000;
/// A file of small size may unpack to anything.
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
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).map_err(|_| unreadable())?;
    let sheet = book.worksheet_range_at(0).ok_or_else(unreadable)?.map_err(|_| unreadable())?;
    let (height, width) = sheet.get_size();
    if height.saturating_mul(width) > CELLS_MOST {
        return Err(Fault::new("file", FaultCode::TooMany).with("most", LINES_MOST).into());
    }
    let first = sheet.start().map_or(0, |(row, _)| row as usize) + 1;
    Ok(sheet.rows().enumerate().map(|(i, row)| (first + i, row.iter().map(cell).collect())).collect())
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

    #[test]
    fn what_is_no_table_is_refused() {
        for file in [b"".as_slice(), b"PK\x03\x04 no book", b"a\0b"] {
            assert!(matches!(read(file), Err(Error::Invalid(_))));
        }
    }
}
