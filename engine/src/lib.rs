//! Events, registrations, mutual acceptance and plans: the domain, the use cases and the storage of Carnet.
//!
//! Everything that can be done is a method of [`Engine`], called a *use case*. Each takes an [`Actor`], and refuses what the
//! actor may not do; loads, decides purely, saves, writes its audit entry and the notices that it owes, and commits once.
//!
//! Rules stand in [`domain`], which knows no database and no clock. All SQL stands in `store`. Neither pages nor HTTP
//! belong here: whoever calls unpacks and renders.

mod actor;
mod cache;
mod clock;
pub mod demo;
pub mod domain;
mod engine;
mod error;
mod ids;
mod settings;
mod store;
mod use_cases;

pub use actor::{Actor, Origin, Who};
pub use clock::{Clock, FixedClock, SeededSource, Source, SystemClock, SystemSource};
pub use domain::seal::{NotAKey, SealingKey};
pub use engine::Engine;
pub use error::{Error, Fault, FaultCode, Faults, Kind, Refusal};
pub use ids::*;
pub use settings::{PasswordCost, PlanningSettings, Settings, Throttling};
pub use store::{
    Database, StoreError, audit::AuditRecord, audit::BrokenLink, events::EventSummary,
    registration_parts::Attachment, registration_parts::Consent, roles::RoleRecord, sign_ins::OpenSignIn,
    sign_ins::SignInRecord,
};
pub use use_cases::requests::{Outcome, RequestFilter, RequestView};
pub use use_cases::{Archive, ArchivedEvent, ArchivedPerson, ArchivedRegistration};
pub use use_cases::{AuditFilter, Enrolment, Invitation, NewAdministrator, Presence, RoleChange, SignedIn};
// Operations
pub use store::{
    database::Connections,
    workload::{RunQueue, SendQueue},
};
pub use use_cases::Workload;
// Programs
pub use store::webhooks::DeliveryRecord;
pub use use_cases::{Answered, Attempted, Begin, Call, Delivery};
// Plans
pub use use_cases::{Changed, EditPreview, Late, Offer, OnSpot, Published};
// Registrations and the catalogue
pub use use_cases::{
    Decision, DeskFilter, DeskLine, DeskPerson, ExpertInput, ImportReport, OfferingChange,
    OfferingImportReport, OwnRegistration, PersonChange, Registered, RegistrationFilter, RegistrationForm,
    RegistrationLine, RegistrationPage, SlotAvailability,
};
// Events and activities
pub use use_cases::{
    ActivityImpact, ActivityVersion, ActivityView, GridPreview, PublicEvent, PublicHost, PublicPages,
};
