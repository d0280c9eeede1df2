//! Filling in the texts of messages, plain and as HTML.

use super::values::{Around, Values, values};
use crate::words::Words;
use askama::Template;
use carnet_engine::domain::{
    mail_template::{MailTemplate, Part, Placeholder, parts},
    notice::NoticeKind,
    outbox::Claimed,
};
use fluent_templates::fluent_bundle::FluentValue;

/// What comes with Carnet for a kind of notice: placeholders stand in it as organisers write them.
pub(crate) fn default_template(words: Words, kind: NoticeKind) -> MailTemplate {
    let text = |part: &str| named(words, kind, &format!("mail-{kind}-{part}"));
    MailTemplate { subject: text("subject"), body: text("body") }
}

/// A text in which the placeholders of a kind stand for themselves.
fn named(words: Words, kind: NoticeKind, key: &str) -> String {
    let value = |placeholder: &Placeholder| {
        let name = placeholder.as_str();
        (name.into(), FluentValue::from(format!("{{{name}}}")))
    };
    words.with_all(key, &kind.placeholders().iter().map(value).collect())
}

/// A message that is filled in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Filled {
    pub(crate) subject: String,
    pub(crate) text: String,
    pub(crate) html: String,
}

#[derive(Template)]
#[template(path = "mail/letter.html")]
struct Letter<'a> {
    language: &'static str,
    subject: &'a str,
    paragraphs: Vec<String>,
    footer: &'a str,
}

/// A notice in words, by a template.
pub(crate) fn filled(
    template: &MailTemplate,
    claimed: &Claimed,
    around: &Around,
    public_url: &str,
) -> Result<Filled, askama::Error> {
    let words = Words(claimed.notice.language);
    let footer = match &claimed.event {
        Some(event) => words.with("mail-footer-event", "event", event.names.get(words.0)),
        None => words.with("mail-footer", "address", public_url),
    };
    let values = values(claimed, around, public_url);
    let footer = match stop_address(claimed, public_url) {
        Some(address) => format!("{footer}\n{}", words.with("mail-footer-stop", "address", &address)),
        None => footer,
    };
    if claimed.notice.data["copy_of"].is_string() {
        let subject = words.with("mail-copy-subject", "subject", &template.subject);
        let copy = MailTemplate { subject, body: template.body.clone() };
        return fill(words, &copy, &values, &footer);
    }
    fill(words, template, &values, &footer)
}

/// Where reminders are stopped, for whoever got one.
pub(super) fn stop_address(claimed: &Claimed, public_url: &str) -> Option<String> {
    let secret = claimed.stop.as_ref()?;
    Some(format!("{}/reminders/stop/{secret}", public_url.trim_end_matches('/')))
}

/// A notice in one line, by the short text of its kind.
pub(super) fn short(words: Words, claimed: &Claimed, around: &Around, public_url: &str) -> String {
    let template = named(words, claimed.notice.kind, &format!("sms-{}", claimed.notice.kind));
    let values = values(claimed, around, public_url);
    let text = fill_lines(&template, &|name: &str| values.get(name));
    text.lines().map(str::trim).filter(|line| !line.is_empty()).collect::<Vec<_>>().join(", ")
}

/// Fills a template in.
fn fill(
    words: Words,
    template: &MailTemplate,
    values: &Values,
    footer: &str,
) -> Result<Filled, askama::Error> {
    let plain = |name: &str| values.get(name);
    // A subject is one line, whatever is filled in; and there is one.
    let subject = fill_line(&template.subject, &plain).unwrap_or_else(|| "Carnet".to_owned());
    let subject = subject.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = paragraphs(&fill_lines(&template.body, &plain)).join("\n\n");
    let escaped = |name: &str| values.get(name).map(|value| marked(name, &value));
    let html = paragraphs(&fill_lines(&escape(&template.body), &escaped));
    let paragraphs = html.iter().map(|one| one.replace('\n', "<br>\n")).collect();
    let letter = Letter { language: words.code(), subject: &subject, paragraphs, footer };
    let html = letter.render()?;
    let text = if footer.is_empty() { text } else { format!("{text}\n\n-- \n{footer}") };
    Ok(Filled { subject, text: text + "\n", html })
}

/// A value in HTML. What leads on is a link; addresses that somebody else wrote are not made to be one.
fn marked(name: &str, value: &str) -> String {
    let value = escape(value);
    if name == Placeholder::Link.as_str() && !value.is_empty() {
        format!("<a href=\"{value}\">{value}</a>")
    } else {
        value
    }
}

fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            c => escaped.push(c),
        }
    }
    escaped
}

/// Fills line by line. A line that names something there is nothing to say of is left out.
fn fill_lines(template: &str, value: &impl Fn(&str) -> Option<String>) -> String {
    template.lines().filter_map(|line| fill_line(line, value)).collect::<Vec<_>>().join("\n")
}

fn fill_line(line: &str, value: &impl Fn(&str) -> Option<String>) -> Option<String> {
    let mut filled = String::new();
    for part in parts(line) {
        match part {
            Part::Text(text) => filled.push_str(text),
            Part::Named(name) => {
                let value = value(name).unwrap_or_default();
                if value.is_empty() {
                    return None;
                }
                filled.push_str(&value);
            }
        }
    }
    Some(filled)
}

/// What stands between empty lines.
fn paragraphs(text: &str) -> Vec<String> {
    let mut all: Vec<String> = vec![String::new()];
    for line in text.lines().map(str::trim_end) {
        match all.last_mut() {
            Some(last) if !line.is_empty() && last.is_empty() => last.push_str(line),
            Some(last) if !line.is_empty() => {
                last.push('\n');
                last.push_str(line);
            }
            Some(last) if !last.is_empty() => all.push(String::new()),
            _ => {}
        }
    }
    all.retain(|paragraph| !paragraph.is_empty());
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use carnet_engine::domain::account::Language;

    fn filled(body: &str, values: &[(Placeholder, &str)]) -> Filled {
        let template = MailTemplate { subject: "Re: {event}".into(), body: body.into() };
        let mut all = Values::default();
        for (placeholder, value) in values {
            all.set(*placeholder, *value);
        }
        fill(Words(Language::English), &template, &all, "").unwrap()
    }

    #[test]
    fn lines_with_nothing_to_say_are_left_out_and_paragraphs_stay() {
        let values = [(Placeholder::Name, "Ada"), (Placeholder::Event, "A\r\nB")];
        let filled = filled("Hello {name},\n\nWhy: {reason}\n\n{name} and\nothers", &values);
        assert_eq!(filled.subject, "Re: A B", "no second header can be smuggled in");
        assert_eq!(filled.text, "Hello Ada,\n\nAda and\nothers\n");
        assert!(filled.html.contains("<p>Ada and<br>\nothers</p>"), "{}", filled.html);
    }

    #[test]
    fn what_people_wrote_is_text_in_html_and_only_the_link_is_one() {
        let values = [
            (Placeholder::Event, "Forum"),
            (Placeholder::With, "<a href=\"https://evil.example\">x</a> {link}"),
            (Placeholder::Link, "https://carnet.example/a?b=c&d=e"),
        ];
        let filled = filled("{with}\n{link}\n<b>", &values);
        let expected = "<p>&lt;a href=&quot;https://evil.example&quot;&gt;x&lt;/a&gt; {link}<br>\n\
            <a href=\"https://carnet.example/a?b=c&amp;d=e\">https://carnet.example/a?b=c&amp;d=e</a><br>\n&lt;b&gt;</p>";
        assert!(filled.html.contains(expected), "{}", filled.html);
        assert!(filled.text.starts_with("<a href=\"https://evil.example\">x</a> {link}\nhttps://"));
    }
}
