//! What lies outside the process: files, voices, pages of others. Each is an enum with an in-memory member,
//! picked by its setting, so that tests run the real path.

pub mod fetch;
pub mod files;
pub mod mail;
pub mod voice_folder;
pub mod voice_list;
pub mod voices;
