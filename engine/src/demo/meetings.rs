//! Requests in all states: asked, answered, confirmed, declined, withdrawn, expired, cancelled, asked to be at another time.

use super::{
    people::People,
    setting::Setting,
    story::Story,
    wishes::{DAYS, Fate, Wish},
};
use crate::{
    Error, MeetingRequestId, ParticipantId,
    domain::request::{AskedParty, NewAsk, RequestState},
};
use std::collections::BTreeSet;

/// How many days before the event people begin to ask.
const BEGIN: i64 = 32;

/// A wish that was asked.
pub(super) struct Asked {
    pub(super) wish: Wish,
    pub(super) request: MeetingRequestId,
    /// Whether it is agreed.
    pub(super) agreed: bool,
}

impl Story {
    /// Lets everybody ask and answer, day by day; what was asked.
    pub(super) async fn agree_on_meetings(
        &mut self,
        setting: &Setting,
        people: &People,
        busy: &BTreeSet<ParticipantId>,
    ) -> Result<Vec<Asked>, Error> {
        let mut left = self.wishes(setting, &people.members, busy).into_iter().peekable();
        let mut asked: Vec<Asked> = Vec::new();
        // Whoever thinks longest answers three days after the last one asked; silence confirms in the morning after three
        // days more.
        for day in 0..DAYS + 7 {
            self.go_to(BEGIN - day);
            self.engine.expire_requests(&self.system).await?;
            while let Some(wish) = left.next_if(|wish| wish.day == day) {
                self.wait(1);
                asked.push(self.ask(setting, wish).await?);
            }
            for one in asked.iter_mut().filter(|one| one.wish.day + one.wish.thinks == day) {
                self.answer(setting, one).await?;
            }
            for one in asked.iter().filter(|one| one.wish.day + one.wish.thinks + 1 == day) {
                self.conclude(one).await?;
            }
            self.deliver().await?;
        }
        for one in &mut asked {
            one.agreed = one.wish.fate.is_agreed();
        }
        Ok(asked)
    }

    async fn ask(&mut self, setting: &Setting, wish: Wish) -> Result<Asked, Error> {
        let Wish { from, to, of_company, slot, .. } = &wish;
        let party =
            if *of_company { AskedParty::Company(to.registration) } else { AskedParty::Person(to.id) };
        let messages = ["", "Bonjour, parlons de vos produits.", "Hello, let us talk about what you make."];
        let message = (*self.pick(&messages)).to_owned();
        let new = NewAsk { from: from.id, to: party, slot: *slot, message };
        let outcome = self.engine.ask(&from.actor(), setting.event, &new).await?;
        Ok(Asked { agreed: outcome.state == RequestState::Confirmed, request: outcome.request, wish })
    }

    /// What the asked side, or the asking one while it waits, does.
    async fn answer(&self, setting: &Setting, asked: &Asked) -> Result<(), Error> {
        let (request, Wish { from, to, fate, .. }) = (asked.request, &asked.wish);
        match fate {
            // An expert's are agreed at once.
            Fate::Agreed | Fate::AgreedBySilence if !asked.agreed => {
                self.engine.accept_request(&to.actor(), request, None).await?;
            }
            Fate::AskedBack => {
                let to_asking = AskedParty::Person(from.id);
                let new = NewAsk { from: to.id, to: to_asking, slot: None, message: String::new() };
                self.engine.ask(&to.actor(), setting.event, &new).await?;
            }
            Fate::Declined => {
                let why = Some("Agenda complet / My agenda is full");
                self.engine.decline_request(&to.actor(), request, why).await?;
            }
            Fate::Withdrawn => self.engine.withdraw_request(&from.actor(), request).await?,
            Fate::Agreed | Fate::AgreedBySilence | Fate::Unanswered | Fate::Accepted => {}
        }
        Ok(())
    }

    /// The asking side confirms; or says nothing, which does as well.
    async fn conclude(&self, asked: &Asked) -> Result<(), Error> {
        let confirms = matches!(asked.wish.fate, Fate::Agreed | Fate::AskedBack) && !asked.agreed;
        if confirms {
            self.engine.confirm_request(&asked.wish.from.actor(), asked.request).await?;
        }
        Ok(())
    }

    /// After the plan was published: some cancel, some need another time, some accept late.
    pub(super) async fn change_minds(&mut self, people: &People, mut asked: Vec<Asked>) -> Result<(), Error> {
        self.go_to(9);
        asked.retain(|one| people.members.iter().any(|member| member.id == one.wish.from.id));
        let agreed: Vec<&Asked> = asked.iter().filter(|one| one.agreed).collect();
        let n_cancelled = self.recipe.n_cancelled();
        let step = (agreed.len() / (2 * n_cancelled)).max(1);
        for (i, one) in agreed.iter().step_by(step).take(2 * n_cancelled).enumerate() {
            self.wait(7);
            let (from, to) = (one.wish.from.actor(), one.wish.to.actor());
            if i % 2 == 0 {
                let why = Some("Déplacement annulé / Trip called off");
                self.engine.cancel_request(&to, one.request, why).await?;
            } else if i % 4 == 1 {
                let why = Some("Arrivée plus tardive / Arriving later");
                self.engine.reschedule_request(&from, one.request, why).await?;
            }
        }
        // What expired meanwhile cannot be accepted any more.
        let late =
            asked.iter().filter(|one| one.wish.fate == Fate::Accepted && one.wish.day + 10 > BEGIN - 9);
        for one in late {
            self.engine.accept_request(&one.wish.to.actor(), one.request, None).await?;
        }
        self.engine.expire_requests(&self.system).await?;
        Ok(())
    }
}
