//! The readings as they grow: what is glued to what, and where a space comes.

use crate::normalise::Reading;

/// How a piece sits among its neighbours.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// A word as it was written.
    Plain,
    /// Words that stand for something else.
    Said,
    /// Opens a quotation or a bracket.
    Open,
    /// Ends something: stops, commas, closing quotes and brackets.
    Close,
    /// Holds two words together: hyphens, dashes, slashes in labels.
    Join,
    /// An ending after an apostrophe: always glued.
    Ending,
    /// Nothing, but the words around it are apart.
    Break,
    /// Nothing at all.
    Silent,
}

/// Bytes left free behind a word for the marks that touch it: a stop and a quote.
const MARKS: usize = 2;

/// Readings in the making.
pub struct Out {
    pub readings: Vec<Reading>,
    last: Shape,
    /// What the run of closing marks at the end was put after.
    closed: Shape,
}

impl Out {
    pub fn new(capacity: usize) -> Out {
        Out { readings: Vec::with_capacity(capacity), last: Shape::Break, closed: Shape::Break }
    }

    /// Adds a piece for the written bytes `from..to`; `gap`: white space stood before it.
    pub fn push(&mut self, from: usize, to: usize, text: &str, shape: Shape, gap: bool) {
        let apart = gap || self.comes_apart(shape);
        match self.readings.last_mut() {
            Some(reading) if !apart => {
                reading.written.end = to;
                reading.spoken.push_str(text);
            }
            _ => {
                // A comma or a stop mostly follows its word: room for it now is no second place in memory then.
                let mut spoken = String::with_capacity(text.len() + MARKS);
                spoken.push_str(text);
                self.readings.push(Reading { written: from..to, spoken });
            }
        }
        if shape == Shape::Close {
            if self.last != Shape::Close {
                self.closed = self.last;
            }
        } else {
            self.closed = Shape::Break;
        }
        if shape != Shape::Silent || gap {
            self.last = shape;
        }
    }

    /// Whether a space must come between the last piece and one of this shape that touches it.
    fn comes_apart(&self, shape: Shape) -> bool {
        use Shape::{Break, Close, Ending, Open, Plain, Said};
        match (self.last, shape) {
            (Said, Said | Plain | Open) | (Plain, Said) => true,
            (Close | Ending, Said) => true,
            (Close, Plain) => self.closed == Said,
            (Break, Plain | Said) => true,
            _ => false,
        }
    }
}
