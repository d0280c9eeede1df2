//! The shell from outside: pages in process, by CSS selectors; the words of both languages.

mod accounts;
mod api;
mod board;
mod desk;
mod desk_mails;
mod desk_rest;
mod front;
mod harness;
mod history;
mod installation;
mod looks;
mod mails;
mod operations;
mod pages;
mod roles;
mod set_up;
mod sms;
mod smtp;
mod space;
mod table;
mod taking_part;
mod tokens;
mod webhooks;
mod words;
