//! The command line from outside: exit statuses, messages, files.

#[cfg(test)]
mod agenda;
#[cfg(test)]
mod best;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod files;
#[cfg(test)]
mod known;
#[cfg(test)]
mod make;
#[cfg(test)]
mod support;
