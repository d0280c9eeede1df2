//! Those who take part: companies register, organisers validate them and enter experts, some say when they are not there.

use super::{Member, Player, Recipe, companies::Company, setting::Setting, story::Story};
use crate::{
    Actor, CategoryId, Decision, Error, Registered, RegistrationFilter, RegistrationId,
    domain::{account::Language, category::CategoryKind, notice::Notice, registration::RegistrationState},
};

/// How many of each kind get a password.
pub(super) const N_PLAYERS: usize = 3;
/// From the opening to the last registration, in minutes: five weeks.
const MINUTES: i64 = 35 * 24 * 60;

/// Everybody, and those of them who have a password.
pub(super) struct People {
    pub(super) members: Vec<Member>,
    pub(super) exhibitors: Vec<Player>,
    pub(super) visitors: Vec<Player>,
    pub(super) experts: Vec<Player>,
}

/// What becomes of a registration.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Fate {
    Validated,
    Waiting,
    Refused,
    Cancelled,
}

impl Recipe {
    /// How many registrations there are that come to nothing, of each fate.
    fn n_others(&self) -> usize {
        1 + self.n_exhibitors / 45
    }
}

impl Story {
    /// Everybody registers.
    pub(super) async fn register_everybody(&mut self, setting: &Setting) -> Result<People, Error> {
        let kinds = [
            (CategoryKind::Company, self.recipe.n_exhibitors, Fate::Validated),
            (CategoryKind::Visitor, self.recipe.n_visitors, Fate::Validated),
            (CategoryKind::Company, self.recipe.n_others(), Fate::Refused),
            (CategoryKind::Visitor, self.recipe.n_others(), Fate::Cancelled),
            (CategoryKind::Company, self.recipe.n_others(), Fate::Waiting),
        ];
        let step = MINUTES / kinds.iter().map(|kind| kind.1 as i64).sum::<i64>().max(1);
        let (mut exhibitors, mut visitors, mut n) = (Vec::new(), Vec::new(), 0);
        for (kind, n_companies, fate) in kinds {
            for i in 0..n_companies {
                let is_exhibitor = kind == CategoryKind::Company;
                let n_people = if is_exhibitor && i % 3 == 0 { 2 } else { 1 };
                let company = self.company(setting, n, (kind, n_people));
                let registered = self.register(setting, &company).await?;
                if fate == Fate::Validated && i < N_PLAYERS {
                    let person = &company.new.people[0];
                    let dossier =
                        self.engine.show_registration(&self.system, setting.event, registered.id).await?;
                    let account = dossier.people[0].account;
                    let is_theirs = |notice: &Notice| Some(notice.recipient) == account;
                    let player = self.follow_link((&person.name, &person.email), is_theirs).await?;
                    if is_exhibitor { exhibitors.push(player) } else { visitors.push(player) }
                }
                self.wait(step);
                self.decide(setting, &company, registered.id, fate).await?;
                n += 1;
            }
        }
        self.go_to(34);
        let experts = self.enter_experts(setting).await?;
        self.deliver().await?;
        let members = self.roll(setting).await?;
        self.paint(setting, &members).await?;
        Ok(People { members, exhibitors, visitors, experts })
    }

    async fn register(&self, setting: &Setting, company: &Company) -> Result<Registered, Error> {
        self.engine.register(&Actor::anonymous(), setting.event, &company.new).await
    }

    /// What the organiser decides: the co-organiser of its own country, the principal of all others.
    async fn decide(
        &self,
        setting: &Setting,
        company: &Company,
        id: RegistrationId,
        fate: Fate,
    ) -> Result<(), Error> {
        let by = if company.country == "BE" { &setting.secondary } else { &setting.principal };
        let because = |fr: &str, en: &str| match company.language {
            Language::French => fr.to_owned(),
            Language::English => en.to_owned(),
        };
        let decided = match fate {
            Fate::Waiting => return Ok(()),
            Fate::Cancelled => {
                let reason = because("Empêchement", "Cannot come");
                return self.engine.cancel_registration(&by.actor(), setting.event, id, &reason).await;
            }
            Fate::Validated => Ok(()),
            Fate::Refused => {
                Err(because("Hors du thème des rencontres", "Not what these meetings are about"))
            }
        };
        let decision = Decision { company: Some(decided), ..Decision::default() };
        self.engine.validate_registration(&by.actor(), setting.event, id, &decision).await
    }

    /// Everybody whose registration is validated, by arrival.
    async fn roll(&self, setting: &Setting) -> Result<Vec<Member>, Error> {
        let state = Some(RegistrationState::Validated);
        let mut filter = RegistrationFilter { state, most: 500, ..RegistrationFilter::default() };
        let kind = |category: CategoryId| match setting.categories.iter().position(|id| *id == category) {
            Some(0) => CategoryKind::Company,
            Some(1) => CategoryKind::Visitor,
            _ => CategoryKind::Expert,
        };
        let mut members = Vec::new();
        loop {
            let page =
                self.engine.list_registrations(&setting.principal.actor(), setting.event, &filter).await?;
            let Some(last) = page.lines.last() else { return Ok(members) };
            filter.after = Some(last.registration.arrival);
            for line in page.lines {
                for person in line.people {
                    let account =
                        person.account.ok_or(Error::Internal("a participant without an account"))?;
                    members.push(Member {
                        id: person.id,
                        registration: person.registration,
                        account,
                        kind: kind(person.category),
                        name: person.name,
                        company: line.registration.company_name.clone(),
                    });
                }
            }
        }
    }

    /// Every tenth person is not there on one of four half-days.
    async fn paint(&self, setting: &Setting, members: &[Member]) -> Result<(), Error> {
        let of_companies = members.iter().filter(|member| member.kind != CategoryKind::Expert);
        let quarter = setting.slots.len() / 4;
        for (i, member) in of_companies.enumerate().filter(|(i, _)| is_absent_for_a_while(*i)) {
            let from = i / 10 % 4 * quarter;
            let slots = &setting.slots[from..from + quarter];
            self.engine.set_availability(&member.actor(), setting.event, member.id, slots).await?;
        }
        Ok(())
    }
}

/// Whether the n-th person of a company is not there for half a day.
pub(super) fn is_absent_for_a_while(n: usize) -> bool {
    n % 10 == 4
}
