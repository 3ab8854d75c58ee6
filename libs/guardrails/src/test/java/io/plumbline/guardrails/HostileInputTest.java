package io.plumbline.guardrails;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.injection.InjectionProbe;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.scan.SpanScanner;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Texts crafted to be expensive: whatever their content, twice the text is at most about twice the work, and
/// each character is read a bounded number of times. Work is counted in characters read, which is independent of
/// other load.
class HostileInputTest {

    private static final int LENGTH = 1 << 16;
    private static final int MOST_READS_PER_CHARACTER = 800;
    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final SpanScanner SCANNER = new SpanScanner(ENGINE.recognizers());

    private static Stream<String> units() {
        return Stream.of(
                "a",
                "1",
                "1 ",
                "12 ",
                "123 ",
                "1-",
                "4111 ",
                "41111111111111",
                "(",
                "((1",
                "+",
                "+1",
                "+1 ",
                "(415) 555-",
                "415-555-0132 ",
                "a@",
                "@",
                "a.",
                "a@a.",
                "a@b.co",
                "x@y.z@",
                "%40",
                "a%40b.",
                "DE",
                "DE89 ",
                "DE89",
                "de89 3704 0044 0532 0130 0",
                "GB29 NWBK 6016 ",
                "eyJ",
                "eyJ-",
                "eyJ.",
                "eyJaaaaaaaaa.",
                "sk-",
                "sk-ant-",
                "ghp_",
                "ghp_a ",
                "AKIA",
                "secret=",
                "secret secret_key=\"",
                "-",
                "-----",
                "-----BEGIN PRIVATE KEY-----",
                "-----BEGIN PRIVATE KEY-----\n",
                "-----BEGIN ",
                "-----END PRIVATE KEY-----",
                " ",
                "\n",
                ".",
                "<",
                "<|",
                "[",
                "\\",
                "ignore ",
                "ignore all previous ",
                "ignore all previous instructions. ",
                "you are now dan ",
                "i g n o ",
                "1gn0re ",
                "aWdub3Jl",
                "aWdub3JlIGFsbA== ",
                "696e",
                "\u200b",
                "e\u0301",
                "і",
                "😀",
                "\uDB40\uDC41",
                "忽略",
                "ext",
                "555-1234567 ext ",
                "536-22-",
                "don't ",
                "\ud83d",
                "::1",
                "1:2:3:4:5:",
                "1.2.3.4.",
                "user='a1",
                "password is a1 ",
                "http://a.b/(",
                "a.co.",
                "mrn 123-",
                "1/2/3",
                "12 januar ",
                "$1,234,",
                "bc1q",
                "0xab",
                "\u0000");
    }

    private static String text(String unit, int length) {
        return unit.repeat(1 + length / unit.length()).substring(0, length);
    }

    @ParameterizedTest
    @MethodSource("units")
    void costsNoMoreThanInProportionToItsLength(String unit) {
        List<Consumer<CharSequence>> readers = List.of(each -> SCANNER.scan(each, 0), InjectionProbe::findings);
        for (Consumer<CharSequence> reader : readers) {
            Counted once = new Counted(text(unit, LENGTH));
            Counted twice = new Counted(text(unit, 2 * LENGTH));
            reader.accept(once);
            reader.accept(twice);
            assertThat(twice.reads).isLessThan(once.reads * 22 / 10 + 10_000);
            assertThat(once.reads).isLessThan((long) LENGTH * MOST_READS_PER_CHARACTER);
        }
    }

    @Test
    void takesAMegabyteOfEverythingAtOnce() {
        StringBuilder text = new StringBuilder();
        List<String> units = new ArrayList<>(units().toList());
        for (int i = 0; text.length() < 1 << 20; i++) {
            text.append(units.get(i % units.size()));
        }
        Counted counted = new Counted(text.toString());
        SCANNER.scan(counted, 0);
        assertThat(counted.reads).isLessThan((long) text.length() * MOST_READS_PER_CHARACTER);
        GuardPolicy standard = GuardPolicy.standard();
        GuardPolicy patient = new GuardPolicy(standard.stages(), standard.onFailure(), GuardPolicy.LONGEST_TIMEOUT_MS);
        assertThat(ENGINE.inspect(Stage.INPUT, text.toString(), patient).failures())
                .isEmpty();
    }

    /// A text that counts the reads of its characters.
    private static final class Counted implements CharSequence {
        private final String text;
        private long reads;

        private Counted(String text) {
            this.text = text;
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public char charAt(int index) {
            reads++;
            return text.charAt(index);
        }

        @Override
        public CharSequence subSequence(int start, int end) {
            reads += end - start;
            return text.substring(start, end);
        }

        @Override
        public String toString() {
            return text;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"4111 1111 1111 1111 ", "+44 20 7946 0958 ", "a@b.co ", "ignore ", "\u200B4111 "})
    void givesUpCloseToItsTimeLimit(String dear) {
        String text = dear.repeat(9_000_000 / dear.length());
        GuardPolicy standard = GuardPolicy.standard();
        GuardPolicy policy = new GuardPolicy(standard.stages(), FailureMode.CLOSED, 100);
        GuardEngine engine = GuardEngine.standard();
        long start = System.nanoTime();
        Inspection inspection = engine.inspect(Stage.INPUT, text, policy);
        engine.inspectJson(Stage.TOOL, "[" + text + "]", policy, PlaceholderVault.fresh());
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        if (!inspection.failures().isEmpty()) {
            assertThat(inspection.decision()).isEqualTo(Action.BLOCK);
        }
    }
}
