//! Crier: voice news that a newsroom owns.

mod commands;
mod config;
mod newsroom_at;
mod progress;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

use crate::commands::{
    article, backup, check, demo, doctor, eval, extract, import, ledger, lexicon, mail, newsletter, publication, say,
    script, sentences, serve, speak, spots, staff, topics, voices,
};
use crate::config::Place;

/// With the system's allocator a page took 36 µs of processor instead of 25 µs.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

/// Voice news that a newsroom owns: articles in; a site, podcast feeds and spoken stories out.
#[derive(Parser)]
#[command(name = "crier", version, max_term_width = 100, propagate_version = true)]
struct Crier {
    #[command(flatten)]
    place: Place,
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Run the invented demo newsroom on http://localhost:8080
    Demo(demo::Flags),
    /// Run the site, with workers inside
    Serve(serve::Flags),
    /// Run workers only, beside a `serve --no-work`
    Work,
    /// Read a text aloud into a mastered MP3, with its transcript; needs no newsroom
    Say(say::Flags),
    /// Look a story through before it airs
    Check(check::Flags),
    /// Turn text lines into spoken lines, one for one
    Script(script::Flags),
    /// Split texts into sentences: JSON lines {"text"} in, {"sentences"} out
    Sentences(script::Flags),
    /// Measure scripts and sentences on suites of cases that others wrote
    Eval(eval::Flags),
    /// Tell the story on a page from the rest of it, as JSON lines
    Extract(extract::Flags),
    /// Take stories in: Markdown, HTML pages, feeds, plain-text dumps
    Import(import::Flags),
    /// Publications
    #[command(subcommand)]
    Publication(publication::Deed),
    /// How words are said here, whatever we would make of them
    #[command(subcommand)]
    Lexicon(lexicon::Deed),
    /// Who speaks: voices put in, tried, and given their parts
    #[command(subcommand)]
    Voices(voices::Deed),
    /// Publish, schedule, correct, retract
    #[command(subcommand)]
    Article(article::Deed),
    /// What is hot now, and why: stories that are about the same
    Topics(topics::Flags),
    /// The books: audited, signed, read
    #[command(subcommand)]
    Ledger(ledger::Deed),
    /// The newsletter: issues, subscribers brought along, copies of which nobody knows
    #[command(subcommand)]
    Newsletter(newsletter::Deed),
    /// Letters: the key that they are signed with
    #[command(subcommand)]
    Mail(mail::Deed),
    /// Advertising: what is booked, and what came of it
    #[command(subcommand)]
    Spots(spots::Deed),
    /// Print a one-time link into the desk, for yourself or for somebody you name
    Staff(staff::Flags),
    /// Write everything into one file, while the newsroom runs
    Backup(backup::Backup),
    /// Fill an empty newsroom from a backup
    Restore(backup::Restore),
    /// Bring the database up to date, under a lock
    Migrate,
    /// Check database, files, voice, disk and clock, and say how to mend each
    Doctor,
    /// The voice itself, spoken to over a pipe
    #[command(hide = true)]
    Speak(speak::Flags),
}

fn main() -> ExitCode {
    // A voice needs no runtime and no TLS, and starts in a few milliseconds without.
    let crier = Crier::parse();
    if let Command::Speak(flags) = &crier.command {
        return speak::run(flags);
    }
    // Every client and server in this process finds this provider; a second one would be an error at run time.
    if rustls::crypto::ring::default_provider().install_default().is_err() {
        eprintln!("crier: TLS was set up twice");
        return ExitCode::FAILURE;
    }
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("crier: cannot start: {error}");
            return ExitCode::FAILURE;
        }
    };
    match runtime.block_on(run(crier)) {
        Ok(code) => code,
        // Whoever read our lines has seen enough (`crier script | head`).
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("crier: {error:#}");
            ExitCode::FAILURE
        }
    }
}

async fn run(crier: Crier) -> anyhow::Result<ExitCode> {
    let place = &crier.place;
    match crier.command {
        Command::Demo(flags) => demo::run(place, &flags).await?,
        Command::Serve(flags) => serve::run(place, &flags).await?,
        Command::Work => serve::work(place).await?,
        Command::Say(flags) => say::run(place, &flags).await?,
        Command::Check(flags) => check::run(place, &flags).await?,
        Command::Script(flags) => script::run(&flags)?,
        Command::Sentences(flags) => sentences::run(&flags)?,
        Command::Eval(flags) => eval::run(&flags).await?,
        Command::Extract(flags) => return extract::run(&flags).await,
        Command::Import(flags) => return import::run(place, &flags).await,
        Command::Publication(deed) => publication::run(place, &deed).await?,
        Command::Lexicon(deed) => lexicon::run(place, &deed).await?,
        Command::Voices(deed) => voices::run(place, &deed).await?,
        Command::Article(deed) => article::run(place, &deed).await?,
        Command::Topics(flags) => topics::run(place, &flags).await?,
        Command::Ledger(deed) => return ledger::run(place, &deed).await,
        Command::Newsletter(deed) => newsletter::run(place, &deed).await?,
        Command::Mail(deed) => mail::run(place, &deed)?,
        Command::Spots(deed) => spots::run(place, &deed).await?,
        Command::Staff(flags) => staff::run(place, &flags).await?,
        Command::Backup(flags) => backup::backup(place, &flags).await?,
        Command::Restore(flags) => backup::restore(place, &flags).await?,
        Command::Migrate => serve::migrate(place).await?,
        Command::Doctor => return doctor::run(place).await,
        Command::Speak(_) => {}
    }
    Ok(ExitCode::SUCCESS)
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let kinds = error.chain().filter_map(|cause| cause.downcast_ref::<std::io::Error>());
    kinds.into_iter().any(|cause| cause.kind() == std::io::ErrorKind::BrokenPipe)
}
