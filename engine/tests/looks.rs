//! How the pages of an event look: who sets it, who sees it, what is refused.

use crate::harness::{event::new_event, on_both};
use carnet_engine::{
    Actor, Engine, Error, FaultCode, Kind,
    domain::{
        event::CopyOfEvent,
        files::NewFile,
        look::{ImageChange, ImagePlace, NewLook},
        phase::Phase,
        preset::Preset,
        text::Texts,
    },
};
use std::collections::BTreeMap;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR";

fn colours(main: &str, tint: &str) -> NewLook {
    NewLook { colours: Some((main.into(), tint.into())), ..NewLook::default() }
}

fn image(content: &[u8]) -> ImageChange {
    ImageChange::Replace(NewFile { name: "logo.png".into(), content: content.into() })
}

#[test]
fn a_look_is_seen_by_those_who_see_the_pages_and_its_version_rises_with_each_change() {
    on_both(async |t| {
        let system = Actor::system();
        let event = new_event(&t, Preset::TwoSided, "forum").await;
        let mut new = colours("#5f1d4e", "#f1e6ef");
        new.images = BTreeMap::from([(ImagePlace::Logo, image(PNG))]);
        assert_eq!(t.set_look(&system, event, 0, &new).await.unwrap(), 1);
        // Nobody else sees an event that has not opened.
        let visitor = Actor::anonymous();
        let hidden = t.show_look(&visitor, event).await.unwrap_err();
        assert!(matches!(hidden, Error::NotFound { kind: Kind::Event }), "{hidden}");
        t.read_look_image(&visitor, event, ImagePlace::Logo).await.unwrap_err();
        let look = t.show_look(&system, event).await.unwrap();
        assert_eq!((look.version, look.colours.unwrap().main.to_string()), (1, "#5f1d4e".to_owned()));
        let (media_type, content) = t.read_look_image(&system, event, ImagePlace::Logo).await.unwrap();
        assert_eq!((media_type.as_str(), content.as_slice()), ("image/png", PNG));

        // What is left out stays, what goes is gone, and an older version is told so.
        assert_eq!(t.set_look(&system, event, 1, &NewLook::default()).await.unwrap(), 2);
        let look = t.show_look(&system, event).await.unwrap();
        assert_eq!((look.colours, look.images.len()), (None, 1));
        assert!(matches!(t.set_look(&system, event, 1, &new).await, Err(Error::Conflict)));
        assert!(matches!(t.set_look(&system, event, 0, &new).await, Err(Error::Conflict)));
        new.images =
            BTreeMap::from([(ImagePlace::Logo, ImageChange::Remove), (ImagePlace::Banner, image(PNG))]);
        t.set_look(&system, event, 2, &new).await.unwrap();
        let look = t.show_look(&system, event).await.unwrap();
        assert_eq!(look.images.into_iter().collect::<Vec<_>>(), [ImagePlace::Banner]);
        let history = t.read_audit(&system, Some(event), event).await.unwrap();
        assert_eq!(history.iter().filter(|entry| entry.action == "event.look-set").count(), 3);
        assert!(!format!("{history:?}").contains("PNG"), "pictures are not in the audit");
    });
}

#[test]
fn a_look_that_could_not_be_read_or_is_no_picture_is_refused_with_the_reason() {
    on_both(async |t| {
        let system = Actor::system();
        let event = new_event(&t, Preset::TwoSided, "forum").await;
        let mut new = colours("#ffcc00", "#ffffff");
        new.images = BTreeMap::from([
            (ImagePlace::Logo, image(b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>")),
            (ImagePlace::Banner, image(&[PNG, &vec![0; 512 * 1024]].concat())),
        ]);
        let Err(Error::Invalid(faults)) = t.set_look(&system, event, 0, &new).await else { panic!("faults") };
        let found: Vec<_> = faults.as_slice().iter().map(|fault| (fault.path.as_str(), fault.code)).collect();
        let expected = [
            ("main", FaultCode::LowContrast),
            ("logo", FaultCode::UnknownChoice),
            ("banner", FaultCode::TooLarge),
        ];
        assert_eq!(found, expected);
        assert_eq!(faults.as_slice()[0].data["ratio"], 1.5);
        assert_eq!(t.show_look(&system, event).await.unwrap().version, 0, "nothing was written");

        let ada = Actor::account(t.person("ada@example.org").await);
        assert!(matches!(t.set_look(&ada, event, 0, &NewLook::default()).await, Err(Error::Refused(_))));
    });
}

#[test]
fn a_copy_has_the_look_of_its_original_and_of_two_who_begin_at_once_one_is_first() {
    on_both(async |t| {
        let system = Actor::system();
        let event = new_event(&t, Preset::TwoSided, "forum").await;
        let set = || {
            let (engine, system) = (Engine::clone(&t), system.clone());
            let mut new = colours("#1d4e5f", "#e6eff1");
            new.images = BTreeMap::from([(ImagePlace::Logo, image(PNG))]);
            tokio::spawn(async move { engine.set_look(&system, event, 0, &new).await })
        };
        let (one, other) = (set(), set());
        let done = [one.await.unwrap(), other.await.unwrap()];
        assert_eq!(done.iter().filter(|done| done.is_ok()).count(), 1, "{done:?}");
        let copy = CopyOfEvent {
            slug: "forum-2028".into(),
            names: Texts::new("Forum 2028", "Forum 2028"),
            first_day: "2028-03-16".parse().unwrap(),
        };
        let copy = t.copy_event(&system, event, &copy).await.unwrap();
        let look = t.show_look(&system, copy).await.unwrap();
        assert_eq!((look.version, look.images.len(), look.colours.is_some()), (1, 1, true));
        assert_eq!(t.show_event(&system, copy).await.unwrap().event.phase, Phase::Project);
    });
}
