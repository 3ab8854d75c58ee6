package io.plumbline.embeddings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;

class OnnxOutputsTest {

    /// By Python's onnx 1.17: `graph { output { name: "ab" } output { name: "c" } }`.
    @Test
    void isAModelWithNothingButOutputs() {
        assertThat(HexFormat.of().formatHex(OnnxOutputs.named(List.of("ab", "c"))))
                .isEqualTo("3a0b" + "62040a026162" + "62030a0163");
    }

    @Test
    void writesLengthsOfSeveralBytes() {
        byte[] model = OnnxOutputs.named(List.of("n".repeat(300)));

        assertThat(HexFormat.of().formatHex(model, 0, 9)).isEqualTo("3ab202" + "62af02" + "0aac02");
    }
}
