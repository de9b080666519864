//! Where sound and pictures are kept: a folder, or memory in tests.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use bytes::Bytes;
use futures::TryStreamExt;
use object_store::local::LocalFileSystem;
use object_store::memory::InMemory;
use object_store::path::Path as Name;
use object_store::{ObjectStore, ObjectStoreExt};
use tokio::sync::Notify;
use tokio::sync::futures::Notified;

use crate::error::{Error, Result};

/// A flat store of named files. A name such as `audio/3f….mp3` is written once and never changed.
#[derive(Clone, Debug)]
pub struct Files {
    store: Arc<dyn ObjectStore>,
    /// The same place; what it has written outlives a power cut.
    lasting: Arc<dyn ObjectStore>,
    /// The folder, when it is one: the web crate reads ranges straight from it.
    folder: Option<PathBuf>,
    /// Rung when this process has written a file; another process's are not heard of.
    written: Arc<Notify>,
}

impl Files {
    /// Opens `file:PATH` (made if missing) or `memory:`.
    pub fn open(url: &str) -> Result<Files> {
        if url == "memory:" {
            let store = Arc::new(InMemory::new());
            return Ok(Files { store: store.clone(), lasting: store, folder: None, written: Arc::default() });
        }
        let Some(path) = url.strip_prefix("file:") else {
            return Err(Error::invalid("files", format!("“{url}” is not file:PATH")));
        };
        let folder = PathBuf::from(path.strip_prefix("//").unwrap_or(path));
        let doing = format!("opening the folder {}", folder.display());
        std::fs::create_dir_all(&folder).map_err(|e| Error::broken(&doing, e))?;
        let folder = folder.canonicalize().map_err(|e| Error::broken(&doing, e))?;
        let open = || LocalFileSystem::new_with_prefix(&folder).map_err(|e| Error::broken(&doing, e));
        let store = Arc::new(open()?.with_automatic_cleanup(true));
        let lasting = Arc::new(open()?.with_fsync(true));
        Ok(Files { store, lasting, folder: Some(folder), written: Arc::default() })
    }

    /// Writes a file whole: a reader sees all of it or nothing. It outlives a power cut, so a row may point at it.
    pub async fn put(&self, name: &str, bytes: impl Into<Bytes>) -> Result<()> {
        self.write(&self.lasting, name, bytes.into()).await
    }

    /// Writes a file whole that can be made again: after a power cut it may be gone or damaged.
    pub async fn cache(&self, name: &str, bytes: impl Into<Bytes>) -> Result<()> {
        self.write(&self.store, name, bytes.into()).await
    }

    async fn write(&self, store: &Arc<dyn ObjectStore>, name: &str, bytes: Bytes) -> Result<()> {
        let put = store.put(&Name::from(name), bytes.into()).await;
        put.map_err(|e| Error::broken(&format!("writing {name}"), e))?;
        self.written.notify_waiters();
        Ok(())
    }

    /// Ends with the next file that this process writes. Made before one looks, nothing is missed in between.
    pub fn next_written(&self) -> Notified<'_> {
        self.written.notified()
    }

    pub async fn get(&self, name: &str) -> Result<Option<Bytes>> {
        match self.store.get(&Name::from(name)).await {
            Ok(found) => Ok(Some(found.bytes().await.map_err(|e| Error::broken(&format!("reading {name}"), e))?)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(Error::broken(&format!("reading {name}"), e)),
        }
    }

    /// Bytes `from..to` of a file.
    pub async fn get_range(&self, name: &str, from: u64, to: u64) -> Result<Option<Bytes>> {
        match self.store.get_range(&Name::from(name), from..to).await {
            Ok(bytes) => Ok(Some(bytes)),
            Err(object_store::Error::NotFound { .. }) => Ok(None),
            Err(e) => Err(Error::broken(&format!("reading {name}"), e)),
        }
    }

    pub async fn has(&self, name: &str) -> Result<bool> {
        match self.store.head(&Name::from(name)).await {
            Ok(_) => Ok(true),
            Err(object_store::Error::NotFound { .. }) => Ok(false),
            Err(e) => Err(Error::broken(&format!("looking for {name}"), e)),
        }
    }

    /// Deleting what is not there is no error.
    pub async fn delete(&self, name: &str) -> Result<()> {
        match self.store.delete(&Name::from(name)).await {
            Ok(()) | Err(object_store::Error::NotFound { .. }) => Ok(()),
            Err(e) => Err(Error::broken(&format!("deleting {name}"), e)),
        }
    }

    /// Names and times (Unix ms) of the files in a folder of the store, such as `audio`.
    pub async fn list(&self, under: &str) -> Result<Vec<(String, i64)>> {
        let found = self.store.list(Some(&Name::from(under)));
        found
            .map_ok(|meta| (meta.location.to_string(), meta.last_modified.timestamp_millis()))
            .try_collect()
            .await
            .map_err(|e| Error::broken(&format!("listing {under}"), e))
    }

    /// The file on disk, when the store is a folder.
    pub fn path(&self, name: &str) -> Option<PathBuf> {
        self.folder.as_ref().map(|folder| folder.join(name))
    }

    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Removes what a killed process left half written; `older_ms` spares what another process writes right now.
    pub fn sweep_half_written(&self, now_ms: i64, older_ms: i64) -> Result<usize> {
        let Some(folder) = &self.folder else { return Ok(0) };
        let mut removed = 0;
        let mut folders = vec![folder.clone()];
        while let Some(folder) = folders.pop() {
            let doing = format!("sweeping {}", folder.display());
            for entry in std::fs::read_dir(&folder).map_err(|e| Error::broken(&doing, e))? {
                let entry = entry.map_err(|e| Error::broken(&doing, e))?;
                let path = entry.path();
                if path.is_dir() {
                    folders.push(path);
                } else if is_half_written(&path) && age_ms(&path, now_ms) >= older_ms {
                    std::fs::remove_file(&path).map_err(|e| Error::broken(&doing, e))?;
                    removed += 1;
                }
            }
        }
        Ok(removed)
    }
}

/// `object_store` writes `name#1` and renames it when it is whole.
fn is_half_written(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    name.rsplit_once('#').is_some_and(|(_, n)| !n.is_empty() && n.bytes().all(|b| b.is_ascii_digit()))
}

fn age_ms(path: &Path, now_ms: i64) -> i64 {
    let modified = path.metadata().and_then(|meta| meta.modified()).ok();
    let since = modified.and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
    since.map_or(0, |since| now_ms - since.as_millis() as i64)
}
