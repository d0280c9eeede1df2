use super::*;
use uuid::Uuid;

fn at(minute: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_800_000_000 + minute * 60, 0).unwrap()
}

fn board(slots: &[(i64, i64)]) -> Board {
    let view = |(i, &(from, to)): (usize, &(i64, i64))| SlotView {
        id: Uuid::from_u128(i as u128).into(),
        starts_at: at(from),
        ends_at: at(to),
        site: 0,
        suits: true,
        tables: 2,
        used: 0,
    };
    let slots = slots.iter().enumerate().map(view).collect();
    Board { slots, travel: vec![vec![0]], planned: false, n_agreed: 0 }
}

fn grid(n: i64) -> Board {
    board(&(0..n).map(|i| (i * 20, i * 20 + 20)).collect::<Vec<_>>())
}

fn party(n_slots: usize, free: &[usize], agreed: &[&[usize]]) -> PartyView {
    PartyView {
        free: (0..n_slots).map(|i| free.contains(&i)).collect(),
        agreed: agreed.iter().map(|slots| AgreedView { options: slots.to_vec(), placed: None }).collect(),
        most: None,
    }
}

type Case<'a> = (&'a [usize], &'a [&'a [usize]], &'a [usize], Placeability, Option<Hindrance>);

#[test]
fn answers_tell_plenty_from_tight_from_none() {
    let board = grid(5);
    let all = [0, 1, 2, 3, 4];
    let cases: [Case<'_>; 6] = [
        (&all, &[], &all, Placeability::Placeable, None),
        (&all, &[], &[1, 2], Placeability::Tight, None),
        (&[0], &[], &[1, 2], Placeability::NotToday, Some(Hindrance::NoCommonSlot)),
        // The agreed meeting can only be in slot 1, so slot 2 is left.
        (&all, &[&[1]], &[1, 2], Placeability::Tight, None),
        (&all, &[&[1, 2], &[1, 2]], &[1, 2], Placeability::NotToday, Some(Hindrance::AgendasFull)),
        // A meeting that can never be held stands in nobody's way.
        (&all, &[&[]], &all, Placeability::Placeable, None),
    ];
    for (free, agreed, others, placeability, hindrance) in cases {
        let got = answer(&board, &party(5, free, agreed), &[party(5, others, &[])], None);
        assert_eq!(got, Answer { placeability, hindrance }, "{free:?} {agreed:?} {others:?}");
    }
}

#[test]
fn a_published_plan_makes_room_what_needs_no_move() {
    let mut board = grid(2);
    board.planned = true;
    let mut asking = party(2, &[0, 1], &[&[0, 1]]);
    asking.agreed[0].placed = Some(0);
    let asked = [party(2, &[0, 1], &[])];
    assert_eq!(answer(&board, &asking, &asked, None).placeability, Placeability::Placeable);
    board.slots[1].used = 2;
    assert_eq!(answer(&board, &asking, &asked, None).placeability, Placeability::Tight);
}

#[test]
fn quotas_and_tables_have_an_end() {
    let mut board = grid(5);
    let all = [0, 1, 2, 3, 4];
    let (asking, asked) = (party(5, &all, &[&all]), [party(5, &all, &[])]);
    let full = PartyView { most: Some(1), ..asking.clone() };
    assert_eq!(answer(&board, &full, &asked, None).hindrance, Some(Hindrance::AskingFull));
    assert_eq!(answer(&board, &asked[0], &[full], None).hindrance, Some(Hindrance::AskedFull));
    board.n_agreed = 10;
    assert_eq!(answer(&board, &asking, &asked, None).hindrance, Some(Hindrance::TablesFull));
}

#[test]
fn any_of_a_companys_people_will_do() {
    let board = grid(5);
    let all = [0, 1, 2, 3, 4];
    let people = [party(5, &[], &[]), party(5, &all, &[])];
    assert_eq!(answer(&board, &party(5, &all, &[]), &people, None).placeability, Placeability::Placeable);
}

#[test]
fn overlapping_slots_are_searched() {
    // Two slots of 30 minutes beside three of 20: 0-30 clashes with 0-20 and 20-40.
    let board = board(&[(0, 30), (30, 60), (0, 20), (20, 40), (40, 60)]);
    let clash = |a, b| board.clash(a, b);
    assert_eq!(fits(&[vec![0], vec![2, 4]], clash), Fit::Yes);
    assert_eq!(fits(&[vec![0], vec![2, 3]], clash), Fit::No);
    assert_eq!(fits(&[vec![0, 1], vec![3]], clash), Fit::No);
}

#[test]
fn matching_agrees_with_trying_everything() {
    let mut rng = fastrand::Rng::with_seed(11);
    for _ in 0..2_000 {
        let n_slots = rng.usize(1..6);
        let meetings: Vec<Vec<usize>> =
            (0..rng.usize(0..6)).map(|_| (0..n_slots).filter(|_| rng.bool()).collect()).collect();
        let expected = if tries_all(&meetings, &mut Vec::new()) { Fit::Yes } else { Fit::No };
        assert_eq!(fits(&meetings, |a, b| a == b), expected, "{meetings:?}");
    }
}

fn tries_all(meetings: &[Vec<usize>], used: &mut Vec<usize>) -> bool {
    let Some((first, rest)) = meetings.split_first() else { return true };
    first.iter().any(|&slot| {
        if used.contains(&slot) {
            return false;
        }
        used.push(slot);
        let good = tries_all(rest, used);
        used.pop();
        good
    })
}
