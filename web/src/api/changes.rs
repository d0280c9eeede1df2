//! What is alike in all calls that change something: the version that was seen, and what is answered.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

/// The version that was seen.
#[derive(Debug, Deserialize, utoipa::IntoParams)]
#[serde(deny_unknown_fields)]
#[into_params(parameter_in = Query)]
pub(super) struct Seen {
    /// The version that was seen; where it changed since, somebody was faster.
    pub(super) version: i64,
}

/// Something that was made.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Created {
    /// Its identity.
    pub(super) id: Uuid,
}

/// Something that was changed.
#[derive(Debug, Serialize, ToSchema)]
pub(super) struct Changed {
    /// Its version from now on.
    pub(super) version: i64,
}
