//! A plan as `solve` writes it: the format's own fields, and what the run knows beside them.

use std::collections::BTreeMap;

use carnet_solver::format::Plan;
use carnet_solver::{Instance, Outcome};
use serde::Serialize;

/// The fields of the plan, and those that `docs/formats.md` lets a producer add.
#[derive(Serialize)]
pub(crate) struct Written<'a> {
    #[serde(flatten)]
    plan: &'a Plan,
    /// With a plan to keep: whether it is proven that nothing more fits beside it.
    #[serde(skip_serializing_if = "Option::is_none")]
    nothing_more_fits: Option<bool>,
    /// Where people knew a plan: everybody whose agenda is another one now.
    #[serde(skip_serializing_if = "Option::is_none")]
    changed_agendas: Option<Vec<Person<'a>>>,
}

/// A participant as people know them.
#[derive(Serialize)]
pub(crate) struct Person<'a> {
    id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<&'a str>,
}

impl Person<'_> {
    /// The name with the identifier, or the identifier alone.
    pub(crate) fn label(&self) -> String {
        labelled(self.id, self.name)
    }
}

impl<'a> Written<'a> {
    /// `was_known`: whether there was a plan that people knew.
    pub(crate) fn new(instance: &'a Instance, outcome: &'a Outcome, was_known: bool) -> Self {
        Self {
            plan: &outcome.plan,
            nothing_more_fits: outcome.nothing_more_fits,
            changed_agendas: was_known.then(|| changed_people(instance, outcome)),
        }
    }
}

/// Everybody whose agenda is not the one that they knew, in the order of the instance.
pub(crate) fn changed_people<'a>(instance: &'a Instance, outcome: &'a Outcome) -> Vec<Person<'a>> {
    let people = &instance.file().participants;
    let names: BTreeMap<&str, Option<&str>> =
        people.iter().map(|p| (p.id.as_str(), p.name.as_deref())).collect();
    let person = |id: &'a String| Person { id, name: names.get(id.as_str()).copied().flatten() };
    outcome.changed_agendas.iter().map(person).collect()
}

/// A name with its identifier, or the identifier alone.
pub(crate) fn labelled(id: &str, name: Option<&str>) -> String {
    match name {
        Some(name) => format!("{name} ({id})"),
        None => id.to_owned(),
    }
}
