//! The phases of an event, and what each opens and closes.

use crate::{Refusal, domain::words};

words! {
    /// How far an event is.
    pub enum Phase {
        /// An idea; nobody else sees it.
        Project = "project",
        /// Being set up; administrators see it.
        Preparation = "preparation",
        /// People register, sign up and ask for meetings.
        Open = "open",
        /// Meetings are planned.
        Planning = "planning",
        /// It takes place.
        Live = "live",
        /// It is over; results are gathered.
        Closed = "closed",
        /// Only its figures are looked at.
        Archived = "archived",
    }
}

words! {
    /// What a phase opens or closes. Deadlines and permissions are asked apart.
    pub enum Action {
        /// Edit names and texts.
        EditTexts = "edit-texts",
        /// Edit dates, hosts, places, categories, rules, sessions and slots.
        EditSettings = "edit-settings",
        /// See the public pages.
        SeePublic = "see-public",
        /// Register oneself.
        Register = "register",
        /// Enter, import, validate and edit registrations, as an administrator.
        ManageRegistrations = "manage-registrations",
        /// Look through the catalogue.
        Browse = "browse",
        /// Set activities up, move them, cancel them.
        ManageActivities = "manage-activities",
        /// Sign up for activities, and cancel.
        SignUp = "sign-up",
        /// Ask for a meeting.
        Ask = "ask",
        /// Answer, confirm, withdraw or cancel what was asked.
        Answer = "answer",
        /// Run the planner and edit drafts.
        Plan = "plan",
        /// Publish a plan.
        Publish = "publish",
        /// Record arrivals.
        CheckIn = "check-in",
        /// Write to participants.
        SendMessages = "send-messages",
        /// Say how it was.
        Evaluate = "evaluate",
        /// Erase people's data.
        Erase = "erase",
    }
}

impl Phase {
    /// Whether something can be done in this phase.
    pub const fn allows(self, action: Action) -> bool {
        use Phase::{Archived, Closed, Live, Open, Planning, Preparation, Project};
        match action {
            Action::EditTexts => !matches!(self, Archived),
            Action::EditSettings | Action::ManageActivities => {
                matches!(self, Project | Preparation | Open | Planning | Live)
            }
            Action::SeePublic => matches!(self, Open | Planning | Live | Closed),
            Action::Register => matches!(self, Open | Planning),
            Action::ManageRegistrations => matches!(self, Preparation | Open | Planning | Live),
            Action::Browse => matches!(self, Open | Planning | Live | Closed),
            Action::SignUp | Action::Ask | Action::Answer | Action::Plan | Action::Publish => {
                matches!(self, Open | Planning | Live)
            }
            Action::CheckIn => matches!(self, Live),
            Action::SendMessages => matches!(self, Preparation | Open | Planning | Live | Closed),
            Action::Evaluate => matches!(self, Live | Closed),
            Action::Erase => matches!(self, Closed | Archived),
        }
    }

    /// Nothing where it can be done in this phase, or the refusal.
    pub const fn permits(self, action: Action) -> Result<(), Refusal> {
        if self.allows(action) { Ok(()) } else { Err(Refusal::PhaseForbids) }
    }

    /// Whether an event may go from this phase into another: one step on or back, and past planning where there is nothing
    /// to plan.
    pub fn leads_to(self, next: Self) -> bool {
        let (from, to) = (self as usize, next as usize);
        from.abs_diff(to) == 1 || matches!((self, next), (Self::Open, Self::Live) | (Self::Live, Self::Open))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_phase_opens_what_it_should_and_nothing_else() {
        // In the order of the phases, project to archive.
        let table = [
            (Action::EditTexts, "yyyyyy-"),
            (Action::EditSettings, "yyyyy--"),
            (Action::SeePublic, "--yyyy-"),
            (Action::Register, "--yy---"),
            (Action::ManageRegistrations, "-yyyy--"),
            (Action::Browse, "--yyyy-"),
            (Action::ManageActivities, "yyyyy--"),
            (Action::SignUp, "--yyy--"),
            (Action::Ask, "--yyy--"),
            (Action::Answer, "--yyy--"),
            (Action::Plan, "--yyy--"),
            (Action::Publish, "--yyy--"),
            (Action::CheckIn, "----y--"),
            (Action::SendMessages, "-yyyyy-"),
            (Action::Evaluate, "----yy-"),
            (Action::Erase, "-----yy"),
        ];
        assert_eq!(table.len(), Action::ALL.len());
        for (action, row) in table {
            let found: String =
                Phase::ALL.iter().map(|phase| if phase.allows(action) { 'y' } else { '-' }).collect();
            assert_eq!(found, row, "{action}");
        }
    }

    #[test]
    fn a_phase_leads_one_step_on_or_back() {
        let next = |from: Phase| -> Vec<_> { Phase::ALL.iter().filter(|to| from.leads_to(**to)).collect() };
        assert_eq!(next(Phase::Project), [&Phase::Preparation]);
        assert_eq!(next(Phase::Open), [&Phase::Preparation, &Phase::Planning, &Phase::Live]);
        assert_eq!(next(Phase::Live), [&Phase::Open, &Phase::Planning, &Phase::Closed]);
        assert_eq!(next(Phase::Archived), [&Phase::Closed]);
    }
}
