package io.plumbline.eval.gate.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.clients.eval.CheckScale;
import java.util.Locale;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckScaleTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            rougeL.floor               | 0.8247    | 0.825      | false
            rougeL.regression          | -0.0351   | -0.035     | false
            slice.errors.words.floor   | 0.5       | 0.500      | false
            judge.relevance.floor      | 1         | 1.000      | false
            errors                     | 0.0561    | 5.6 %      | true
            baseline.errors            | 0         | 0.0 %      | true
            slice.cards.errors         | 0.02      | 2.0 %      | true
            judge.relevance.errors     | 1         | 100.0 %    | true
            latency.p95                | 2443.461  | 2,443 ms   | true
            cost                       | 12.3456   | 12.3 USD   | true
            cost                       | 0.0001234 | 0.000123 USD | true
            evidence                   | 2         | 2          | false
            cache                      | 1         | 100.0 %    | true
            judge.relevance.skipped    | 0.25      | 25.0 %     | true
            cost                       | 0         | 0 USD      | true
            """)
    void tellsTheUnitAndTheDirectionOfACheck(String check, double value, String text, boolean ceiling) {
        CheckScale scale = CheckScale.of(check);
        assertThat(scale.text(value, score -> String.format(Locale.ROOT, "%.3f", score)))
                .isEqualTo(text);
        assertThat(scale.isCeiling()).isEqualTo(ceiling);
    }
}
