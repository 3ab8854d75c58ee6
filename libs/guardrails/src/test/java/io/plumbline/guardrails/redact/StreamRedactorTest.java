package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import io.plumbline.personaldata.scan.SpanScanner;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class StreamRedactorTest {

    private static final SecretKeys SECRET =
            SecretKeys.of("a secret of the test".getBytes(StandardCharsets.UTF_8), "tests");
    private static final GuardEngine ENGINE = GuardEngine.standard();

    /// Without names, which need a complete sentence.
    private static final GuardEngine BY_FORM = new GuardEngine(new SpanScanner(ENGINE.recognizers()), List.of());

    private static final GuardPolicy POLICY = policy(Action.REDACT);

    private static GuardPolicy policy(Action secrets) {
        StageRules rules = StageRules.of(
                Map.of(Category.PII, Rule.of(Action.REDACT).withThreshold(0), Category.SECRET, Rule.of(secrets)));
        return new GuardPolicy(Map.of(Stage.OUTPUT, rules), FailureMode.CLOSED, 60_000);
    }

    private static PlaceholderVault vault() {
        return PlaceholderVault.forConversation(SECRET, "conversation");
    }

    private static List<String> found() {
        return SampleTexts.found();
    }

    private static String whole(String text) {
        return ENGINE.inspect(Stage.OUTPUT, text, POLICY, vault()).text();
    }

    private static String streamed(List<String> pieces) {
        StreamRedactor redactor = ENGINE.redactText(Stage.OUTPUT, POLICY, vault());
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            out.append(redactor.push(piece));
        }
        return out.append(redactor.finish()).toString();
    }

    @ParameterizedTest
    @MethodSource("found")
    void leaksNoCharacterWhereverAValueIsCut(String value) {
        String text = "Here it is: " + value + ", thank you.";
        String whole = whole(text);
        assertThat(whole).doesNotContain(value).startsWith("Here it is: ").endsWith(", thank you.");
        for (List<String> pieces : Cuts.everywhere(text)) {
            assertThat(streamed(pieces)).as("cut into %s", pieces).isEqualTo(whole);
        }
    }

    @Test
    void givesForAnyPiecesWhatItGivesForTheWhole() {
        Random random = new Random(20261124);
        String tag = vault().tag();
        for (int round = 0; round < 2000; round++) {
            String text = round % 2 == 0
                    ? SampleTexts.random(random, tag, tag.toLowerCase(Locale.ROOT), tag.substring(0, 3))
                    : SampleTexts.soup(random);
            text = round % 20 == 0 ? text.repeat(10) : text;
            List<String> pieces = Cuts.random(text, random);
            assertThat(streamed(pieces)).as("round %d: %s", round, pieces).isEqualTo(whole(text));
        }
    }

    @Test
    void givesOrdinaryWordsOnAtOnce() {
        StreamRedactor redactor = BY_FORM.redactText(Stage.OUTPUT, POLICY, vault());
        StringBuilder out = new StringBuilder();
        String text = "Nothing here is anybody's business, and so it should not wait. ".repeat(20);
        int given = 0;
        for (String word : text.split("(?<= )", -1)) {
            given += word.length();
            out.append(redactor.push(word));
            assertThat(given - out.length()).isLessThan(word.length() + 1);
        }
        assertThat(out + redactor.finish()).isEqualTo(text);
    }

    @Test
    void neverHoldsBackMoreThanItsLongestSpanAndWhatThatOverlaps() {
        Random random = new Random(7);
        int bound = 2
                * ENGINE.recognizers().stream()
                        .mapToInt(each -> each.maxLength())
                        .max()
                        .orElseThrow();
        for (String unit : List.of(
                "4",
                "41 ",
                "a",
                "a@",
                "a.b@c.d",
                "eyJ",
                "eyJhbGciOi.",
                "-----BEGIN PRIVATE KEY-----\n",
                "MIIEvQIBADANBgkqhkiG9w0BAQEFAASCBKcwggSj\n",
                "+44 20 7946 0958 ",
                "DE89 ",
                "sk-",
                "[",
                "\\")) {
            StreamRedactor redactor = BY_FORM.redactText(Stage.OUTPUT, POLICY, vault());
            String start = random.nextBoolean() ? "-----BEGIN PRIVATE KEY-----\n" : "";
            int pushed = start.length();
            redactor.push(start);
            long given = 0;
            boolean replaced = false;
            for (int i = 0; i < 1500; i++) {
                String piece = unit.repeat(1 + 60 / unit.length());
                String out = redactor.push(piece);
                replaced |= out.contains("_" + vault().tag() + "_");
                pushed += piece.length();
                given += out.length();
                if (!replaced) {
                    assertThat(pushed - given).as("held back of %s", unit).isLessThanOrEqualTo(bound);
                }
            }
        }
    }

    @Test
    void keepsSurrogatePairsTogether() {
        StreamRedactor redactor = BY_FORM.redactText(Stage.OUTPUT, POLICY, vault());
        assertThat(redactor.push("ok \ud83d")).isEqualTo("ok ");
        assertThat(redactor.push("\ude00 ")).isEqualTo("😀 ");
        assertThat(redactor.finish()).isEmpty();
    }

    @Test
    void stopsAtWhatIsBlocked() {
        StreamRedactor redactor = BY_FORM.redactText(Stage.OUTPUT, policy(Action.BLOCK), vault());
        String out = redactor.push("The key is AKIAIOSFODNN7EXAMPLE and more, a@example.com");
        assertThat(out).isEqualTo("The key is ");
        assertThat(redactor.push("even more")).isEmpty();
        assertThat(redactor.finish()).isEmpty();
        assertThat(redactor.decision()).isEqualTo(Action.BLOCK);
        assertThat(redactor.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.entityType()).isEqualTo("AWS_ACCESS_KEY");
            assertThat(finding.start()).isEqualTo(11);
        });
    }

    @Test
    void goesOnPastAQuestionThatIsKnownBeforeAnythingOfItIsGiven() {
        String text = "The key is AKIAIOSFODNN7EXAMPLE and more, a@example.com";
        for (List<String> pieces : Cuts.everywhere(text)) {
            StreamRedactor redactor = BY_FORM.redactText(Stage.OUTPUT, policy(Action.ASK), vault())
                    .pastQuestions();
            StringBuilder out = new StringBuilder();
            for (String piece : pieces) {
                out.append(redactor.push(piece));
                assertThat(redactor.decision() == Action.ASK || !out.toString().contains("AKIA"))
                        .as("known before it is given, in pieces %s", pieces)
                        .isTrue();
            }
            out.append(redactor.finish());
            assertThat(redactor.decision()).isEqualTo(Action.ASK);
            assertThat(out.toString()).contains("AKIAIOSFODNN7EXAMPLE and more").doesNotContain("a@example.com");
        }
    }

    @Test
    void endsPastAQuestionAtWhatIsBlocked() {
        StageRules rules = StageRules.of(Map.of(
                Category.SECRET,
                Rule.of(Action.ASK),
                Category.PII,
                Rule.of(Action.BLOCK).withThreshold(0)));
        GuardPolicy asking = new GuardPolicy(Map.of(Stage.OUTPUT, rules), FailureMode.CLOSED, 60_000);
        StreamRedactor redactor =
                BY_FORM.redactJson(Stage.OUTPUT, asking, vault()).pastQuestions();
        String out =
                redactor.push("{\"key\": \"AKIAIOSFODNN7EXAMPLE\", \"to\": \"a@example.com\"}") + redactor.finish();
        assertThat(out).contains("AKIAIOSFODNN7EXAMPLE").doesNotContain("example.com");
        assertThat(redactor.decision()).isEqualTo(Action.BLOCK);
        assertThat(ENGINE.inspectJson(Stage.OUTPUT, "{\"key\": \"AKIAIOSFODNN7EXAMPLE\"}", policy(Action.ASK), vault())
                        .text())
                .isEqualTo("{\"key\": \"AKIAIOSFODNN7EXAMPLE\"}");
    }

    @Test
    void reportsWhatTheWholeReports() {
        Random random = new Random(99);
        for (int round = 0; round < 500; round++) {
            String text = SampleTexts.random(random);
            StreamRedactor redactor = ENGINE.redactText(Stage.OUTPUT, POLICY, vault());
            Cuts.random(text, random).forEach(redactor::push);
            redactor.finish();
            Inspection whole = ENGINE.inspect(Stage.OUTPUT, text, POLICY, vault());
            assertThat(redactor.findings())
                    .isEqualTo(whole.findings().stream()
                            .filter(finding -> POLICY.rules(Stage.OUTPUT).actionFor(finding) != Action.ALLOW)
                            .toList());
            assertThat(redactor.decision()).isEqualTo(whole.decision());
        }
    }
}
