"""piper_high.py MEDIUM.onnx HIGH.onnx: a voice with the shape of Piper's size `high`, for measuring time and memory.

No such voice is in a package registry. Medium and high differ in the decoder alone, so the decoder of a medium voice is
replaced by one with the published figures of HiFi-GAN's largest (V1) as VITS uses it, with random weights: it takes
the time and the memory of a real one, and what it says is noise.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

HIDDEN, CHANNELS = 192, 512
UPSAMPLE = [(8, 16), (8, 16), (2, 4), (2, 4)]  # factor, kernel
KERNELS, DILATIONS = (3, 7, 11), (1, 3, 5)


class Decoder:
    def __init__(self, into):
        self.nodes, self.weights, self.into = [], [], into
        self.chance = np.random.default_rng(1)

    def step(self, kind, inputs, name, **attributes):
        self.nodes.append(helper.make_node(kind, inputs, [name], name=name, **attributes))
        return name

    def weight(self, name, *shape):
        values = (self.chance.standard_normal(shape) * 0.01).astype(np.float32)
        self.weights.append(numpy_helper.from_array(values, name))
        return name

    def conv(self, value, name, before, after, kernel, dilation=1):
        pad = (kernel - 1) * dilation // 2
        inputs = [value, self.weight(f"{name}.weight", after, before, kernel), self.weight(f"{name}.bias", after)]
        return self.step("Conv", inputs, name, kernel_shape=[kernel], dilations=[dilation], pads=[pad, pad], strides=[1], group=1)

    def leaky(self, value, name):
        return self.step("LeakyRelu", [value], name, alpha=0.1)

    def build(self):
        value, channels = self.conv(self.into, "high.pre", HIDDEN, CHANNELS, 7), CHANNELS
        for level, (factor, kernel) in enumerate(UPSAMPLE):
            half, pad, up = channels // 2, (kernel - factor) // 2, f"high.up{level}"
            value = self.step("ConvTranspose", [self.leaky(value, f"{up}.leaky"), self.weight(f"{up}.weight", channels, half, kernel),
                                                self.weight(f"{up}.bias", half)], up,
                              kernel_shape=[kernel], dilations=[1], pads=[pad, pad], strides=[factor], group=1)
            channels, total = half, None
            for number, size in enumerate(KERNELS):
                block = value
                for turn, dilation in enumerate(DILATIONS):
                    name = f"{up}.block{number}.{turn}"
                    inner = self.conv(self.leaky(block, f"{name}.a"), f"{name}.one", channels, channels, size, dilation)
                    inner = self.conv(self.leaky(inner, f"{name}.b"), f"{name}.two", channels, channels, size)
                    block = self.step("Add", [inner, block], f"{name}.sum")
                total = block if total is None else self.step("Add", [total, block], f"{up}.sum{number}")
            value = self.step("Div", [total, "high.three"], f"{up}.mean")
        self.weights.append(numpy_helper.from_array(np.array(3, dtype=np.float32), "high.three"))
        value = self.conv(self.leaky(value, "high.leaky"), "high.post", channels, 1, 7)
        return self.step("Tanh", [value], "/dec/Tanh_output_0")


def main(medium, high):
    model = onnx.load(medium)
    graph = model.graph
    first = next(node for node in graph.node if node.name == "/dec/conv_pre/Conv")
    decoder = Decoder(first.input[0])
    decoder.build()
    kept = [node for node in graph.node if not node.name.startswith("/dec/") or node.op_type == "Constant"]
    at = next(place for place, node in enumerate(kept) if "/dec/Tanh_output_0" in node.input)
    nodes = kept[:at] + decoder.nodes + kept[at:]
    weights = [tensor for tensor in graph.initializer if not tensor.name.startswith("dec.")] + decoder.weights
    del graph.node[:], graph.initializer[:], graph.value_info[:]
    graph.node.extend(nodes)
    graph.initializer.extend(weights)
    onnx.checker.check_model(model)
    onnx.save(model, high)
    count = sum(int(np.prod(tensor.dims)) for tensor in weights if tensor.data_type == TensorProto.FLOAT)
    print(f"{count / 1e6:.1f} million weights")


main(*sys.argv[1:3])
