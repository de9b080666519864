//! How loud a voice is, found by having it read: what is kept as its gain, and what `crier voices try` says.

use std::time::{Duration, Instant};

use speech::lang::Lang;
use speech::script::{Role, Segment};
use speech::sound::{self, Pcm};

use super::{Choice, request};
use crate::error::{Error, Result};
use crate::outside::voices::{Spoken, Voices};

/// Paragraphs that a voice reads to be measured, some forty seconds each: long and short words, numbers, a question.
/// A voice of another language reads the English one in its own way; loud and soft it is then as ever.
const PARAGRAPHS: [(Lang, &str); 3] = [
    (
        Lang::En,
        "The harbour office opened its doors at seven, an hour earlier than usual. By noon 1,240 people had come to see \
         the new ferry, which will cross the bay every twenty minutes. “My grandfather rowed people over for a penny,” \
         said Agnes Whitlow, who keeps the tea room on the pier. Will it last? The council has set aside 2.4 million \
         pounds for the first three years, and promises to look at the fares again in March. Some shopkeepers on the \
         north side are not so sure; they fear for their quiet street. In the evening a light wind came up, the flags \
         moved, and the first boat left half empty, with its lamps on and a dog asleep by the wheel.",
    ),
    (
        Lang::Zh,
        "港務局今天早上七點就開門，比平常提早一個小時。到了中午，已經有一千兩百四十人來看新渡輪，這艘船以後每二十分鐘橫越海灣一次。\
         「以前我祖父划船載人過海，一趟只收一塊錢。」在碼頭開茶館的林雅惠說。這樣的生意能做多久呢？市議會已經編列兩億四千萬元，\
         作為前三年的經費，並且答應明年三月重新檢討票價。北岸有些店家卻不太放心，他們擔心安靜的街道會變得吵鬧。傍晚吹起微風，旗子輕輕飄動，\
         第一班船只坐了一半的人，亮著燈離開港口，船舵旁邊還睡著一隻狗。",
    ),
    (
        Lang::Es,
        "La oficina del puerto abrió sus puertas a las siete, una hora antes de lo habitual. Al mediodía ya habían llegado \
         1240 personas para ver el nuevo transbordador, que cruzará la bahía cada veinte minutos. «Mi abuelo llevaba a la \
         gente a remo por una moneda», dijo Inés Robledo, que tiene la casa de té en el muelle. ¿Durará? El ayuntamiento \
         ha reservado 2,4 millones de euros para los tres primeros años y promete revisar los precios en marzo. Algunos \
         comerciantes de la orilla norte no lo ven tan claro; temen por su calle tranquila. Por la tarde se levantó una \
         brisa, las banderas se movieron y el primer barco salió medio vacío, con las luces encendidas.",
    ),
];

/// A sentence or two to try a voice by: a date, a name, numbers, a question.
const SAMPLES: [(Lang, &str); 3] = [
    (
        Lang::En,
        "On Tuesday, 14 March, Mayor Agnes Whitlow told 2,350 people that the bridge would cost $1.2 million. Would you \
         have believed her?",
    ),
    (Lang::Zh, "三月十四日星期二，市長林雅惠告訴2,350位市民，新橋只要花1.2億元。你會相信她嗎？"),
    (
        Lang::Es,
        "El martes 14 de marzo, la alcaldesa Inés Robledo dijo a 2350 vecinos que el puente costaría 1,2 millones de \
         euros. ¿La habría creído usted?",
    ),
];

/// What a voice is tried by in a language.
pub fn sample(tag: &str) -> &'static str {
    text_in(&SAMPLES, tag)
}

fn text_in(texts: &'static [(Lang, &'static str); 3], tag: &str) -> &'static str {
    let lang = Lang::of(tag);
    texts.iter().find(|(own, _)| *own == lang).map_or(texts[0].1, |(_, text)| text)
}

/// The gain in decibels that brings a voice to our loudness, from a paragraph of its language.
pub async fn measured_gain(voices: &Voices, voice: &str, tag: &str) -> Result<f32> {
    let choice = Choice::of(voices, tag, Some(voice.to_string())).await;
    let mut samples = Vec::new();
    let mut rate = 0;
    for segment in segments(text_in(&PARAGRAPHS, tag), tag) {
        let spoken = voices.speak(&request(&segment, &choice)).await?;
        rate = spoken.reply.sample_rate;
        samples.extend(spoken.samples);
    }
    let measure = move || sound::calibrate(Pcm { samples: &samples, rate });
    let gain = tokio::task::spawn_blocking(measure).await.map_err(|e| Error::broken("measuring a voice", e))?;
    // Tenths of a decibel are not heard, and a gain is part of every sound's name.
    let gain = gain.map_err(|e| Error::refused("voice-not-measured", format!("{voice}: {e}")))?;
    Ok((gain * 20.0).round() / 20.0)
}

/// A text cut into sentences, as if it were a story.
pub fn segments(text: &str, tag: &str) -> Vec<Segment> {
    const PAUSE_MS: u32 = 260;
    let lang = Lang::of(tag);
    let sentences = speech::split::sentences_in(text, tag).into_iter().enumerate();
    let segment = |(n, range): (usize, std::ops::Range<usize>)| Segment {
        id: format!("s{}", n + 1),
        role: Role::Body,
        lang,
        text: text[range].to_string(),
        pause_ms: PAUSE_MS,
        readings: Vec::new(),
    };
    sentences.map(segment).collect()
}

/// How long a voice takes, and how loud it is when it is heard.
#[derive(Clone, Copy, Debug)]
pub struct Tried {
    /// Before the first word: the engine is started, the voice loaded.
    pub loading: Duration,
    pub speaking: Duration,
    pub sound: Duration,
    /// Integrated, of the encoded sound.
    pub lufs: f64,
}

impl Tried {
    /// Seconds of sound for a second of work.
    pub fn times_real_time(&self) -> f64 {
        self.sound.as_secs_f64() / self.speaking.as_secs_f64().max(1e-6)
    }
}

/// Has a voice read some sentences, twice: the first time it may have to be loaded.
pub async fn tried(voices: &Voices, segments: &[Segment], choice: &Choice) -> Result<Tried> {
    let first = Instant::now();
    read(voices, segments, choice).await?;
    let (first, second) = (first.elapsed(), Instant::now());
    let spoken = read(voices, segments, choice).await?;
    let speaking = second.elapsed();
    let rate = spoken.first().map_or(1, |spoken| spoken.reply.sample_rate.max(1));
    let samples: Vec<i16> = spoken.into_iter().flat_map(|spoken| spoken.samples).collect();
    let sound = Duration::from_secs_f64(samples.len() as f64 / f64::from(rate));
    let gain = choice.gains().decibels(choice.voice());
    let measure = move || sound::heard_loudness(Pcm { samples: &samples, rate }, gain);
    let lufs = tokio::task::spawn_blocking(measure).await.map_err(|e| Error::broken("measuring a voice", e))?;
    let lufs = lufs.map_err(|e| Error::refused("voice-not-measured", e.to_string()))?;
    Ok(Tried { loading: first.saturating_sub(speaking), speaking, sound, lufs })
}

async fn read(voices: &Voices, segments: &[Segment], choice: &Choice) -> Result<Vec<Spoken>> {
    let mut all = Vec::with_capacity(segments.len());
    for segment in segments {
        all.push(voices.speak(&request(segment, choice)).await?);
    }
    Ok(all)
}
