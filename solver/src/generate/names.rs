//! Names that name nobody.

const FIRST: [&str; 24] = [
    "Bel", "Cor", "Dal", "Esk", "Fen", "Gal", "Hor", "Ist", "Jor", "Kel", "Lum", "Mor", "Nev", "Ost", "Per",
    "Quil", "Ros", "Sal", "Tor", "Ulm", "Var", "Wes", "Yor", "Zel",
];
const SECOND: [&str; 16] = [
    "abo", "edo", "iga", "ovia", "unda", "aris", "elis", "imo", "onda", "uri", "avel", "ento", "iro", "oste",
    "ula", "ymar",
];
const TRADES: [&str; 10] = [
    "Optique",
    "Textiles",
    "Robotics",
    "Énergie",
    "Foods",
    "Conseil",
    "Logistics",
    "Matériaux",
    "Santé",
    "Software",
];

/// Name of the `i`-th company; all differ.
pub(super) fn company(i: usize) -> String {
    let first = FIRST[(i * 7) % FIRST.len()];
    let second = SECOND[(i * 5 + i / FIRST.len()) % SECOND.len()];
    let trade = TRADES[(i * 3) % TRADES.len()];
    format!("{first}{second} {trade} {}", i + 1)
}

/// Name of the `i`-th expert.
pub(super) fn expert(i: usize) -> String {
    format!("Expert {}", i + 1)
}
