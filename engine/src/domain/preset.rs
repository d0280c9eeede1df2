//! Presets: what kind of event it is, and what that fills in.

use crate::domain::{
    category::{CategoryKind, NewCategory},
    event_rules::{Acceptance, ExpertMode, MeetingPlaces, Messages, Rules, ThirdConfirmation, WhenOver},
    text::Texts,
    words,
};

words! {
    /// What an event is set up as at first; everything can be changed afterwards.
    pub enum Preset {
        /// Exhibitors and visitors, or sellers and buyers.
        TwoSided = "two-sided",
        /// Everybody meets everybody.
        AnyToAny = "any-to-any",
        /// Companies consult experts.
        ExpertClinic = "expert-clinic",
        /// Offers and wants of cooperation, with advisers.
        Brokerage = "brokerage",
        /// Exhibitors receive visitors at their booths.
        Fair = "fair",
    }
}

/// A category of a preset: its names, its kind, its quota, and whom it may ask.
type Row = (&'static str, &'static str, CategoryKind, Option<i64>, &'static [usize]);

impl Preset {
    /// The categories, and who may ask whom.
    pub fn categories(self) -> Vec<NewCategory> {
        let rows: &[Row] = match self {
            Self::TwoSided => &[
                ("Exposants", "Exhibitors", CategoryKind::Company, None, &[1]),
                ("Visiteurs", "Visitors", CategoryKind::Visitor, None, &[0]),
            ],
            Self::AnyToAny => &[("Participants", "Participants", CategoryKind::Company, None, &[0])],
            Self::ExpertClinic => &[
                ("Entreprises", "Companies", CategoryKind::Company, Some(4), &[1]),
                ("Experts", "Experts", CategoryKind::Expert, None, &[]),
            ],
            Self::Brokerage => &[
                ("Participants", "Participants", CategoryKind::Company, None, &[0, 1]),
                ("Conseillers", "Advisers", CategoryKind::Expert, None, &[]),
            ],
            Self::Fair => &[
                ("Exposants", "Exhibitors", CategoryKind::Company, None, &[0, 1]),
                ("Visiteurs", "Visitors", CategoryKind::Visitor, None, &[0, 2]),
                ("Experts", "Experts", CategoryKind::Expert, None, &[]),
            ],
        };
        rows.iter()
            .map(|&(fr, en, kind, max_meetings, may_ask)| NewCategory {
                id: None,
                names: Texts::new(fr, en),
                kind,
                max_meetings,
                promised: None,
                may_ask: may_ask.to_vec(),
            })
            .collect()
    }

    /// The rules.
    pub fn rules(self) -> Rules {
        let rules = Rules::default();
        match self {
            Self::TwoSided | Self::AnyToAny => Rules { request_expiry_hours: Some(7 * 24), ..rules },
            Self::ExpertClinic => Rules {
                acceptance: Acceptance::Automatic,
                expert_mode: ExpertMode::PreAssigned,
                messages: Messages::Always,
                ..rules
            },
            Self::Brokerage => Rules {
                third_confirmation: Some(ThirdConfirmation { hours: 72, when_over: WhenOver::Confirm }),
                request_expiry_hours: Some(10 * 24),
                ..rules
            },
            Self::Fair => Rules {
                expert_mode: ExpertMode::FirstCome,
                meeting_places: MeetingPlaces::Booths,
                request_expiry_hours: Some(7 * 24),
                ..rules
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::category::{Categories, check_categories};
    use std::collections::BTreeSet;
    use uuid::Uuid;

    #[test]
    fn every_preset_is_without_fault_and_lets_somebody_ask() {
        for preset in Preset::ALL {
            let (mut n, used) = (0, BTreeSet::new());
            let mut new_id = || {
                n += 1;
                Uuid::from_u128(n)
            };
            let list = preset.categories();
            let checked = check_categories(&list, &Categories::default(), &used, &mut new_id).unwrap();
            assert!(!checked.may_ask.is_empty(), "{preset}");
            preset.rules().check().unwrap();
        }
    }
}
