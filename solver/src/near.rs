//! What somebody may have meant who named something that does not exist.

/// How many near matches are offered at most.
const MOST: usize = 3;

/// Entries near to what was asked for, the nearest first, as text; entries are pairs of identifier and name.
pub fn near<'a>(wanted: &str, entries: impl Iterator<Item = (&'a str, Option<&'a str>)>) -> Vec<String> {
    let mut ranked: Vec<(usize, &str, Option<&str>)> =
        entries.filter_map(|(id, name)| Some((distance_to(wanted, id, name)?, id, name))).collect();
    ranked.sort_unstable();
    let text = |(_, id, name): (usize, &str, Option<&str>)| match name {
        Some(name) => format!("{id:?} ({name})"),
        None => format!("{id:?}"),
    };
    ranked.into_iter().take(MOST).map(text).collect()
}

/// The question that offers near matches, to be put behind a message; empty where there are none.
pub fn question(offers: &[String]) -> String {
    match offers {
        [] => String::new(),
        offers => format!("; did you mean {}?", offers.join(" or ")),
    }
}

/// How far the wanted text is from an entry; `None` when nobody could have meant it.
fn distance_to(wanted: &str, id: &str, name: Option<&str>) -> Option<usize> {
    let wanted = wanted.to_lowercase();
    let most = 1 + wanted.chars().count() / 3;
    let by_id = edit_distance(&wanted, &id.to_lowercase());
    let by_name = name.map(str::to_lowercase).map(|name| {
        let inside = 3 <= wanted.len() && name.contains(&wanted);
        if inside { 1 } else { edit_distance(&wanted, &name) }
    });
    Some(by_id.min(by_name.unwrap_or(usize::MAX))).filter(|&distance| distance <= most)
}

/// Letters to add, drop or replace to get from one text to the other.
fn edit_distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, from) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, &to) in b.iter().enumerate() {
            let replaced = diagonal + usize::from(from != to);
            diagonal = row[j + 1];
            row[j + 1] = replaced.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distance_counts_letters_to_change() {
        assert_eq!(edit_distance("", "abc"), 3);
        assert_eq!(edit_distance("m12", "m21"), 2);
        assert_eq!(edit_distance("kitten", "sitting"), 3);
        assert_eq!(edit_distance("été", "ete"), 2);
    }

    #[test]
    fn far_entries_are_not_offered() {
        assert_eq!(distance_to("acme", "p1", None), None);
        assert_eq!(distance_to("acme", "p1", Some("Acme Nord")), Some(1));
        assert_eq!(distance_to("m12", "m1", None), Some(1));
    }
}
