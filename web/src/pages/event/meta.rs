//! An event as schema.org describes one, for programs that show events elsewhere.

use crate::{page::Public, pages::InEvent};
use carnet_engine::PublicPages;
use serde_json::{Value, json};

/// The event as JSON that can stand in a page.
pub(super) fn event(at: &InEvent, pages: &PublicPages, public: &Public) -> String {
    let language = at.visitor.language();
    let place = |site: &carnet_engine::domain::places::Site| json!({ "@type": "Place", "name": site.names.get(language), "address": site.address });
    let host = |host: &carnet_engine::PublicHost| json!({ "@type": "Organization", "name": host.name });
    let mut data = json!({
        "@context": "https://schema.org",
        "@type": "Event",
        "name": at.names.get(language),
        "description": public.description,
        "url": public.address,
        "startDate": pages.days.first(),
        "endDate": pages.days.last(),
        "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
        "location": pages.places.sites.iter().map(place).collect::<Vec<_>>(),
        "organizer": pages.hosts.iter().map(host).collect::<Vec<_>>(),
    });
    if let Some(image) = &public.image {
        data["image"] = json!(image);
    }
    in_page(&data)
}

/// JSON in which nothing ends the element that it stands in.
fn in_page(data: &Value) -> String {
    data.to_string().replace('<', "\\u003c")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_cannot_end_the_element() {
        let data = json!({ "name": "</script><script>alert(1)</script>" });
        let text = in_page(&data);
        assert!(!text.contains('<'), "{text}");
        assert_eq!(serde_json::from_str::<Value>(&text).unwrap(), data);
    }
}
