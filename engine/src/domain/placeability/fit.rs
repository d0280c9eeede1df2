//! Whether meetings of one person fit into slots: a matching, and a bounded search where slots overlap in part.

/// How many tries the search has.
const TRIES: usize = 5_000;

/// Whether it fits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Fit {
    Yes,
    /// The search ended before it could decide.
    Perhaps,
    No,
}

impl Fit {
    /// What holds where both have to.
    pub(super) fn and(self, other: Self) -> Self {
        self.max(other)
    }
}

/// Whether each meeting gets one of its slots, no two in clashing ones.
pub(super) fn fits(meetings: &[Vec<usize>], clash: impl Fn(usize, usize) -> bool) -> Fit {
    let n_slots = meetings.iter().flatten().max().map_or(0, |most| most + 1);
    let mut holder: Vec<Option<usize>> = vec![None; n_slots];
    for meeting in 0..meetings.len() {
        if !augment(meetings, meeting, &mut holder, &mut vec![false; n_slots]) {
            return Fit::No;
        }
    }
    let used: Vec<usize> = (0..n_slots).filter(|&slot| holder[slot].is_some()).collect();
    let clashes = used.iter().enumerate().any(|(i, &a)| used[i + 1..].iter().any(|&b| clash(a, b)));
    if !clashes {
        return Fit::Yes;
    }
    let mut search = Search { clash: &clash, left: TRIES };
    let open: Vec<Vec<usize>> = meetings.to_vec();
    match search.place(open) {
        true => Fit::Yes,
        false if search.left == 0 => Fit::Perhaps,
        false => Fit::No,
    }
}

/// Finds a slot for a meeting, moving others along an augmenting path.
fn augment(meetings: &[Vec<usize>], meeting: usize, holder: &mut [Option<usize>], seen: &mut [bool]) -> bool {
    for &slot in &meetings[meeting] {
        if std::mem::replace(&mut seen[slot], true) {
            continue;
        }
        let movable = holder[slot].is_none_or(|other| augment(meetings, other, holder, seen));
        if movable {
            holder[slot] = Some(meeting);
            return true;
        }
    }
    false
}

struct Search<'a, C> {
    clash: &'a C,
    left: usize,
}

impl<C: Fn(usize, usize) -> bool> Search<'_, C> {
    /// Places the meeting with the fewest slots first, and strikes what clashes from the others.
    fn place(&mut self, mut open: Vec<Vec<usize>>) -> bool {
        let Some(hardest) = (0..open.len()).min_by_key(|&i| open[i].len()) else { return true };
        let options = open.swap_remove(hardest);
        for slot in options {
            if self.left == 0 {
                return false;
            }
            self.left -= 1;
            let rest: Vec<Vec<usize>> = open
                .iter()
                .map(|slots| slots.iter().copied().filter(|&other| !(self.clash)(slot, other)).collect())
                .collect();
            if rest.iter().all(|slots: &Vec<usize>| !slots.is_empty()) && self.place(rest) {
                return true;
            }
        }
        false
    }
}
