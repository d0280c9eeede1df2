//! The shell from outside: pages in process, by CSS selectors; the words of both languages.

mod accounts;
mod board;
mod front;
mod harness;
mod pages;
mod roles;
mod table;
mod words;
