"""Writes the model of OnnxPairModelTest: BERT's three inputs, and one number that tells what it was given.

    score = 0.001 * mean(input_ids) + 0.01 * mean(input_ids * token_type_ids) + 0.1 * mean(attention_mask)

python3 tiny_pairs.py FOLDER writes model.onnx and vocab.txt there. Plain protobuf (onnx.proto3), so that nothing
has to be installed.
"""

import pathlib
import struct
import sys

INT64, FLOAT = 7, 1


def varint(value):
    out = b""
    while value > 0x7F:
        out += bytes([value & 0x7F | 0x80])
        value >>= 7
    return out + bytes([value])


def number(field, value):
    return varint(field << 3) + varint(value)


def data(field, value):
    value = value.encode() if isinstance(value, str) else value
    return varint(field << 3 | 2) + varint(len(value)) + value


def attribute(name, value):
    return data(5, data(1, name) + number(3, value) + number(20, 2))


def node(kind, inputs, output, *attributes):
    return data(1, b"".join(data(1, one) for one in inputs) + data(2, output) + data(4, kind) + b"".join(attributes))


def constant(name, value):
    return data(5, number(2, FLOAT) + data(4, struct.pack("<f", value)) + data(8, name))


def value(field, name, kind, shape):
    dimensions = b"".join(data(1, data(2, one) if isinstance(one, str) else number(1, one)) for one in shape)
    return data(field, data(1, name) + data(2, data(1, number(1, kind) + data(2, dimensions))))


def cast(name):
    return node("Cast", [name], name + "_f", attribute("to", FLOAT))


def mean(name, output):
    return node("ReduceMean", [name], output, attribute("keepdims", 0))


def model():
    inputs = ("input_ids", "attention_mask", "token_type_ids")
    graph = b"".join(cast(name) for name in inputs)
    graph += node("Mul", ["input_ids_f", "token_type_ids_f"], "second")
    graph += mean("input_ids_f", "all_mean") + mean("second", "second_mean") + mean("attention_mask_f", "mask_mean")
    graph += node("Mul", ["all_mean", "a"], "x") + node("Mul", ["second_mean", "b"], "y")
    graph += node("Mul", ["mask_mean", "c"], "z")
    graph += node("Add", ["x", "y"], "xy") + node("Add", ["xy", "z"], "score")
    graph += data(2, "pairs") + constant("a", 0.001) + constant("b", 0.01) + constant("c", 0.1)
    graph += b"".join(value(11, name, INT64, ("batch", "tokens")) for name in inputs)
    graph += value(12, "score", FLOAT, ())
    return number(1, 8) + data(7, graph) + data(8, data(1, "") + number(2, 13))


def vocabulary():
    pieces = ["[PAD]"] + [f"[unused{i}]" for i in range(99)] + ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    return pieces + ["the", "cat", "sat", "dog", "ran", "##s", "."]


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1])
    (folder / "model.onnx").write_bytes(model())
    (folder / "vocab.txt").write_text("\n".join(vocabulary()) + "\n")
