//! Many who write at once: none of them may meet with an error.

use crate::{
    measure::{Table, took},
    world::World,
};
use carnet_engine::{
    Engine, Error, EventId, FaultCode, PersonChange, Refusal,
    domain::{
        account::Language,
        category::CategoryKind,
        registration::PersonInput,
        request::{AskedParty, NewAsk},
    },
};
use tokio::task::JoinSet;

pub(crate) async fn measure(world: &World, table: &mut Table) {
    let (people, others) = (world.of_kind(CategoryKind::Company), world.of_kind(CategoryKind::Visitor));
    let mut writers = JoinSet::new();
    let (all, time) = took(async {
        for n in 0..world.n_writers {
            let (member, other) = (people[n % people.len()].clone(), others[n % others.len()].clone());
            let (engine, event, slot) = (world.engine().clone(), world.event(), world.slot);
            writers.spawn(async move {
                let actor = member.actor();
                match n % 4 {
                    0 => {
                        let to = AskedParty::Person(member.id);
                        let new = NewAsk { from: other.id, to, slot: None, message: String::new() };
                        allowed(engine.ask(&other.actor(), event, &new).await.map(drop))
                    }
                    1 => allowed(engine.set_availability(&actor, event, member.id, &[slot]).await),
                    2 => rename(&engine, event, &member).await,
                    _ => {
                        let to = carnet_engine::domain::message::Correspondent::Organisers;
                        engine.write_message(&actor, member.id, to, "Bonjour").await.map(drop)
                    }
                }
            });
        }
        std::mem::take(&mut writers).join_all().await
    })
    .await;
    for done in all {
        done.expect("nobody meets with an error");
    }
    table.note(&format!("{} writers at once, until the last is done", world.n_writers), time);
}

/// A rule may say no: the two have met before, one of them has no room, or somebody has a meeting when they would be away.
fn allowed(done: Result<(), Error>) -> Result<(), Error> {
    match done {
        Err(Error::Refused(Refusal::RequestExists | Refusal::QuotaReached | Refusal::OtherSideFull)) => {
            Ok(())
        }
        Err(Error::Invalid(faults)) if faults.as_slice().iter().all(|f| f.code == FaultCode::InUse) => Ok(()),
        done => done,
    }
}

async fn rename(engine: &Engine, event: EventId, member: &carnet_engine::demo::Member) -> Result<(), Error> {
    let dossier = engine.show_registration(&member.actor(), event, member.registration).await?;
    let person = dossier.people.iter().find(|person| person.id == member.id).expect("the person");
    let input = PersonInput {
        name: "Zélie Tarnemont".into(),
        email: person.email.clone().unwrap_or_default(),
        language: Language::French,
        category: None,
        company_admin: person.company_admin,
        answers: person.answers.clone(),
    };
    let change = PersonChange { version: person.version, person: input };
    engine.edit_person(&member.actor(), event, member.id, &change).await
}
