//! The use cases, by area. Each is a method of [`Engine`](crate::Engine) and begins with its permission.

mod accounts;
mod activities;
mod agendas;
mod api_answers;
mod api_tokens;
mod archives;
mod assignment;
mod audit;
mod catalogue;
mod email_changes;
mod event_copies;
mod event_settings;
mod event_views;
mod events;
mod fairness;
mod feeds;
mod looks;
mod mail_choices;
mod mail_templates;
mod messages;
mod notices;
mod organisations;
mod passwords;
pub(crate) mod placeability;
pub(crate) mod plans;
mod presence;
mod registrations;
mod reminders;
pub(crate) mod requests;
mod roles;
mod second_factors;
mod sessions;
mod set_up;
mod sign_ins;
mod sign_ups;
mod throttling;
mod tokens;
mod webhooks;
mod workload;

pub use accounts::NewAdministrator;
pub use activities::{ActivityImpact, ActivityVersion, ActivityView};
pub use api_answers::{Answered, Begin, Call};
pub use archives::{Archive, ArchivedEvent, ArchivedPerson, ArchivedRegistration};
pub use audit::AuditFilter;
pub(crate) use catalogue::Listed;
pub use event_views::{PublicEvent, PublicPages};
pub use presence::Presence;
pub use registrations::*;
pub use roles::{Invitation, RoleChange};
pub use second_factors::Enrolment;
pub use sessions::GridPreview;
pub use set_up::PublicHost;
pub(crate) use set_up::SetUp;
pub use sign_ins::SignedIn;

pub(crate) use throttling::Lumps;
pub use webhooks::{Attempted, Delivery};
pub use workload::Workload;

// Plans
pub use plans::{Changed, EditPreview, Late, Offer, OnSpot, Published};
pub(crate) use plans::{Stamp, ViewStamp};
