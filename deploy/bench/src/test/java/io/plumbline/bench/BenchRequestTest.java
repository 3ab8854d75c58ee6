package io.plumbline.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.plumbline.standalone.layout.CannotContinue;
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
                        "corpora",
                        "--minutes",
                        "5",
                        "--rate",
                        "120",
                        "--calls",
                        "50",
                        "--chunks",
                        "5000",
                        "--postgres",
                        "jdbc:postgresql://localhost/vectors")))
                .isEqualTo(new BenchRequest(
                        List.of("loop", "gateway"),
                        true,
                        Optional.of(Path.of("new.json")),
                        Optional.of(Path.of("old.json")),
                        Optional.of(Path.of("corpora")),
                        5,
                        120,
                        Optional.of(50),
                        5000,
                        Optional.of("jdbc:postgresql://localhost/vectors")));
        assertThat(BenchRequest.of(List.of()))
                .isEqualTo(new BenchRequest(
                        List.of(),
                        false,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        20,
                        300,
                        Optional.empty(),
                        0,
                        Optional.empty()));
    }

    @Test
    void takesOnlyNumbersThatASoakCanBe() {
        for (String wrong : List.of("0", "-1", "many", "1.5", "999999999999", "")) {
            assertThatThrownBy(() -> BenchRequest.of(List.of("soak", "--minutes", wrong)))
                    .isInstanceOf(CannotContinue.class)
                    .hasMessageContaining("--minutes");
            assertThatThrownBy(() -> BenchRequest.of(List.of("soak", "--rate", wrong)))
                    .isInstanceOf(CannotContinue.class);
        }
    }
}
