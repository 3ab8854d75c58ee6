package io.plumbline.standalone.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BenchRequestTest {

    @Test
    void tellsNamesFromFlags() {
        assertThat(BenchRequest.of(
                        List.of("loop", "--json", "new.json", "--brief", "gateway", "--compare", "old.json")))
                .isEqualTo(new BenchRequest(
                        List.of("loop", "gateway"),
                        true,
                        Optional.of(Path.of("new.json")),
                        Optional.of(Path.of("old.json"))));
        assertThat(BenchRequest.of(List.of()))
                .isEqualTo(new BenchRequest(List.of(), false, Optional.empty(), Optional.empty()));
    }
}
