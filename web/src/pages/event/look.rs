//! How the pages of an event look: its colours as a style sheet, its pictures. Browsers keep both until the look changes.

use crate::{App, error::Error, pages::InEvent};
use axum::{
    extract::{Path, Query, State},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use carnet_engine::domain::look::{Colours, ImagePlace, Palette};
use serde::Deserialize;

/// The version of the look that an address names.
#[derive(Debug, Deserialize)]
pub(super) struct Seen {
    v: Option<i64>,
}

pub(super) async fn style(at: InEvent, Query(seen): Query<Seen>) -> Result<Response, Error> {
    let colours = at.look.colours.ok_or(Error::NoPage)?;
    let style = sheet(colours).into_response();
    Ok(kept(style, "text/css; charset=utf-8", seen.v == Some(at.look.version)))
}

/// The colours under the names that the style sheet of all pages has for them.
fn sheet(colours: Colours) -> String {
    let tokens = |palette: Palette| {
        let Palette { main, main_ink, tint } = palette;
        format!(":root {{ --main: {main}; --main-ink: {main_ink}; --tint: {tint}; }}")
    };
    let (light, dark) = (tokens(colours.light()), tokens(colours.dark()));
    format!("{light}\n@media (prefers-color-scheme: dark) {{ {dark} }}\n")
}

pub(super) async fn image(
    State(app): State<App>,
    at: InEvent,
    Path((_, place)): Path<(String, String)>,
    Query(seen): Query<Seen>,
) -> Result<Response, Error> {
    let place = ImagePlace::parse(&place).map_err(|_| Error::NoPage)?;
    let (media_type, content) = app.engine().read_look_image(&at.visitor.actor, at.id, place).await?;
    let mut image = kept(content.into_response(), &media_type, seen.v == Some(at.look.version));
    let policy = HeaderValue::from_static("default-src 'none'; sandbox");
    image.headers_mut().insert(header::CONTENT_SECURITY_POLICY, policy);
    Ok(image)
}

/// A response that browsers keep for good where its address names the present version.
fn kept(mut response: Response, media_type: &str, present: bool) -> Response {
    let octets = HeaderValue::from_static("application/octet-stream");
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    // An event that is not public yet is nothing for a cache that several share.
    let how = if present { "private, max-age=31536000, immutable" } else { "private, no-cache" };
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(how));
    response
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::domain::look::{Colour, INK, PAPER};

    #[test]
    fn colours_are_checked_against_what_the_style_sheet_draws_on() {
        let style = include_str!("../../../assets/style.css");
        for (name, colours) in [("paper", PAPER), ("ink", INK)] {
            for colour in colours {
                assert!(style.contains(&format!("--{name}: {colour};")), "--{name}: {colour}");
            }
        }
    }

    #[test]
    fn a_look_gives_the_tokens_of_both_schemes_and_nothing_else() {
        let colours = Colours { main: Colour([0x5f, 0x1d, 0x4e]), tint: Colour([0xf1, 0xe6, 0xef]) };
        let sheet = sheet(colours);
        assert!(sheet.starts_with(":root { --main: #5f1d4e; --main-ink: #ffffff; --tint: #f1e6ef; }"));
        assert_eq!(sheet.matches("--main:").count(), 2);
    }
}
