//! What programs that follow links are told: which pages there are for them, and where there is nothing for them. It keeps nobody
//! out: each page says by itself whether it may be kept.

use super::in_event::FOOT;
use crate::{App, error::Error};
use axum::{
    extract::State,
    http::header,
    response::{IntoResponse, Response},
};
use carnet_engine::Actor;
use std::fmt::Write;

/// Addresses that lead nowhere but to a sign-in, or hold a secret.
const NOTHING: &[&str] = &[
    "/account",
    "/api",
    "/calendar",
    "/reminders",
    "/organisations",
    "/events/*/desk",
    "/events/*/me",
    "/events/*/agenda",
    "/events/*/requests",
    "/events/*/suggestions",
    "/events/*/registration",
];

fn base(app: &App) -> &str {
    app.public_url().trim_end_matches('/')
}

pub(crate) async fn show(State(app): State<App>) -> String {
    let mut text = String::from("User-agent: *\n");
    for address in NOTHING {
        text.push_str("Disallow: ");
        text.push_str(address);
        text.push('\n');
    }
    text + &format!("\nSitemap: {}/sitemap.xml\n", base(&app))
}

/// The public pages of all events that are open.
pub(crate) async fn sitemap(State(app): State<App>) -> Result<Response, Error> {
    let events = app.engine().list_public_events(&Actor::anonymous()).await?;
    let texts = FOOT.iter().map(|key| format!("/pages/{key}"));
    let rests: Vec<_> = [String::new(), "/programme".into()].into_iter().chain(texts).collect();
    let mut xml = String::from(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n",
    );
    let pages = events.iter().flat_map(|event| {
        let slug = &event.slug;
        rests.iter().map(move |rest| format!("/events/{slug}{rest}"))
    });
    for page in std::iter::once("/".to_owned()).chain(pages) {
        // Slugs are letters, digits and hyphens: nothing in them means anything in XML.
        let _ = writeln!(xml, "<url><loc>{}{page}</loc></url>", base(&app));
    }
    xml.push_str("</urlset>\n");
    Ok(([(header::CONTENT_TYPE, "application/xml")], xml).into_response())
}
