package io.plumbline.bench.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TableTest {

    private final Result now = new Result(
            "gateway",
            List.of(
                    new Figure("plain", "direct", "requests/s", List.of(9_000.0, 10_000.0, 12_345.6)),
                    new Figure("plain", "gateway's CPU", "µs/request", List.of(80.0, 81.0, 82.0)),
                    new Figure("streamed", "added to the first chunk, p50", "ms", List.of(0.5, 0.25, -0.125))));

    @Test
    void showsEachFigureUnderItsGroup() {
        assertThat(String.join("\n", Table.of(now, Optional.empty()))).isEqualTo("""
                                                   median  lowest … highest
                plain
                  direct                           10,000  9,000 … 12,346      requests/s
                  gateway's CPU                      81.0  80.0 … 82.0         µs/request
                streamed
                  added to the first chunk, p50      0.25  -0.13 … 0.50        ms""");
    }

    @Test
    void putsWhatItWasBesideWhatItIs() {
        Result before = new Result(
                "gateway",
                List.of(
                        new Figure("plain", "direct", "requests/s", List.of(9_900.0, 10_000.0, 10_100.0)),
                        new Figure("plain", "gateway's CPU", "µs/request", List.of(160.0, 162.0, 164.0)),
                        new Figure("streamed", "added to the first chunk, p50", "µs", List.of(1.0))));

        List<String> lines = Table.of(now, Optional.of(before));

        assertThat(String.join("\n", lines)).isEqualTo("""
                                                   median  lowest … highest                  before   ratio
                plain
                  direct                           10,000  9,000 … 12,346      requests/s    10,000   1.00×
                  gateway's CPU                      81.0  80.0 … 82.0         µs/request       162   0.50× ◄
                streamed
                  added to the first chunk, p50      0.25  -0.13 … 0.50        ms""");
        assertThat(lines).allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(96));
    }

    @Test
    void showsNoRatioToNothing() {
        Result before = new Result(
                "gateway", List.of(new Figure("plain", "gateway's CPU", "µs/request", List.of(0.0, 0.0, 0.0))));

        assertThat(Table.of(now, Optional.of(before)).get(3)).endsWith("µs/request      0.00       - ◄");
    }
}
