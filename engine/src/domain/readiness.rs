//! What an organiser still has to do before an event can open.

use crate::domain::{
    category::CategoryKind,
    event::{EventSetup, TextKey},
    session::MeetingKind,
    words,
};

words! {
    /// Something to be done for an event.
    pub enum Task {
        /// The name in both languages.
        NameInBothLanguages = "name-in-both-languages",
        /// The welcome text.
        Welcome = "welcome",
        /// Practical information.
        PracticalInformation = "practical-information",
        /// Whom to ask.
        Contact = "contact",
        /// The legal notice and the privacy text.
        LegalTexts = "legal-texts",
        /// An organisation that runs it.
        Organiser = "organiser",
        /// Somebody who administers it.
        Principal = "principal",
        /// A day that is still to come.
        DaysAhead = "days-ahead",
        /// A deadline of registration.
        RegistrationDeadline = "registration-deadline",
        /// A site.
        Site = "site",
        /// A room with tables.
        Tables = "tables",
        /// Times between all sites.
        Travel = "travel",
        /// Categories of participants.
        Categories = "categories",
        /// Somebody who may ask somebody.
        WhoMayAskWhom = "who-may-ask-whom",
        /// Slots in which meetings of companies can be held.
        CompanySlots = "company-slots",
        /// Slots in which experts can be consulted.
        ExpertSlots = "expert-slots",
        /// Slots on every day.
        SlotsOnEveryDay = "slots-on-every-day",
    }
}

/// How a task stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Readiness {
    /// The task.
    pub task: Task,
    /// Whether it is done.
    pub done: bool,
    /// Whether the event cannot open without it.
    pub needed: bool,
}

/// How every task stands that concerns the event.
pub fn readiness(setup: &EventSetup, n_principals: usize, today: chrono::NaiveDate) -> Vec<Readiness> {
    let details = &setup.event.details;
    let written = |key| details.texts.contains_key(&key);
    let of_kind = |kind| setup.categories.list.iter().any(|category| category.kind == kind);
    let asks = |expert: bool| {
        setup.categories.may_ask.iter().any(|(from, to)| {
            let is_expert = |id| setup.categories.find(id).is_some_and(|c| c.kind == CategoryKind::Expert);
            (is_expert(*from) || is_expert(*to)) == expert
        })
    };
    let slots_for = |kind| {
        let fits = |other| other == kind || other == MeetingKind::Any;
        setup.sessions.iter().any(|session| fits(session.meeting_kind) && !session.slots.is_empty())
    };
    let day_of = |at| super::zone::day_of(details.time_zone, at);
    let slots_on =
        |day| setup.sessions.iter().flat_map(|s| &s.slots).any(|slot| day_of(slot.starts_at) == day);
    let n_sites = setup.places.sites.len();

    // Each row: task, done, needed, whether it concerns this event.
    let rows = [
        (Task::NameInBothLanguages, details.names.fr.is_some() && details.names.en.is_some(), false, true),
        (Task::Welcome, written(TextKey::Welcome), false, true),
        (Task::PracticalInformation, written(TextKey::Practical), false, true),
        (Task::Contact, written(TextKey::Contact), false, true),
        (Task::LegalTexts, written(TextKey::LegalNotice) && written(TextKey::Privacy), false, true),
        (Task::Organiser, !setup.hosts.is_empty(), true, true),
        (Task::Principal, n_principals > 0, false, true),
        (Task::DaysAhead, details.last_day() >= today, true, true),
        (Task::RegistrationDeadline, details.registration_closes_at.is_some(), false, true),
        (Task::Site, n_sites > 0, true, true),
        (Task::Tables, setup.places.rooms().any(|(_, room)| room.tables > 0), false, true),
        (
            Task::Travel,
            setup.places.travel.len() * 2 == n_sites * n_sites.saturating_sub(1),
            false,
            n_sites > 1,
        ),
        (Task::Categories, !setup.categories.list.is_empty(), true, true),
        (Task::WhoMayAskWhom, !setup.categories.may_ask.is_empty(), true, true),
        (Task::CompanySlots, slots_for(MeetingKind::Company), false, asks(false)),
        (
            Task::ExpertSlots,
            slots_for(MeetingKind::Expert),
            false,
            of_kind(CategoryKind::Expert) && asks(true),
        ),
        (Task::SlotsOnEveryDay, details.days.iter().all(|day| slots_on(*day)), false, true),
    ];
    rows.into_iter()
        .filter(|(.., concerns)| *concerns)
        .map(|(task, done, needed, _)| Readiness { task, done, needed })
        .collect()
}
