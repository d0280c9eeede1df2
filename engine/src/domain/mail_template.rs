//! Texts of messages: what each may name, and what organisers write instead of the text that comes with Carnet.
//!
//! A text names what changes from message to message by placeholders, as `{event}`. Filling them in is for whoever sends.

use crate::{
    Error, Fault, FaultCode, Faults,
    domain::{
        notice::NoticeKind,
        text::{TextKind, written},
        words,
    },
};

/// The most characters of a subject.
const SUBJECT_MOST: usize = 200;
/// The most characters of a text.
const BODY_MOST: usize = 5_000;

words! {
    /// What a text may name.
    pub enum Placeholder {
        /// Whom the message is for.
        Name = "name",
        /// The address to sign in with.
        Email = "email",
        /// The event.
        Event = "event",
        /// Where to go on: the address of a page.
        Link = "link",
        /// The company of the registration.
        Company = "company",
        /// How far the registration is.
        State = "state",
        /// The role.
        Role = "role",
        /// The phase of the event.
        Phase = "phase",
        /// What became of the second factor.
        Change = "change",
        /// Why.
        Reason = "reason",
        /// Who left.
        People = "people",
        /// What fell away with them.
        Lost = "lost",
        /// The activity.
        Activity = "activity",
        /// The activity before.
        Before = "before",
        /// When.
        When = "when",
        /// Where, from the site to the table.
        Place = "place",
        /// Who else it is about: the other party, or both for organisers.
        With = "with",
        /// What somebody wrote.
        Message = "message",
        /// What one is reminded of.
        Subject = "subject",
        /// The agenda, or what changed in it, line by line.
        Agenda = "agenda",
    }
}

impl NoticeKind {
    /// What its text may name.
    pub const fn placeholders(self) -> &'static [Placeholder] {
        use Placeholder::{
            Activity, Agenda, Before, Change, Company, Email, Event, Link, Lost, Message, Name, People,
            Phase, Place, Reason, Role, State, Subject, When, With,
        };
        match self {
            Self::AccountCreated | Self::AccountExists | Self::PasswordRecovery => &[Name, Email, Link],
            Self::PasswordChanged | Self::EmailToConfirm | Self::EmailInUse | Self::EmailChanged => {
                &[Name, Link]
            }
            Self::SecondFactorChanged => &[Name, Change, Link],
            Self::RoleGranted => &[Name, Email, Event, Role, Link],
            Self::PhaseChanged => &[Name, Event, Phase, Link],
            Self::RegistrationReceived => &[Name, Email, Event, Company, State, Link],
            Self::RegistrationCameIn => &[Name, Event, Company, State, Link],
            Self::AlreadyTakesPart
            | Self::RegistrationValidated
            | Self::RegistrationCancelled
            | Self::ParticipantRemoved => &[Name, Event, Company, Link],
            Self::RegistrationRefused => &[Name, Event, Company, Reason, Link],
            Self::ParticipantsLeft => &[Name, Event, Company, People, Lost, Link],
            Self::SignUpConfirmed | Self::SignUpWaiting | Self::SignUpMovedUp | Self::SignUpCancelled => {
                &[Name, Event, Activity, When, Place, Link]
            }
            Self::SignUpTransferred => &[Name, Event, Activity, Before, State, When, Place, Link],
            Self::ActivityChanged | Self::ActivityPostponed | Self::ActivityCancelled => {
                &[Name, Event, Activity, When, Place, Reason, Link]
            }
            Self::RequestReceived => &[Name, Event, With, Message, Link],
            Self::RequestAccepted | Self::RequestWithdrawn | Self::RequestExpired => {
                &[Name, Event, With, Link]
            }
            Self::RequestDeclined => &[Name, Event, With, Reason, Link],
            Self::MeetingCancelled | Self::RescheduleAsked => &[Name, Event, With, When, Place, Reason, Link],
            Self::MeetingAgreed | Self::SlotGiven => &[Name, Event, With, When, Place, Link],
            Self::MessageReceived => &[Name, Event, With, Link],
            Self::Reminder => &[Name, Event, Subject, When, Place, Link],
            Self::AgendaPublished | Self::AgendaChanged => &[Name, Event, Agenda, Link],
        }
    }

    /// Whether an event may have a text of its own for it: those about accounts are the installation's.
    pub fn is_of_event(self) -> bool {
        self.placeholders().contains(&Placeholder::Event)
    }
}

/// A subject and a text that organisers wrote.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MailTemplate {
    /// The subject.
    pub subject: String,
    /// The text, in paragraphs.
    pub body: String,
}

impl MailTemplate {
    /// The template as it is kept, or every fault: what is empty or too long, and each placeholder that its kind does not have.
    pub fn check(&self, kind: NoticeKind) -> Result<Self, Error> {
        let mut faults = Faults::new();
        let mut field = |path: &str, text: &str, how: TextKind, most: usize| {
            // Browsers end lines in two characters.
            let text = text.trim().replace("\r\n", "\n");
            let text = text.as_str();
            if text.is_empty() {
                faults.push(Fault::new(path, FaultCode::Required));
            }
            for part in parts(text) {
                if let Part::Named(name) = part
                    && !kind.placeholders().iter().any(|known| known.as_str() == name)
                {
                    faults.push(Fault::new(path, FaultCode::UnknownPlaceholder).with("name", name));
                }
            }
            faults.take(written(path, text, how, most)).unwrap_or_default()
        };
        let subject = field("subject", &self.subject, TextKind::Line, SUBJECT_MOST);
        let body = field("body", &self.body, TextKind::Paragraphs, BODY_MOST);
        faults.check()?;
        Ok(Self { subject, body })
    }
}

/// A part of a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'t> {
    /// As it stands.
    Text(&'t str),
    /// What a placeholder names.
    Named(&'t str),
}

/// The parts of a template, in order. Braces around anything but a word are text.
pub fn parts(template: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = template;
    let mut from = 0;
    while let Some(open) = rest[from..].find('{').map(|at| from + at) {
        let inside = &rest[open + 1..];
        let length = inside.find(|c: char| !c.is_alphanumeric() && c != '-' && c != '_');
        match length.filter(|length| *length > 0 && inside[*length..].starts_with('}')) {
            Some(length) => {
                if open > 0 {
                    parts.push(Part::Text(&rest[..open]));
                }
                parts.push(Part::Named(&inside[..length]));
                rest = &inside[length + 1..];
                from = 0;
            }
            None => from = open + 1,
        }
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest));
    }
    parts
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(subject: &str, body: &str) -> Vec<String> {
        let template = MailTemplate { subject: subject.into(), body: body.into() };
        match template.check(NoticeKind::Reminder) {
            Ok(_) => Vec::new(),
            Err(Error::Invalid(faults)) => {
                let told =
                    |fault: &Fault| format!("{} {} {:?}", fault.path, fault.code, fault.data.get("name"));
                faults.as_slice().iter().map(told).collect()
            }
            Err(error) => panic!("{error}"),
        }
    }

    #[test]
    fn braces_around_a_word_are_a_placeholder_and_others_are_text() {
        use Part::{Named, Text};
        let cases: [(&str, &[Part<'_>]); 6] = [
            ("", &[]),
            ("Hi {name}!", &[Text("Hi "), Named("name"), Text("!")]),
            ("{name}{event}", &[Named("name"), Named("event")]),
            ("a { b } {} c", &[Text("a { b } {} c")]),
            ("{ {name}", &[Text("{ "), Named("name")]),
            ("{name", &[Text("{name")]),
        ];
        for (text, expected) in cases {
            assert_eq!(parts(text), expected, "{text}");
        }
    }

    #[test]
    fn a_placeholder_that_is_not_filled_in_is_a_fault_that_names_it() {
        assert_eq!(faults("Soon: {subject}", "Hello {name}, {when}"), Vec::<String>::new());
        assert_eq!(
            faults("", "{nmae} {secret}"),
            [
                "subject required None",
                "body unknown-placeholder Some(String(\"nmae\"))",
                "body unknown-placeholder Some(String(\"secret\"))",
            ]
        );
    }

    #[test]
    fn every_kind_names_whom_it_is_for_and_no_placeholder_twice() {
        for kind in NoticeKind::ALL {
            let all = kind.placeholders();
            assert!(all.contains(&Placeholder::Name), "{kind}");
            let once: std::collections::BTreeSet<_> = all.iter().collect();
            assert_eq!(once.len(), all.len(), "{kind}");
        }
        assert!(NoticeKind::Reminder.is_of_event() && !NoticeKind::PasswordRecovery.is_of_event());
    }
}
