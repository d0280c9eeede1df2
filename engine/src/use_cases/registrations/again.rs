//! The same registration, sent twice: whoever clicks twice, or sends a form once more since no answer came, registers once.

use crate::{
    AccountId, Engine, Error, EventId,
    domain::{
        form::ChosenTerms,
        registration::{CheckedOffering, CheckedPerson, CheckedRegistration, Dossier, Offering, Participant},
    },
    store::{Tx, registrations},
};
use chrono::TimeDelta;

/// For how long the same registration once more is taken for a second click.
const SAME_WITHIN: TimeDelta = TimeDelta::minutes(15);

impl Engine {
    /// The same registration, where it was handed in a moment before.
    pub(super) async fn handed_in_lately(
        &self,
        tx: &mut Tx,
        event: EventId,
        owner: Option<AccountId>,
        checked: &CheckedRegistration,
    ) -> Result<Option<Dossier>, Error> {
        let since = self.now() - SAME_WITHIN;
        for id in registrations::lately(tx, event, &checked.company.name, since).await? {
            let dossier = registrations::dossier(tx, event, id).await?;
            let same = |dossier: &Dossier| dossier.registration.owner == owner && is_same(dossier, checked);
            if let Some(dossier) = dossier.filter(same) {
                return Ok(Some(dossier));
            }
        }
        Ok(None)
    }
}

/// Whether a registration is what is handed in now, word for word.
fn is_same(dossier: &Dossier, checked: &CheckedRegistration) -> bool {
    let (known, company) = (&dossier.registration, &checked.company);
    known.category == checked.category
        && known.country == company.country
        && known.region == company.region
        && known.answers == company.given.answers
        && sorted(&known.terms) == sorted(&company.given.terms)
        && dossier.people.len() == checked.people.len()
        && dossier.people.iter().zip(&checked.people).all(is_same_person)
        && dossier.offerings.len() == checked.offerings.len()
        && dossier.offerings.iter().zip(&checked.offerings).all(is_same_offering)
}

fn is_same_person((known, new): (&Participant, &CheckedPerson)) -> bool {
    known.name == new.name
        && known.email.as_deref() == Some(new.email.as_str())
        && known.category == new.category
        && known.company_admin == new.company_admin
        && known.answers == new.given.answers
        && sorted(&known.terms) == sorted(&new.given.terms)
}

fn is_same_offering((known, new): (&Offering, &CheckedOffering)) -> bool {
    known.kind == new.kind
        && known.title == new.title
        && known.text == new.text
        && known.answers == new.given.answers
        && sorted(&known.terms) == sorted(&new.given.terms)
}

/// Terms as they compare: the database gives them in an order of its own.
fn sorted(terms: &ChosenTerms) -> ChosenTerms {
    let mut terms = terms.clone();
    terms.sort();
    terms
}
