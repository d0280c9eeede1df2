//! Forms: the fields that an organiser set up per block and category, and what somebody answered.
//!
//! Not here: the few columns that every form has (name, country, e-mail address …), which `registration.rs` checks.

mod answers;
mod setup;

use crate::{
    domain::{text::Texts, words},
    ids::{CategoryId, TermId},
};
pub use answers::{Checked, TermIndex, check_answers};
use serde::{Deserialize, Serialize};
use serde_json::Value;
pub(crate) use setup::stable_name;
use std::collections::BTreeMap;

/// Answers by the name of their field. Those that are terms are lists of identities.
pub type Answers = BTreeMap<String, Value>;

/// The terms that were chosen, with the field in which.
pub type ChosenTerms = Vec<(String, TermId)>;

words! {
    /// A part of the form.
    pub enum Block {
        /// The company, once.
        Company = "company",
        /// A person, as often as there are people.
        Person = "person",
        /// An offer or a want.
        Offering = "offering",
    }
}

words! {
    /// What a field takes.
    pub enum FieldKind {
        /// One line of text.
        Line = "line",
        /// Text of several lines.
        Text = "text",
        /// A whole number.
        Number = "number",
        /// Yes or no.
        YesNo = "yes-no",
        /// A day.
        Date = "date",
        /// An e-mail address.
        Email = "email",
        /// A telephone number.
        Phone = "phone",
        /// An address on the web.
        Web = "web",
        /// One of the field's choices.
        Choice = "choice",
        /// Several of the field's choices.
        Choices = "choices",
        /// Terms of one of the organiser's lists.
        Terms = "terms",
    }
}

/// A field of a form.
#[derive(Clone, Debug, PartialEq)]
pub struct Field {
    /// The part of the form in which it is.
    pub block: Block,
    /// The category for which it is; a field for one stands before the field of the same name for all.
    pub category: Option<CategoryId>,
    /// Its stable name, such as `turnover`.
    pub name: String,
    /// Everything else.
    pub definition: Definition,
}

/// What a field is.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Definition {
    /// What people read beside it.
    pub labels: Texts,
    /// What helps them to fill it in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hints: Option<Texts>,
    /// What it takes.
    pub kind: FieldKind,
    /// What can be chosen, for choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<Choice>,
    /// The list, for terms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub list: Option<String>,
    /// Whether people see it at all; answers to a hidden field are kept.
    pub shown: bool,
    /// Whether it must be answered.
    pub required: bool,
    /// Whether the catalogue shows it to everybody.
    pub public: bool,
    /// The least: of a number itself, of text its characters, of several choices or terms their count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub least: Option<i64>,
    /// The most, likewise.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most: Option<i64>,
    /// Asked only after certain answers to another field.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<Condition>,
}

impl Definition {
    /// A field that is shown, need not be answered, and is not public.
    pub fn new(kind: FieldKind, labels: Texts) -> Self {
        Self {
            labels,
            hints: None,
            kind,
            choices: Vec::new(),
            list: None,
            shown: true,
            required: false,
            public: false,
            least: None,
            most: None,
            when: None,
        }
    }
}

/// One of the things that can be chosen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Choice {
    /// Its stable value.
    pub value: String,
    /// What people read.
    pub labels: Texts,
}

/// When a field is asked: the answer to an earlier field of the block is, or contains, one of the values.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Condition {
    /// The name of the earlier field.
    pub field: String,
    /// The answers after which it is asked.
    pub is: Vec<Value>,
}

fn term_of(value: &Value) -> Option<TermId> {
    value.as_str()?.parse().ok()
}

impl Condition {
    fn holds(&self, answers: &Answers) -> bool {
        match answers.get(&self.field) {
            None => false,
            Some(Value::Array(all)) => all.iter().any(|one| self.is.contains(one)),
            Some(one) => self.is.contains(one),
        }
    }
}

/// All fields of an event, in order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Form {
    fields: Vec<Field>,
}

impl Form {
    /// A form of fields in order. What was not set up by [`Form::check`] may contradict itself.
    pub fn new(fields: Vec<Field>) -> Self {
        Self { fields }
    }

    /// All fields.
    pub fn fields(&self) -> &[Field] {
        &self.fields
    }

    /// The form in a copy of its event, whose categories and terms are others.
    #[must_use]
    pub(crate) fn copied(
        &self,
        categories: &BTreeMap<CategoryId, CategoryId>,
        terms: &BTreeMap<TermId, TermId>,
    ) -> Self {
        let mut copy = self.with_terms(terms);
        for field in &mut copy.fields {
            field.category = field.category.and_then(|category| categories.get(&category).copied());
        }
        copy
    }

    /// The form with other terms in its conditions.
    #[must_use]
    pub(crate) fn with_terms(&self, terms: &BTreeMap<TermId, TermId>) -> Self {
        let term = |value: &Value| {
            let new = term_of(value).and_then(|id| terms.get(&id));
            new.map_or_else(|| value.clone(), |id| Value::from(id.to_string()))
        };
        let field = |field: &Field| {
            let mut copy = field.clone();
            if let Some(when) = self.asks_after_terms(field) {
                let is = when.is.iter().map(term).collect();
                copy.definition.when = Some(Condition { field: when.field.clone(), is });
            }
            copy
        };
        Self { fields: self.fields.iter().map(field).collect() }
    }

    /// Whether a condition names a term.
    pub(crate) fn depends_on(&self, term: TermId) -> bool {
        let conditions = self.fields.iter().filter_map(|field| self.asks_after_terms(field));
        conditions.flat_map(|when| &when.is).any(|value| term_of(value) == Some(term))
    }

    /// The condition of a field, where it looks at terms.
    fn asks_after_terms<'a>(&self, field: &'a Field) -> Option<&'a Condition> {
        let when = field.definition.when.as_ref()?;
        let mut asked = self.fields.iter().filter(|f| f.block == field.block && f.name == when.field);
        asked.any(|f| f.definition.kind == FieldKind::Terms).then_some(when)
    }

    /// The fields of a block for a category, in order: the category's own stand before those for all.
    pub fn of(&self, block: Block, category: CategoryId) -> Vec<&Field> {
        let own = |name: &str| {
            self.fields.iter().any(|f| f.block == block && f.category == Some(category) && f.name == name)
        };
        let fits = |f: &&Field| match f.category {
            Some(of) => of == category,
            None => !own(&f.name),
        };
        self.fields.iter().filter(|f| f.block == block).filter(fits).collect()
    }

    /// The fields of a block that somebody sees who has answered so far: shown ones, and of those with a condition the ones whose
    /// condition holds.
    pub fn asked(&self, block: Block, category: CategoryId, answers: &Answers) -> Vec<&Field> {
        let (mut asked, mut so_far) = (Vec::new(), Answers::new());
        for field in self.of(block, category).into_iter().filter(|field| field.definition.shown) {
            if field.definition.when.as_ref().is_none_or(|when| when.holds(&so_far)) {
                so_far.extend(answers.get(&field.name).map(|answer| (field.name.clone(), answer.clone())));
                asked.push(field);
            }
        }
        asked
    }

    /// The telephone number among somebody's answers.
    pub fn phone(&self, category: CategoryId, answers: &Answers) -> Option<String> {
        let asked = self.asked(Block::Person, category, answers);
        let mut numbers = asked.into_iter().filter(|field| field.definition.kind == FieldKind::Phone);
        numbers.find_map(|field| answers.get(&field.name)?.as_str().map(str::to_owned))
    }

    /// The names of the fields of a block that everybody may see, for a category.
    pub fn public(&self, block: Block, category: CategoryId) -> Vec<&Field> {
        self.of(block, category)
            .into_iter()
            .filter(|field| field.definition.public && field.definition.shown)
            .collect()
    }
}
