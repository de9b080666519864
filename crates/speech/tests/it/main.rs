//! What a listener would notice.

mod normalise_en;
mod normalise_zh;
mod pinyin;
mod pronounce;
mod sound;
mod split;
mod utter;
