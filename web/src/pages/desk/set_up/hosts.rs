//! Who holds the event, in which role, and what each says about itself.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    pages::{
        InEvent,
        desk::{
            names,
            parts::{Section, Shown, done, looks, must, number},
        },
    },
};
use axum::{extract::State, response::Response};
use carnet_engine::{
    OrganisationId,
    domain::{
        access::UseCase,
        event::{Host, HostRole},
    },
};

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetHosts)?;
    let setup = read(&app, &at).await?;
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    for (i, host) in setup.hosts.iter().enumerate() {
        let path = format!("hosts[{i}]");
        filled.put(format!("{path}.organisation"), host.organisation);
        filled.put(format!("{path}.role"), host.role);
        filled.put_texts(&format!("{path}.pitch"), host.pitch.as_ref());
    }
    let organisations = names::organisations(&app, &at).await?;
    hosts_page(&at, &organisations, Shown::first(filled))
}

fn hosts_page(
    at: &InEvent,
    organisations: &[(OrganisationId, String)],
    shown: Shown,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let options = names::options("–".to_owned(), organisations);
    let n = shown.filled.rows("hosts");
    let pitch = |i: usize| (words.n("set-up-host", i as i64 + 1), format!("hosts[{i}].pitch"));
    let mut page = step_page(at, "hosts", &shown.filled)
        .intro(words.t("set-up-rows-help"))
        .look_at(&shown.filled, (0..n).map(pitch));
    for i in 0..=n {
        let path = format!("hosts[{i}]");
        let title = if i < n { words.n("set-up-host", i as i64 + 1) } else { words.t("set-up-new-host") };
        let mut section = Section::new(title)
            .row(vec![
                fields.choice("set-up-organisation", &format!("{path}.organisation"), options.clone()),
                fields.word("set-up-role", &format!("{path}.role"), ("host", HostRole::ALL)),
            ])
            .row(fields.long_texts(3, "set-up-pitch", &format!("{path}.pitch")));
        if i < n {
            section = section.row(vec![fields.tick("desk-remove", &format!("{path}.gone"))]);
        }
        page = page.section(section);
    }
    shown.render(page)
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::SetHosts)?;
    let is_blank = |filled: &Filled, row: &str| filled.is_blank(row, &["organisation"]);
    if looks(&filled) {
        // The empty row for one more is there again on the page.
        filled.leave_out("hosts", is_blank);
        let organisations = names::organisations(&app, &at).await?;
        return hosts_page(&at, &organisations, Shown::first(filled));
    }
    filled.leave_out("hosts", |filled, row| filled.has(&format!("{row}.gone")) || is_blank(filled, row));
    let host = |i: usize| {
        let path = format!("hosts[{i}]");
        let pitch = filled.texts(&format!("{path}.pitch"));
        Some(Host {
            organisation: filled.get(&format!("{path}.organisation")).parse().ok()?,
            role: HostRole::parse(filled.get(&format!("{path}.role"))).ok()?,
            pitch: Some(pitch).filter(|pitch| !pitch.is_empty()),
        })
    };
    let hosts: Vec<_> = (0..filled.rows("hosts")).filter_map(host).collect();
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().set_hosts(&at.visitor.actor, seen, &hosts).await {
        Ok(_) => Ok(done(&at, AREA, "saved")),
        Err(error) => {
            let setup = read(&app, &at).await?;
            filled.renew("version", setup.event.version, &error);
            let organisations = names::organisations(&app, &at).await?;
            hosts_page(&at, &organisations, Shown::refused(at.visitor.words, filled, error)?)
        }
    }
}
