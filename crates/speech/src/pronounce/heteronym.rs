//! stub
use super::How;
use super::token::Token;
pub fn settle(_t: &[Token], _at: usize) -> Option<How> {
    None
}
