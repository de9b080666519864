//! A folder for each test, and the program run in it.

use std::path::PathBuf;
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

pub struct Workshop {
    folder: TempDir,
    database: Option<String>,
}

/// What a command said.
pub struct Said {
    pub good: bool,
    pub out: String,
    pub err: String,
}

impl Workshop {
    pub fn open() -> Workshop {
        Workshop { folder: tempfile::tempdir().expect("a temporary folder"), database: None }
    }

    /// As [`Workshop::open`], on a PostgreSQL database of its own.
    pub fn on_postgres() -> Workshop {
        let cluster =
            std::env::var("CRIER_TEST_POSTGRES").expect("CRIER_TEST_POSTGRES names a cluster: run `make test`");
        let name = format!("crier_program_{}", std::process::id());
        let (server, _) = cluster.rsplit_once('/').expect("a URL with a database");
        let made = Command::new("psql").arg(&cluster).args(["-qc", &format!("CREATE DATABASE {name}")]).status();
        assert!(made.expect("psql is there").success());
        Workshop { database: Some(format!("{server}/{name}")), ..Workshop::open() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> String {
        std::fs::write(self.path(name), bytes).expect("a file");
        self.path(name).display().to_string()
    }

    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_crier"));
        command.args(args).current_dir(self.folder.path()).env("CRIER_DATA", self.path("data")).env_remove("RUST_LOG");
        if let Some(database) = &self.database {
            command.env("CRIER_DATABASE", database);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Said {
        Said::of(self.command(args).output().expect("the program starts"))
    }

    pub fn run_with_input(&self, args: &[&str], input: &str) -> Said {
        use std::io::Write;
        let mut child = self
            .command(args)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the program starts");
        child.stdin.take().expect("a pipe").write_all(input.as_bytes()).expect("it listens");
        Said::of(child.wait_with_output().expect("it ends"))
    }

    /// Starts a program that goes on; it is killed when the test ends.
    pub fn start(&self, args: &[&str]) -> Running {
        let child = self.command(args).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("the program starts");
        Running(child)
    }
}

pub struct Running(Child);

impl Running {
    /// As the power cut does it: no goodbye.
    pub fn kill(&mut self) {
        self.0.kill().expect("it was running");
        self.0.wait().expect("it ends");
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Said {
    pub fn of(output: Output) -> Said {
        Said {
            good: output.status.success(),
            out: String::from_utf8_lossy(&output.stdout).into_owned(),
            err: String::from_utf8_lossy(&output.stderr).into_owned(),
        }
    }
}

/// Waits until something holds; fails after `most`.
pub fn wait_until(what: &str, most: Duration, mut holds: impl FnMut() -> bool) {
    let start = Instant::now();
    while !holds() {
        assert!(start.elapsed() < most, "{what}: not within {most:?}");
        std::thread::sleep(Duration::from_millis(50));
    }
}
