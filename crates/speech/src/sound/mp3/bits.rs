//! Bits into bytes, the highest first.

/// Collects bits behind what `bytes` holds.
pub struct Bits<'a> {
    bytes: &'a mut Vec<u8>,
    /// Bits that are not yet a byte, at the low end, and how many.
    waiting: u64,
    count: u32,
}

impl<'a> Bits<'a> {
    pub fn after(bytes: &'a mut Vec<u8>) -> Bits<'a> {
        Bits { bytes, waiting: 0, count: 0 }
    }

    /// The low `length` bits of `value`, at most 32, whose others are 0.
    #[inline]
    pub fn put(&mut self, value: u32, length: u32) {
        self.waiting = self.waiting << length | u64::from(value);
        self.count += length;
        if self.count >= 32 {
            self.count -= 32;
            self.bytes.extend_from_slice(&((self.waiting >> self.count) as u32).to_be_bytes());
        }
    }

    /// Fills the last byte with zeros.
    pub fn finish(self) {
        let mut left = self.count;
        while left > 0 {
            let byte = if left >= 8 { self.waiting >> (left - 8) } else { self.waiting << (8 - left) };
            self.bytes.push(byte as u8);
            left = left.saturating_sub(8);
        }
    }
}
