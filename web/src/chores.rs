//! What falls due by itself, whoever asks for pages.

use carnet_engine::{Actor, Engine, Error};
use futures_util::future::{BoxFuture, FutureExt};

/// Something to be done again and again.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Chore {
    /// What, in the log.
    what: &'static str,
    /// Every how many rounds.
    every: u64,
    run: Run,
}

/// Does it: how much there was to do.
type Run = for<'a> fn(&'a Engine, &'a Actor) -> BoxFuture<'a, Result<u64, Error>>;

/// All of them. A round is a minute. Nodes that do the same at once do it once.
pub(crate) const CHORES: &[Chore] = &[
    Chore {
        what: "expire requests",
        every: 1,
        run: |engine, by| async { Ok(engine.expire_requests(by).await? as u64) }.boxed(),
    },
    Chore {
        what: "owe reminders",
        every: 1,
        run: |engine, by| async { Ok(engine.owe_reminders(by).await? as u64) }.boxed(),
    },
    Chore {
        what: "forget what programs were answered",
        every: 10,
        run: |engine, by| engine.purge_answers(by).boxed(),
    },
    Chore {
        what: "cut the log of webhooks",
        every: 10,
        run: |engine, by| engine.purge_deliveries(by).boxed(),
    },
    Chore {
        what: "delete sign-ins, links and drafts that are over",
        every: 10,
        run: |engine, by| engine.purge_accounts(by).boxed(),
    },
];

/// Does what is due in a round. One that fails is logged, and keeps none of the others from being done.
pub(crate) async fn do_chores(chores: &[Chore], engine: &Engine, round: u64) {
    let system = Actor::system();
    for chore in chores.iter().filter(|chore| round.is_multiple_of(chore.every)) {
        match (chore.run)(engine, &system).await {
            Ok(0) => {}
            Ok(n) => tracing::debug!(chore = chore.what, n, "a chore was done"),
            Err(error) => tracing::error!(chore = chore.what, error = ?error, "a chore failed"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::{
        Database, Settings,
        domain::{
            account::{Language, NewAccount},
            seal::SealingKey,
        },
    };

    async fn engine(folder: &std::path::Path) -> Engine {
        let database = Database::sqlite(&folder.join("chores.db")).await.unwrap();
        database.migrate().await.unwrap();
        Engine::new(database, Settings::default(), SealingKey::new(&[5; 32]))
    }

    /// Leaves a trace that a test finds: an account more.
    fn leave_trace<'a>(engine: &'a Engine, by: &'a Actor) -> BoxFuture<'a, Result<u64, Error>> {
        let new = |n| NewAccount {
            email: format!("trace{n}@example.org"),
            name: "Trace".to_owned(),
            language: Language::English,
        };
        async move {
            let n = engine.show_workload(by).await?.notices.n_waiting;
            engine.create_account(by, &new(n)).await?;
            Ok(1)
        }
        .boxed()
    }

    fn fail<'a>(_: &'a Engine, _: &'a Actor) -> BoxFuture<'a, Result<u64, Error>> {
        async { Err(Error::Internal("a chore of a test")) }.boxed()
    }

    #[tokio::test]
    async fn a_chore_that_fails_keeps_none_of_the_others_from_being_done() {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine(folder.path()).await;
        let chore = |what, every, run| Chore { what, every, run };
        let chores =
            [chore("trace", 1, leave_trace), chore("fail", 1, fail), chore("trace again", 2, leave_trace)];
        let traces = async || engine.show_workload(&Actor::system()).await.unwrap().notices.n_waiting;
        do_chores(&chores, &engine, 0).await;
        assert_eq!(traces().await, 2);
        do_chores(&chores, &engine, 1).await;
        assert_eq!(traces().await, 3, "every second round, the last is left out");
    }

    #[tokio::test]
    async fn every_chore_can_be_done_on_a_fresh_installation() {
        let folder = tempfile::tempdir().unwrap();
        let engine = engine(folder.path()).await;
        for chore in CHORES {
            assert_eq!((chore.run)(&engine, &Actor::system()).await.unwrap(), 0, "{}", chore.what);
        }
    }
}
