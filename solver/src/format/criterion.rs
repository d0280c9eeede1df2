//! What a plan is judged by.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};

/// One criterion; all are minimised. `docs/formats.md` defines each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Criterion {
    /// Sum of the priorities of the meetings without a place.
    Unplaced,
    /// Meetings missing to what participants were promised.
    Shortfall,
    /// Weight of the unplaced requests by rank of arrival: early ones cost more.
    Order,
    /// Entries of the previous plan that are unplaced or have another slot or room.
    Changes,
    /// Idle slots, over all participants and sessions.
    Idle,
    /// Runs of idle slots, over all participants and sessions.
    Breaks,
    /// The largest number of idle slots of one participant.
    MaxIdle,
    /// Consecutive meetings of a participant in a session that are at different tables.
    Moves,
    /// Sum of the line-up numbers used.
    Alternates,
}

impl Criterion {
    /// Every criterion, in the default order of an instance.
    pub const ALL: [Self; 9] = [
        Self::Unplaced,
        Self::Shortfall,
        Self::Order,
        Self::Changes,
        Self::Idle,
        Self::Breaks,
        Self::MaxIdle,
        Self::Moves,
        Self::Alternates,
    ];

    /// The name in the formats.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unplaced => "unplaced",
            Self::Shortfall => "shortfall",
            Self::Order => "order",
            Self::Changes => "changes",
            Self::Idle => "idle",
            Self::Breaks => "breaks",
            Self::MaxIdle => "max_idle",
            Self::Moves => "moves",
            Self::Alternates => "alternates",
        }
    }
}

impl fmt::Display for Criterion {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// The value of each criterion of one plan, or a proven lower bound of some of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "BTreeMap<String, i64>")]
pub struct Score(pub BTreeMap<Criterion, i64>);

impl Score {
    /// The value of one criterion, where there is one.
    pub fn get(&self, criterion: Criterion) -> Option<i64> {
        self.0.get(&criterion).copied()
    }

    /// The values in the given order of criteria: what two plans are compared by, the first difference deciding.
    ///
    /// A criterion without a value counts as `i64::MAX`, so an incomplete score never wins.
    pub fn in_order(&self, criteria: &[Criterion]) -> Vec<i64> {
        criteria.iter().map(|&c| self.get(c).unwrap_or(i64::MAX)).collect()
    }
}

impl FromIterator<(Criterion, i64)> for Score {
    fn from_iter<T: IntoIterator<Item = (Criterion, i64)>>(values: T) -> Self {
        Self(values.into_iter().collect())
    }
}

/// Read by name, so that a fault names the criterion in its path.
impl TryFrom<BTreeMap<String, i64>> for Score {
    type Error = String;

    fn try_from(values: BTreeMap<String, i64>) -> Result<Self, Self::Error> {
        let by_criterion = |(name, value): (String, i64)| {
            let criterion = Criterion::ALL.into_iter().find(|c| c.name() == name);
            criterion.map(|criterion| (criterion, value)).ok_or_else(|| format!("{name:?} is no criterion"))
        };
        values.into_iter().map(by_criterion).collect()
    }
}

impl JsonSchema for Score {
    fn schema_name() -> Cow<'static, str> {
        "Score".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let value = json_schema!({
            "type": "integer", "format": "int64", "minimum": i64::MIN, "maximum": i64::MAX
        });
        let values: BTreeMap<&str, &Schema> = Criterion::ALL.iter().map(|c| (c.name(), &value)).collect();
        json_schema!({
            "type": "object",
            "properties": values,
            "additionalProperties": false,
            "description": "The value of each criterion of one plan, or a proven lower bound of some of them."
        })
    }
}
