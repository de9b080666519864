//! Reads the names of a model's steps out of an ONNX file, without its weights.
//!
//! The engine that runs the model finds a value by its name and cannot be asked which step makes it. The format is
//! Protocol Buffers: ModelProto.graph is field 7, GraphProto.node field 1, and of a NodeProto input, output and op_type
//! are fields 1, 2 and 4 (`onnx.proto3`, unchanged since IR version 3).

use std::io::{BufReader, Error, ErrorKind, Read, Result, Seek};

/// Longest name in bytes; exporters write some tens.
const MAX_NAME_BYTES: u64 = 4096;
/// Most steps of a model: Piper's voices have some 3,000.
const MAX_NODES: usize = 200_000;

/// One step of a model.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Node {
    /// ONNX's name for what it does: `Ceil`.
    pub kind: String,
    pub inputs: Vec<String>,
    pub outputs: Vec<String>,
}

/// All steps, in order.
///
/// # Errors
/// When the file cannot be read or is not in this format.
pub fn nodes(file: impl Read + Seek) -> Result<Vec<Node>> {
    let mut reader = Reader { file: BufReader::new(file), at: 0 };
    let mut nodes = Vec::new();
    while let Some(field) = reader.field(u64::MAX)? {
        match field {
            Field::Bytes { number: 7, end } => reader.graph(end, &mut nodes)?,
            other => reader.skip(&other)?,
        }
    }
    Ok(nodes)
}

/// The value that says how many frames each phoneme lasts: VITS rounds them up, in its only `Ceil`. A model with
/// several is taken at its word if just one of them is then summed up, as VITS does to lay phonemes over frames.
pub fn durations(nodes: &[Node]) -> Option<&str> {
    let rounded: Vec<&str> = nodes
        .iter()
        .filter(|node| node.kind == "Ceil")
        .filter_map(|node| node.outputs.first())
        .map(String::as_str)
        .collect();
    let summed = |value: &&&str| {
        nodes.iter().any(|node| node.kind == "CumSum" && node.inputs.first().is_some_and(|input| input == **value))
    };
    match rounded.as_slice() {
        [only] => Some(only),
        several => {
            let mut found = several.iter().filter(summed);
            found.next().copied().filter(|_| found.next().is_none())
        }
    }
}

/// One field of a message; numbers have been read, bytes have not.
enum Field {
    Number,
    Bytes { number: u64, end: u64 },
    Fixed { length: u64 },
}

struct Reader<R> {
    file: BufReader<R>,
    at: u64,
}

fn strange(what: &str) -> Error {
    Error::new(ErrorKind::InvalidData, what)
}

impl<R: Read + Seek> Reader<R> {
    fn graph(&mut self, end: u64, nodes: &mut Vec<Node>) -> Result<()> {
        while let Some(field) = self.field(end)? {
            match field {
                Field::Bytes { number: 1, end } => {
                    let node = self.node(end)?;
                    nodes.push(node);
                    if nodes.len() > MAX_NODES {
                        return Err(strange("it has more steps than any voice"));
                    }
                }
                other => self.skip(&other)?,
            }
        }
        Ok(())
    }

    fn node(&mut self, end: u64) -> Result<Node> {
        let mut node = Node::default();
        while let Some(field) = self.field(end)? {
            match field {
                Field::Bytes { number: 1, end } => node.inputs.push(self.text(end)?),
                Field::Bytes { number: 2, end } => node.outputs.push(self.text(end)?),
                Field::Bytes { number: 4, end } => node.kind = self.text(end)?,
                other => self.skip(&other)?,
            }
        }
        Ok(node)
    }

    /// The next field of a message that ends at `end`; nothing at its end, or at the file's.
    fn field(&mut self, end: u64) -> Result<Option<Field>> {
        if self.at == end {
            return Ok(None);
        }
        let Some(tag) = self.number()? else {
            return if end == u64::MAX { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
        };
        let whole = |number: Option<u64>| number.ok_or_else(|| Error::from(ErrorKind::UnexpectedEof));
        let field = match tag & 7 {
            0 => {
                whole(self.number()?)?;
                Field::Number
            }
            1 => Field::Fixed { length: 8 },
            2 => {
                let length = whole(self.number()?)?;
                let last = self.at.checked_add(length).filter(|last| *last <= end);
                Field::Bytes { number: tag >> 3, end: last.ok_or_else(|| strange("a part is longer than the whole"))? }
            }
            5 => Field::Fixed { length: 4 },
            _ => return Err(strange("a field is of no known kind")),
        };
        Ok(Some(field))
    }

    fn skip(&mut self, field: &Field) -> Result<()> {
        let length = match field {
            Field::Number => 0,
            Field::Fixed { length } => *length,
            Field::Bytes { end, .. } => end - self.at,
        };
        self.at += length;
        self.file.seek_relative(i64::try_from(length).map_err(|_| strange("a part has no end"))?)
    }

    fn text(&mut self, end: u64) -> Result<String> {
        let length = end - self.at;
        if length > MAX_NAME_BYTES {
            return Err(strange("a name is too long"));
        }
        let mut bytes = vec![0; length as usize];
        self.file.read_exact(&mut bytes)?;
        self.at = end;
        String::from_utf8(bytes).map_err(|_| strange("a name is not text"))
    }

    /// A number of seven bits a byte, the lowest first; nothing at the end of the file.
    fn number(&mut self) -> Result<Option<u64>> {
        let mut number = 0u64;
        for place in 0..10 {
            let mut byte = [0];
            if self.file.read(&mut byte)? == 0 {
                return if place == 0 { Ok(None) } else { Err(ErrorKind::UnexpectedEof.into()) };
            }
            self.at += 1;
            number |= u64::from(byte[0] & 0x7f) << (7 * place);
            if byte[0] < 0x80 {
                return Ok(Some(number));
            }
        }
        Err(strange("a number has no end"))
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    fn node(kind: &str, input: &str, output: &str) -> Node {
        Node { kind: kind.to_owned(), inputs: vec![input.to_owned()], outputs: vec![output.to_owned()] }
    }

    #[test]
    fn durations_are_what_the_ceil_gives_whatever_it_is_called() {
        let only = [node("Exp", "a", "b"), node("Ceil", "b", "anything"), node("CumSum", "anything", "c")];
        assert_eq!(durations(&only), Some("anything"));
        let several = [node("Ceil", "a", "b"), node("Ceil", "c", "d"), node("CumSum", "d", "e")];
        assert_eq!(durations(&several), Some("d"));
        assert_eq!(durations(&[node("Ceil", "a", "b"), node("Ceil", "c", "d")]), None);
        assert_eq!(durations(&[node("Floor", "a", "b")]), None);
    }

    #[test]
    fn what_is_cut_short_or_no_model_is_an_error_and_never_endless() {
        // graph { node { output: "ab", op_type: "Ceil" } }, behind a number, a fixed field and bytes nobody asks for.
        let node = [&[0x12, 2, b'a', b'b', 0x22, 4][..], b"Ceil"].concat();
        let graph = [&[0x52, 1, 0, 0x0a, node.len() as u8][..], &node].concat();
        let file = [&[0x08, 0x87, 0x01, 0x11, 0, 0, 0, 0, 0, 0, 0, 0, 0x3a, graph.len() as u8][..], &graph].concat();
        let found = nodes(Cursor::new(&file)).expect("it is whole");
        assert_eq!(durations(&found), Some("ab"));
        for cut in [1, 2, 9, 15, 20, file.len() - 1] {
            assert!(
                nodes(Cursor::new(&file[..cut])).is_err()
                    || nodes(Cursor::new(&file[..cut])).is_ok_and(|n| n.is_empty()),
                "{cut}"
            );
        }
        assert!(nodes(Cursor::new([0xff; 40])).is_err());
        assert!(nodes(Cursor::new(b"<!doctype html><html>")).is_err());
    }
}
