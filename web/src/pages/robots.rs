//! What programs that follow links are asked to leave alone. It keeps nobody out: each page says by itself whether it may be kept.

/// Addresses that lead nowhere but to a sign-in, or hold a secret.
const TEXT: &str = "\
User-agent: *
Disallow: /account
Disallow: /api
Disallow: /calendar
Disallow: /reminders
Disallow: /organisations
Disallow: /events/*/desk
Disallow: /events/*/me
Disallow: /events/*/agenda
Disallow: /events/*/requests
Disallow: /events/*/messages
Disallow: /events/*/suggestions
Disallow: /events/*/registration
";

pub(crate) async fn show() -> &'static str {
    TEXT
}
