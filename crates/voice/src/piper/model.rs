//! A voice's network, run by `rten` on one thread.

use std::fs::File;
use std::path::Path;
use std::sync::Arc;

use rten::{LoadErrorKind, ModelOptions, NodeId, RunErrorKind, RunOptions, ThreadPool, Value, ValueOrView};
use rten_tensor::prelude::*;
use rten_tensor::{NdTensor, Tensor};

use super::Trouble;
use super::config::Scales;
use super::onnx;

/// A network, loaded, with the places where it is handed a text and gives its sound.
pub struct Model {
    network: rten::Model,
    input: NodeId,
    lengths: NodeId,
    scales: NodeId,
    /// Only voices with several speakers ask who.
    speaker: Option<NodeId>,
    sound: NodeId,
    /// How many frames each phoneme lasts, where the network can be asked.
    frames: Option<NodeId>,
    pool: Arc<ThreadPool>,
}

/// What a network made of a run.
pub struct Made {
    /// −1 to 1, though nothing keeps a network to it.
    pub samples: Vec<f32>,
    /// A number for each that was handed over.
    pub frames: Option<Vec<f32>>,
}

impl Model {
    pub fn load(file: &Path, pool: &Arc<ThreadPool>) -> Result<Model, Trouble> {
        let not_onnx = |reason: String| Trouble::NotOnnx { file: file.to_owned(), reason };
        let nodes = File::open(file).and_then(onnx::nodes).map_err(|e| not_onnx(e.to_string()))?;
        if nodes.is_empty() {
            return Err(not_onnx("there is no model in it".to_owned()));
        }
        let network = ModelOptions::with_all_ops().load_file(file).map_err(|error| match error.kind() {
            LoadErrorKind::IoError | LoadErrorKind::ParseError | LoadErrorKind::UnknownFileType => {
                not_onnx(error.to_string())
            }
            _ => Trouble::Operator { file: file.to_owned(), reason: error.to_string() },
        })?;
        let foreign = |what: &str| Trouble::NotPiper { file: file.to_owned(), reason: format!("it has no {what}") };
        let named = |name: &str| network.find_node(name).filter(|id| network.input_ids().contains(id));
        Ok(Model {
            input: named("input").ok_or_else(|| foreign("input named `input`"))?,
            lengths: named("input_lengths").ok_or_else(|| foreign("input named `input_lengths`"))?,
            scales: named("scales").ok_or_else(|| foreign("input named `scales`"))?,
            speaker: named("sid"),
            sound: network.output_ids().first().copied().ok_or_else(|| foreign("output"))?,
            frames: onnx::durations(&nodes).and_then(|name| network.find_node(name)),
            pool: Arc::clone(pool),
            network,
        })
    }

    /// Whether it tells how long each phoneme lasts.
    pub fn tells_times(&self) -> bool {
        self.frames.is_some()
    }

    /// Speaks one run. The same ids, scales, speaker and seed give the same samples.
    pub fn speak(&self, ids: &[i32], scales: Scales, speaker: i32, seed: u64) -> Result<Made, String> {
        let length = i32::try_from(ids.len()).map_err(|e| e.to_string())?;
        let mut inputs: Vec<(NodeId, ValueOrView)> = vec![
            (self.input, NdTensor::from_data([1, ids.len()], ids.to_vec()).into()),
            (self.lengths, NdTensor::from_data([1], vec![length]).into()),
            (self.scales, NdTensor::from_data([3], vec![scales.noise, scales.length, scales.noise_w]).into()),
        ];
        if let Some(id) = self.speaker {
            inputs.push((id, NdTensor::from_data([1], vec![speaker]).into()));
        }
        let wanted: Vec<NodeId> = std::iter::once(self.sound).chain(self.frames).collect();
        let options = RunOptions::default().with_thread_pool(Some(Arc::clone(&self.pool)));
        let run = |wanted: &[NodeId]| {
            self.pool.run(|| {
                // The pool has one thread, so all of the network's chance comes from this one's.
                fastrand::seed(seed);
                self.network.run(inputs.clone(), wanted, Some(options.clone()))
            })
        };
        let mut values = match run(&wanted) {
            Err(error) if self.frames.is_some() && error.kind() == RunErrorKind::PlanningError => run(&wanted[..1]),
            made => made,
        }
        .map_err(|e| e.to_string())?
        .into_iter();
        let samples = values.next().and_then(numbers).ok_or("its output is not sound")?;
        let frames = values.next().and_then(numbers).filter(|frames| frames.len() == ids.len());
        Ok(Made { samples, frames })
    }
}

fn numbers(value: Value) -> Option<Vec<f32>> {
    Tensor::<f32>::try_from(value).ok().map(|tensor| tensor.to_vec())
}
