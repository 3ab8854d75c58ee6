package io.plumbline.registry.supplychain;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class FileFormatTest {

    @Test
    void recognisesFormatsByName() {
        assertThat(List.of(
                        "a/model.safetensors", "m.GGUF", "m.onnx", "m.pkl", "m.joblib.gz", "pytorch_model.bin", "m.PT"))
                .map(FileFormat::ofName)
                .containsExactly(
                        FileFormat.SAFETENSORS,
                        FileFormat.GGUF,
                        FileFormat.ONNX,
                        FileFormat.PICKLE,
                        FileFormat.PICKLE,
                        FileFormat.PYTORCH,
                        FileFormat.PYTORCH);
        assertThat(List.of("m.h5", "config.json", "pkl", "s3://bucket/dir"))
                .map(FileFormat::ofName)
                .containsExactly(FileFormat.KERAS, FileFormat.OTHER, FileFormat.OTHER, FileFormat.OTHER);
    }

    @Test
    void recognisesFormatsByTheirFirstBytes() {
        assertThat(FileFormat.ofHead(bytes("\u0080\u0004\u0095\u0001"))).hasValue(FileFormat.PICKLE);
        assertThat(FileFormat.ofHead(bytes("cposix\nsystem\n(S'id'\n"))).hasValue(FileFormat.PICKLE);
        assertThat(FileFormat.ofHead(bytes("\u0093NUMPY\u0001\u0000v\u0000{'descr': '|O', 'fortran")))
                .hasValue(FileFormat.PICKLE);
        assertThat(FileFormat.ofHead(bytes("\u0093NUMPY\u0001\u0000v\u0000{'descr': '<f4', 'fortran")))
                .isEmpty();
        assertThat(FileFormat.ofHead(zip("archive/data.pkl"))).hasValue(FileFormat.PYTORCH);
        assertThat(FileFormat.ofHead(zip("metadata.json"))).hasValue(FileFormat.KERAS);
        assertThat(FileFormat.ofHead(zip("word/document.xml"))).isEmpty();
        assertThat(FileFormat.ofHead(bytes("\u0089HDF\r\n\u001a\n"))).hasValue(FileFormat.KERAS);
        assertThat(FileFormat.ofHead(bytes("\u0010\u0000\u0000\u0000\u0000\u0000\u0000\u0000{\"a\"")))
                .hasValue(FileFormat.SAFETENSORS);
        assertThat(FileFormat.ofHead(bytes("GGUF\u0003"))).hasValue(FileFormat.GGUF);
        assertThat(FileFormat.ofHead(new byte[0])).isEmpty();
    }

    @Test
    void believesContentMoreThanNames() {
        ModelFile disguised = new ModelFile("s3://b/m.safetensors", null, null, bytes("\u0080\u0004\u0095\u0001"));
        assertThat(disguised.format()).isEqualTo(FileFormat.PICKLE);
        assertThat(disguised.isAllowedBy(List.of("safetensors", "bin"))).isFalse();
        ModelFile renamed = new ModelFile("s3://b/m.pkl", "m.safetensors", null, new byte[0]);
        assertThat(renamed.format()).isEqualTo(FileFormat.PICKLE);
        assertThat(renamed.isAllowedBy(List.of("bin"))).isFalse();
        assertThat(renamed.isAllowedBy(List.of("pkl"))).isTrue();
    }

    @Test
    void evaluatesLicenceExpressions() {
        List<String> allowed =
                List.of("MIT", "Apache-2.0", "GPL-2.0-only WITH Classpath-exception-2.0", "Acme internal");
        assertThat(List.of(
                        "mit",
                        "MIT OR GPL-3.0-only",
                        "(MIT AND Apache-2.0)",
                        "GPL-2.0-only WITH Classpath-exception-2.0",
                        "GPL-3.0-only AND MIT OR Apache-2.0",
                        "acme internal"))
                .allMatch(license -> LicenseExpression.isAllowed(license, allowed));
        assertThat(List.of(
                        "GPL-3.0-only",
                        "MIT AND GPL-3.0-only",
                        "GPL-2.0-only",
                        "MIT OR",
                        "(MIT",
                        "MIT MIT",
                        "",
                        "(".repeat(100) + "MIT" + ")".repeat(100)))
                .noneMatch(license -> LicenseExpression.isAllowed(license, allowed));
    }

    private static byte[] zip(String entry) {
        return bytes(
                "PK\u0003\u0004" + "\u0000".repeat(22) + (char) entry.length() + "\u0000\u0000\u0000" + entry + "rest");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }
}
