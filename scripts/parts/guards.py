"""Takes every guard of the books and the shop away, one at a time, and sees whether a test notices: guards.py [--only WORDS].

A copy of the source is rewritten so that each guard asks a number of the environment whether it is there, and is built
once. Then the tests that know coins run on SQLite once for each number. A guard whose tests stay green is named at the
end, and so is one that stands in STANDS_TWICE and is noticed after all.
"""

import argparse
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

from newsroom import TARGET

ROOT = pathlib.Path(__file__).resolve().parents[2]
COPY = TARGET / "guards"
SOURCE = pathlib.PurePosixPath("crates/newsroom/src")
TESTS_TAKE_AT_MOST_S = 300

# Refusals and filters in these are found by their shape.
FILES = ["ledger/plan.rs", "orders/plan.rs", "orders/shelf.rs", "hearing/session.rs", "redeeming.rs", "held.rs", "products.rs",
         "products/voucher_file.rs", "rates.rs", "earning.rs"]
FILTERS_IN = ["orders/plan.rs", "hearing/session.rs", "earning.rs"]

# Guards of another shape: what stands there, and what stands there without it. GONE is true when it is taken away.
OTHERS = [
    ("ledger/plan.rs", "Some(at) if is_wallet(&credit) && at > books.now_ms", "Some(at) if (GONE || is_wallet(&credit)) && at > books.now_ms"),
    ("ledger/plan.rs", "is_wallet(&credit)) && at > books.now_ms", "is_wallet(&credit)) && (GONE || at > books.now_ms)"),
    ("ledger/plan.rs", "None if !is_wallet(&credit)", "None if GONE || !is_wallet(&credit)"),
    ("ledger/plan.rs", "if debit == credit || is_wallet(&debit)", "if !GONE && debit == credit || is_wallet(&debit)"),
    ("ledger/plan.rs", "|lot| lot.remaining < coins", "|lot| !GONE && lot.remaining < coins"),
    ("ledger/plan.rs", "if !happened || before.reverses.is_some()", "if !happened || !GONE && before.reverses.is_some()"),
    ("ledger/plan.rs", "if before.request == request {", "if GONE || before.request == request {"),
    ("orders/plan.rs", "is_none_or(|listener| listener.0", "is_none_or(|listener| GONE || listener.0"),
    ("orders/plan.rs", "let place = goods.taken + 1;", "let place = goods.taken + if GONE { 2 } else { 1 };"),
    ("orders/plan.rs", "(Step::Refund, Kind::Collect) => order.collected_at_ms.is_none()", "(Step::Refund, Kind::Collect) => GONE || order.collected_at_ms.is_none()"),
    ("orders/plan.rs", "Kind::Voucher | Kind::Digital) => order.disclosed_at_ms.is_none()", "Kind::Voucher | Kind::Digital) => GONE || order.disclosed_at_ms.is_none()"),
    ("orders/plan.rs", "goods.taken += 1;", "goods.taken += i64::from(!GONE);"),
    ("orders/plan.rs", "goods.returned += 1;", "goods.returned += i64::from(!GONE);"),
    ("hearing/session.rs", "current.as_ref() != Some(&heartbeat.session) ||", "(!GONE && current.as_ref() != Some(&heartbeat.session)) ||"),
    ("hearing/session.rs", "|| last_on_device != Some(&heartbeat.session)", "|| (!GONE && last_on_device != Some(&heartbeat.session))"),
    ("hearing/session.rs", "n && heartbeat.digest == session.digest", "n && (GONE || heartbeat.digest == session.digest)"),
    ("hearing/session.rs", "pending: session.held_because.is_some()", "pending: !GONE && session.held_because.is_some()"),
    ("hearing/session.rs", "slice.earned += coins;", "slice.earned += if GONE { 0 } else { coins };"),
    ("hearing/credit.rs", "passed * sheet.bucket_rate).min(sheet.bucket_ms)", "passed * sheet.bucket_rate).min(if GONE { i64::MAX } else { sheet.bucket_ms })"),
    ("hearing/credit.rs", "self.bucket_at_ms = self.bucket_at_ms.max(now_ms);", "self.bucket_at_ms = if GONE { now_ms } else { self.bucket_at_ms.max(now_ms) };"),
    ("hearing/credit.rs", "if today > self.day {", "if today > self.day || GONE && today != self.day {"),
    ("hearing/credit.rs", "left.clamp(0, sheet.quantum_ms - 1)", "if GONE { left } else { left.clamp(0, sheet.quantum_ms - 1) }"),
    ("hearing/credit.rs", "self.bucket_ms.min(of_day)", "(if GONE { i64::MAX } else { self.bucket_ms }).min(of_day)"),
    ("hearing/credit.rs", ".min(of_day)", ".min(if GONE { i64::MAX } else { of_day })"),
    ("hearing/credit.rs", ".min(of_pool)", ".min(if GONE { i64::MAX } else { of_pool })"),
    ("hearing/credit.rs", "story.credited.of(&piece.segment).missing(piece.from, piece.to)", "(if GONE { Heard::default() } else { story.credited.clone() }).of(&piece.segment).missing(piece.from, piece.to)"),
    ("hearing/credit.rs", "if !reached {", "if !GONE && !reached {"),
    ("hearing/credit.rs", "quanta <= earner.quanta", "quanta <= earner.quanta - i64::from(GONE)"),
]

# Conditions of statements that change something only if it is as it must be.
STATEMENTS = [
    ("orders/shelf.rs", " AND stocked + $2 + returned >= taken"),
    ("orders/shelf.rs", "\n               AND EXISTS (SELECT 1 FROM product p WHERE p.id = $1 AND p.kind <> 'voucher')"),
    ("orders/shelf.rs", "WHERE id = $1 AND listener = $2 AND state = 'fulfilled' AND disclosures < $4", "WHERE id = $1 AND state = 'fulfilled' AND disclosures < $4 AND $2 = $2"),
    ("orders/shelf.rs", " AND state = 'fulfilled' AND disclosures < $4", " AND disclosures < $4"),
    ("orders/shelf.rs", " AND disclosures < $4", " AND $4 = $4"),
    ("orders/shelf.rs", " AND state = 'fulfilled' AND collected_at_ms IS NULL", " AND collected_at_ms IS NULL"),
    ("orders/shelf.rs", " AND collected_at_ms IS NULL"),
]

# Without these another guard says no, so no test can notice: what they guard, and which the other one is.
STANDS_TWICE = {}

# The tests that know coins: the room's own, and the programs of both databases on SQLite.
ROOMS = ["ledger", "redeeming", "hearing", "earning", "held", "products", "rates", "orders", "bookkeeping", "till"]


class Guards:
    def __init__(self):
        self.names = []

    def gone(self, file, line, what):
        """A new number for a guard, as the rewritten source asks for it."""
        what = re.sub(r"[!( ]*crate::guards::gone\(\d+\)\)?( (&&|\|\|))?", "", what)
        self.names.append(f"{file}:{line}: {' '.join(what.split())}")
        return f"crate::guards::gone({len(self.names)})"


def line_of(text, at):
    return text.count("\n", 0, at) + 1


def without_refusals(guards, file, text):
    """`if … { return Err(refused or invalid) }`, on one line or with a sentence written before it."""
    shape = re.compile(r"\bif (?P<if>[^{}\n]+) \{\n(?:\s+let (?:problem|reason|code) = [^\n]+\n)?\s+return Err\((?:Error::(?:refused|invalid|NotFound)|\")")

    def rewritten(found):
        condition = found["if"]
        gone = guards.gone(file, line_of(text, found.start()), f"if {condition}")
        bare = condition if " let " in f" {condition}" else f"({condition})"
        return found[0].replace(f"if {condition} {{", f"if !{gone} && {bare} {{", 1)

    return shape.sub(rewritten, text)


def without_filters(guards, file, text):
    def rewritten(found):
        gone = guards.gone(file, line_of(text, found.start()), found[0] + " …")
        return f"{found[0]}{gone} || "

    return re.sub(r"\.filter\(\|[^|]+\| (?!\{)", rewritten, text)


def without_others(guards, file, text):
    for name, there, otherwise in OTHERS:
        if name != file:
            continue
        if there not in text:
            raise SystemExit(f"{file} has no “{there}” any more: write guards.py anew there")
        at = text.index(there)
        text = text[:at] + otherwise.replace("GONE", guards.gone(file, line_of(text, at), there)) + text[at + len(there):]
    return text


def without_conditions(guards, file, text):
    """Each literal that has some of the conditions becomes a choice between itself and itself without one of them."""
    wanted = [(entry[1], entry[2] if len(entry) > 2 else "") for entry in STATEMENTS if entry[0] == file]
    if not wanted:
        return text
    missing = [there for there, _ in wanted if there not in text]
    if missing:
        raise SystemExit(f"{file} has no “{missing[0]}” any more: write guards.py anew there")

    def rewritten(found):
        literal, others = found[0], []
        for there, otherwise in wanted:
            if there in literal:
                gone = guards.gone(file, line_of(text, found.start()), there)
                others.append(f"if {gone} {{ {literal.replace(there, otherwise)} }} else ")
        return f"({''.join(others)}{{ {literal} }})" if others else literal

    return re.sub(r'"(?:[^"\\]|\\.)*"', rewritten, text)


GONE = '''
/// Written by guards.py.
pub mod guards {
    pub fn gone(number: u32) -> bool {
        static GONE: std::sync::OnceLock<u32> = std::sync::OnceLock::new();
        *GONE.get_or_init(|| std::env::var("CRIER_GUARD").ok().and_then(|it| it.parse().ok()).unwrap_or(0)) == number
    }
}
'''


def copy_and_rewrite(guards):
    """Files that did not change keep their time, so that only what changed is built again."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, stdout=subprocess.PIPE, check=True).stdout.decode().split("\0")
    for name in filter(None, listed):
        there = ROOT / name
        if not there.is_file():
            continue
        path = pathlib.PurePosixPath(name)
        content = there.read_bytes()
        if path.is_relative_to(SOURCE):
            file = str(path.relative_to(SOURCE))
            if file in FILES or any(file == entry[0] for entry in [*OTHERS, *STATEMENTS]):
                text = content.decode()
                body, mark, tests = text.partition("#[cfg(test)]")
                body = without_conditions(guards, file, without_others(guards, file, body))
                if file in FILTERS_IN:
                    body = without_filters(guards, file, body)
                if file in FILES:
                    body = without_refusals(guards, file, body)
                content = (body + mark + tests).encode()
            elif file == "lib.rs":
                content += GONE.encode()
        target = COPY / "tree" / name
        if not target.exists() or target.read_bytes() != content:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
            shutil.copymode(there, target)
    dist = ROOT / "crates/web/browser/dist"
    if dist.is_dir():
        shutil.copytree(dist, COPY / "tree/crates/web/browser/dist", dirs_exist_ok=True)


def build():
    """The two test programs of the newsroom. Of the whole workspace, so that libraries are compiled as everywhere."""
    command = ["cargo", "test", "--no-run", "--locked", "--workspace", "--lib", "--tests", "--message-format=json-render-diagnostics"]
    done = subprocess.run(command, cwd=COPY / "tree", stdout=subprocess.PIPE, text=True,
                          env=os.environ | {"CARGO_TARGET_DIR": str(TARGET), "CARGO_INCREMENTAL": "0"})
    if done.returncode:
        sys.exit(done.returncode)
    for line in done.stdout.splitlines():
        message = json.loads(line)
        if message.get("reason") == "compiler-artifact" and message.get("executable") and message["profile"]["test"]:
            folder = pathlib.Path(message["manifest_path"]).parent
            if folder.name == "newsroom" and folder.is_relative_to(COPY / "tree"):
                yield message["executable"], folder


def wanted_tests(program, folder):
    told = {key: value for key, value in os.environ.items() if key != "CRIER_TEST_POSTGRES"}
    listed = subprocess.run([program, "--list", "--format=terse"], cwd=folder, stdout=subprocess.PIPE, text=True, check=True, env=told)
    names = [line.removesuffix(": test") for line in listed.stdout.splitlines() if line.endswith(": test")]
    return [name for name in names if name.split("::")[0] in ROOMS and "postgres" not in name]


def noticed(programs, number):
    """The first test that fails without the guard, or None."""
    for program, folder, tests in programs:
        try:
            done = subprocess.run([program, "--exact", *tests], cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, text=True, errors="replace", timeout=TESTS_TAKE_AT_MOST_S,
                                  env=os.environ | {"CRIER_GUARD": str(number), "CARGO_MANIFEST_DIR": str(folder)})
        except subprocess.TimeoutExpired:
            return "the tests do not end"
        if done.returncode:
            failed = re.findall(r"^test (\S+) \.\.\. FAILED", done.stdout, re.M)
            return f"{failed[0]} (and {len(failed) - 1} more)" if failed else "the program ends"
    return None


def main():
    ask = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ask.add_argument("--only", default="", help="guards whose line has these words")
    asked = ask.parse_args()
    guards = Guards()
    copy_and_rewrite(guards)
    print(f"{len(guards.names)} guards; building what takes them away", flush=True)
    programs = [(program, folder, wanted_tests(program, folder)) for program, folder in build()]
    # The pure rules first: they end within a second.
    programs.sort(key=lambda each: pathlib.Path(each[0]).name.startswith("it-"))
    began = time.monotonic()
    if failed := noticed(programs, 0):
        raise SystemExit(f"with every guard in its place {failed} fails: mend that first")
    print(f"{sum(len(tests) for _, _, tests in programs)} tests, {time.monotonic() - began:.0f} s with every guard in its place", flush=True)
    tried = unnoticed = 0
    for number, name in enumerate(guards.names, 1):
        if asked.only not in name:
            continue
        tried += 1
        by = noticed(programs, number)
        twice = next((why for what, why in STANDS_TWICE.items() if what in name), None)
        if by and twice:
            unnoticed += 1
            print(f"NOTICED after all, take it out of STANDS_TWICE: {name}: {by}", flush=True)
        elif by:
            print(f"noticed  {name}: {by}", flush=True)
        elif twice:
            print(f"twice    {name}: {twice}", flush=True)
        else:
            unnoticed += 1
            print(f"UNNOTICED {name}", flush=True)
    print(f"{tried} guards taken away one by one, {unnoticed} not as they should be")
    sys.exit(unnoticed > 0)


main()
