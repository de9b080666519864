//! What a listener would notice.

mod any_input;
mod any_length;
mod heard_en;
mod heard_es;
mod heard_zh;
mod lexicon;
mod misreading;
mod normalise_en;
mod normalise_en_news;
mod normalise_en_shapes;
mod normalise_zh;
mod pinyin;
mod pronounce;
mod sound;
mod split;
mod utter;
