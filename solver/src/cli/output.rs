//! Writing results: to standard output, or to a file that is whole or not there at all.

use std::fmt;
use std::fs::Permissions;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::str::FromStr;

use tempfile::{Builder, NamedTempFile};

use super::Failure;

/// Where a result goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum Output {
    /// Standard output, written `-`.
    #[default]
    Standard,
    /// A file.
    File(PathBuf),
}

impl FromStr for Output {
    type Err = std::convert::Infallible;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Ok(if text == "-" { Self::Standard } else { Self::File(text.into()) })
    }
}

impl fmt::Display for Output {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Standard => f.pad("standard output"),
            Self::File(path) => path.display().fmt(f),
        }
    }
}

impl Output {
    /// Fails when nothing can be written there, so that nobody waits for a plan that is then lost.
    pub(crate) fn probe(&self) -> Result<(), Failure> {
        match self {
            Self::Standard => Ok(()),
            Self::File(path) if path.is_dir() => {
                Err(Failure::new(format!("cannot write {self}: it is a folder, name a file in it")))
            }
            Self::File(path) if is_special(path) => Ok(()),
            Self::File(path) => beside(&target(path)).map(|_| ()).map_err(|error| self.failure(&error)),
        }
    }

    /// Writes the whole text. A file is written beside its place and then moved there.
    pub(crate) fn write(&self, text: &str) -> Result<(), Failure> {
        match self {
            Self::Standard => print(text),
            Self::File(path) if is_special(path) => std::fs::write(path, text).map_err(|e| self.failure(&e)),
            Self::File(path) => replace(&target(path), text).map_err(|error| self.failure(&error)),
        }
    }

    fn failure(&self, error: &std::io::Error) -> Failure {
        Failure::new(format!("cannot write {self}: {error}"))
    }
}

/// Writes to standard output; a reader that has seen enough and closed the pipe is no fault.
pub(crate) fn print(text: &str) -> Result<(), Failure> {
    let mut stdout = std::io::stdout().lock();
    match stdout.write_all(text.as_bytes()).and_then(|()| stdout.flush()) {
        Err(error) if error.kind() != ErrorKind::BrokenPipe => {
            Err(Failure::new(format!("cannot write standard output: {error}")))
        }
        _ => Ok(()),
    }
}

/// Says something on standard error, where nobody may be listening.
pub(crate) fn tell(text: &str) {
    let _ = std::io::stderr().lock().write_all(text.as_bytes());
}

/// Whether something other than a plain file stands there, such as a pipe or `/dev/null`: it must not be replaced.
fn is_special(path: &Path) -> bool {
    path.metadata().is_ok_and(|found| !found.is_file())
}

/// The file to replace: what a symbolic link points to, never the link.
fn target(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| path.to_owned())
}

fn replace(path: &Path, text: &str) -> std::io::Result<()> {
    let mut file = beside(path)?;
    file.write_all(text.as_bytes())?;
    file.as_file().sync_all()?;
    file.persist(path)?;
    Ok(())
}

/// A temporary file in the folder of `path`, with the permissions that a plain new file would have, or those of the
/// file that it is going to replace.
fn beside(path: &Path) -> std::io::Result<NamedTempFile> {
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    if !folder.is_dir() {
        let missing = format!("there is no folder {}: make it first", folder.display());
        return Err(std::io::Error::new(ErrorKind::NotFound, missing));
    }
    let mut builder = Builder::new();
    let replaced = path.metadata().map(|found| found.permissions()).ok();
    let permissions = replaced.or_else(usual_permissions);
    if let Some(permissions) = permissions {
        builder.permissions(permissions);
    }
    // The kind of an error alone: its text names a temporary file, which tells nobody anything.
    builder.prefix(".carnet-").suffix(".tmp").tempfile_in(folder).map_err(|error| error.kind().into())
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "other systems have no permissions to name")]
fn usual_permissions() -> Option<Permissions> {
    use std::os::unix::fs::PermissionsExt;
    Some(Permissions::from_mode(0o666))
}

#[cfg(not(unix))]
fn usual_permissions() -> Option<Permissions> {
    None
}
