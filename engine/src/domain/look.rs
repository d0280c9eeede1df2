//! How the pages of an event look: its colours, its logo, its banner.

mod colour;

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{
        files::{FileKind, NewFile},
        registration::AttachmentLimits,
        words,
    },
};
pub use colour::Colour;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What text needs against what is behind it (WCAG 2.2, level AA).
pub const CONTRAST_LEAST: f64 = 4.5;
/// The most bytes of a picture, which every page fetches once.
const BYTES_MOST: usize = 500 * 1024;

/// What pages are drawn on, and their text, in light and in dark. The style sheet of the pages has the same.
pub const PAPER: [Colour; 2] = [Colour([0xfb, 0xfa, 0xf7]), Colour([0x14, 0x19, 0x1b])];
/// The text of pages, in light and in dark.
pub const INK: [Colour; 2] = [Colour([0x1c, 0x25, 0x29]), Colour([0xe8, 0xec, 0xec])];
const WHITE: Colour = Colour([0xff; 3]);
const BLACK: Colour = Colour([0x0d, 0x15, 0x17]);

words! {
    /// Where a picture stands.
    pub enum ImagePlace {
        /// Beside the name of the event, on each of its pages.
        Logo = "logo",
        /// Above its first page.
        Banner = "banner",
    }
}

/// The two colours of an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Colours {
    /// Of bars, buttons and links.
    pub main: Colour,
    /// Behind the name of the event and its ways.
    pub tint: Colour,
}

/// How the pages of an event look.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Look {
    /// Its colours, where they are its own.
    pub colours: Option<Colours>,
    /// Which pictures there are.
    pub images: BTreeSet<ImagePlace>,
    /// How often it was changed; 0 before the first time.
    pub version: i64,
}

/// What becomes of a picture.
#[derive(Clone, Debug, Default)]
pub enum ImageChange {
    /// It stays, or there is none.
    #[default]
    Keep,
    /// It goes.
    Remove,
    /// There is another.
    Replace(NewFile),
}

/// A look as an organiser sets it.
#[derive(Clone, Debug, Default)]
pub struct NewLook {
    /// The two colours as `#1d4e5f`, main and tint; nothing for those that all events have.
    pub colours: Option<(String, String)>,
    /// What becomes of the pictures; those that are left out stay.
    pub images: BTreeMap<ImagePlace, ImageChange>,
}

/// A picture: its media type, and what is in it.
type Picture = (&'static str, Vec<u8>);

/// A look without fault.
pub(crate) struct CheckedLook {
    pub(crate) colours: Option<Colours>,
    /// The picture of a place, or nothing where it goes.
    pub(crate) images: Vec<(ImagePlace, Option<Picture>)>,
}

/// The colours of pages in light or in dark, as an event's own follow from its two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Palette {
    /// Of bars, buttons and links.
    pub main: Colour,
    /// The text on it.
    pub main_ink: Colour,
    /// Behind the name of the event.
    pub tint: Colour,
}

impl NewLook {
    /// The look, or every fault. Where text could not be read on a colour, the fault says the contrast that it has.
    pub(crate) fn check(&self) -> Result<CheckedLook, Error> {
        let mut faults = Faults::new();
        let colours = self.colours.as_ref().and_then(|colours| check_colours(colours, &mut faults));
        let limits = AttachmentLimits {
            kinds: BTreeSet::from([FileKind::Image]),
            most_bytes: BYTES_MOST,
            most_files: ImagePlace::ALL.len(),
        };
        let mut images = Vec::new();
        for (place, change) in &self.images {
            match change {
                ImageChange::Keep => {}
                ImageChange::Remove => images.push((*place, None)),
                ImageChange::Replace(file) => match file.check(&limits) {
                    Ok((_, media_type)) => images.push((*place, Some((media_type, file.content.clone())))),
                    Err(Error::Invalid(of_file)) => {
                        for fault in of_file.as_slice() {
                            faults.push(Fault { path: place.to_string(), ..fault.clone() });
                        }
                    }
                    Err(error) => return Err(error),
                },
            }
        }
        faults.check()?;
        Ok(CheckedLook { colours, images })
    }
}

fn check_colours((main, tint): &(String, String), faults: &mut Faults) -> Option<Colours> {
    let main = faults.take(Colour::parse("main", main));
    let tint = faults.take(Colour::parse("tint", tint));
    let (main, tint) = main.zip(tint)?;
    // Links of the main colour stand on paper and on the tint; white text stands on the main colour.
    for (path, one, other) in
        [("main", main, WHITE), ("main", main, PAPER[0]), ("tint", tint, INK[0]), ("tint", tint, main)]
    {
        let ratio = one.contrast(other);
        if ratio < CONTRAST_LEAST {
            // Rounded down, or 4.46 would be called 4.5 and refused.
            let said = (ratio * 10.0).floor() / 10.0;
            let fault = Fault::new(path, FaultCode::LowContrast).with("ratio", said);
            faults.push(fault.with("least", CONTRAST_LEAST).with("against", other.to_string()));
            return None;
        }
    }
    Some(Colours { main, tint })
}

impl Colours {
    /// On light pages: as they were chosen.
    pub fn light(&self) -> Palette {
        Palette { main: self.main, main_ink: WHITE, tint: self.tint }
    }

    /// On dark pages: the same hues, as light and as dark as it takes to be read.
    pub fn dark(&self) -> Palette {
        let tint = PAPER[1].mixed(self.main, 15);
        let steps = (30..=100).step_by(5).map(|percent| self.main.mixed(WHITE, percent));
        let readable = |main: &Colour| {
            [PAPER[1], tint, BLACK].iter().all(|behind| main.contrast(*behind) >= CONTRAST_LEAST)
        };
        Palette { main: steps.into_iter().find(readable).unwrap_or(WHITE), main_ink: BLACK, tint }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn colours(main: &str, tint: &str) -> Result<Option<Colours>, Vec<(String, FaultCode)>> {
        let new = NewLook { colours: Some((main.into(), tint.into())), ..NewLook::default() };
        match new.check() {
            Ok(look) => Ok(look.colours),
            Err(Error::Invalid(faults)) => {
                Err(faults.as_slice().iter().map(|fault| (fault.path.clone(), fault.code)).collect())
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn colours_on_which_nothing_could_be_read_are_refused() {
        assert!(colours("#1d4e5f", "#e6eff1").is_ok());
        let low = |path: &str| Err(vec![(path.to_owned(), FaultCode::LowContrast)]);
        assert_eq!(colours("#ffcc00", "#ffffff"), low("main"));
        assert_eq!(colours("#777777", "#ffffff"), low("main"), "4.48 to white is too little");
        assert_eq!(colours("#1d4e5f", "#1d4e60"), low("tint"));
        assert_eq!(colours("#1d4e5f", "#7fa0aa"), low("tint"), "links would not be read");
        let wrong = colours("red", "#12345").unwrap_err();
        let wrong: Vec<_> = wrong.iter().map(|(path, code)| (path.as_str(), *code)).collect();
        assert_eq!(wrong, [("main", FaultCode::WrongFormat), ("tint", FaultCode::WrongFormat)]);
    }

    #[test]
    fn whatever_colours_are_taken_dark_pages_can_be_read_too() {
        let channel = [0x00, 0x33, 0x66, 0x99, 0xcc, 0xff];
        let mut n_taken = 0;
        for (r, g, b) in channel
            .into_iter()
            .flat_map(|r| channel.into_iter().flat_map(move |g| channel.into_iter().map(move |b| (r, g, b))))
        {
            let main = Colour([r, g, b]).to_string();
            let Ok(Some(colours)) = colours(&main, "#ffffff") else { continue };
            n_taken += 1;
            for (i, palette) in [colours.light(), colours.dark()].into_iter().enumerate() {
                for (text, behind) in [
                    (palette.main, PAPER[i]),
                    (palette.main, palette.tint),
                    (palette.main_ink, palette.main),
                    (INK[i], palette.tint),
                ] {
                    let ratio = text.contrast(behind);
                    assert!(ratio >= CONTRAST_LEAST, "{main} {i}: {text} on {behind}: {ratio}");
                }
            }
        }
        assert!(n_taken > 50, "{n_taken}");
    }
}
