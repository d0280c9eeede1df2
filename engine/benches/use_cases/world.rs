//! The event that is measured, and who does what in it.

use super::{measure::Column, postgres};
use carnet_engine::{
    Actor, Database, Engine, EventId, RoomId, SealingKey, Settings, SlotId,
    demo::{self, Demo, Member, Player, Recipe},
    domain::{category::CategoryKind, places::Places},
};
use std::time::{Duration, Instant};

/// The demo event in a database of its own.
pub(crate) struct World {
    pub(crate) demo: Demo,
    /// How often a use case is called.
    pub(crate) n_times: usize,
    /// How many write at once.
    pub(crate) n_writers: usize,
    /// A slot of companies.
    pub(crate) slot: SlotId,
    places: Places,
    on: Column,
    took: Duration,
    // The file of SQLite goes with it.
    _folder: tempfile::TempDir,
}

impl World {
    pub(crate) async fn build(on: Column, measured: bool) -> Self {
        let folder = tempfile::tempdir().expect("a folder can be made");
        let database = match on {
            Column::Sqlite => {
                let database =
                    Database::sqlite(&folder.path().join("bench.db")).await.expect("the file opens");
                database.migrate().await.expect("the migrations run");
                database
            }
            // As a server is set up to lose nothing, unlike that of the tests.
            Column::Postgres => postgres::fresh_database("").await.0,
        };
        let small =
            Recipe { n_exhibitors: 30, n_visitors: 20, n_experts: 4, n_meetings: 40, ..Recipe::small() };
        let recipe = if measured { Recipe::large() } else { small };
        let (n_times, n_writers) = if measured { (100, 200) } else { (3, 10) };
        let start = Instant::now();
        let demo = demo::build(database, Settings::default(), SealingKey::new(&[7; 32]), &recipe)
            .await
            .expect("the demo is built");
        let took = start.elapsed();
        let principal = demo.cast.principal.actor();
        let setup = demo.engine.show_event(&principal, demo.event).await.expect("the event");
        let slot = setup.sessions[0].slots[0].id;
        Self { demo, n_times, n_writers, slot, places: setup.places, on, took, _folder: folder }
    }

    /// What was built, and how soon.
    pub(crate) fn built(&self) -> String {
        let n = self.demo.people.len();
        format!("{:?}: {n} participants, built in {:.1} s.\n", self.on, self.took.as_secs_f64())
    }

    pub(crate) fn engine(&self) -> &Engine {
        &self.demo.engine
    }

    pub(crate) fn event(&self) -> EventId {
        self.demo.event
    }

    pub(crate) fn principal(&self) -> Actor {
        self.demo.cast.principal.actor()
    }

    /// Those of a kind.
    pub(crate) fn of_kind(&self, kind: CategoryKind) -> Vec<&Member> {
        self.demo.people.iter().filter(|member| member.kind == kind).collect()
    }

    /// Some people of companies, of all who take part.
    pub(crate) fn some(&self) -> Vec<&Member> {
        let people: Vec<_> =
            self.demo.people.iter().filter(|member| member.kind != CategoryKind::Expert).collect();
        let step = (people.len() / self.n_times).max(1);
        people.into_iter().step_by(step).take(self.n_times).collect()
    }

    /// Those who have a password.
    pub(crate) fn players(&self) -> impl Iterator<Item = &Player> + Clone {
        let cast = &self.demo.cast;
        cast.exhibitors.iter().chain(&cast.visitors).chain(&cast.experts)
    }

    /// The tables of a room.
    pub(crate) fn n_tables(&self, room: RoomId) -> i64 {
        self.places.rooms().find(|(_, known)| known.id == room).map_or(0, |(_, room)| room.tables)
    }
}
