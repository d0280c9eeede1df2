//! Idle slots and breaks of one participant in one session, from bits.

/// Idle slots and breaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Gaps {
    pub(crate) idle: i32,
    pub(crate) breaks: i32,
}

impl std::ops::Add for Gaps {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self { idle: self.idle + other.idle, breaks: self.breaks + other.breaks }
    }
}

impl std::ops::Sub for Gaps {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { idle: self.idle - other.idle, breaks: self.breaks - other.breaks }
    }
}

/// Gaps of a session of up to 64 slots: `held` are the slots with meetings, `able` those that may count as idle.
///
/// Idle slots lie strictly between the first and the last meeting; a break is a longest run of them, so there are as
/// many breaks as idle slots whose predecessor is not idle.
pub(crate) fn gaps_in_word(held: u64, able: u64) -> Gaps {
    if held & held.wrapping_sub(1) == 0 {
        return Gaps::default();
    }
    let from_first = u64::MAX << held.trailing_zeros();
    let to_last = u64::MAX >> held.leading_zeros();
    let idle = from_first & to_last & able & !held;
    Gaps { idle: idle.count_ones() as i32, breaks: (idle & !(idle << 1)).count_ones() as i32 }
}

/// Gaps of a session of any length; `held` and `able` have the same number of words.
pub(crate) fn gaps(held: &[u64], able: impl Fn(usize) -> u64) -> Gaps {
    if let [word] = held {
        return gaps_in_word(*word, able(0));
    }
    let (Some(first), Some(last)) = (held.iter().position(|&w| w != 0), held.iter().rposition(|&w| w != 0))
    else {
        return Gaps::default();
    };
    let mut found = Gaps::default();
    let mut carry = 0;
    for (i, &word) in held.iter().enumerate().take(last + 1).skip(first) {
        let mut idle = able(i) & !word;
        if i == first {
            idle &= u64::MAX << word.trailing_zeros();
        }
        if i == last {
            idle &= u64::MAX >> word.leading_zeros();
        }
        found.idle += idle.count_ones() as i32;
        found.breaks += (idle & !(idle << 1 | carry)).count_ones() as i32;
        carry = idle >> 63;
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn idle_slots_lie_between_the_first_and_the_last_meeting() {
        assert_eq!(gaps_in_word(0b0, u64::MAX), Gaps { idle: 0, breaks: 0 });
        assert_eq!(gaps_in_word(0b1000, u64::MAX), Gaps { idle: 0, breaks: 0 });
        assert_eq!(gaps_in_word(0b1001, u64::MAX), Gaps { idle: 2, breaks: 1 });
        assert_eq!(gaps_in_word(0b10_1001, u64::MAX), Gaps { idle: 3, breaks: 2 });
        assert_eq!(gaps_in_word(0b1_0001, !0b100), Gaps { idle: 2, breaks: 2 });
    }

    #[test]
    fn a_break_across_two_words_counts_once() {
        let held = [1 << 62, 1 << 2];
        assert_eq!(gaps(&held, |_| u64::MAX), Gaps { idle: 3, breaks: 1 });
        assert_eq!(gaps(&[1 << 63, 0, 1], |_| u64::MAX), Gaps { idle: 64, breaks: 1 });
        assert_eq!(gaps(&[0, 1 << 3, 0], |_| u64::MAX), Gaps::default());
    }
}
