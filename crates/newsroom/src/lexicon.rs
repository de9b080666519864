//! The newsroom's lexicon: how words are said, in one publication or in all.
//!
//! An entry of a publication goes before the newsroom's for the same word. Each change asks, in its transaction, for
//! the job that finds the articles it touches and has them spoken again (`voicing::again`).

use serde::{Deserialize, Serialize};
use speech::lang::Lang;
use speech::lexicon::{self, Fault, Kind, Lexicon, Reading};
use sqlx::FromRow;

use crate::ctx::Ctx;
use crate::db::{Db, Tx, values};
use crate::error::{Error, Result};
use crate::ids::LexiconEntryId;
use crate::jobs;

/// Entries of the whole newsroom, all publications and languages together: a dictionary of names has fewer, and each
/// one is looked at when an article is spoken.
pub const ENTRIES_AT_MOST: i64 = 20_000;

/// An entry as it is kept.
#[derive(Clone, Debug, FromRow, Serialize)]
pub struct Entry {
    pub id: LexiconEntryId,
    /// Slug of its publication; `None`: of the whole newsroom.
    pub publication: Option<String>,
    /// The main part of a language tag: `en`, `zh`.
    pub lang: String,
    pub written: String,
    /// `like`, `ipa`, `letters` or `pinyin`.
    pub kind: String,
    /// As [`Reading::said`] writes it.
    pub said: String,
    /// `any` or `exact`.
    pub letter_case: String,
    /// `word` or `inside`.
    pub place: String,
    pub changed_at_ms: i64,
}

impl Entry {
    pub fn exact_case(&self) -> bool {
        self.letter_case == "exact"
    }

    pub fn inside(&self) -> bool {
        self.place == "inside"
    }

    /// As the script takes it; nothing if a later version of Crier wrote what this one does not know.
    fn spoken(&self) -> Option<lexicon::Entry> {
        let reading = Reading::parse(Kind::named(&self.kind)?, &self.written, &self.said, Lang::of(&self.lang)).ok()?;
        Some(lexicon::Entry {
            lang: self.lang.clone(),
            written: self.written.clone(),
            reading,
            exact_case: self.exact_case(),
            inside: self.inside(),
        })
    }
}

/// An entry as somebody hands it in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewEntry {
    /// Slug; `None`: for the whole newsroom.
    pub publication: Option<String>,
    /// A language tag; only its main part is kept.
    pub lang: String,
    pub written: String,
    pub kind: Kind,
    /// Empty for letters.
    pub said: String,
    pub exact_case: bool,
    pub inside: bool,
}

/// Which words of which texts a change touches: what the job `lexicon` is handed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Touched {
    pub publication: Option<String>,
    pub lang: String,
    pub written: String,
    pub exact_case: bool,
    pub inside: bool,
}

/// What became of the entries of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Taken {
    pub added: usize,
    pub changed: usize,
    pub same: usize,
}

macro_rules! entries {
    ($rest:literal) => {
        concat!(
            "SELECT e.id, p.slug AS publication, e.lang, e.written, e.kind, e.said, e.letter_case, e.place, ",
            "e.changed_at_ms FROM lexicon_entry e LEFT JOIN publication p ON p.id = e.publication_id ",
            $rest
        )
    };
}

/// Adds an entry. The same word twice is refused; of a publication and of the newsroom it may be, the publication's
/// then counts.
pub async fn add(tx: &mut Tx, ctx: &Ctx, new: &NewEntry) -> Result<LexiconEntryId> {
    let tidy = Tidy::of(tx, new).await?;
    if let Some(there) = tidy.there(tx).await? {
        return Err(already(&there));
    }
    make_room(tx, 1).await?;
    let id = tidy.insert(tx, ctx).await?;
    touch(tx, ctx, &[tidy.touched()]).await?;
    Ok(id)
}

/// Changes how an entry is said, and where it is found. Its word, language and publication stay.
pub async fn change(tx: &mut Tx, ctx: &Ctx, id: &LexiconEntryId, to: &NewEntry) -> Result<()> {
    let old: Entry = tx.one("lexicon entry", entries!("WHERE e.id = $1"), values![id]).await?;
    let tidy = Tidy::of(tx, to).await?;
    if (&old.publication, old.lang.as_str(), lexicon::fold(&old.written))
        != (&to.publication, &tidy.lang, lexicon::fold(&tidy.written))
    {
        return Err(Error::invalid("written", "this is another word: add it, and remove the old one"));
    }
    if let Some(there) = tidy.there(tx).await?.filter(|there| there.id != *id) {
        return Err(already(&there));
    }
    tidy.update(tx, ctx, id).await?;
    touch(tx, ctx, &[of(&old), tidy.touched()]).await
}

/// Removes an entry: its word is said again as we would say it, or as the newsroom's entry has it.
pub async fn remove(tx: &mut Tx, ctx: &Ctx, id: &LexiconEntryId) -> Result<()> {
    let old: Entry = tx.one("lexicon entry", entries!("WHERE e.id = $1"), values![id]).await?;
    tx.execute("DELETE FROM lexicon_entry WHERE id = $1", values![id]).await?;
    touch(tx, ctx, &[of(&old)]).await
}

/// Takes many entries in at once, all or none: new ones are added, those that are there are brought up to date.
pub async fn import(tx: &mut Tx, ctx: &Ctx, all: &[NewEntry]) -> Result<Taken> {
    let mut taken = Taken::default();
    let mut touched = Vec::new();
    for (n, new) in all.iter().enumerate() {
        let about = |error: Error| match error {
            Error::Invalid(fields) => Error::Invalid(
                fields
                    .into_iter()
                    .map(|f| crate::error::Field {
                        problem: format!("entry {}, “{}”: {}", n + 1, new.written, f.problem),
                        ..f
                    })
                    .collect(),
            ),
            other => other,
        };
        let tidy = Tidy::of(tx, new).await.map_err(about)?;
        match tidy.there(tx).await? {
            Some(there) if tidy.says_the_same(&there) => taken.same += 1,
            Some(there) => {
                tidy.update(tx, ctx, &there.id).await?;
                touched.extend([of(&there), tidy.touched()]);
                taken.changed += 1;
            }
            None => {
                tidy.insert(tx, ctx).await?;
                touched.push(tidy.touched());
                taken.added += 1;
            }
        }
    }
    make_room(tx, 0).await?;
    if !touched.is_empty() {
        touch(tx, ctx, &touched).await?;
    }
    Ok(taken)
}

/// Asks for all stories with a word of the lexicon to be looked through again: after a restore, which brings no jobs.
pub async fn look_again(tx: &mut Tx, ctx: &Ctx) -> Result<()> {
    let all: Vec<Entry> = tx.all(entries!("ORDER BY e.id LIMIT 20000"), values![]).await?;
    let touched: Vec<Touched> = all.iter().map(of).collect();
    if touched.is_empty() { Ok(()) } else { touch(tx, ctx, &touched).await }
}

/// Entries by language and word; of one publication, or all.
pub async fn list(db: &Db, publication: Option<&str>, lang: Option<&str>) -> Result<Vec<Entry>> {
    db.all(
        entries!(
            "WHERE (CAST($1 AS TEXT) IS NULL OR p.slug = $1) AND (CAST($2 AS TEXT) IS NULL OR e.lang = $2)
             ORDER BY e.lang, e.form, e.letter_case, p.slug, e.id LIMIT 20000"
        ),
        values![publication, lang.map(lexicon::main_tag)],
    )
    .await
}

/// The entry of exactly this place, word and case.
pub async fn find(db: &Db, publication: Option<&str>, lang: &str, written: &str, exact_case: bool) -> Result<Entry> {
    db.one(
        "lexicon entry",
        entries!(
            "WHERE e.lang = $2 AND e.form = $3 AND e.letter_case = $4
             AND (p.slug = $1 OR (CAST($1 AS TEXT) IS NULL AND e.publication_id IS NULL))"
        ),
        values![publication, lexicon::main_tag(lang), form(written, exact_case), case(exact_case)],
    )
    .await
}

/// The lexicon for an article: its publication's entries go before the newsroom's, exact ones before others.
pub async fn of_publication(db: &Db, publication: &str, lang: &str) -> Result<Lexicon> {
    let rows: Vec<Entry> = db
        .all(
            entries!(
                "WHERE (e.publication_id IS NULL OR p.slug = $1) AND e.lang IN ($2, 'en')
                 ORDER BY CASE WHEN e.publication_id IS NULL THEN 1 ELSE 0 END, e.letter_case DESC, e.id LIMIT 20000"
            ),
            values![publication, lexicon::main_tag(lang)],
        )
        .await?;
    // Building the automaton of thousands of entries is work for a processor, if only for some milliseconds.
    let lang = lang.to_string();
    let build = move || Lexicon::of(&lang, rows.iter().filter_map(Entry::spoken));
    tokio::task::spawn_blocking(build).await.map_err(|e| Error::broken("reading the lexicon", e))
}

/// For each entry of a publication the newsroom's entry that it overrules, if there is one.
pub fn overruled<'a>(entry: &Entry, all: &'a [Entry]) -> Option<&'a Entry> {
    entry.publication.as_ref()?;
    let same = |other: &&Entry| {
        other.publication.is_none()
            && other.lang == entry.lang
            && lexicon::fold(&other.written) == lexicon::fold(&entry.written)
    };
    all.iter().find(same)
}

fn already(there: &Entry) -> Error {
    let whose =
        there.publication.as_deref().map_or("the newsroom's lexicon".to_string(), |p| format!("the lexicon of {p}"));
    let said = if there.said.is_empty() { "letter by letter".to_string() } else { format!("as “{}”", there.said) };
    Error::refused(
        "already-there",
        format!("“{}” is in {whose} already, said {said}: change or remove that entry", there.written),
    )
}

fn of(entry: &Entry) -> Touched {
    Touched {
        publication: entry.publication.clone(),
        lang: entry.lang.clone(),
        written: entry.written.clone(),
        exact_case: entry.exact_case(),
        inside: entry.inside(),
    }
}

async fn touch(tx: &mut Tx, ctx: &Ctx, touched: &[Touched]) -> Result<()> {
    let payload = serde_json::to_string(touched).map_err(|e| Error::broken("writing what a lexicon touches", e))?;
    jobs::enqueue(tx, ctx, "lexicon", None, &payload).await
}

async fn make_room(tx: &mut Tx, coming: i64) -> Result<()> {
    let (count,): (i64,) = tx.one("lexicon count", "SELECT COUNT(*) FROM lexicon_entry", values![]).await?;
    if count + coming > ENTRIES_AT_MOST {
        return Err(Error::refused(
            "lexicon-full",
            format!("a lexicon has {ENTRIES_AT_MOST} entries at most: remove those that no story needs any more"),
        ));
    }
    Ok(())
}

fn form(written: &str, exact_case: bool) -> String {
    if exact_case { lexicon::fold_keeping_case(written) } else { lexicon::fold(written) }
}

fn case(exact: bool) -> &'static str {
    if exact { "exact" } else { "any" }
}

/// An entry that was checked.
struct Tidy {
    publication: Option<(String, String)>,
    lang: String,
    written: String,
    reading: Reading,
    exact_case: bool,
    inside: bool,
}

impl Tidy {
    async fn of(tx: &mut Tx, new: &NewEntry) -> Result<Tidy> {
        if !crate::slug::is_lang(&new.lang) {
            return Err(Error::invalid("lang", "a language tag such as “en” or “zh-Hant”"));
        }
        let lang = lexicon::main_tag(&new.lang);
        let written = new.written.trim().to_string();
        let reading = Reading::parse(new.kind, &written, &new.said, Lang::of(&lang)).map_err(|fault| match fault {
            Fault::Written(problem) => Error::invalid("written", problem),
            Fault::Said(problem) => Error::invalid("said", problem),
            Fault::Kind(problem) => Error::invalid("kind", problem),
        })?;
        let publication = match &new.publication {
            None => None,
            Some(slug) => {
                let found: Option<(String,)> =
                    tx.optional("SELECT id FROM publication WHERE slug = $1", values![slug]).await?;
                let (id,) = found.ok_or_else(|| Error::invalid("publication", format!("there is no “{slug}”")))?;
                Some((id, slug.clone()))
            }
        };
        Ok(Tidy { publication, lang, written, reading, exact_case: new.exact_case, inside: new.inside })
    }

    fn touched(&self) -> Touched {
        Touched {
            publication: self.publication.as_ref().map(|(_, slug)| slug.clone()),
            lang: self.lang.clone(),
            written: self.written.clone(),
            exact_case: self.exact_case,
            inside: self.inside,
        }
    }

    fn says_the_same(&self, there: &Entry) -> bool {
        let same = (there.kind.as_str(), &there.said) == (self.reading.kind().name(), &self.reading.said());
        same && there.inside() == self.inside && there.written == self.written
    }

    /// The entry for the same word that is there already.
    async fn there(&self, tx: &mut Tx) -> Result<Option<Entry>> {
        tx.optional(
            entries!(
                "WHERE e.lang = $2 AND e.form = $3 AND e.letter_case = $4
                 AND (e.publication_id = $1 OR (CAST($1 AS TEXT) IS NULL AND e.publication_id IS NULL))"
            ),
            values![
                self.publication.as_ref().map(|(id, _)| id.as_str()),
                &self.lang,
                form(&self.written, self.exact_case),
                case(self.exact_case)
            ],
        )
        .await
    }

    async fn insert(&self, tx: &mut Tx, ctx: &Ctx) -> Result<LexiconEntryId> {
        let id = LexiconEntryId::new(&ctx.clock, &ctx.chance);
        let touched = tx
            .execute(
                "INSERT INTO lexicon_entry
                    (id, publication_id, lang, written, form, kind, said, letter_case, place, changed_at_ms)
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) ON CONFLICT DO NOTHING",
                values![
                    &id,
                    self.publication.as_ref().map(|(id, _)| id.as_str()),
                    &self.lang,
                    &self.written,
                    form(&self.written, self.exact_case),
                    self.reading.kind().name(),
                    self.reading.said(),
                    case(self.exact_case),
                    self.place(),
                    ctx.clock.now_ms(),
                ],
            )
            .await?;
        if touched == 0 {
            // Somebody else added it since we looked.
            return Err(Error::refused("already-there", format!("“{}” was just added by somebody else", self.written)));
        }
        Ok(id)
    }

    async fn update(&self, tx: &mut Tx, ctx: &Ctx, id: &LexiconEntryId) -> Result<()> {
        tx.execute(
            "UPDATE lexicon_entry SET written = $2, form = $3, kind = $4, said = $5, letter_case = $6, place = $7,
                changed_at_ms = $8 WHERE id = $1",
            values![
                id,
                &self.written,
                form(&self.written, self.exact_case),
                self.reading.kind().name(),
                self.reading.said(),
                case(self.exact_case),
                self.place(),
                ctx.clock.now_ms(),
            ],
        )
        .await?;
        Ok(())
    }

    fn place(&self) -> &'static str {
        if self.inside { "inside" } else { "word" }
    }
}
