//! The key with which the installation seals secrets.

use crate::Config;
use anyhow::{Context, Result, bail};
use carnet_engine::domain::seal::SealingKey;
use std::{
    fmt::Write as _,
    fs::{self, OpenOptions},
    io::Write as _,
    path::Path,
};

/// The key that is configured. On a file of SQLite, where one node is all there is, one is made and kept the first time.
pub(crate) fn read(config: &Config) -> Result<SealingKey> {
    if let Some(text) = &config.key {
        return text.parse().context("key");
    }
    let file = &config.key_file;
    if file.exists() {
        let text = fs::read_to_string(file).with_context(|| format!("key_file: {}", file.display()))?;
        return text.parse().with_context(|| format!("key_file: {}", file.display()));
    }
    if !config.database.starts_with("sqlite:") {
        bail!("key: all nodes need the same one; make it with `openssl rand -base64 32` and set CARNET_KEY");
    }
    make(file).with_context(|| format!("key_file: {} cannot be made", file.display()))
}

fn make(file: &Path) -> Result<SealingKey> {
    let mut bytes = [0; 32];
    getrandom::fill(&mut bytes)?;
    let mut text = String::new();
    for byte in bytes {
        write!(text, "{byte:02x}")?;
    }
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    writeln!(options.open(file)?, "{text}")?;
    Ok(SealingKey::new(&bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_is_made_once_and_found_again() {
        let folder = tempfile::tempdir().unwrap();
        let config = Config { key_file: folder.path().join("carnet.key"), ..Config::default() };
        read(&config).unwrap();
        let first = fs::read_to_string(&config.key_file).unwrap();
        read(&config).unwrap();
        assert_eq!(fs::read_to_string(&config.key_file).unwrap(), first);
    }

    #[test]
    fn nodes_on_one_server_need_a_key_of_their_own() {
        let config = Config {
            database: "postgres://x/y".into(),
            key_file: "no-such-file".into(),
            ..Config::default()
        };
        assert!(read(&config).unwrap_err().to_string().contains("openssl rand"));
    }
}
