//! What a listener would notice.

mod normalise_en;
mod normalise_zh;
mod pinyin;
mod split;
mod utter;
