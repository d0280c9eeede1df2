//! Experts, whom the organiser enters.

use super::{Player, names::plain, people::N_PLAYERS, setting::Setting, story::Story, vocabulary::SUBJECTS};
use crate::{
    Error, ExpertInput, RegistrationFilter, RegistrationId, SlotId,
    domain::{account::Language, registration::CompanyInput},
};

/// How many experts an institution sends.
const EXPERTS_EACH: usize = 3;
/// Where experts come from.
const INSTITUTIONS: [&str; 4] =
    ["Institut des Échanges", "Bureau des Normes du Levant", "Fonds Estellois", "Maison du Droit d’Ailleurs"];

impl Story {
    /// The organiser enters experts, some of whom come for one day only.
    pub(super) async fn enter_experts(&mut self, setting: &Setting) -> Result<Vec<Player>, Error> {
        let (actor, mut players) = (setting.principal.actor(), Vec::new());
        let mut registration = None;
        for i in 0..self.recipe.n_experts {
            let (round, institution) =
                (i / EXPERTS_EACH, INSTITUTIONS[i / EXPERTS_EACH % INSTITUTIONS.len()]);
            let company = match round / INSTITUTIONS.len() {
                0 => institution.to_owned(),
                branch => format!("{institution}, antenne {branch}"),
            };
            if i % EXPERTS_EACH == 0 {
                registration = None;
            }
            let expert = self.expert(setting, i, &company);
            self.engine.add_expert(&actor, setting.event, registration, &expert).await?;
            if registration.is_none() {
                registration = self.registration_of(setting, &company).await?;
            }
            if i < N_PLAYERS {
                let who = (expert.person.name.as_str(), expert.person.email.as_str());
                players.push(self.follow_link(who, |_| true).await?);
            }
            self.wait(15);
        }
        Ok(players)
    }

    fn expert(&mut self, setting: &Setting, i: usize, company: &str) -> ExpertInput {
        let language = if i % 4 == 3 { Language::English } else { Language::French };
        let mut person = self.person(&format!("{}.example", plain(company)), language);
        person.category = Some(setting.categories[2]);
        let subjects = [SUBJECTS[i % 5].0, SUBJECTS[(i + 2) % 5].0];
        person.answers.insert("subjects".into(), Self::terms(setting, &subjects));
        let half = setting.expert_slots.len() / 2;
        let unavailable: &[SlotId] = match i % 4 {
            1 => &setting.expert_slots[..half],
            3 => &setting.expert_slots[half..],
            _ => &[],
        };
        ExpertInput {
            company: CompanyInput { name: company.into(), country: "FR".into(), ..CompanyInput::default() },
            person,
            max_meetings: Some(if i % 4 % 2 == 1 { half as i64 } else { 10 }),
            unavailable: unavailable.to_vec(),
        }
    }

    async fn registration_of(
        &self,
        setting: &Setting,
        company: &str,
    ) -> Result<Option<RegistrationId>, Error> {
        let filter = RegistrationFilter { words: company.into(), most: 500, ..RegistrationFilter::default() };
        let page = self.engine.list_registrations(&setting.principal.actor(), setting.event, &filter).await?;
        let found = page.lines.into_iter().find(|line| line.registration.company_name == company);
        Ok(found.map(|line| line.registration.id))
    }
}
