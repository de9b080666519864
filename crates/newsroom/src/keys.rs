//! Secret keys of the newsroom, each in a file that only this account may read. They are in no database and no backup.

use std::io::Write;
use std::path::Path;

use crate::clock::Chance;
use crate::error::{Error, Result};
use crate::ids::unhex;

/// Reads a key of 32 bytes from its file, or makes one there.
pub fn at(path: &Path, chance: &Chance) -> Result<[u8; 32]> {
    let doing = format!("reading {}", path.display());
    let text = match std::fs::read_to_string(path) {
        Ok(text) => text,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => make(path, chance)?,
        Err(error) => return Err(Error::broken(&doing, error)),
    };
    let key = unhex(text.trim()).and_then(|bytes| bytes.try_into().ok());
    key.ok_or_else(|| Error::broken(&doing, "it is not 64 hexadecimal digits"))
}

fn make(path: &Path, chance: &Chance) -> Result<String> {
    let doing = format!("writing {}", path.display());
    let broken = |e: std::io::Error| Error::broken(&doing, e);
    if let Some(folder) = path.parent() {
        std::fs::create_dir_all(folder).map_err(broken)?;
    }
    let mut options = std::fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let key = chance.secret();
    let mut file = options.open(path).map_err(broken)?;
    file.write_all(format!("{key}\n").as_bytes()).map_err(broken)?;
    file.sync_all().map_err(broken)?;
    Ok(key)
}
