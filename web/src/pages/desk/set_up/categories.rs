//! Categories of participants, and who may ask whom.

use super::{AREA, read, step_page};
use crate::{
    App,
    error::Error,
    form::filled::Filled,
    page::FormFaults,
    pages::{
        InEvent,
        desk::parts::{Section, Shown, done, must, number},
    },
    words::Words,
};
use axum::{extract::State, response::Response};
use carnet_engine::domain::{
    access::UseCase,
    category::{CategoryKind, NewCategory},
};

const MEETINGS: (i64, i64) = (0, 10_000);

pub(crate) async fn show(State(app): State<App>, at: InEvent) -> Result<Response, Error> {
    must(&at, UseCase::SetCategories)?;
    let setup = read(&app, &at).await?;
    let mut filled = Filled::default();
    filled.put("version", setup.event.version);
    let list = &setup.categories.list;
    let number = |n: Option<i64>| n.map_or_else(String::new, |n| n.to_string());
    for (i, category) in list.iter().enumerate() {
        let path = format!("categories[{i}]");
        filled.put(format!("{path}.id"), category.id);
        filled.put_texts(&format!("{path}.names"), Some(&category.names));
        filled.put(format!("{path}.kind"), category.kind);
        filled.put(format!("{path}.max_meetings"), number(category.max_meetings));
        filled.put(format!("{path}.promised"), number(category.promised));
        for (j, _) in list.iter().enumerate().filter(|(_, to)| setup.categories.may_ask(category.id, to.id)) {
            filled.put(format!("{path}.may_ask"), j);
        }
    }
    categories_page(&at, Shown::first(filled))
}

fn categories_page(at: &InEvent, shown: Shown) -> Result<Response, Error> {
    let words = at.visitor.words;
    let (fields, filled) = (shown.fields(words), &shown.filled);
    let n = filled.rows("categories");
    let name = |i: usize| {
        let texts = filled.texts(&format!("categories[{i}].names"));
        let own = texts.get(words.0).to_owned();
        if own.is_empty() { words.n("set-up-category", i as i64 + 1) } else { own }
    };
    let everybody: Vec<_> = (0..n).map(|i| (i.to_string(), name(i))).collect();
    let mut page = step_page(at, "categories", filled).intro(words.t("set-up-rows-help"));
    for i in 0..=n {
        let path = format!("categories[{i}]");
        let title = if i < n { name(i) } else { words.t("set-up-new-category") };
        let mut section = Section::new(title)
            .row(fields.texts("set-up-name", &format!("{path}.names")))
            .row(vec![
                fields.word("set-up-kind", &format!("{path}.kind"), ("category-kind", CategoryKind::ALL)),
                fields.number("desk-person-max-meetings", &format!("{path}.max_meetings"), MEETINGS),
                fields.number("desk-person-promised", &format!("{path}.promised"), MEETINGS),
            ])
            .row(vec![fields.choices("set-up-may-ask", &format!("{path}.may_ask"), everybody.clone())]);
        if i < n {
            section = section.row(vec![fields.tick("desk-remove", &format!("{path}.gone"))]);
        }
        page = page.carry(filled, &format!("{path}.id")).section(section);
    }
    shown.render(page)
}

fn categories_input(filled: &mut Filled, words: Words, faults: &mut FormFaults) -> Vec<NewCategory> {
    let kept = filled.leave_out("categories", |filled, row| filled.is_gone(row, &["names.fr", "names.en"]));
    let mut list = Vec::new();
    for i in 0..filled.rows("categories") {
        let path = format!("categories[{i}]");
        // Positions are those of the form that was seen.
        let name = format!("{path}.may_ask");
        let asked = filled.all(&name).filter_map(|j| j.parse::<usize>().ok());
        let may_ask: Vec<_> = asked.filter_map(|j| kept.get(j).copied().flatten()).collect();
        filled.set_all(&name, &may_ask);
        list.push(NewCategory {
            id: filled.get(&format!("{path}.id")).parse().ok(),
            names: filled.texts(&format!("{path}.names")),
            kind: CategoryKind::parse(filled.get(&format!("{path}.kind"))).unwrap_or(CategoryKind::Company),
            max_meetings: filled.read(&format!("{path}.max_meetings"), words, faults),
            promised: filled.read(&format!("{path}.promised"), words, faults),
            may_ask,
        });
    }
    list
}

pub(crate) async fn save(State(app): State<App>, at: InEvent, mut filled: Filled) -> Result<Response, Error> {
    must(&at, UseCase::SetCategories)?;
    let words = at.visitor.words;
    let mut faults = FormFaults::default();
    let list = categories_input(&mut filled, words, &mut faults);
    if !faults.is_empty() {
        return categories_page(&at, Shown::misread(filled, faults));
    }
    let seen = (at.id, number(&filled, "version")?);
    match app.engine().set_categories(&at.visitor.actor, seen, &list).await {
        Ok(_) => Ok(done(&at, &format!("{AREA}/categories"), "saved")),
        Err(error) => {
            let setup = read(&app, &at).await?;
            filled.renew("version", setup.event.version, &error);
            categories_page(&at, Shown::refused(words, filled, error)?)
        }
    }
}
