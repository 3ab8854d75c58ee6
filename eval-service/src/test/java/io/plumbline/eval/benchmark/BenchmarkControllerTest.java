package io.plumbline.eval.benchmark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockMultipartFile;
import org.springframework.web.multipart.MultipartFile;

class BenchmarkControllerTest {

    private static MultipartFile packed(String name, int size) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream stream = new GZIPOutputStream(bytes)) {
            stream.write(new byte[size]);
        }
        return new MockMultipartFile("file", name, null, bytes.toByteArray());
    }

    @Test
    void refusesFilesThatTogetherUnpackToTooMuch() throws IOException {
        List<MultipartFile> files = List.of(packed("a.csv.gz", 400_000), packed("b.csv.gz", 600_000));
        assertThat(BenchmarkController.decoded(files, 1_000_000)).hasSize(2);
        assertThatExceptionOfType(ProblemException.class)
                .isThrownBy(() -> BenchmarkController.decoded(files, 999_999))
                .withMessageContaining("Line 1 of b.csv (and the files before it) are too large");
    }
}
