package io.plumbline.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.redact.Action;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pins what the policy `deterministic` hides of personal data in the forms of twelve languages, and that it
/// leaves ordinary text alone (`pii/local-forms.txt`).
class LocalFormsTest {

    private static final String NONE = "none";
    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final List<Example> EXAMPLES = examples();

    /// @param hidden the positions of characters that must be hidden
    private record Example(String part, String language, String kind, String text, BitSet hidden) {

        private static Example of(String part, String line) {
            String[] fields = line.split(" ", 3);
            StringBuilder text = new StringBuilder();
            BitSet hidden = new BitSet();
            boolean inside = false;
            String written = fields[2].replace("\\n", "\n");
            for (int i = 0; i < written.length(); i++) {
                char c = written.charAt(i);
                if (c == '⟦' || c == '⟧') {
                    inside = c == '⟦';
                } else {
                    hidden.set(text.length(), inside && Character.isLetterOrDigit(c));
                    text.append(c);
                }
            }
            return new Example(part, fields[0], fields[1], text.toString(), hidden);
        }

        /// Whether everything that must be hidden is, and nothing in ordinary text.
        private boolean isRight() {
            Inspection inspection = ENGINE.inspect(Stage.INPUT, text, BuiltInPolicy.DETERMINISTIC.policy());
            BitSet missed = (BitSet) hidden.clone();
            boolean any = false;
            for (Finding finding : inspection.findings()) {
                if (inspection.rules().actionFor(finding).isStricterThan(Action.FLAG)) {
                    missed.clear(finding.start(), finding.end());
                    any = true;
                }
            }
            return hidden.isEmpty() ? !any : missed.isEmpty();
        }
    }

    private static List<Example> examples() {
        List<Example> examples = new ArrayList<>();
        try (InputStream resource =
                        Objects.requireNonNull(LocalFormsTest.class.getResourceAsStream("pii/local-forms.txt"));
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.UTF_8))) {
            String part = "";
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("# ")) {
                    part = line.substring(2);
                } else if (!line.isBlank()) {
                    examples.add(Example.of(part, line));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return examples;
    }

    @ParameterizedTest
    @CsvSource({"develop, 0.98, 0.99", "held-out, 0.80, 0.98"})
    void hidesPersonalDataAndNothingElse(String part, double recall, double left) {
        List<Example> wrong = EXAMPLES.stream()
                .filter(example -> example.part().equals(part) && !example.isRight())
                .toList();
        long missed = wrong.stream().filter(each -> !each.kind().equals(NONE)).count();
        assertThat(1 - missed / (double) count(part, false)).isGreaterThanOrEqualTo(recall);
        assertThat(1 - (wrong.size() - missed) / (double) count(part, true)).isGreaterThanOrEqualTo(left);
    }

    private static long count(String part, boolean ordinary) {
        return EXAMPLES.stream()
                .filter(each -> each.part().equals(part) && each.kind().equals(NONE) == ordinary)
                .count();
    }

    @Test
    void hidesMostInEachLanguageAndKind() {
        Map<String, int[]> found = new TreeMap<>();
        for (Example example : EXAMPLES) {
            if (!example.kind().equals(NONE)) {
                int right = example.isRight() ? 1 : 0;
                for (String row : List.of(example.language(), example.kind())) {
                    int[] counts = found.computeIfAbsent(row, _ -> new int[2]);
                    counts[0] += right;
                    counts[1]++;
                }
            }
        }
        assertThat(found)
                .allSatisfy((row, counts) ->
                        assertThat(counts[0] / (double) counts[1]).as(row).isGreaterThanOrEqualTo(0.7));
    }
}
