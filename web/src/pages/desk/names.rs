//! The names of what a page of the desk only knows by identity.

use crate::{App, error::Error, pages::InEvent};
use carnet_engine::{
    CategoryId, OrganisationId,
    domain::{account::Language, category::Categories, organisation::OrganisationKind},
};
use std::collections::BTreeMap;

/// Chambers and partners by name: those that can hold an event, and represent companies.
pub(super) async fn organisations(app: &App, at: &InEvent) -> Result<Vec<(OrganisationId, String)>, Error> {
    let mut all = Vec::new();
    for kind in [OrganisationKind::Chamber, OrganisationKind::Partner] {
        let mut after = None;
        loop {
            let page = app.engine().list_organisations(&at.visitor.actor, kind, after).await?;
            after = page.last().map(|organisation| organisation.id);
            all.extend(page.into_iter().map(|organisation| (organisation.id, organisation.name)));
            if after.is_none() {
                break;
            }
        }
    }
    all.sort_by(|a, b| a.1.cmp(&b.1));
    Ok(all)
}

/// Identities with their names as the options of a field, after one for none of them.
pub(super) fn options<I: ToString>(none: String, all: &[(I, String)]) -> Vec<(String, String)> {
    let some = all.iter().map(|(id, name)| (id.to_string(), name.clone()));
    std::iter::once((String::new(), none)).chain(some).collect()
}

/// The categories by name.
pub(super) fn categories(language: Language, all: &Categories) -> Vec<(CategoryId, String)> {
    all.list.iter().map(|category| (category.id, category.names.get(language).to_owned())).collect()
}

/// The name of one of several.
pub(super) fn name_of<I: PartialEq>(all: &[(I, String)], id: &I) -> String {
    all.iter().find(|(other, _)| other == id).map(|(_, name)| name.clone()).unwrap_or_default()
}

/// Countries by name, those that words are known for.
pub(super) fn country(at: &InEvent, code: &str) -> String {
    let key = format!("country-{}", code.to_lowercase());
    if at.visitor.words.has(&key) { at.visitor.words.t(&key) } else { code.to_owned() }
}

/// Accounts by name, as far as the visitor may know them: the administrators of the event.
pub(super) async fn accounts(app: &App, at: &InEvent) -> Result<BTreeMap<String, String>, Error> {
    if at.presence.may_administer(carnet_engine::domain::access::UseCase::ListRoles).is_err() {
        return Ok(BTreeMap::new());
    }
    let roles = app.engine().list_roles(&at.visitor.actor, at.id).await?;
    Ok(roles.into_iter().map(|role| (role.account.to_string(), role.name)).collect())
}
