//! Changing a plan by hand: looked at first, then done.

use super::{Difference, PlanLine, Published, Score, score};
use crate::{
    App,
    api::{Asked, Error, Id, OfEvent, Sent, changes::Seen, words::words},
};
use axum::{Json, extract::State};
use carnet_engine::{
    Changed, MeetingId, PlanId,
    domain::{plan, planning::BrokenRule},
};
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};
use uuid::Uuid;

pub(super) fn calls() -> OpenApiRouter<App> {
    OpenApiRouter::new().routes(routes!(preview_edit)).routes(routes!(edit_plan))
}

words! {
    /// A rule of the organiser's own, which may be waived.
    OwnRule = plan::OwnRule,
}

/// A change of a plan by hand; `edit` says which.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(tag = "edit", rename_all = "kebab-case", deny_unknown_fields)]
enum Edit {
    /// Holds a meeting there, whether it had a place before or not.
    Place {
        /// The meeting.
        meeting: Uuid,
        /// The slot.
        slot: Uuid,
        /// The room.
        room: Uuid,
        /// The table; the first free one where it is left open.
        table: Option<i64>,
        /// The line-up; as before where it is left open.
        lineup: Option<i64>,
    },
    /// Takes a meeting out.
    Drop {
        /// The meeting.
        meeting: Uuid,
    },
    /// Lets two meetings change places.
    Swap {
        /// The one meeting.
        one: Uuid,
        /// The other.
        other: Uuid,
    },
}

impl From<Edit> for plan::Edit {
    fn from(edit: Edit) -> Self {
        match edit {
            Edit::Place { meeting, slot, room, table, lineup } => {
                Self::Place { meeting: meeting.into(), slot: slot.into(), room: room.into(), table, lineup }
            }
            Edit::Drop { meeting } => Self::Drop { meeting: meeting.into() },
            Edit::Swap { one, other } => Self::Swap { one: one.into(), other: other.into() },
        }
    }
}

/// Changes to be looked at, which are done together.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct Edits {
    /// The changes, one after the other.
    edits: Vec<Edit>,
}

/// What changes by hand would do.
#[derive(Debug, Serialize, ToSchema)]
struct EditPreview {
    /// The value of each criterion as the plan stands.
    before: Score,
    /// The same with the changes; less is better.
    after: Score,
    /// What would differ.
    difference: Difference,
    /// What they would break; nothing where they can be done.
    broken: Vec<Breach>,
}

/// A rule that would be broken; the format of plans says what each rule is.
#[derive(Debug, Serialize, ToSchema)]
struct Breach {
    /// The rule, such as `H4`.
    rule: String,
    /// The meeting, the participant or the room that it is about.
    subject: String,
    /// What is wrong, by name; `breach` is a stable word.
    #[schema(value_type = Object)]
    data: Map<String, Value>,
    /// Whether the organiser may waive it.
    waivable: bool,
}

fn breach((broken, waivable): (BrokenRule, bool)) -> Breach {
    let BrokenRule { rule, subject, data } = broken;
    Breach { rule: rule.to_string(), subject, data, waivable }
}

/// Shows what changes by hand would do to a plan; nothing changes.
#[utoipa::path(
    post,
    path = "/plans/{plan}/edits/preview",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path)),
    request_body = Edits,
    responses((status = OK, body = EditPreview))
)]
async fn preview_edit(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
    Sent(sent): Sent<Edits>,
) -> Result<Json<EditPreview>, Error> {
    let edits: Vec<_> = sent.edits.into_iter().map(plan::Edit::from).collect();
    let preview = app.engine().preview_edit(&at.actor, at.id, id, &edits).await?;
    Ok(Json(EditPreview {
        before: score(&preview.before),
        after: score(&preview.after),
        difference: preview.difference.into(),
        broken: preview.broken.into_iter().map(breach).collect(),
    }))
}

/// Changes that are done together, or not at all.
#[derive(Debug, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct NewEdits {
    /// The changes, one after the other.
    edits: Vec<Edit>,
    /// Why rules of the organiser's own need not be kept, where the changes break some.
    waive: Option<String>,
}

/// A plan that was changed by hand.
#[derive(Debug, Serialize, ToSchema)]
struct EditedPlan {
    /// The draft; or the new version, where the published plan was changed.
    plan: PlanLine,
    /// The new version, where the published plan was changed.
    published: Option<Published>,
    /// Rules that were waived.
    waived: Vec<Waived>,
}

/// A rule that was waived for a meeting.
#[derive(Debug, Serialize, ToSchema)]
struct Waived {
    /// The meeting.
    meeting: Uuid,
    /// The rule.
    rule: OwnRule,
}

impl From<Changed> for EditedPlan {
    fn from(changed: Changed) -> Self {
        let waived = |(meeting, rule): (MeetingId, plan::OwnRule)| Waived {
            meeting: meeting.into(),
            rule: rule.into(),
        };
        Self {
            plan: changed.plan.into(),
            published: changed.published.map(Published::from),
            waived: changed.waived.into_iter().map(waived).collect(),
        }
    }
}

/// Changes a draft by hand, or the published plan: that becomes the next version at once, and those concerned are told. What
/// breaks a rule is refused, each breach as a fault; with a reason, the organiser's own rules are waived, and that is kept
/// with the plan.
#[utoipa::path(
    post,
    path = "/plans/{plan}/edits",
    tag = "plans",
    params(("event" = String, Path), ("plan" = Uuid, Path), Seen),
    request_body = NewEdits,
    responses((status = OK, body = EditedPlan))
)]
async fn edit_plan(
    State(app): State<App>,
    at: OfEvent,
    Id(id): Id<PlanId>,
    Asked(seen, _): Asked<Seen>,
    Sent(sent): Sent<NewEdits>,
) -> Result<Json<EditedPlan>, Error> {
    let edits: Vec<_> = sent.edits.into_iter().map(plan::Edit::from).collect();
    let of = (id, seen.version);
    let done = app.engine().edit_plan(&at.actor, at.id, of, &edits, sent.waive.as_deref()).await?;
    Ok(Json(done.into()))
}
