//! Setting an activity up, and changing it: after a look at whom that would concern.

use super::{AREA, one};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::{
            parts::{FormPage, Section, Shown, done, looks, must, number, way},
            people::People,
        },
    },
    words::Words,
};
use axum::{
    extract::{Path, State},
    response::Response,
};
use carnet_engine::{
    ActivityId, ActivityImpact, ParticipantId,
    domain::{
        access::UseCase,
        activity::{Activity, ActivityKind, Audience, NewActivity, Speaker, WhenFull},
        event::EventSetup,
    },
};

pub(crate) async fn new(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::CreateActivity)?;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let mut filled = Filled::default();
    let first = setup.event.details.first_day();
    filled.put("starts", format!("{first}T10:00"));
    filled.put("ends", format!("{first}T11:00"));
    filled.tick("blocks_meetings", true);
    edit_page(&at, &setup, (None, None), Shown::first(filled))
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, ActivityId)>,
) -> Result<Response, Error> {
    must(&at, UseCase::ChangeActivity)?;
    let activity = one(&app, &at, id).await?.activity;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let shown = Shown::first(filled_with(&at, &activity));
    edit_page(&at, &setup, (Some(&activity), None), shown)
}

fn filled_with(at: &InEvent, activity: &Activity) -> Filled {
    let details = &activity.details;
    let mut filled = Filled::default();
    let text = |text: &Option<String>| text.clone().unwrap_or_default();
    let local = |time: chrono::DateTime<chrono::Utc>| {
        time.with_timezone(&at.zone).format("%Y-%m-%dT%H:%M").to_string()
    };
    filled.put("version", activity.version);
    filled.put_texts("names", Some(&details.names));
    filled.put_texts("texts", details.texts.as_ref());
    filled.put("kind", details.kind);
    filled.put("reference", text(&details.reference));
    filled.put("starts", local(details.times.starts_at));
    filled.put("ends", local(details.times.ends_at));
    filled
        .put("place", details.room.map_or_else(|| format!("site {}", details.site), |room| room.to_string()));
    filled.put("audience", details.audience);
    filled.put("capacity", details.capacity.map_or_else(String::new, |most| most.to_string()));
    filled.put("when_full", details.when_full);
    filled.put("in_charge", text(&details.in_charge));
    filled.tick("blocks_meetings", details.blocks_meetings);
    for (i, speaker) in details.speakers.iter().enumerate() {
        let path = format!("speakers[{i}]");
        filled.put(format!("{path}.name"), &speaker.name);
        for (field, value) in [
            ("company", &speaker.company),
            ("contact", &speaker.contact),
            ("topic", &speaker.topic),
            ("photo", &speaker.photo),
        ] {
            filled.put(format!("{path}.{field}"), text(value));
        }
    }
    filled
}

/// Sites and their rooms, as one choice.
fn places(words: Words, setup: &EventSetup) -> Vec<(String, String)> {
    let of_site = |site: &carnet_engine::domain::places::Site| {
        let name = site.names.get(words.0);
        let rooms = site.rooms.iter().map(|room| (room.id.to_string(), format!("{name}, {}", room.name)));
        let whole = (format!("site {}", site.id), format!("{name}, {}", words.t("activities-no-room")));
        rooms.chain([whole]).collect::<Vec<_>>()
    };
    setup.places.sites.iter().flat_map(of_site).collect()
}

fn edit_page(
    at: &InEvent,
    setup: &EventSetup,
    (activity, impact): (Option<&Activity>, Option<Vec<String>>),
    shown: Shown,
) -> Result<Response, Error> {
    let words = at.visitor.words;
    let fields = shown.fields(words);
    let (title, back) = match activity {
        Some(activity) => {
            let rest = format!("{AREA}/{}", activity.id);
            ("activities-edit", way(at, &rest, activity.details.names.get(words.0).to_owned()))
        }
        None => ("activities-new", way(at, AREA, words.t("activities-title"))),
    };
    let place = fields.choice("set-up-where", "place", places(words, setup));
    let place = match shown.faults.at("room").or(shown.faults.at("site")) {
        Some(fault) => place.wrong(Some(fault)),
        None => place,
    };
    let mut page = FormPage::new(at, words.t(title), (AREA, back), words.t("desk-save"))
        .look_at_one(&shown.filled, "activities-text", "texts")
        .carry(&shown.filled, "version")
        .section(
            Section::default()
                .row(fields.texts("activities-name", "names"))
                .row(fields.long_texts(4, "activities-text", "texts"))
                .row(vec![
                    fields.word("activities-kind", "kind", ("activity", ActivityKind::ALL)),
                    fields.text("activities-reference", "reference"),
                    fields.text("activities-in-charge", "in_charge"),
                ]),
        )
        .section(
            Section::new(words.t("activities-when-where"))
                .row(vec![
                    fields.line("datetime-local", "activities-starts", "starts").required(),
                    fields.line("datetime-local", "activities-ends", "ends").required(),
                ])
                .row(vec![place])
                .row(vec![fields.tick("activities-blocks", "blocks_meetings")]),
        )
        .section(Section::new(words.t("activities-sign-ups")).row(vec![
            fields.word("activities-audience", "audience", ("activity-audience", Audience::ALL)),
            fields.number("activities-capacity", "capacity", (0, 100_000)).help(words.t("rules-none-help")),
            fields.word("activities-when-full", "when_full", ("when-full", WhenFull::ALL)),
        ]));
    for i in 0..=shown.filled.rows("speakers") {
        let path = |field: &str| format!("speakers[{i}].{field}");
        page = page.carry(&shown.filled, &path("photo")).section(
            Section::new(words.n("activities-speaker", i as i64 + 1))
                .row(vec![
                    fields.text("desk-person-name", &path("name")),
                    fields.text("participants-company", &path("company")),
                ])
                .row(vec![
                    fields.text("activities-topic", &path("topic")),
                    fields.text("activities-contact", &path("contact")),
                ]),
        );
    }
    if activity.is_some() {
        page.look = Some(words.t("activities-look"));
    }
    page.intro = impact.unwrap_or_default();
    shown.render(page)
}

fn read_activity(
    setup: &EventSetup,
    filled: &mut Filled,
    words: Words,
    faults: &mut FormFaults,
) -> Option<NewActivity> {
    filled
        .leave_out("speakers", |filled, row| filled.is_blank(row, &["name", "company", "topic", "contact"]));
    let place = filled.get("place");
    let room = setup.places.rooms().find(|(_, room)| room.id.to_string() == place);
    let site = room.map(|(site, _)| site).or_else(|| place.strip_prefix("site ")?.parse().ok());
    if site.is_none() {
        faults.add("site", words.t("fault-required"));
    }
    let mut time = |name: &str| {
        let read = filled.moment(name, words, faults);
        if filled.some(name).is_none() {
            faults.add(name, words.t("fault-required"));
        }
        read
    };
    let times = time("starts").zip(time("ends"));
    let capacity = filled.read("capacity", words, faults);
    let some = |name: &str| filled.some(name).map(str::to_owned);
    let speaker = |i: usize| Speaker {
        name: filled.get(&format!("speakers[{i}].name")).to_owned(),
        company: some(&format!("speakers[{i}].company")),
        contact: some(&format!("speakers[{i}].contact")),
        photo: some(&format!("speakers[{i}].photo")),
        topic: some(&format!("speakers[{i}].topic")),
    };
    let texts = filled.texts("texts");
    Some(NewActivity {
        kind: ActivityKind::parse(filled.get("kind")).unwrap_or(ActivityKind::Other),
        reference: some("reference"),
        names: filled.texts("names"),
        texts: Some(texts).filter(|texts| !texts.is_empty()),
        site: site?,
        room: room.map(|(_, room)| room.id),
        times: times?,
        audience: Audience::parse(filled.get("audience")).unwrap_or(Audience::Open),
        capacity,
        when_full: WhenFull::parse(filled.get("when_full")).unwrap_or(WhenFull::Close),
        in_charge: some("in_charge"),
        blocks_meetings: filled.has("blocks_meetings"),
        speakers: (0..filled.rows("speakers")).map(speaker).collect(),
    })
}

pub(crate) async fn create(
    State(app): State<App>,
    at: InEvent,
    mut filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::CreateActivity)?;
    let words = at.visitor.words;
    let setup = app.engine().show_event(&at.visitor.actor, at.id).await?;
    let mut faults = FormFaults::default();
    let new = read_activity(&setup, &mut filled, words, &mut faults);
    let Some(new) = new.filter(|_| faults.is_empty()) else {
        return edit_page(&at, &setup, (None, None), Shown::misread(filled, faults));
    };
    if looks(&filled) {
        return edit_page(&at, &setup, (None, None), Shown::first(filled));
    }
    match app.engine().create_activity(&at.visitor.actor, at.id, &new).await {
        Ok(id) => Ok(done(&at, &format!("{AREA}/{id}"), "entered")),
        Err(error) => edit_page(&at, &setup, (None, None), Shown::refused(words, filled, error)?),
    }
}

pub(crate) async fn save(
    State(app): State<App>,
    at: InEvent,
    Path((_, id)): Path<(String, ActivityId)>,
    mut filled: Filled,
) -> Result<Response, Error> {
    must(&at, UseCase::ChangeActivity)?;
    let (engine, actor, words) = (app.engine(), &at.visitor.actor, at.visitor.words);
    let activity = one(&app, &at, id).await?.activity;
    let setup = engine.show_event(actor, at.id).await?;
    let mut faults = FormFaults::default();
    let new = read_activity(&setup, &mut filled, words, &mut faults);
    let Some(new) = new.filter(|_| faults.is_empty()) else {
        return edit_page(&at, &setup, (Some(&activity), None), Shown::misread(filled, faults));
    };
    let result = if looks(&filled) {
        engine.preview_activity(actor, at.id, id, &new).await.map(Some)
    } else {
        let seen = (at.id, id, number(&filled, "version")?);
        engine.change_activity(actor, seen, &new).await.map(|_| None)
    };
    match result {
        Ok(None) => Ok(done(&at, &format!("{AREA}/{id}"), "saved")),
        Ok(Some(impact)) => {
            let people = People::read(&app, &at).await?;
            let impact = in_words(&at, &people, &impact);
            edit_page(&at, &setup, (Some(&activity), Some(impact)), Shown::first(filled))
        }
        Err(error) => {
            filled.renew("version", activity.version, &error);
            let shown = Shown::refused(words, filled, error)?;
            edit_page(&at, &setup, (Some(&activity), None), shown)
        }
    }
}

/// Whom a change would concern.
fn in_words(at: &InEvent, people: &People, impact: &ActivityImpact) -> Vec<String> {
    let words = at.visitor.words;
    let mut lines = vec![words.n("activities-n-concerned", impact.n_concerned as i64)];
    if impact.n_moving_up > 0 {
        lines.push(words.n("activities-n-moving-up", impact.n_moving_up as i64));
    }
    let clash = |key: &str, who: &[ParticipantId]| {
        let names: Vec<_> = who.iter().map(|id| people.name(at, *id)).collect();
        (!names.is_empty()).then(|| format!("{} {}", words.t(key), names.join(" · ")))
    };
    lines.extend(clash("activities-with-other", &impact.with_other_activity));
    lines.extend(clash("activities-with-meeting", &impact.with_meeting));
    lines
}
