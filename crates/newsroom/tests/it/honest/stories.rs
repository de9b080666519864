//! Stories for the honest side to hear: short, middling and long, and spoken anew while they are heard.

use std::collections::HashMap;
use std::sync::Arc;

use newsroom::db::values;
use newsroom::ids::{ArticleId, NarrationId, digest};
use newsroom::narrations::{self, Finished, Timed};
use rand::RngExt;
use rand::rngs::StdRng;

use crate::harness::Newsroom;

/// A narration as it is played: its sentences, with where each begins and ends in ms.
pub struct Narrated {
    pub article: String,
    pub sentences: Vec<(String, i64, i64)>,
}

impl Narrated {
    pub fn length_ms(&self) -> i64 {
        self.sentences.last().map_or(0, |(_, _, end)| *end)
    }

    /// The thousandths of each sentence between two moments; both ends rounded down, as the page with the rules cannot
    /// say and [`newsroom::earning`] does.
    pub fn thousandths(&self, from_ms: i64, to_ms: i64) -> Vec<(&str, usize, usize)> {
        let part = |start: i64, end: i64, at: i64| ((at - start).clamp(0, end - start) * 1000 / (end - start)) as usize;
        self.sentences
            .iter()
            .map(|(id, start, end)| (id.as_str(), part(*start, *end, from_ms), part(*start, *end, to_ms)))
            .filter(|(_, from, to)| from < to)
            .collect()
    }
}

/// Everything that can be heard, or could once.
#[derive(Default)]
pub struct Library {
    pub narrations: HashMap<NarrationId, Arc<Narrated>>,
    /// What is heard of each story now.
    pub current: Vec<NarrationId>,
    articles: Vec<ArticleId>,
}

impl Library {
    pub async fn of(room: &Newsroom, stories: usize, chance: &mut StdRng) -> Library {
        let mut library = Library::default();
        for n in 0..stories {
            // A third are over before half a minute, a third last some minutes, a third many.
            let sentences = match n % 3 {
                0 => chance.random_range(1..5),
                1 => chance.random_range(8..25),
                _ => chance.random_range(40..90),
            };
            let article = room.published(&format!("# Story number {n}\n\nIt is told elsewhere.\n")).await;
            let spoken = (0..sentences).map(|s| (format!("s{s}"), chance.random_range(900..12_000))).collect();
            library.articles.push(article.clone());
            let id = library.speak(room, &article, spoken).await;
            library.current.push(id);
        }
        library
    }

    /// A third of the stories get another voice: every sentence another length, and now and then one is new.
    pub async fn speak_some_anew(&mut self, room: &Newsroom, chance: &mut StdRng) {
        for n in 0..self.articles.len() {
            if !chance.random_bool(1.0 / 3.0) {
                continue;
            }
            let before = self.narrations[&self.current[n]].clone();
            let faster: f64 = chance.random_range(0.6..1.6);
            let mut spoken: Vec<(String, i64)> = before
                .sentences
                .iter()
                .map(|(id, start, end)| (id.clone(), (((end - start) as f64 * faster) as i64).max(300)))
                .collect();
            if chance.random_bool(0.3) {
                let at = chance.random_range(0..spoken.len());
                spoken[at].0 = format!("{}'", spoken[at].0);
            }
            let article = self.articles[n].clone();
            let mut tx = room.ctx.db.begin().await.unwrap();
            narrations::queue(&mut tx, &room.ctx, &article).await.unwrap();
            tx.commit().await.unwrap();
            self.current[n] = self.speak(room, &article, spoken).await;
        }
    }

    /// Finishes the narration that is queued for an article, as a worker would.
    async fn speak(&mut self, room: &Newsroom, article: &ArticleId, spoken: Vec<(String, i64)>) -> NarrationId {
        let ctx = &room.ctx;
        let sql = "SELECT id FROM narration WHERE article_id = $1 AND state = 'queued'";
        let (id,): (NarrationId,) = ctx.db.one("narration", sql, values![article]).await.unwrap();
        assert!(narrations::begin(ctx, &id, "fence", spoken.len(), "hum", "{}").await.unwrap());
        let mut at = 0;
        let mut sentences = Vec::new();
        for (sentence, length_ms) in spoken {
            sentences.push((sentence, at, at + length_ms));
            at += length_ms;
        }
        let timed = |(sentence, start, end): &(String, i64, i64)| Timed {
            id: sentence.clone(),
            role: "body".into(),
            text: String::new(),
            start_ms: *start as u32,
            end_ms: *end as u32,
            bytes: (0, 0),
            sound: String::new(),
            words: Vec::new(),
        };
        let finished = Finished {
            voice: "hum".into(),
            speakers: "{}".into(),
            script_digest: id.0.clone(),
            audio: digest(id.0.as_bytes()),
            audio_bytes: 1,
            duration_ms: at,
            segments: sentences.iter().map(timed).collect(),
        };
        let mut tx = ctx.db.begin().await.unwrap();
        assert!(narrations::finish(&mut tx, ctx, &id, "fence", &finished).await.unwrap());
        tx.commit().await.unwrap();
        self.narrations.insert(id.clone(), Arc::new(Narrated { article: article.0.clone(), sentences }));
        id
    }
}
