package io.plumbline.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchRequestTest {

    @Test
    void tellsNamesFromFlags() {
        assertThat(BenchRequest.of(List.of(
                        "loop",
                        "--json",
                        "new.json",
                        "--brief",
                        "gateway",
                        "--compare",
                        "old.json",
                        "--data",
                        "corpora")))
                .isEqualTo(new BenchRequest(
                        List.of("loop", "gateway"),
                        true,
                        Optional.of(Path.of("new.json")),
                        Optional.of(Path.of("old.json")),
                        Optional.of(Path.of("corpora"))));
        assertThat(BenchRequest.of(List.of()))
                .isEqualTo(new BenchRequest(List.of(), false, Optional.empty(), Optional.empty(), Optional.empty()));
    }
}
