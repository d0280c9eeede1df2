//! Sites, sessions, slots, and the tables.

use super::people::Crowd;
use super::recipe::Recipe;
use crate::bits::Bits;
use crate::format::{Room, Session, Site, Slot, Travel};

/// Where and when meetings can be held.
pub(super) struct Places {
    pub(super) sites: Vec<Site>,
    pub(super) travel: Vec<Travel>,
    pub(super) sessions: Vec<Session>,
    pub(super) slots: Vec<Slot>,
    /// Of each slot, what the generator needs to know.
    pub(super) kinds: Vec<Kind>,
    /// The times of ordinary slots, by start: every site has one slot at each.
    pub(super) times: Vec<(u32, u32)>,
    /// Tables of each site for ordinary meetings.
    pub(super) tables: Vec<u32>,
}

/// What a slot is for.
pub(super) struct Kind {
    pub(super) site: usize,
    /// Whether it is for consultations only.
    pub(super) expert: bool,
    /// The slots that nobody can use beside it, itself included.
    pub(super) conflicts: Vec<usize>,
}

impl Kind {
    /// Whether the slot is for the experts of that site, or with `None` for everybody.
    fn is_for(&self, office: Option<usize>) -> bool {
        match office {
            Some(site) => self.expert && self.site == site,
            None => !self.expert,
        }
    }
}

/// First minute of a day's first slot.
const MORNING: u32 = 9 * 60;
/// Minutes between two sessions of a day.
const PAUSE: u32 = 60;
const DAY: u32 = 24 * 60;

/// Lays out the event's sites and times.
pub(super) fn places(recipe: &Recipe) -> Places {
    let n_sites = recipe.sites as usize;
    let mut places = Places {
        sites: (0..n_sites)
            .map(|i| Site { id: format!("site{}", i + 1), name: Some(format!("Site {}", i + 1)) })
            .collect(),
        travel: Vec::new(),
        sessions: Vec::new(),
        slots: Vec::new(),
        kinds: Vec::new(),
        times: Vec::new(),
        tables: tables(recipe),
    };
    for i in 0..n_sites {
        for j in 0..i {
            if 0 < recipe.travel_minutes {
                let (from, to) = (places.sites[j].id.clone(), places.sites[i].id.clone());
                places.travel.push(Travel { from, to, minutes: recipe.travel_minutes });
            }
        }
    }
    let length = recipe.slots_per_session * recipe.slot_minutes;
    // A day that does not end before midnight takes as many calendar days as it needs.
    let day = (MORNING + recipe.sessions_per_day * (length + PAUSE)).div_ceil(DAY) * DAY;
    for d in 0..recipe.days {
        for k in 0..recipe.sessions_per_day {
            let start = d * day + MORNING + k * (length + PAUSE);
            for i in 0..recipe.slots_per_session {
                let start = start + i * recipe.slot_minutes;
                places.times.push((start, start + recipe.slot_minutes));
            }
            for site in 0..n_sites {
                let id = format!("d{}s{}", d + 1, k + 1);
                let id = if n_sites == 1 { id } else { format!("{id}-{}", places.sites[site].id) };
                if let Some(minutes) = recipe.expert_slot_minutes
                    && 0.0 < recipe.experts
                    && minutes <= length
                {
                    places.session(format!("{id}x"), site, true, (start, length / minutes, minutes));
                }
                places.session(id, site, false, (start, recipe.slots_per_session, recipe.slot_minutes));
            }
        }
    }
    places.relate(recipe.travel_minutes);
    places
}

/// Tables of each site: the whole event's, shared out as evenly as they can be.
fn tables(recipe: &Recipe) -> Vec<u32> {
    let total = recipe.tables.unwrap_or(recipe.tables_by_load() as u32).max(recipe.sites);
    (0..recipe.sites).map(|i| total / recipe.sites + u32::from(i < total % recipe.sites)).collect()
}

impl Places {
    /// Adds a session with `n` slots of `minutes` each.
    fn session(&mut self, id: String, site: usize, expert: bool, (start, n, minutes): (u32, u32, u32)) {
        for i in 0..n {
            let start = start + i * minutes;
            self.slots.push(Slot {
                id: format!("{id}t{}", i + 1),
                name: None,
                session: id.clone(),
                start,
                end: start + minutes,
            });
            self.kinds.push(Kind { site, expert, conflicts: Vec::new() });
        }
        let name = expert.then(|| format!("Consultations {id}"));
        self.sessions.push(Session { id, name, site: self.sites[site].id.clone() });
    }

    /// Finds out which slots nobody can use beside each other.
    fn relate(&mut self, travel: u32) {
        let n = self.slots.len();
        let mut order: Vec<usize> = (0..n).collect();
        order.sort_by_key(|&i| self.slots[i].start);
        let longest = self.slots.iter().map(|s| s.end - s.start).max().unwrap_or(0);
        for (rank, &a) in order.iter().enumerate() {
            self.kinds[a].conflicts.push(a);
            for &b in &order[rank + 1..] {
                if self.slots[a].start + longest + travel <= self.slots[b].start {
                    break;
                }
                let way = if self.kinds[a].site == self.kinds[b].site { 0 } else { travel };
                if self.slots[b].start < self.slots[a].end + way {
                    self.kinds[a].conflicts.push(b);
                    self.kinds[b].conflicts.push(a);
                }
            }
        }
    }

    /// The rooms of every site, and one for its experts where they have sessions of their own.
    pub(super) fn rooms(&self, recipe: &Recipe, crowd: &Crowd) -> Vec<Room> {
        let mut rooms = Vec::new();
        for (i, site) in self.sites.iter().enumerate() {
            let n_rooms = recipe.rooms.min(self.tables[i]);
            for r in 0..n_rooms {
                rooms.push(Room {
                    id: format!("{}r{}", site.id, r + 1),
                    name: Some(format!("Room {} of {}", r + 1, site.name.as_deref().unwrap_or(&site.id))),
                    site: site.id.clone(),
                    tables: self.tables[i] / n_rooms + u32::from(r < self.tables[i] % n_rooms),
                    closed: Vec::new(),
                });
            }
            let n_experts = crowd.people.iter().filter(|p| p.office == Some(i)).count() as u32;
            if 0 < n_experts {
                rooms.push(Room {
                    id: expert_room(&site.id),
                    name: Some("Consultations".to_owned()),
                    site: site.id.clone(),
                    tables: n_experts,
                    closed: Vec::new(),
                });
            }
        }
        rooms
    }

    /// Whether experts have sessions of their own.
    pub(super) fn offices(&self) -> bool {
        self.kinds.iter().any(|kind| kind.expert)
    }

    /// The sessions of a site's experts, or with `None` those for everybody.
    pub(super) fn sessions_of(&self, office: Option<usize>) -> Vec<String> {
        let mut sessions: Vec<String> = Vec::new();
        for (slot, kind) in self.slots.iter().zip(&self.kinds) {
            if kind.is_for(office) && sessions.last() != Some(&slot.session) {
                sessions.push(slot.session.clone());
            }
        }
        sessions
    }

    /// The slots of a site's experts, or with `None` those for everybody.
    pub(super) fn slots_of(&self, office: Option<usize>) -> Bits {
        let mut slots = Bits::new(self.slots.len());
        for (i, kind) in self.kinds.iter().enumerate() {
            if kind.is_for(office) {
                slots.insert(i);
            }
        }
        slots
    }

    /// The rooms for ordinary meetings.
    pub(super) fn ordinary_rooms(&self, recipe: &Recipe) -> Vec<String> {
        let of = |i: usize| {
            let site = &self.sites[i].id;
            (0..recipe.rooms.min(self.tables[i])).map(move |r| format!("{site}r{}", r + 1))
        };
        (0..self.sites.len()).flat_map(of).collect()
    }
}

/// The room of a site's experts.
pub(super) fn expert_room(site: &str) -> String {
    format!("{site}x")
}
