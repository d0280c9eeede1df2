//! A form with a file.

use crate::form::filled::Filled;
use axum::{
    extract::{
        FromRequest, Multipart, Request,
        multipart::{MultipartError, MultipartRejection},
    },
    response::{IntoResponse, Response},
};

/// What was filled in, and the file that came with it.
pub(super) struct Upload {
    pub(super) filled: Filled,
    pub(super) file: Vec<u8>,
}

/// Why a form with a file could not be read.
pub(crate) enum NotAForm {
    NotMultipart(MultipartRejection),
    Broken(MultipartError),
}

impl IntoResponse for NotAForm {
    fn into_response(self) -> Response {
        match self {
            Self::NotMultipart(rejection) => rejection.into_response(),
            Self::Broken(error) => error.into_response(),
        }
    }
}

impl<S: Send + Sync> FromRequest<S> for Upload {
    type Rejection = NotAForm;

    async fn from_request(request: Request, state: &S) -> Result<Self, NotAForm> {
        let mut parts = Multipart::from_request(request, state).await.map_err(NotAForm::NotMultipart)?;
        let mut upload = Self { filled: Filled::default(), file: Vec::new() };
        while let Some(part) = parts.next_field().await.map_err(NotAForm::Broken)? {
            let name = part.name().unwrap_or_default().to_owned();
            let is_file = part.file_name().is_some();
            let bytes = part.bytes().await.map_err(NotAForm::Broken)?;
            if is_file {
                upload.file = bytes.to_vec();
            } else {
                upload.filled.put(name, String::from_utf8_lossy(&bytes));
            }
        }
        Ok(upload)
    }
}
