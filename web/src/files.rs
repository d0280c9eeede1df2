//! Files that people send and fetch.

use crate::{error::Error, form::filled::Filled, words::Words};
use axum::{
    extract::Multipart,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use carnet_engine::{Fault, FaultCode, domain::files::NewFile};
use std::collections::BTreeMap;

/// What an event may let be attached; what is in a file decides, and the engine looks.
pub(crate) const ACCEPTED: &str =
    "application/pdf,image/jpeg,image/png,image/gif,image/webp,video/mp4,video/webm";

/// The first file of a form, if one was chosen.
pub(crate) async fn read(mut form: Multipart) -> Result<Option<NewFile>, Error> {
    while let Some(field) = form.next_field().await.map_err(Error::Upload)? {
        let name = field.file_name().unwrap_or_default().to_owned();
        let content = field.bytes().await.map_err(Error::Upload)?;
        if !name.is_empty() {
            return Ok(Some(NewFile { name, content: content.to_vec() }));
        }
    }
    Ok(None)
}

/// All that a form sent: its fields, and the files that were chosen by the names of theirs.
pub(crate) async fn read_form(mut form: Multipart) -> Result<(Filled, BTreeMap<String, NewFile>), Error> {
    let (mut fields, mut files) = (Vec::new(), BTreeMap::new());
    while let Some(field) = form.next_field().await.map_err(Error::Upload)? {
        let name = field.name().unwrap_or_default().to_owned();
        match field.file_name().map(str::to_owned) {
            Some(file) => {
                let content = field.bytes().await.map_err(Error::Upload)?.to_vec();
                if !file.is_empty() {
                    files.insert(name, NewFile { name: file, content });
                }
            }
            None => fields.push((name, field.text().await.map_err(Error::Upload)?)),
        }
    }
    Ok((fields.into_iter().collect(), files))
}

/// That no file was chosen.
pub(crate) fn missing() -> carnet_engine::Error {
    Fault::new("content", FaultCode::Required).into()
}

/// A file to be kept rather than opened in the page's own right: whatever is in it, nothing of it runs here.
pub(crate) fn response(name: &str, media_type: &str, content: Vec<u8>) -> Response {
    let escaped: String = form_urlencoded::byte_serialize(name.as_bytes()).collect();
    let disposition = format!("attachment; filename*=UTF-8''{}", escaped.replace('+', "%20"));
    let mut response = content.into_response();
    let headers = response.headers_mut();
    let octets = HeaderValue::from_static("application/octet-stream");
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_str(media_type).unwrap_or(octets));
    if let Ok(disposition) = HeaderValue::from_str(&disposition) {
        headers.insert(header::CONTENT_DISPOSITION, disposition);
    }
    headers.insert(header::CONTENT_SECURITY_POLICY, HeaderValue::from_static("default-src 'none'; sandbox"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// How large a file is, as people say it.
pub(crate) fn size(words: Words, bytes: i64) -> String {
    let kib = (bytes + 1023) / 1024;
    if kib < 1024 { words.n("file-kib", kib) } else { words.n("file-mib", (kib + 512) / 1024) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_keeps_its_name_and_runs_nowhere() {
        let response = response("Présentation; \"à lire\".pdf", "application/pdf", vec![1]);
        let header = |name| response.headers()[name].to_str().unwrap();
        assert_eq!(
            header(header::CONTENT_DISPOSITION),
            "attachment; filename*=UTF-8''Pr%C3%A9sentation%3B%20%22%C3%A0%20lire%22.pdf"
        );
        assert!(header(header::CONTENT_SECURITY_POLICY).contains("sandbox"));
    }
}
