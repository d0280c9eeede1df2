//! Organisations.

use crate::{
    Actor, Engine, Error, Kind, OrganisationId,
    domain::{
        access::UseCase,
        organisation::{NewOrganisation, Organisation, OrganisationKind},
    },
    store::organisations,
};
use serde_json::json;

/// The most organisations of a page.
const PAGE: i64 = 200;

impl Engine {
    /// Adds a chamber, a partner or a company.
    pub async fn create_organisation(
        &self,
        actor: &Actor,
        new: &NewOrganisation,
    ) -> Result<OrganisationId, Error> {
        let mut tx = self.write().await?;
        self.permit(&mut tx, actor, UseCase::CreateOrganisation, None).await?;
        let organisation = new.check(self.id(), self.now())?;
        organisations::insert(&mut tx, &organisation).await?;
        let entry = self.entry(actor, "organisation.created", Kind::Organisation, organisation.id);
        tx.record(entry.after(json!({ "kind": organisation.kind, "name": organisation.name })));
        tx.commit().await?;
        Ok(organisation.id)
    }

    /// The chambers or partners, a page of at most 200 after the one that ended with `after`.
    pub async fn list_organisations(
        &self,
        actor: &Actor,
        kind: OrganisationKind,
        after: Option<OrganisationId>,
    ) -> Result<Vec<Organisation>, Error> {
        let mut tx = self.read().await?;
        let permit = self.permit(&mut tx, actor, UseCase::ListOrganisations, None).await?;
        // Which companies are known is nobody's business but the administrators'.
        if kind == OrganisationKind::Company && !permit.all {
            return Ok(Vec::new());
        }
        Ok(organisations::list(&mut tx, kind, after, PAGE).await?)
    }
}
