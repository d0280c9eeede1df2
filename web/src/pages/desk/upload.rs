//! A form with a file.

use crate::{error::Error, form::filled::Filled};
use axum::extract::Multipart;

/// What was filled in, and the file that came with it.
pub(super) struct Upload {
    pub(super) filled: Filled,
    pub(super) file: Vec<u8>,
}

impl Upload {
    /// Reads a form into memory: only once it is known that whoever sends it may.
    pub(super) async fn read(mut parts: Multipart) -> Result<Self, Error> {
        let mut upload = Self { filled: Filled::default(), file: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(Error::Upload)? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await.map_err(Error::Upload)?;
            if is_file {
                upload.file = bytes.to_vec();
            } else {
                upload.filled.put(name, String::from_utf8_lossy(&bytes));
            }
        }
        Ok(upload)
    }
}
