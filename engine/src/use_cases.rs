//! The use cases, by area. Each is a method of [`Engine`](crate::Engine) and begins with its permission.

mod accounts;
mod audit;
mod notices;
mod throttling;
mod tokens;
