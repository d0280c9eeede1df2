//! Attached files: what is in them decides what they are, whatever their name says.

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{account::line, registration::AttachmentLimits, words},
};

const NAME_MOST: usize = 200;
/// Pictures and films that browsers show; no drawing that could carry a script.
const TYPES: &[(&str, FileKind)] = &[
    ("application/pdf", FileKind::Pdf),
    ("image/jpeg", FileKind::Image),
    ("image/png", FileKind::Image),
    ("image/gif", FileKind::Image),
    ("image/webp", FileKind::Image),
    ("video/mp4", FileKind::Video),
    ("video/webm", FileKind::Video),
];

words! {
    /// A kind of file.
    pub enum FileKind {
        /// A document.
        Pdf = "pdf",
        /// A picture.
        Image = "image",
        /// A film.
        Video = "video",
    }
}

/// A file as somebody sends it.
#[derive(Clone, Debug)]
pub struct NewFile {
    /// Its name.
    pub name: String,
    /// What is in it.
    pub content: Vec<u8>,
}

impl NewFile {
    /// Its name without a path and its media type, or every fault.
    pub fn check(&self, limits: &AttachmentLimits) -> Result<(String, &'static str), Error> {
        let mut faults = Faults::new();
        let name = self.name.rsplit(['/', '\\']).next().unwrap_or_default();
        let name = faults.take(line("name", name, NAME_MOST));
        let media_type = faults.take(self.media_type(limits));
        if self.content.len() > limits.most_bytes {
            faults.push(Fault::new("content", FaultCode::TooLarge).with("most", limits.most_bytes));
        }
        match name.zip(media_type) {
            Some(checked) if faults.as_slice().is_empty() => Ok(checked),
            _ => Err(Error::Invalid(faults)),
        }
    }

    fn media_type(&self, limits: &AttachmentLimits) -> Result<&'static str, Fault> {
        if self.content.is_empty() {
            return Err(Fault::new("content", FaultCode::Required));
        }
        let found = infer::get(&self.content).map(|kind| kind.mime_type());
        let known = TYPES.iter().find(|(name, kind)| Some(*name) == found && limits.kinds.contains(kind));
        known.map(|(name, _)| *name).ok_or_else(|| {
            let choices: Vec<_> = limits.kinds.iter().map(|kind| kind.as_str()).collect();
            Fault::new("content", FaultCode::UnknownChoice).with("choices", choices)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::registration::RegistrationSettings;

    #[test]
    fn content_decides_and_not_the_name() {
        let limits = AttachmentLimits { most_bytes: 40, ..RegistrationSettings::default().attachments };
        let file = |name: &str, content: &[u8]| NewFile { name: name.into(), content: content.into() };
        let pdf = file("C:\\papers\\offer.png", b"%PDF-1.7 ...");
        assert_eq!(pdf.check(&limits).unwrap(), ("offer.png".to_owned(), "application/pdf"));

        let program = file("offer.pdf", b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff");
        let page = file("offer.pdf", b"<html><script>alert(1)</script></html>");
        let drawing = file("logo.png", b"<svg xmlns='http://www.w3.org/2000/svg'/>");
        let long = file("offer.pdf", &[b"%PDF-1.7".as_slice(), &[b' '; 40]].concat());
        for (wrong, code) in [
            (program, FaultCode::UnknownChoice),
            (page, FaultCode::UnknownChoice),
            (drawing, FaultCode::UnknownChoice),
            (file("a.pdf", b""), FaultCode::Required),
            (long, FaultCode::TooLarge),
        ] {
            let Err(Error::Invalid(faults)) = wrong.check(&limits) else { panic!("{} is taken", wrong.name) };
            assert_eq!(faults.as_slice()[0].code, code);
        }
    }
}
