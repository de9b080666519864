# shellcheck shell=bash
# Read by the other scripts: where the project is, and installing what they need, never without saying so first.
# Works with the bash 3.2 of macOS.

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
TARGET=${CARGO_TARGET_DIR:-$ROOT/target}
export ROOT TARGET PYTHONDONTWRITEBYTECODE=1
cd "$ROOT" || exit 1

say() { printf '%s\n' "crier: $*" >&2; }

stop() {
  say "$*"
  exit 1
}

have() { command -v "$1" >/dev/null 2>&1; }

on_macos() { [ "$(uname -s)" = Darwin ]; }

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif have sudo; then
    sudo "$@"
  else
    stop "installing needs root: run \"$*\" as root, then try again."
  fi
}

# install_packages WHY PACKAGE…: by apt-get on Debian and its kin, by Homebrew on macOS.
install_packages() {
  local why=$1
  shift
  if on_macos; then
    have brew || stop "needs $* ($why). Install Homebrew (https://brew.sh) and try again."
    say "installing with Homebrew: $* ($why)"
    brew install "$@"
  elif have apt-get; then
    say "installing with apt-get: $* ($why)"
    without_starting_services apt_install "$@" || stop "could not install $*; see above."
  else
    stop "needs $* ($why). Install what your system calls them, and try again."
  fi
}

# A list of packages that is missing or too old is fetched once, and only when an installation fails without it.
apt_install() {
  local log
  log=$(mktemp)
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  say "apt-get's lists are missing or old: apt-get update"
  as_root apt-get update -q >>"$log" 2>&1
  if as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -q --no-install-recommends "$@" >>"$log" 2>&1; then
    rm -f "$log"
    return 0
  fi
  tail -n 30 "$log" >&2
  rm -f "$log"
  return 1
}

# Debian starts a server as soon as it is installed. We only want its program: nothing may listen that was not asked for.
without_starting_services() {
  local policy=/usr/sbin/policy-rc.d
  if [ -e "$policy" ]; then
    "$@"
    return
  fi
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
  local ended=0
  "$@" || ended=$?
  as_root rm -f "$policy"
  return "$ended"
}

# need COMMAND DEBIAN_PACKAGE BREW_FORMULA WHY: installs the package if the command is not there.
need() {
  have "$1" && return
  if on_macos; then install_packages "$4" "$3"; else install_packages "$4" "$2"; fi
  have "$1" || stop "installed the package of $1, but $1 is still not found in PATH."
}

# True when version $1 is at least $2 (numbers and dots).
at_least() { [ "$(printf '%s\n%s\n' "$2" "$1" | sort -t. -k1,1n -k2,2n -k3,3n | head -n 1)" = "$2" ]; }

# What we do not install ourselves, because people choose where they get it from.
check_prerequisites() {
  local wanted found
  have cc || have gcc || stop "needs a C compiler (Debian: apt-get install gcc; macOS: xcode-select --install)."
  have make || stop "needs make (Debian: apt-get install make; macOS: xcode-select --install)."
  have cargo || stop "needs Rust: https://rustup.rs, or your system's package if it is new enough."
  wanted=$(sed -n 's/^rust-version = "\(.*\)"/\1/p' Cargo.toml)
  found=$(rustc --version | cut -d' ' -f2 | cut -d- -f1)
  at_least "$found" "$wanted" || stop "needs Rust $wanted or newer; this is $found. With rustup: rustup update stable."
  have node || stop "needs Node.js 20 or newer with npm (https://nodejs.org, or your system's packages)."
  found=$(node --version | tr -d v)
  at_least "$found" 20 || stop "needs Node.js 20 or newer; this is $found (https://nodejs.org)."
  have npm || stop "needs npm, which belongs to Node.js (Debian: apt-get install npm)."
}

# The embedded voices are libraries that the program opens at run time: eSpeak NG for every language, Flite for English.
need_voice() {
  if ! have espeak-ng; then install_packages "the embedded voice, about 5 MB" espeak-ng; fi
  if have_flite; then return; fi
  # Without it English is read by eSpeak NG, so a system that does not have it is no reason to stop.
  if on_macos; then
    (install_packages "the embedded voice for English, about 20 MB" flite) || say "no Flite: eSpeak NG reads English."
  else
    (install_packages "the embedded voice for English, about 30 MB" libflite1) || say "no Flite: eSpeak NG reads English."
  fi
}

have_flite() {
  local folder library
  for folder in /usr/lib /usr/lib64 /usr/local/lib /opt/homebrew/lib /usr/lib/*-linux-gnu; do
    for library in "$folder"/libflite_cmu_us_slt.*; do
      [ -e "$library" ] && return 0
    done
  done
  return 1
}

# A port on the loopback that nobody listens on now.
free_port() {
  node -e 'const s = require("node:net").createServer().listen(0, "127.0.0.1", () => { console.log(s.address().port); s.close(); })'
}
