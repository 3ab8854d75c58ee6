package io.plumbline.embeddings;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The bytes to append to an ONNX model to give its graph more outputs.
///
/// Protocol Buffers merges a message that is given in two parts, and concatenates its lists. A model followed by
/// another whose graph contains only outputs is therefore the model with those outputs added. Shapes and types
/// are inferred. Source: onnx.proto, `ModelProto.graph`, `GraphProto.output`, `ValueInfoProto.name`.
final class OnnxOutputs {

    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_OUTPUT = 12;
    private static final int VALUE_NAME = 1;
    private static final int LENGTH_DELIMITED = 2;

    private OnnxOutputs() {}

    /// @param names of values that nodes of the graph compute
    static byte[] named(List<String> names) {
        ByteArrayOutputStream graph = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] value = field(VALUE_NAME, name.getBytes(StandardCharsets.UTF_8));
            graph.writeBytes(field(GRAPH_OUTPUT, value));
        }
        return field(MODEL_GRAPH, graph.toByteArray());
    }

    private static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.write((number << 3) | LENGTH_DELIMITED);
        int length = content.length;
        while (length > 0x7F) {
            field.write((length & 0x7F) | 0x80);
            length >>>= 7;
        }
        field.write(length);
        field.writeBytes(content);
        return field.toByteArray();
    }
}
