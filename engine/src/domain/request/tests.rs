use super::*;
use crate::domain::event_rules::ThirdConfirmation;
use chrono::TimeDelta;
use uuid::Uuid;

fn id<I: From<Uuid>>(n: u128) -> I {
    Uuid::from_u128(n).into()
}

fn now() -> DateTime<Utc> {
    "2027-03-01T08:00:00Z".parse().unwrap()
}

fn rules(third: Option<WhenOver>) -> Rules {
    let third_confirmation = third.map(|when_over| ThirdConfirmation { hours: 48, when_over });
    Rules { third_confirmation, request_expiry_hours: Some(120), ..Rules::default() }
}

fn ask(from: u128, to: u128, person: Option<u128>) -> Ask {
    Ask {
        from: id(from),
        from_registration: id(from / 10),
        to_registration: id(to),
        to_participant: person.map(id),
        slot: None,
        message: String::new(),
    }
}

fn request(state: RequestState) -> MeetingRequest {
    let pending = ask(10, 2, None).request(id(1), id(9), false, &rules(None), (1, now()));
    MeetingRequest { state, expires_at: None, ..pending }
}

type Step = fn(MeetingRequest) -> Result<MeetingRequest, Refusal>;
type Rows<'a> = &'a [(RequestState, Result<RequestState, Refusal>)];

#[test]
#[expect(clippy::too_many_lines, reason = "a table")]
fn each_step_leads_where_the_table_says_or_is_refused() {
    use RequestState::{Accepted, Cancelled, Confirmed, Declined, Expired, Pending, Withdrawn};
    let steps: [(&str, Step, Rows<'_>); 6] = [
        (
            "accept",
            |r| r.accept(&rules(Some(WhenOver::Confirm)), None, now()),
            &[
                (Pending, Ok(Accepted)),
                (Accepted, Err(Refusal::RequestAnswered)),
                (Confirmed, Err(Refusal::RequestAnswered)),
            ],
        ),
        (
            "decline",
            |r| r.decline(None, now()),
            &[
                (Pending, Ok(Declined)),
                (Accepted, Err(Refusal::RequestAnswered)),
                (Confirmed, Err(Refusal::RequestAnswered)),
            ],
        ),
        (
            "confirm",
            MeetingRequest::confirm,
            &[
                (Pending, Err(Refusal::RequestNotAccepted)),
                (Accepted, Ok(Confirmed)),
                (Confirmed, Err(Refusal::RequestConfirmed)),
            ],
        ),
        (
            "withdraw",
            |r| r.withdraw(now()),
            &[
                (Pending, Ok(Withdrawn)),
                (Accepted, Ok(Withdrawn)),
                (Confirmed, Err(Refusal::RequestConfirmed)),
            ],
        ),
        (
            "cancel",
            |r| r.cancel(Side::Asked, None),
            &[
                (Pending, Err(Refusal::RequestNotConfirmed)),
                (Accepted, Ok(Cancelled)),
                (Confirmed, Ok(Cancelled)),
            ],
        ),
        (
            "reschedule",
            |r| r.reschedule(None, None),
            &[
                (Pending, Err(Refusal::RequestNotConfirmed)),
                (Accepted, Err(Refusal::RequestNotConfirmed)),
                (Confirmed, Ok(Confirmed)),
            ],
        ),
    ];
    for (name, step, rows) in steps {
        for (state, expected) in rows {
            assert_eq!(step(request(*state)).map(|r| r.state), *expected, "{name} from {state}");
        }
        for state in [Declined, Withdrawn, Expired, Cancelled] {
            assert_eq!(
                step(request(state)).map(|r| r.state),
                Err(Refusal::RequestClosed),
                "{name} from {state}"
            );
        }
    }
}

#[test]
fn silence_never_accepts_but_confirms_what_was_accepted() {
    let rules = rules(Some(WhenOver::Confirm));
    let pending = ask(10, 2, None).request(id(1), id(9), false, &rules, (1, now()));
    assert_eq!(pending.clone().lapse(&rules, now()), Err(Refusal::RequestNotDue));
    let late = now() + TimeDelta::days(5);
    assert_eq!(pending.clone().accept(&rules, None, late), Err(Refusal::RequestExpired));
    assert_eq!(pending.clone().lapse(&rules, late).unwrap().state, RequestState::Expired);
    let accepted = pending.accept(&rules, None, now()).unwrap();
    let over = now() + TimeDelta::days(2);
    assert_eq!(accepted.clone().lapse(&rules, over).unwrap().state, RequestState::Confirmed);
    let rules = self::rules(Some(WhenOver::Expire));
    assert_eq!(accepted.lapse(&rules, over).unwrap().state, RequestState::Expired);
}

#[test]
fn the_same_wish_is_recognised_both_ways() {
    let open = |a: Ask, state| {
        let from = a.from_registration;
        let r = a.request(id(1), id(9), false, &rules(None), (1, now()));
        vec![(MeetingRequest { state, ..r }, from)]
    };
    let pending = RequestState::Pending;
    // Person 10 is of company 1, person 20 of company 2.
    let cases = [
        (ask(10, 2, None), ask(10, 2, None), pending, Err(Refusal::RequestExists)),
        (ask(10, 2, Some(20)), ask(10, 2, None), pending, Err(Refusal::RequestExists)),
        (ask(10, 2, Some(20)), ask(10, 2, Some(21)), pending, Ok(Known::Nothing)),
        (ask(11, 2, None), ask(10, 2, None), pending, Ok(Known::Nothing)),
        (ask(20, 1, None), ask(10, 2, None), pending, Ok(Known::Mirrored(id(1)))),
        (ask(20, 1, Some(11)), ask(10, 2, None), pending, Ok(Known::Nothing)),
        (ask(20, 1, None), ask(10, 2, Some(21)), pending, Ok(Known::Nothing)),
        (ask(20, 1, None), ask(10, 2, None), RequestState::Confirmed, Err(Refusal::RequestExists)),
        (ask(20, 1, None), ask(10, 2, None), RequestState::Declined, Ok(Known::Nothing)),
    ];
    for (before, new, state, expected) in cases {
        assert_eq!(
            recognise(&new, &open(before.clone(), state), now()),
            expected,
            "{new:?} after {before:?}"
        );
    }
}
