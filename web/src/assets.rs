//! Files that pages refer to: built in, and kept by browsers until they change.

use axum::{
    extract::Path,
    http::{StatusCode, header},
    response::{IntoResponse, Response},
};
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};
use std::sync::LazyLock;

const STYLE: &str = include_str!("../assets/style.css");
const SCRIPT: &str = include_str!("../assets/carnet.js");
const ICON: &str = include_str!("../assets/icon.svg");

/// Goes into addresses, so that whoever has an older file asks anew: the beginning of a hash of the files.
pub(crate) fn version() -> &'static str {
    static VERSION: LazyLock<String> = LazyLock::new(|| {
        let hash = Sha256::new().chain_update(STYLE).chain_update(SCRIPT).chain_update(ICON).finalize();
        HEXLOWER.encode(&hash[..6])
    });
    &VERSION
}

/// `/assets/{version}/{name}`.
pub(crate) async fn show(Path((version, name)): Path<(String, String)>) -> Response {
    let found = match name.as_str() {
        "style.css" => Some(("text/css; charset=utf-8", STYLE)),
        "carnet.js" => Some(("text/javascript; charset=utf-8", SCRIPT)),
        "icon.svg" => Some(("image/svg+xml", ICON)),
        _ => None,
    };
    let Some((kind, content)) = found else { return StatusCode::NOT_FOUND.into_response() };
    let current = version == self::version();
    let kept = if current { "public, max-age=31536000, immutable" } else { "no-cache" };
    ([(header::CONTENT_TYPE, kind), (header::CACHE_CONTROL, kept)], content).into_response()
}
