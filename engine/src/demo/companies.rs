//! Companies as they register: with people, offers and wants.

use super::{
    forms::CONSENT,
    names::{self, plain},
    setting::Setting,
    story::Story,
    vocabulary::{FUNCTIONS, OFFERS, SECTORS, SIZES, Sector, WANTS},
};
use crate::domain::{
    account::Language,
    category::CategoryKind,
    form::Answers,
    registration::{CompanyInput, NewRegistration, OfferingInput, OfferingKind, PersonInput},
};
use serde_json::{Value, json};

/// A company before it registers.
pub(super) struct Company {
    pub(super) country: &'static str,
    pub(super) language: Language,
    pub(super) new: NewRegistration,
}

impl Story {
    /// The n-th company as it registers.
    pub(super) fn company(
        &mut self,
        setting: &Setting,
        n: usize,
        (kind, n_people): (CategoryKind, usize),
    ) -> Company {
        let sector = self.pick(&SECTORS);
        let (country, region, language) = self.origin();
        let first = names::company(n);
        let name = format!("{first} {}", said(language, sector.trade));
        let domain = format!("{}.example", plain(&first));
        let exports = self.chance.bool();
        let mut answers = answers([
            ("sectors", Self::terms(setting, &[self.pick(&sector.parts).0])),
            ("size", Self::terms(setting, &[self.pick(&SIZES).0])),
            ("website", json!(format!("https://www.{domain}"))),
            ("exports", json!(exports)),
            ("about", json!(about(language, &name, sector))),
        ]);
        if exports {
            let markets = ("Europe, Afrique du Nord", "Europe, North Africa");
            answers.insert("markets".into(), json!(said(language, markets)));
        }
        let category = setting.categories[usize::from(kind == CategoryKind::Visitor)];
        let people = (0..n_people).map(|_| self.person(&domain, language)).collect();
        let offerings = self.offerings(setting, (kind, language), sector);
        let company = CompanyInput { name, country: country.into(), region: region.map(Into::into), answers };
        let consents = vec![(CONSENT.to_owned(), 1)];
        let new = NewRegistration { category, company, people, offerings, consents };
        Company { country, language, new }
    }

    pub(super) fn person(&mut self, domain: &str, language: Language) -> PersonInput {
        let name = self.person_name();
        let function = *self.pick(&FUNCTIONS);
        let phone = format!("+33 2 {:02} {:02} 00 00", self.chance.u8(10..99), self.chance.u8(10..99));
        PersonInput {
            email: format!("{}.{}@{domain}", plain(&name), self.chance.u16(100..1000)),
            name,
            language,
            category: None,
            company_admin: false,
            answers: answers([("function", json!(said(language, function))), ("phone", json!(phone))]),
        }
    }

    /// Exhibitors offer two things and want one; visitors want two.
    fn offerings(
        &mut self,
        setting: &Setting,
        (kind, language): (CategoryKind, Language),
        sector: &'static Sector,
    ) -> Vec<OfferingInput> {
        use OfferingKind::{Offer, Want};
        let kinds: &[OfferingKind] = match kind {
            CategoryKind::Visitor => &[Want, Want],
            _ => &[Offer, Offer, Want],
        };
        let from = self.chance.usize(..4);
        let mut all = Vec::new();
        for (i, &kind) in kinds.iter().enumerate() {
            // What one wants is often of another trade.
            let sector = if kind == Want && self.chance.bool() { self.pick(&SECTORS) } else { sector };
            let (code, fr, en) = sector.keywords[(from + i) % 4];
            let after = if kind == Offer { *self.pick(&OFFERS) } else { *self.pick(&WANTS) };
            let title = match language {
                Language::French => format!("{fr} : {}", after.0),
                Language::English => format!("{en}: {}", after.1),
            };
            let answers = answers([("keywords", Self::terms(setting, &[code]))]);
            all.push(OfferingInput { kind, title, text: String::new(), answers });
        }
        all
    }

    /// The identities of terms, as an answer.
    pub(super) fn terms(setting: &Setting, codes: &[&str]) -> Value {
        codes.iter().filter_map(|code| setting.terms.get(*code)).map(|id| json!(id)).collect()
    }
}

fn answers<const N: usize>(all: [(&str, Value); N]) -> Answers {
    all.into_iter().map(|(name, value)| (name.to_owned(), value)).collect()
}

fn said(language: Language, (fr, en): (&'static str, &'static str)) -> &'static str {
    match language {
        Language::French => fr,
        Language::English => en,
    }
}

fn about(language: Language, name: &str, sector: &Sector) -> String {
    let (_, fr, en) = sector.word;
    match language {
        Language::French => format!("{name} travaille depuis trois générations dans le secteur {fr}."),
        Language::English => format!("{name} has worked in {en} for three generations."),
    }
}
