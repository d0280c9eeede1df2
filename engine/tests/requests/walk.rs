//! A random walk of commands: what is stored is what a model of a few lines says.

use super::{all, ask, n_meetings};
use crate::harness::{on_both, world::World};
use carnet_engine::{
    Error,
    domain::{
        event_rules::{Rules, ThirdConfirmation, WhenOver},
        request::RequestState::{
            self, Accepted, Cancelled, Confirmed, Declined, Expired, Pending, Withdrawn,
        },
    },
};
use chrono::TimeDelta;

#[derive(Clone, Copy, Debug)]
enum Command {
    Accept,
    Decline,
    Confirm,
    Withdraw,
    CancelAsking,
    CancelAsked,
    Reschedule,
    Sweep,
}

const COMMANDS: [Command; 8] = [
    Command::Accept,
    Command::Decline,
    Command::Confirm,
    Command::Withdraw,
    Command::CancelAsking,
    Command::CancelAsked,
    Command::Reschedule,
    Command::Sweep,
];

/// What becomes of a request, written a second time. `age` is the hours since it was asked or accepted.
#[expect(clippy::match_same_arms, reason = "one line per rule")]
fn model(state: RequestState, age: i64, command: Command) -> Option<RequestState> {
    let over = age >= 24;
    match (state, command) {
        (Pending, Command::Accept) if !over => Some(Accepted),
        (Pending, Command::Decline) if !over => Some(Declined),
        (Pending, Command::Withdraw) if !over => Some(Withdrawn),
        (Accepted, Command::Withdraw) => Some(Withdrawn),
        (Accepted, Command::Confirm) => Some(Confirmed),
        (Accepted | Confirmed, Command::CancelAsked) | (Confirmed, Command::CancelAsking) => Some(Cancelled),
        (Confirmed, Command::Reschedule) => Some(Confirmed),
        (Pending, Command::Sweep) if over => Some(Expired),
        (Accepted, Command::Sweep) if over => Some(Confirmed),
        _ => None,
    }
}

#[test]
#[expect(clippy::too_many_lines, reason = "one walk, read from top to bottom")]
fn stored_states_follow_the_model_on_a_random_walk() {
    on_both(async |t| {
        let third = ThirdConfirmation { hours: 24, when_over: WhenOver::Confirm };
        let rules =
            Rules { third_confirmation: Some(third), request_expiry_hours: Some(24), ..Rules::default() };
        let w = World::new(&t, 6, 9, &rules).await;
        let mut rng = fastrand::Rng::with_seed(2027);
        let elm = w.company("Elm", 1).await;
        // Each: who asks, the request, its state, the hours in it.
        let mut walks = Vec::new();
        for n in 0..4 {
            let oak = w.company(&format!("Oak {n}"), 1).await.remove(0);
            let id = t.ask(&oak.actor, w.event, &ask(&oak, &elm)).await.unwrap().request;
            walks.push((oak, id, Pending, 0_i64));
        }
        for _ in 0..150 {
            let hours = rng.i64(0..9);
            t.after(TimeDelta::hours(hours));
            for walk in &mut walks {
                walk.3 += hours;
            }
            let command = COMMANDS[rng.usize(..COMMANDS.len())];
            let n = rng.usize(..walks.len());
            if let Command::Sweep = command {
                t.expire_requests(&carnet_engine::Actor::system()).await.unwrap();
                for walk in &mut walks {
                    walk.2 = model(walk.2, walk.3, command).unwrap_or(walk.2);
                }
            } else {
                let (oak, id, state, age) = &mut walks[n];
                let (asking, asked) = (&oak.actor, &elm[0].actor);
                let done = match command {
                    Command::Accept => t.accept_request(asked, *id, None).await.map(|_| ()),
                    Command::Decline => t.decline_request(asked, *id, None).await,
                    Command::Confirm => t.confirm_request(asking, *id).await.map(|_| ()),
                    Command::Withdraw => t.withdraw_request(asking, *id).await,
                    Command::CancelAsking => t.cancel_request(asking, *id, None).await,
                    Command::CancelAsked => t.cancel_request(asked, *id, None).await,
                    Command::Reschedule => t.reschedule_request(asking, *id, None).await,
                    Command::Sweep => Ok(()),
                };
                match (model(*state, *age, command), done) {
                    (Some(next), Ok(())) => {
                        if next != *state {
                            *age = 0;
                        }
                        *state = next;
                    }
                    (None, Err(Error::Refused(_))) => {}
                    (expected, done) => {
                        panic!("{command:?} from {state} after {age} hours: {expected:?}, {done:?}")
                    }
                }
            }
            let stored = t.list_requests(&elm[0].actor, w.event, &all()).await.unwrap();
            for (_, id, state, _) in &walks {
                let view = stored.iter().find(|view| view.id == *id).expect("it is listed");
                assert_eq!(view.state, *state, "after {command:?}");
                assert_eq!(view.meeting.is_some(), *state == Confirmed);
            }
            let n_confirmed = stored.iter().filter(|view| view.state == Confirmed).count();
            assert_eq!(n_meetings(&t).await, n_confirmed as u64);
            // Where nothing can follow, a new request takes the place.
            for walk in walks.iter_mut().filter(|walk| !walk.2.is_open()) {
                let id = t.ask(&walk.0.actor, w.event, &ask(&walk.0, &elm)).await.unwrap().request;
                (walk.1, walk.2, walk.3) = (id, Pending, 0);
            }
        }
    });
}
