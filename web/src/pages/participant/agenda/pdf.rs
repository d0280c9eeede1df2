//! An agenda on paper: A4, each day on a page of its own, tagged so that it can be read aloud.

mod layout;

use carnet_engine::Error;
use krilla::{
    Document,
    color::rgb,
    geom::Point,
    metadata::Metadata,
    page::PageSettings,
    paint::Fill,
    tagging::{Artifact, ArtifactType, ContentTag, Node, Tag, TagGroup, TagTree},
    text::{Font, TextDirection},
};
use layout::{Role, Run, lay_out};
use std::num::NonZeroU16;

const REGULAR: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Regular.ttf");
const BOLD: &[u8] = include_bytes!("../../../../assets/fonts/LiberationSans-Bold.ttf");

/// A4, in points.
const PAGE: (f32, f32) = (595.0, 842.0);

/// What is printed, in words.
#[derive(Clone, Debug, Default)]
pub(super) struct Sheet {
    /// The code of the language.
    pub(super) language: &'static str,
    /// The event.
    pub(super) title: String,
    /// Whose agenda it is.
    pub(super) who: String,
    /// Which version it is.
    pub(super) version: String,
    pub(super) days: Vec<(String, Vec<Entry>)>,
    /// What is said where there is nothing.
    pub(super) nothing: String,
}

/// A meeting or an activity.
#[derive(Clone, Debug, Default)]
pub(super) struct Entry {
    pub(super) time: String,
    pub(super) what: String,
    pub(super) detail: String,
    pub(super) place: String,
}

/// The file.
pub(super) fn write(sheet: &Sheet) -> Result<Vec<u8>, Error> {
    const BROKEN: Error = Error::Internal("an agenda could not be written");
    let font = |data: &'static [u8]| Font::new(data.to_vec().into(), 0).ok_or(BROKEN);
    let fonts = (font(REGULAR)?, font(BOLD)?);
    let mut document = Document::new();
    let metadata = Metadata::new().title(format!("{} – {}", sheet.title, sheet.who));
    document.set_metadata(metadata.language(sheet.language.to_owned()).creator("Carnet".to_owned()));
    let mut tags = TagTree::new().with_lang(Some(sheet.language.to_owned()));
    for runs in lay_out(sheet, REGULAR, BOLD).ok_or(BROKEN)? {
        let settings = PageSettings::from_wh(PAGE.0, PAGE.1).ok_or(BROKEN)?;
        let mut page = document.start_page_with(settings);
        let mut surface = page.surface();
        for run in &runs {
            let id = surface.start_tagged(content(run.role));
            let shade = if run.faint { 90 } else { 20 };
            surface.set_fill(Some(Fill {
                paint: rgb::Color::new(shade, shade, shade).into(),
                ..Fill::default()
            }));
            let font = if run.bold { &fonts.1 } else { &fonts.0 };
            let at = Point::from_xy(run.x, run.y);
            surface.draw_text(at, font.clone(), run.size, &run.text, false, TextDirection::Auto);
            surface.end_tagged();
            if let Some(group) = group(run) {
                let mut group = group;
                group.push(Node::from(id));
                tags.push(group);
            }
        }
        surface.finish();
        page.finish();
    }
    document.set_tag_tree(tags);
    document.finish().map_err(|_| BROKEN)
}

fn content(role: Role) -> ContentTag<'static> {
    match role {
        Role::Repeated => ContentTag::Artifact(Artifact::with_kind(ArtifactType::Other)),
        _ => ContentTag::Other,
    }
}

/// What a run is for who has it read aloud; nothing for what stands on each page again.
fn group(run: &Run) -> Option<TagGroup> {
    let heading = |level| {
        let level = NonZeroU16::new(level)?;
        Some(TagGroup::new(Tag::Hn(level, Some(run.text.clone()))))
    };
    match run.role {
        Role::Title => heading(1),
        Role::Day => heading(2),
        Role::Text => Some(TagGroup::new(Tag::P)),
        Role::Repeated => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_agenda_of_two_days_is_a_file_of_two_pages() {
        let entry = Entry {
            time: "09:00 – 09:20".into(),
            what: "Łódź Textiles".into(),
            detail: "Åsa Ñandú, Žofie Ďuriš".into(),
            place: "Halle A, table 4".into(),
        };
        let days = vec![("jeudi".to_owned(), vec![entry.clone()]), ("vendredi".to_owned(), vec![entry])];
        let sheet = Sheet { language: "fr", title: "Rencontres".into(), days, ..Sheet::default() };
        let file = write(&sheet).unwrap();
        assert!(file.starts_with(b"%PDF-"));
        let n_pages = file.windows(11).filter(|window| window == b"/Type /Page").count();
        let text = String::from_utf8_lossy(&file);
        assert!(text.contains("/Count 2") || n_pages >= 2, "two pages");
    }
}
