//! Who may do what: the table of use cases and parties, written a second time.
//!
//! A use case without exactly one row here fails the test; so does a row that says something else than the engine does.

mod accounts;
mod activities;
mod events;
mod plans;
mod registrations;
mod requests;
mod webhooks;

use carnet_engine::domain::access::{Party, UseCase};

/// A row: a use case and who may call it. The installation itself always may.
type Row = (UseCase, &'static [Party]);

/// The tables, one per area.
#[rustfmt::skip]
const TABLES: &[&[Row]] = &[
    accounts::ROWS,
    activities::ROWS,
    events::ROWS,
    plans::ROWS,
    registrations::ROWS,
    requests::ROWS,
    webhooks::ROWS,
];

#[test]
fn every_use_case_is_open_to_whom_the_table_says_and_to_nobody_else() {
    for use_case in UseCase::ALL {
        let rows: Vec<_> = TABLES.iter().copied().flatten().filter(|(row, _)| row == use_case).collect();
        let [(_, parties)] = rows.as_slice() else {
            panic!("{use_case} has {} rows in engine/tests/access, it needs one", rows.len());
        };
        let (mut told, mut decided) = (parties.to_vec(), use_case.parties().to_vec());
        told.sort_by_key(|party| format!("{party:?}"));
        decided.sort_by_key(|party| format!("{party:?}"));
        assert_eq!(told, decided, "{use_case}");
    }
}
