//! `crier speak`: the voice process, which the others start and talk to over a pipe.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;

#[derive(Args)]
pub struct Flags {
    /// Folder with Piper voices, NAME.onnx and NAME.onnx.json
    #[arg(long, value_name = "DIR")]
    voices: Option<PathBuf>,
    /// Megabytes of memory that this process may use; 0: as many as there are
    #[arg(long, value_name = "MB", default_value_t = voice::DEFAULT_MEMORY_MB)]
    memory: u64,
}

/// What follows `speak` on the command line of a voice process.
pub fn arguments(folder: &Path, memory_mb: u64) -> Vec<OsString> {
    vec!["--voices".into(), folder.into(), "--memory".into(), memory_mb.to_string().into()]
}

/// Answers on the pipe until it is closed.
pub fn run(flags: &Flags) -> ExitCode {
    if let Some(folder) = &flags.voices {
        voice::keep_voices_in(folder);
    }
    if flags.memory > 0
        && let Err(error) = voice::cap_memory(flags.memory)
    {
        // It can speak all the same.
        eprintln!("crier speak: its memory could not be bounded: {error}");
    }
    match voice::speak(std::io::stdin().lock(), std::io::stdout().lock()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crier speak: {error}");
            ExitCode::FAILURE
        }
    }
}
