//! Says plainly what to do when the browser files have not been built.

use std::path::Path;

fn main() {
    println!("cargo:rerun-if-changed=browser/dist/manifest.json");
    println!("cargo:rerun-if-changed=templates");
    if !Path::new("browser/dist/manifest.json").is_file() {
        panic!("the browser files are missing: run scripts/build-browser first (`make run` and `make test` do)");
    }
}
