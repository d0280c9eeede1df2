//! Dense indices: positions in the lists of an instance, one type per list so that they cannot be mixed up.

macro_rules! index {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub(crate) struct $name(pub(crate) u32);

        impl $name {
            /// The index of position `i`.
            pub(crate) fn new(i: usize) -> Self {
                Self(i as u32)
            }

            /// The position, for use with slices.
            pub(crate) fn at(self) -> usize {
                self.0 as usize
            }
        }
    };
}

index!(
    /// A site.
    SiteIdx
);
index!(
    /// A session.
    SessionIdx
);
index!(
    /// A slot.
    SlotIdx
);
index!(
    /// A room.
    RoomIdx
);
index!(
    /// A participant.
    ParticipantIdx
);
index!(
    /// A meeting.
    MeetingIdx
);
