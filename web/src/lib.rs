//! The web shell of Carnet: it unpacks a request, calls one use case of the engine, and renders a page.
//!
//! No rule stands here, and no SQL: whoever wants to know what may be done reads `carnet_engine`.

mod api;
mod assets;
mod calendar;
mod chores;
pub mod cli;
mod config;
mod countries;
mod error;
mod files;
mod form;
mod format;
mod key;
mod logging;
mod mail;
mod monitoring;
mod observe;
mod origin;
mod page;
mod pages;
mod prose;
mod routes;
mod server;
mod visitor;
mod webhooks;
mod words;

pub use api::openapi;
pub use config::Config;
pub use logging::{LogFormat, log};
pub use mail::Postman;
pub use monitoring::monitoring;
pub use origin::{Networks, ProxyHeader};
pub use routes::router;
pub use visitor::App;
pub use webhooks::Courier;
