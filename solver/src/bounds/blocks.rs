//! Blocks: sessions that nobody can attend independently of each other, such as all those of one morning.

use petgraph::unionfind::UnionFind;

use crate::bits::Bits;
use crate::instance::Instance;

/// The slots of each block: two slots that clash are in the same block, and so are the slots of a session.
pub(super) fn blocks(instance: &Instance) -> Vec<Bits> {
    let n_sessions = instance.sessions.len();
    let mut together = UnionFind::<usize>::new(n_sessions);
    for slot in &instance.slots {
        for other in &slot.conflicts {
            together.union(slot.session.at(), instance.slots[other.at()].session.at());
        }
    }
    let mut of_block = vec![None; n_sessions];
    let mut blocks = Vec::new();
    for session in 0..n_sessions {
        let block = *of_block[together.find(session)].get_or_insert_with(|| {
            blocks.push(Bits::new(instance.slots.len()));
            blocks.len() - 1
        });
        for slot in &instance.sessions[session].slots {
            blocks[block].insert(slot.at());
        }
    }
    blocks
}

/// All slots of the event.
pub(super) fn all_slots(instance: &Instance) -> Bits {
    let mut all = Bits::new(instance.slots.len());
    (0..instance.slots.len()).for_each(|s| all.insert(s));
    all
}
