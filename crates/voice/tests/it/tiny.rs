//! A Piper voice of a few kilobytes, written here: the inputs, outputs and kinds of steps of a real one. It hums each
//! phoneme for as long as its table says, and is silent at marks.

use std::f32::consts::TAU;
use std::path::Path;

/// Samples in a frame, as Piper's voices have it.
pub const HOP: usize = 256;
/// Frames that a phoneme, a blank, a comma, and the beginning or end last. A real voice's blank is as long as a phoneme.
pub const PHONEME: usize = 4;
pub const BLANK: usize = 4;
pub const COMMA: usize = 20;
pub const EDGE: usize = 6;

/// Marks have the first numbers and are silent.
const MARKS: [&str; 10] = ["_", "^", "$", " ", ",", ".", "!", "?", ";", ":"];
const SOUNDS: &str = "abcdefghijklmnopqrstuvwxyzæðŋɐɑɔəɚɛɜɡɪɹɾʃʊʌʒˈˌːθᵻ";
/// Rows of its tables; a number beyond is an error, as in a real voice.
const ROWS: usize = 128;
/// So many frames that no machine has memory for them.
const ENDLESS: f32 = 5e7;

pub struct Tiny {
    pub rate: u32,
    pub espeak: &'static str,
    pub alphabet: &'static str,
    /// How loud each speaker is; none: a voice of one.
    pub speakers: &'static [f32],
    pub noise: (f32, f32),
    /// Whether durations can be read out of it.
    pub tells: bool,
    /// Whether an exclamation mark lasts for ever.
    pub endless: bool,
    /// The kind of its last step.
    pub last: &'static str,
}

impl Default for Tiny {
    fn default() -> Tiny {
        Tiny {
            rate: 22_050,
            espeak: "en-us",
            alphabet: "espeak",
            speakers: &[],
            noise: (0.0, 0.0),
            tells: true,
            endless: false,
            last: "Reshape",
        }
    }
}

impl Tiny {
    /// Writes `NAME.onnx` and `NAME.onnx.json`.
    pub fn write(&self, folder: &Path, name: &str) {
        std::fs::write(folder.join(format!("{name}.onnx")), self.model()).expect("a file");
        std::fs::write(folder.join(format!("{name}.onnx.json")), self.config()).expect("a file");
    }

    pub fn config(&self) -> String {
        let sounds = SOUNDS.chars().map(String::from);
        let ids: Vec<String> = MARKS
            .iter()
            .map(|mark| (*mark).to_owned())
            .chain(sounds)
            .enumerate()
            .map(|(id, sound)| format!("{sound:?}: [{id}]"))
            .collect();
        let speakers: Vec<String> = (0..self.speakers.len()).map(|n| format!("\"Speaker {n}\": {n}")).collect();
        format!(
            r#"{{"audio": {{"sample_rate": {}}}, "espeak": {{"voice": "{}"}}, "phoneme_type": "{}",
            "inference": {{"noise_scale": {}, "length_scale": 1, "noise_w": {}}}, "num_symbols": {ROWS},
            "num_speakers": {}, "speaker_id_map": {{{}}}, "phoneme_id_map": {{{}}}}}"#,
            self.rate,
            self.espeak,
            self.alphabet,
            self.noise.0,
            self.noise.1,
            self.speakers.len().max(1),
            speakers.join(", "),
            ids.join(", ")
        )
    }

    fn frames(&self, id: usize) -> f32 {
        match MARKS.get(id) {
            Some(&"_") => 0.0,
            Some(&"!") if self.endless => ENDLESS,
            Some(&" ") => BLANK as f32,
            Some(&"^" | &"$") => EDGE as f32,
            Some(_) => COMMA as f32,
            None => PHONEME as f32,
        }
    }

    pub fn model(&self) -> Vec<u8> {
        let lasts: Vec<f32> = (0..ROWS).map(|id| self.frames(id)).collect();
        let loud: Vec<f32> = (0..ROWS).map(|id| if id < MARKS.len() { 0.0 } else { 0.3 }).collect();
        let wave: Vec<f32> = (0..HOP).map(|n| (3.0 * TAU * n as f32 / HOP as f32).sin()).collect();
        let (wave_rows, voices) = ([1, HOP], self.speakers);
        let mut tensors = vec![
            floats("lasts", &[ROWS], &lasts),
            floats("loud", &[ROWS], &loud),
            floats("wave", &wave_rows, &wave),
            floats("tenth", &[], &[0.1]),
            floats("almost_one", &[], &[0.999]),
            numbers("zero", &[], &[0]),
            numbers("one", &[], &[1]),
            numbers("two", &[], &[2]),
            numbers("axis_one", &[1], &[1]),
            numbers("flat", &[1], &[-1]),
            numbers("sound", &[4], &[1, 1, 1, -1]),
        ];
        let rounded = if self.tells { step("Ceil", &["lasting"], "times") } else { step("Floor", &["above"], "times") };
        let (float, whole) = (int("to", 1), int("to", 7));
        let mut steps = vec![
            step("Gather", &["lasts", "input"], "plain"),
            step("Gather", &["scales", "one"], "slowness"),
            step("Mul", &["plain", "slowness"], "slow"),
            step("RandomNormalLike", &["slow"], "chance"),
            step("Gather", &["scales", "two"], "noise_w"),
            step("Mul", &["chance", "noise_w"], "wanted_chance"),
            step("Mul", &["wanted_chance", "tenth"], "little_chance"),
            step("Add", &["slow", "little_chance"], "any"),
            step("Relu", &["any"], "lasting"),
            step("Add", &["lasting", "almost_one"], "above"),
            rounded,
            step("CumSum", &["times", "one"], "ends"),
            with(step("ReduceSum", &["times"], "all"), &[int("keepdims", 0)]),
            with(step("Cast", &["all"], "count"), std::slice::from_ref(&whole)),
            step("Range", &["zero", "count", "one"], "frame_numbers"),
            with(step("Cast", &["frame_numbers"], "frames"), std::slice::from_ref(&float)),
            step("Unsqueeze", &["frames", "axis_one"], "rows"),
            step("LessOrEqual", &["ends", "rows"], "past"),
            with(step("Cast", &["past"], "passed"), &[float]),
            with(step("ReduceSum", &["passed", "axis_one"], "place"), &[int("keepdims", 0)]),
            with(step("Cast", &["place"], "index"), &[whole]),
            step("Reshape", &["input", "flat"], "ids"),
            step("Gather", &["ids", "index"], "spread"),
            step("Gather", &["loud", "spread"], "level"),
        ];
        let mut inputs = vec![input("input", 7, &["1", "phonemes"]), input("input_lengths", 7, &["1"])];
        inputs.push(input("scales", 1, &["3"]));
        let mut level = "level";
        if !voices.is_empty() {
            tensors.push(floats("voices", &[voices.len()], voices));
            inputs.push(input("sid", 7, &["1"]));
            steps.push(step("Gather", &["voices", "sid"], "who"));
            steps.push(step("Mul", &["level", "who"], "own_level"));
            level = "own_level";
        }
        steps.extend([
            step("Unsqueeze", &[level, "axis_one"], "column"),
            step("Mul", &["column", "wave"], "hum"),
            step("RandomNormalLike", &["hum"], "hiss"),
            step("Gather", &["scales", "zero"], "noise"),
            step("Mul", &["hiss", "noise"], "wanted_hiss"),
            step("Mul", &["wanted_hiss", "column"], "own_hiss"),
            step("Mul", &["own_hiss", "tenth"], "little_hiss"),
            step("Add", &["hum", "little_hiss"], "all_sound"),
            step(self.last, &["all_sound", "sound"], "output"),
        ]);
        let mut graph = Vec::new();
        steps.iter().for_each(|step| part(&mut graph, 1, step));
        part(&mut graph, 2, b"tiny");
        tensors.iter().for_each(|tensor| part(&mut graph, 5, tensor));
        inputs.iter().for_each(|input| part(&mut graph, 11, input));
        part(&mut graph, 12, &input("output", 1, &["1", "1", "1", "time"]));
        let mut opset = Vec::new();
        part(&mut opset, 1, b"");
        number(&mut opset, 2, 15);
        let mut model = Vec::new();
        number(&mut model, 1, 8);
        part(&mut model, 2, b"crier's tests");
        part(&mut model, 7, &graph);
        part(&mut model, 8, &opset);
        model
    }
}

fn step(kind: &str, inputs: &[&str], output: &str) -> Vec<u8> {
    let mut node = Vec::new();
    inputs.iter().for_each(|input| part(&mut node, 1, input.as_bytes()));
    part(&mut node, 2, output.as_bytes());
    part(&mut node, 3, format!("{kind} to {output}").as_bytes());
    part(&mut node, 4, kind.as_bytes());
    node
}

fn with(mut node: Vec<u8>, attributes: &[Vec<u8>]) -> Vec<u8> {
    attributes.iter().for_each(|attribute| part(&mut node, 5, attribute));
    node
}

fn int(name: &str, value: u64) -> Vec<u8> {
    let mut attribute = Vec::new();
    part(&mut attribute, 1, name.as_bytes());
    number(&mut attribute, 3, value);
    number(&mut attribute, 20, 2);
    attribute
}

fn floats(name: &str, shape: &[usize], values: &[f32]) -> Vec<u8> {
    tensor(name, shape, 1, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
}

fn numbers(name: &str, shape: &[usize], values: &[i64]) -> Vec<u8> {
    tensor(name, shape, 7, &values.iter().flat_map(|value| value.to_le_bytes()).collect::<Vec<u8>>())
}

fn tensor(name: &str, shape: &[usize], kind: u64, bytes: &[u8]) -> Vec<u8> {
    let mut tensor = Vec::new();
    shape.iter().for_each(|&length| number(&mut tensor, 1, length as u64));
    number(&mut tensor, 2, kind);
    part(&mut tensor, 8, name.as_bytes());
    part(&mut tensor, 9, bytes);
    tensor
}

/// A named value with its kind and shape; a length that is no number is a name for one that changes.
fn input(name: &str, kind: u64, shape: &[&str]) -> Vec<u8> {
    let mut lengths = Vec::new();
    for length in shape {
        let mut dimension = Vec::new();
        match length.parse() {
            Ok(fixed) => number(&mut dimension, 1, fixed),
            Err(_) => part(&mut dimension, 2, length.as_bytes()),
        }
        part(&mut lengths, 1, &dimension);
    }
    let mut tensor = Vec::new();
    number(&mut tensor, 1, kind);
    part(&mut tensor, 2, &lengths);
    let mut kind = Vec::new();
    part(&mut kind, 1, &tensor);
    let mut value = Vec::new();
    part(&mut value, 1, name.as_bytes());
    part(&mut value, 2, &kind);
    value
}

/// A field of bytes, in Protocol Buffers.
fn part(out: &mut Vec<u8>, field: u64, bytes: &[u8]) {
    varint(out, field << 3 | 2);
    varint(out, bytes.len() as u64);
    out.extend_from_slice(bytes);
}

/// A field of one number.
fn number(out: &mut Vec<u8>, field: u64, value: u64) {
    varint(out, field << 3);
    varint(out, value);
}

fn varint(out: &mut Vec<u8>, mut value: u64) {
    while value >= 0x80 {
        out.push(value as u8 | 0x80);
        value >>= 7;
    }
    out.push(value as u8);
}
