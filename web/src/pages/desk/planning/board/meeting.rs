//! One meeting of a plan: where it stands or why nowhere, where it could go, and what would let it in.

use super::{Names, change::place_value};
use crate::{
    App,
    error::Error,
    page::{Layout, render},
    pages::InEvent,
};
use askama::Template;
use axum::{
    extract::{Path, State},
    response::{IntoResponse, Redirect, Response},
};
use axum_extra::extract::Form;
use carnet_engine::{
    Error as EngineError, Kind, MeetingId, Offer, PlanId,
    domain::{
        access::UseCase,
        plan::{Pin, Place, Plan, PlanState, Remedy},
        planning::{Explained, Obstacle, Planning},
    },
};
use serde::Deserialize;

/// How many places are offered.
const OFFERS_MOST: usize = 60;

#[derive(Template)]
#[template(path = "desk/meeting.html")]
struct MeetingPage {
    layout: Layout,
    who: String,
    place: Option<String>,
    reason: Option<String>,
    pinned: bool,
    people: Vec<String>,
    /// The slots that all could come to, each with what stands in the way.
    slots: Vec<(String, Vec<String>)>,
    remedies: Vec<RemedyLine>,
    /// Where it could go, for those who may move it.
    offers: Option<Vec<(String, String)>>,
    /// Where the plan could not be asked since something in it stands where it may not.
    disturbed: bool,
    change: String,
    choose: String,
    /// Where it is pinned and let go, for those who may.
    pin: Option<String>,
    back: String,
}

/// What would let a meeting in; with an address where that can be done in the plan itself.
struct RemedyLine {
    text: String,
    href: Option<String>,
}

pub(crate) async fn show(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, meeting)): Path<(String, PlanId, MeetingId)>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let (planning, plan) = engine.show_board(actor, at.id, id).await?;
    if !planning.knows(meeting) {
        return Err(EngineError::not_found(Kind::Meeting).into());
    }
    let explained = told(engine.explain_meeting(actor, at.id, id, meeting).await)?;
    let offers = told(engine.list_places(actor, at.id, id, meeting).await)?;
    let disturbed = explained.is_none() || offers.is_none();
    render(&page(&at, (&planning, &plan), meeting, (explained, offers.unwrap_or_default()), disturbed))
}

/// An answer, or none where the plan holds something that may not stand where it stands.
fn told<T>(answer: Result<T, EngineError>) -> Result<Option<T>, Error> {
    match answer {
        Ok(answer) => Ok(Some(answer)),
        Err(EngineError::Invalid(_)) => Ok(None),
        Err(error) => Err(error.into()),
    }
}

fn page(
    at: &InEvent,
    (planning, plan): (&Planning, &Plan),
    meeting: MeetingId,
    (explained, offers): (Option<Explained>, Vec<Offer>),
    disturbed: bool,
) -> MeetingPage {
    let (words, names) = (at.visitor.words, Names::of(at, planning));
    let href = at.href(&format!("/desk/plans/{}", plan.head.id));
    let change = format!("{href}/change?meeting={meeting}");
    let placed = plan.placements.get(&meeting);
    let editable = matches!(plan.head.state, PlanState::Draft | PlanState::Published);
    let unplaced = plan.unplaced.iter().find(|unplaced| unplaced.meeting == meeting);
    let remedies = explained.as_ref().map(|found| found.remedies.clone()).unwrap_or_default();
    let offer = |offer: &Offer| {
        let also = offer.moves.iter().map(|(other, to)| format!("&also={other},{}", place_value(to)));
        let value = format!("{}{}", place_value(&offer.place), also.collect::<String>());
        let first = offer.moves.first().map(|(other, _)| names.meeting(*other, 0));
        let moves = first.map(|who| words.with("move-others", "who", &who));
        let label = names.place(&offer.place);
        (value, moves.map_or(label.clone(), |moves| format!("{label} – {moves}")))
    };
    let pinned = planning.facts.pins.iter().any(|pin| pin.meeting == meeting);
    let may_edit = editable && at.presence.may(UseCase::EditPlan).is_ok();
    let may_decide = (pinned || placed.is_some()) && at.presence.may(UseCase::Decide).is_ok();
    MeetingPage {
        layout: at.layout(words.t("meeting-title"), "/desk/plans"),
        who: names.meeting(meeting, placed.map_or(0, |place| place.lineup)),
        place: placed.map(|place| names.place(place)),
        reason: unplaced.map(|unplaced| words.t(&format!("reason-{}", unplaced.reason))),
        pinned,
        people: explained.as_ref().map_or_else(Vec::new, |found| people(at, &names, found)),
        slots: explained.as_ref().map_or_else(Vec::new, |found| slots(at, &names, found)),
        remedies: remedies.iter().map(|found| remedy(at, &names, &change, *found)).collect(),
        offers: may_edit.then(|| {
            let elsewhere = offers.iter().filter(|offer| placed != Some(&offer.place));
            elsewhere.take(OFFERS_MOST).map(offer).collect()
        }),
        disturbed,
        choose: format!("{href}?meeting={meeting}#grid"),
        pin: may_decide.then(|| format!("{href}/meetings/{meeting}/pin")),
        change,
        back: href,
    }
}

fn people(at: &InEvent, names: &Names, found: &Explained) -> Vec<String> {
    let words = at.visitor.words;
    let line = |person: &carnet_engine::domain::planning::Fullness| {
        let n = words.n("meeting-n-meetings", person.n_meetings as i64);
        let most = person.most.map(|most| words.n("meeting-at-most", i64::from(most)));
        let free = words.n("meeting-n-free", person.free_slots.len() as i64);
        let parts = [Some(n), most, Some(free)].into_iter().flatten().collect::<Vec<_>>().join(", ");
        format!("{} – {parts}", names.person(person.participant))
    };
    found.people.iter().map(line).collect()
}

fn slots(at: &InEvent, names: &Names, found: &Explained) -> Vec<(String, Vec<String>)> {
    let line = |shared: &carnet_engine::domain::planning::SharedSlot| {
        let obstacles = shared.obstacles.iter().map(|found| obstacle(at, names, found));
        (names.slot(shared.slot), obstacles.collect())
    };
    found.slots.iter().map(line).collect()
}

fn obstacle(at: &InEvent, names: &Names, found: &Obstacle) -> String {
    let words = at.visitor.words;
    match found {
        Obstacle::Meeting { meeting, pinned: true, .. } => {
            words.with("obstacle-pinned", "who", &names.meeting(*meeting, 0))
        }
        Obstacle::Meeting { meeting, .. } => {
            words.with("obstacle-meeting", "who", &names.meeting(*meeting, 0))
        }
        Obstacle::Quota { participant } => words.with("obstacle-quota", "who", &names.person(*participant)),
        Obstacle::RoomsFull => words.t("obstacle-rooms-full"),
        Obstacle::Closed => words.t("obstacle-closed"),
        Obstacle::Sequence { meeting } => words.with("obstacle-sequence", "who", &names.meeting(*meeting, 0)),
        Obstacle::BreakLimit => words.t("obstacle-break-limit"),
    }
}

fn remedy(at: &InEvent, names: &Names, change: &str, remedy: Remedy) -> RemedyLine {
    let words = at.visitor.words;
    let slot_and = |key: &str, who: &str, slot| {
        let text = words.with(key, "who", who);
        format!("{text} ({})", names.slot(slot))
    };
    let only = |text: String| RemedyLine { text, href: None };
    match remedy {
        Remedy::Move { meeting, to, place, .. } => RemedyLine {
            text: format!(
                "{} → {}",
                words.with("remedy-move", "who", &names.meeting(meeting, 0)),
                names.place(&to)
            ),
            href: Some(format!("{change}&place={}&also={meeting},{}", place_value(&place), place_value(&to))),
        },
        Remedy::Table { room, slot } => only(slot_and("remedy-table", names.room(room), slot)),
        Remedy::Open { room, slot } => only(slot_and("remedy-open", names.room(room), slot)),
        Remedy::Quota { participant, most, slot } => {
            let text = slot_and("remedy-quota", &names.person(participant), slot);
            only(format!("{text}, {}", words.n("meeting-at-most", most)))
        }
        Remedy::Come { participant, slot } => only(slot_and("remedy-come", &names.person(participant), slot)),
        Remedy::Drop { meeting, slot } => only(slot_and("remedy-drop", &names.meeting(meeting, 0), slot)),
    }
}

/// Pinning where it stands, or letting go.
#[derive(Debug, Deserialize)]
pub(crate) struct PinForm {
    pinned: bool,
}

pub(crate) async fn pin(
    State(app): State<App>,
    at: InEvent,
    Path((_, id, meeting)): Path<(String, PlanId, MeetingId)>,
    Form(form): Form<PinForm>,
) -> Result<Response, Error> {
    let (engine, actor) = (app.engine(), &at.visitor.actor);
    let done = if form.pinned {
        let (_, plan) = engine.show_board(actor, at.id, id).await?;
        let place: Place = *plan.placements.get(&meeting).ok_or(EngineError::not_found(Kind::Meeting))?;
        let Place { slot, room, table, lineup } = place;
        let pin = Pin { meeting, slot, room: Some(room), table: Some(table), lineup: Some(lineup) };
        engine.pin_meeting(actor, at.id, &pin).await?;
        "pinned"
    } else {
        engine.unpin_meeting(actor, at.id, meeting).await?;
        "unpinned"
    };
    Ok(Redirect::to(&at.href(&format!("/desk/plans/{id}/meetings/{meeting}?done={done}"))).into_response())
}
