//! Invented names: of syllables, so that they belong to nobody.

use super::story::Story;
use crate::domain::account::Language;

const FIRST_NAMES: [&str; 40] = [
    "Adèle",
    "Aurel",
    "Basile",
    "Bénédicte",
    "Carlotta",
    "Cyprien",
    "Dorine",
    "Edmée",
    "Elwin",
    "Faustine",
    "Florian",
    "Gaëlle",
    "Gildas",
    "Hanne",
    "Hugo",
    "Ilse",
    "Isaure",
    "Jorge",
    "Juna",
    "Kilian",
    "Lise",
    "Ludovic",
    "Maëlle",
    "Marek",
    "Nadir",
    "Nils",
    "Odile",
    "Oskar",
    "Paloma",
    "Quentin",
    "Rosalie",
    "Samir",
    "Sixtine",
    "Tadeo",
    "Thaïs",
    "Ulysse",
    "Valère",
    "Wanda",
    "Yanis",
    "Zélie",
];
const NAME_BEGINS: [&str; 24] = [
    "Aubre", "Balti", "Carve", "Dorne", "Estra", "Fauve", "Gande", "Hauve", "Iveli", "Jaspe", "Kerme",
    "Larmo", "Maubre", "Norve", "Orvi", "Pelle", "Quime", "Rozel", "Salve", "Tarne", "Ulmi", "Vaude",
    "Wester", "Yvre",
];
const NAME_ENDS: [&str; 20] = [
    "bois", "camp", "dal", "fort", "gane", "lac", "line", "mont", "nier", "noux", "quin", "rand", "rive",
    "sac", "stein", "tier", "ton", "val", "vert", "zac",
];
const COMPANY_BEGINS: [&str; 30] = [
    "Alva", "Bora", "Cora", "Delmi", "Elno", "Farra", "Galvi", "Helio", "Irva", "Jora", "Kelmo", "Lumi",
    "Marva", "Nuvra", "Olmi", "Perla", "Quera", "Rivo", "Solva", "Torva", "Umbra", "Velmo", "Wira", "Xelva",
    "Ymira", "Zalvo", "Brevi", "Calmo", "Drava", "Estri",
];
const COMPANY_ENDS: [&str; 24] = [
    "bel", "cis", "dane", "dor", "fane", "gis", "lane", "lis", "mar", "mis", "nel", "nis", "phis", "rec",
    "ris", "rone", "sal", "sis", "tane", "quen", "tis", "vane", "vel", "xis",
];

/// Where companies come from: the country, a region where it is known, the language that is written to them, how many of a
/// hundred.
pub(super) const ORIGINS: [(&str, Option<&str>, Language, usize); 12] = [
    ("FR", Some("Bretagne"), Language::French, 22),
    ("FR", Some("Normandie"), Language::French, 12),
    ("FR", Some("Occitanie"), Language::French, 9),
    ("BE", Some("Wallonie"), Language::French, 14),
    ("MA", None, Language::French, 6),
    ("TN", None, Language::French, 4),
    ("CA", Some("Québec"), Language::French, 5),
    ("DE", None, Language::English, 9),
    ("ES", None, Language::English, 6),
    ("GB", None, Language::English, 5),
    ("IT", None, Language::English, 5),
    ("PL", None, Language::English, 3),
];

/// The first word of the n-th company's name.
pub(super) fn company(n: usize) -> String {
    let n_pairs = COMPANY_BEGINS.len() * COMPANY_ENDS.len();
    // Seven has no factor with the number of pairs, so that every pair comes before one comes again.
    let pair = n * 7 % n_pairs;
    let (begin, end) =
        (COMPANY_BEGINS[pair % COMPANY_BEGINS.len()], COMPANY_ENDS[pair / COMPANY_BEGINS.len()]);
    match n / n_pairs {
        0 => format!("{begin}{end}"),
        round => format!("{begin}{end} {}", ["Nord", "Sud", "Ouest", "Est"][(round - 1) % 4]),
    }
}

/// Small letters without accents or spaces, for addresses.
pub(super) fn plain(text: &str) -> String {
    let folded = crate::domain::fold::fold(text);
    folded.chars().filter(char::is_ascii_alphanumeric).collect()
}

impl Story {
    /// A person's name.
    pub(super) fn person_name(&mut self) -> String {
        let first = *self.pick(&FIRST_NAMES);
        let (begin, end) = (*self.pick(&NAME_BEGINS), *self.pick(&NAME_ENDS));
        format!("{first} {begin}{end}")
    }

    /// Where a company comes from.
    pub(super) fn origin(&mut self) -> (&'static str, Option<&'static str>, Language) {
        let mut left = self.chance.usize(..100);
        for (country, region, language, share) in ORIGINS {
            if left < share {
                return (country, region, language);
            }
            left -= share;
        }
        ("FR", None, Language::French)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_companies_have_the_same_name() {
        let names: BTreeSet<_> = (0..1_500).map(company).collect();
        assert_eq!(names.len(), 1_500);
    }
}
