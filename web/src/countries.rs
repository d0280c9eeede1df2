//! Countries by the names that people know them by.

use crate::words::Words;
use carnet_engine::domain::fold::fold;

/// All countries and territories with a code of their own (ISO 3166-1).
pub(crate) const CODES: &[&str] = &[
    "AD", "AE", "AF", "AG", "AI", "AL", "AM", "AO", "AQ", "AR", "AS", "AT", "AU", "AW", "AX", "AZ", "BA",
    "BB", "BD", "BE", "BF", "BG", "BH", "BI", "BJ", "BL", "BM", "BN", "BO", "BQ", "BR", "BS", "BT", "BV",
    "BW", "BY", "BZ", "CA", "CC", "CD", "CF", "CG", "CH", "CI", "CK", "CL", "CM", "CN", "CO", "CR", "CU",
    "CV", "CW", "CX", "CY", "CZ", "DE", "DJ", "DK", "DM", "DO", "DZ", "EC", "EE", "EG", "EH", "ER", "ES",
    "ET", "FI", "FJ", "FK", "FM", "FO", "FR", "GA", "GB", "GD", "GE", "GF", "GG", "GH", "GI", "GL", "GM",
    "GN", "GP", "GQ", "GR", "GS", "GT", "GU", "GW", "GY", "HK", "HM", "HN", "HR", "HT", "HU", "ID", "IE",
    "IL", "IM", "IN", "IO", "IQ", "IR", "IS", "IT", "JE", "JM", "JO", "JP", "KE", "KG", "KH", "KI", "KM",
    "KN", "KP", "KR", "KW", "KY", "KZ", "LA", "LB", "LC", "LI", "LK", "LR", "LS", "LT", "LU", "LV", "LY",
    "MA", "MC", "MD", "ME", "MF", "MG", "MH", "MK", "ML", "MM", "MN", "MO", "MP", "MQ", "MR", "MS", "MT",
    "MU", "MV", "MW", "MX", "MY", "MZ", "NA", "NC", "NE", "NF", "NG", "NI", "NL", "NO", "NP", "NR", "NU",
    "NZ", "OM", "PA", "PE", "PF", "PG", "PH", "PK", "PL", "PM", "PN", "PR", "PS", "PT", "PW", "PY", "QA",
    "RE", "RO", "RS", "RU", "RW", "SA", "SB", "SC", "SD", "SE", "SG", "SH", "SI", "SJ", "SK", "SL", "SM",
    "SN", "SO", "SR", "SS", "ST", "SV", "SX", "SY", "SZ", "TC", "TD", "TF", "TG", "TH", "TJ", "TK", "TL",
    "TM", "TN", "TO", "TR", "TT", "TV", "TW", "TZ", "UA", "UG", "UM", "US", "UY", "UZ", "VA", "VC", "VE",
    "VG", "VI", "VN", "VU", "WF", "WS", "YE", "YT", "ZA", "ZM", "ZW",
];

/// A country by its name, or by its code where there is no such country.
pub(crate) fn name(words: Words, code: &str) -> String {
    let key = format!("country-{}", code.to_lowercase());
    if words.has(&key) { words.t(&key) } else { code.to_owned() }
}

/// All countries to choose from, by code and name, in the order of the language; first the empty choice.
pub(crate) fn choices(words: Words) -> Vec<(String, String)> {
    let mut all: Vec<_> = CODES.iter().map(|code| ((*code).to_owned(), name(words, code))).collect();
    all.sort_by_cached_key(|(_, name)| fold(name).into_owned());
    all.insert(0, (String::new(), words.t("form-choose")));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::domain::account::Language;

    #[test]
    fn every_country_has_a_name_in_both_languages_and_accents_do_not_disturb_the_order() {
        for words in Language::ALL.iter().map(|language| Words(*language)) {
            assert!(CODES.iter().all(|code| words.has(&format!("country-{}", code.to_lowercase()))));
        }
        let french = choices(Words(Language::French));
        let place = |code: &str| french.iter().position(|(of, _)| of == code);
        assert!(place("EG") < place("ES") && place("ES") < place("FR"));
        assert_eq!(name(Words(Language::French), "qq"), "qq");
    }
}
