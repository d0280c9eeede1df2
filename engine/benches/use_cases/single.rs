//! Use cases that are about one object, each called for many of them.

mod agendas;
mod registrations;
mod requests;

use super::{measure::Table, world::World};

/// Measures all of them.
pub(crate) async fn measure(world: &World, table: &mut Table) {
    registrations::read(world, table).await;
    agendas::read(world, table).await;
    requests::read(world, table).await;
    registrations::write(world, table).await;
    requests::write(world, table).await;
    agendas::sign_up(world, table).await;
    agendas::decide(world, table).await;
}
