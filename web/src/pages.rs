//! The pages, by whom they are for.

pub(crate) mod account;
pub(crate) mod catalogue;
pub(crate) mod desk;
pub(crate) mod event;
pub(crate) mod health;
pub(crate) mod home;
mod in_event;
pub(crate) mod interface;
pub(crate) mod organisations;
pub(crate) mod participant;
pub(crate) mod register;
pub(crate) mod registration;
pub(crate) mod reminders;
pub(crate) mod robots;
pub(crate) mod tokens;

pub(crate) use in_event::InEvent;
