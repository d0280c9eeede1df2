//! Where each piece of text stands on which page.

use super::{Entry, PAGE, Sheet};
use skrifa::{
    FontRef, MetadataProvider,
    instance::{LocationRef, Size},
};

const MARGIN: f32 = 50.0;
/// Where the second column begins: what and where, beside the time.
const COLUMN: f32 = 150.0;
/// Lines of a text stand apart by so much of its size.
const LEADING: f32 = 1.35;

/// What a piece of text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// The heading of the whole.
    Title,
    /// The heading of a day.
    Day,
    Text,
    /// What stands on each page again.
    Repeated,
}

/// A piece of text on one line.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Run {
    pub(super) x: f32,
    pub(super) y: f32,
    pub(super) size: f32,
    pub(super) bold: bool,
    pub(super) faint: bool,
    pub(super) text: String,
    pub(super) role: Role,
}

/// A style of text.
#[derive(Clone, Copy)]
struct Style {
    size: f32,
    bold: bool,
    faint: bool,
    role: Role,
}

const fn style(size: f32, bold: bool, faint: bool, role: Role) -> Style {
    Style { size, bold, faint, role }
}

const TITLE: Style = style(18.0, true, false, Role::Title);
const WHO: Style = style(12.0, false, false, Role::Text);
const NOTE: Style = style(9.0, false, true, Role::Text);
const DAY: Style = style(14.0, true, false, Role::Day);
const TIME: Style = style(11.0, true, false, Role::Text);
const WHAT: Style = style(11.0, true, false, Role::Text);
const DETAIL: Style = style(10.0, false, false, Role::Text);
const NUMBER: Style = style(9.0, false, true, Role::Repeated);

/// How wide texts are.
struct Widths<'a> {
    regular: FontRef<'a>,
    bold: FontRef<'a>,
}

impl Widths<'_> {
    fn of(&self, text: &str, style: Style) -> f32 {
        let font = if style.bold { &self.bold } else { &self.regular };
        let metrics = font.glyph_metrics(Size::new(style.size), LocationRef::default());
        let glyphs = text.chars().map(|c| font.charmap().map(c).unwrap_or_default());
        glyphs.map(|glyph| metrics.advance_width(glyph).unwrap_or_default()).sum()
    }

    /// A text in lines that are no wider than `most`; a word that is wider alone is broken.
    fn wrap(&self, text: &str, style: Style, most: f32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for word in text.split_whitespace() {
            if let Some(line) = lines.last_mut() {
                let longer = format!("{line} {word}");
                if self.of(&longer, style) <= most {
                    *line = longer;
                    continue;
                }
            }
            let mut line = String::new();
            for c in word.chars() {
                line.push(c);
                if self.of(&line, style) > most && line.chars().count() > 1 {
                    line.pop();
                    lines.push(std::mem::replace(&mut line, c.to_string()));
                }
            }
            lines.push(line);
        }
        lines
    }
}

/// The pages; nothing where the fonts cannot be read.
pub(super) fn lay_out(sheet: &Sheet, regular: &[u8], bold: &[u8]) -> Option<Vec<Vec<Run>>> {
    let widths = Widths { regular: FontRef::new(regular).ok()?, bold: FontRef::new(bold).ok()? };
    let mut paper = Paper { widths, pages: Vec::new(), y: 0.0 };
    for (day, entries) in &sheet.days {
        paper.begin(sheet, paper.pages.is_empty());
        paper.heading(day);
        for entry in entries {
            paper.entry(sheet, day, entry);
        }
    }
    if sheet.days.is_empty() {
        paper.begin(sheet, true);
        paper.text(&sheet.nothing, WHO, MARGIN);
    }
    paper.number();
    Some(paper.pages)
}

struct Paper<'a> {
    widths: Widths<'a>,
    pages: Vec<Vec<Run>>,
    /// How far the last page is written on, from its top.
    y: f32,
}

impl Paper<'_> {
    /// Another page. Whose agenda it is stands on each, and is read aloud once.
    fn begin(&mut self, sheet: &Sheet, first: bool) {
        self.pages.push(Vec::new());
        self.y = MARGIN;
        for (text, style) in [(&sheet.title, TITLE), (&sheet.who, WHO), (&sheet.version, NOTE)] {
            let role = if first { style.role } else { Role::Repeated };
            self.text(text, Style { role, ..style }, MARGIN);
        }
        self.y += 12.0;
    }

    fn heading(&mut self, day: &str) {
        self.text(day, DAY, MARGIN);
        self.y += 6.0;
    }

    /// An entry, on another page where it does not fit on this one.
    fn entry(&mut self, sheet: &Sheet, day: &str, entry: &Entry) {
        let parts = [(&entry.what, WHAT), (&entry.detail, DETAIL), (&entry.place, DETAIL)];
        let most = PAGE.0 - MARGIN - COLUMN;
        let height: f32 = parts
            .iter()
            .map(|(text, style)| self.widths.wrap(text, *style, most).len() as f32 * style.size * LEADING)
            .sum();
        if self.y + height > PAGE.1 - MARGIN - 20.0 {
            self.begin(sheet, false);
            self.heading(day);
        }
        let top = self.y;
        self.text(&entry.time, TIME, MARGIN);
        self.y = top;
        for (text, style) in parts {
            self.text(text, style, COLUMN);
        }
        self.y += 10.0;
    }

    /// A text from `x` to the right margin.
    fn text(&mut self, text: &str, style: Style, x: f32) {
        for line in self.widths.wrap(text, style, PAGE.0 - MARGIN - x) {
            self.y += style.size * LEADING;
            let Style { size, bold, faint, role } = style;
            let run = Run { x, y: self.y, size, bold, faint, text: line, role };
            if let Some(page) = self.pages.last_mut() {
                page.push(run);
            }
        }
    }

    /// Numbers the pages.
    fn number(&mut self) {
        let n_pages = self.pages.len();
        for (i, page) in self.pages.iter_mut().enumerate() {
            let Style { size, bold, faint, role } = NUMBER;
            let text = format!("{} / {n_pages}", i + 1);
            page.push(Run { x: MARGIN, y: PAGE.1 - MARGIN + 15.0, size, bold, faint, text, role });
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{
        super::{BOLD, REGULAR},
        *,
    };

    fn pages(n_entries: usize, what: &str) -> Vec<Vec<Run>> {
        let entry = Entry { time: "09:00".into(), what: what.into(), ..Entry::default() };
        let days = vec![("jeudi".to_owned(), vec![entry; n_entries])];
        lay_out(&Sheet { title: "Rencontres".into(), days, ..Sheet::default() }, REGULAR, BOLD).unwrap()
    }

    #[test]
    fn nothing_is_written_beyond_the_margins() {
        let widths = Widths { regular: FontRef::new(REGULAR).unwrap(), bold: FontRef::new(BOLD).unwrap() };
        for what in ["W".repeat(200), "Établissements ".repeat(30)] {
            for run in pages(60, &what).concat() {
                let style = style(run.size, run.bold, run.faint, run.role);
                assert!(run.x + widths.of(&run.text, style) <= PAGE.0 - MARGIN + 0.5, "{}", run.text);
                assert!(run.y < PAGE.1, "{}", run.text);
            }
        }
    }

    #[test]
    fn a_day_that_is_too_long_goes_on_with_its_name() {
        let pages = pages(60, "Maison Lefort");
        assert!(pages.len() > 1);
        for page in &pages {
            assert!(page.iter().any(|run| run.text == "jeudi"));
        }
        assert_eq!(pages.iter().flatten().filter(|run| run.text == "09:00").count(), 60);
        // The title is read aloud once.
        assert_eq!(pages.iter().flatten().filter(|run| run.role == Role::Title).count(), 1);
    }

    #[test]
    fn the_fonts_have_the_letters_of_europe() {
        for data in [REGULAR, BOLD] {
            let charmap = FontRef::new(data).unwrap();
            let charmap = charmap.charmap();
            for c in "Łódź Åre Ñandú Çeşme Ďuriš Žižkov Őrség Þór Αθήνα София – ’ « » €".chars()
            {
                assert!(charmap.map(c).is_some(), "{c}");
            }
        }
    }
}
