package io.plumbline.console.incident;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EvidenceTableTest {

    @Test
    void showsComparableValuesAsColumns() {
        Map<String, Object> verdict = Map.of(
                "step",
                0,
                "canary",
                Map.of("calls", 84, "errorRate", 0.16666666666666666, "firstErrorAt", "2026-11-25T01:10:48.667Z"),
                "control",
                Map.of("calls", 1300, "errorRate", 0),
                "metrics",
                List.of(
                        Map.of("name", "errorRate", "harm", Map.of("eValue", 986.5121350358545)),
                        Map.of("name", "score", "harm", Map.of("eValue", 164.38018010353602))));
        assertThat(EvidenceTable.of(Map.of("millisSinceFirstCall", 3972, "verdict", verdict)).stream()
                        .map(EvidenceTableTest::text))
                .containsExactly(
                        " [] [since first call=4.0 s]",
                        "verdict [] [step=0]",
                        "verdict · canary, control [canary, control] [calls=84|1,300, error rate=0.167|0,"
                                + " first error at=2026-11-25 01:10:48|]",
                        "verdict · metrics [error rate, score] [harm · e-value=986.512|164.38]");
    }

    @Test
    void keepsReportedValuesBesideFormattedOnes() {
        EvidenceValue value = EvidenceValue.of("difference", 0.16666666666666666);
        assertThat(value).isEqualTo(new EvidenceValue("0.167", "0.16666666666666666"));
    }

    @Test
    void omitsNothing() {
        Map<String, @Nullable Object> odd = new HashMap<>();
        odd.put("none", null);
        odd.put("empty", Map.of());
        odd.put("names", List.of("a", "b"));
        odd.put("one", List.of(Map.of("name", "only", "calls", 1)));
        odd.put("mixed", Arrays.asList(1, Map.of("deep", List.of(2, 3))));
        odd.put("many", IntStream.range(0, 7).mapToObj(i -> Map.of("n", i)).toList());
        odd.put("twins", List.of(Map.of("name", "x"), Map.of("name", "x")));
        assertThat(EvidenceTable.of(odd).stream().map(EvidenceTableTest::text))
                .containsExactly(
                        " [] [empty=, many · 1 · n=0, many · 2 · n=1, many · 3 · n=2, many · 4 · n=3, many · 5 · n=4,"
                                + " many · 6 · n=5, many · 7 · n=6, mixed · 1=1, mixed · 2 · deep=2, 3, names=a, b,"
                                + " none=, one · 1 · calls=1, one · 1 · name=only]",
                        "twins [1, 2] [name=x|x]");
        assertThat(EvidenceTable.of(Map.of())).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            199.99999999999991 | 200
            10482.4412         | 10,482
            -0.0379070007      | -0.038
            0.000012345        | 0.0000123
            3.2E+40            | 3.2E+40
            0.0                | 0
            """)
    void writesNumbersToRead(String number, String text) {
        assertThat(EvidenceValue.of("value", Double.valueOf(number)).text()).isEqualTo(text);
    }

    private static String text(EvidenceTable table) {
        return table.title() + " " + table.columns() + " "
                + table.rows().stream()
                        .map(row -> row.name() + "="
                                + String.join(
                                        "|",
                                        row.values().stream()
                                                .map(EvidenceValue::text)
                                                .toList()))
                        .toList();
    }
}
