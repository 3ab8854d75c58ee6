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
import io.plumbline.personaldata.detect.Detector;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.detect.InspectedText;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.pii.PiiRecognizers;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import io.plumbline.personaldata.scan.SpanScanner;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Findings of whole-passage detectors, in streams and in JSON.
class PassageStreamTest {

    /// As [StreamRedactor] documents.
    private static final int LONGEST_SEGMENT = 1_000;

    private static final Rule REPLACE =
            Rule.of(Action.REDACT).withOperator(Operator.REPLACE).withThreshold(0);

    private final Names names = new Names();
    private final GuardEngine engine =
            new GuardEngine(new SpanScanner(PiiRecognizers.all(PiiRecognizers.DEFAULT_PHONE_REGIONS)), List.of(names));

    /// Knows two names, in any position.
    private static final class Names implements Detector {
        private int characters;
        private boolean fails;

        @Override
        public String name() {
            return "names";
        }

        @Override
        public Set<Category> categories() {
            return Set.of(Category.PII);
        }

        @Override
        public Set<String> entityTypes(Category category) {
            return Set.of("PERSON");
        }

        @Override
        public List<Finding> detect(InspectedText passage) {
            if (fails) {
                throw new IllegalStateException("broken");
            }
            String text = passage.text();
            characters += text.length();
            List<Finding> found = new ArrayList<>();
            for (String name : List.of("Ada Lovelace", "Byron")) {
                for (int at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1)) {
                    found.add(new Finding("names", Category.PII, "PERSON", at, at + name.length(), .9, null));
                }
            }
            found.sort(Comparator.comparingInt(Finding::start));
            return found;
        }
    }

    private static GuardPolicy policy(Rule rule, FailureMode onFailure) {
        StageRules rules = StageRules.of(Map.of(Category.PII, rule));
        return new GuardPolicy(Map.of(Stage.OUTPUT, rules), onFailure, 60_000);
    }

    private static final GuardPolicy POLICY = policy(REPLACE, FailureMode.CLOSED);

    private String streamed(List<String> pieces) {
        return streamed(engine.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh()), pieces);
    }

    private static String streamed(StreamRedactor redactor, List<String> pieces) {
        StringBuilder out = new StringBuilder();
        pieces.forEach(piece -> out.append(redactor.push(piece)));
        return out.append(redactor.finish()).toString();
    }

    @Test
    void redactsNamesWhereverTheyAreCut() {
        String text = "Yesterday I met Ada Lovelace at the mill, ada@example.com is hers. Byron came too.";
        String whole = "Yesterday I met <PERSON> at the mill, <EMAIL_ADDRESS> is hers. <PERSON> came too.";
        assertThat(engine.inspect(Stage.OUTPUT, text, POLICY).text()).isEqualTo(whole);
        for (List<String> pieces : Cuts.everywhere(text)) {
            assertThat(streamed(pieces)).isEqualTo(whole);
        }
    }

    @Test
    void givesForAnyPiecesWhatItGivesForTheWhole() {
        Random random = new Random(11);
        for (int round = 0; round < 250; round++) {
            String text = prose(random);
            assertThat(streamed(Cuts.random(text, random))).isEqualTo(streamed(List.of(text)));
        }
    }

    @Test
    void knowsNamesOfEarlierSentencesWhereverItIsCut() {
        GuardEngine rules = GuardEngine.standard();
        String text = "Yesterday we had a visit by Mrs. Zbigniewska, who had called us before. "
                + "It was about the delivery of the goods, said Zbigniewska. And so it was done by us all in the end.";
        String whole = streamed(rules.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh()), List.of(text));
        assertThat(whole)
                .contains("by <TITLE> <PERSON>,")
                .contains("said <PERSON>.")
                .doesNotContain("Zbigniewska");
        for (List<String> pieces : Cuts.everywhere(text)) {
            assertThat(streamed(rules.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh()), pieces))
                    .isEqualTo(whole);
        }
    }

    private static String prose(Random random) {
        List<String> parts = List.of(
                "Ada Lovelace",
                "Byron",
                "ada@example.com",
                "4111 1111 1111 1111",
                "+44 20 7946 0958",
                ". ",
                "! ",
                "\n",
                "\n\n",
                " ",
                " and then ",
                "lower case words that go on ",
                "Dr. ",
                "😀",
                "word ".repeat(80),
                "x".repeat(300),
                "\u200b",
                "Ada ",
                "Byron@example.com");
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(30); i >= 0; i--) {
            text.append(parts.get(random.nextInt(parts.size())));
        }
        return text.toString();
    }

    @Test
    void givesTheSameForJsonCutAnywhereEscapesIncluded() {
        Random random = new Random(12);
        for (int round = 0; round < 150; round++) {
            String json = "{\"note\":\"" + escaped(prose(random), random) + "\",\"by\":[\""
                    + escaped(prose(random), random) + "\",17,null,\"Byron\"]}";
            String whole = engine.inspectJson(Stage.OUTPUT, json, POLICY, PlaceholderVault.fresh())
                    .text();
            assertThat(whole).doesNotContain("Byron").doesNotContain("Ada Lovelace");
            StreamRedactor redactor = engine.redactJson(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
            assertThat(streamed(redactor, Cuts.random(json, random))).isEqualTo(whole);
        }
    }

    private static String escaped(String text, Random random) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (random.nextInt(9) == 0 || c == '\n') {
                escaped.append("\\u%04x".formatted((int) c));
            } else {
                escaped.append(c);
            }
        }
        return escaped.toString();
    }

    @Test
    void holdsASentenceBackAndNeverMoreThanASegment() {
        StreamRedactor redactor = engine.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
        String sentence = "This sentence says something of some length about the mill.";
        assertThat(redactor.push(sentence)).isEmpty();
        assertThat(redactor.push(" A")).isEqualTo(sentence);
        int held = 2;
        for (int i = 0; i < 2000; i++) {
            held += 4 - redactor.push("word").length();
            assertThat(held).isLessThanOrEqualTo(LONGEST_SEGMENT + 4);
        }
    }

    @Test
    void showsTheDetectorsEachCharacterAboutOnce() {
        StreamRedactor redactor = engine.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
        int pushed = 0;
        for (int i = 0; i < 5000; i++) {
            redactor.push("aB ");
            pushed += 3;
        }
        redactor.finish();
        assertThat(names.characters).isBetween(pushed, pushed * 5 / 4 + LONGEST_SEGMENT);
    }

    @Test
    void waitsForNothingWhereNamesDoNotMatter() {
        GuardPolicy mail =
                policy(new Rule(Action.REDACT, 0, Operator.REPLACE, Set.of("EMAIL_ADDRESS")), FailureMode.CLOSED);
        StreamRedactor redactor = engine.redactText(Stage.OUTPUT, mail, PlaceholderVault.fresh());
        assertThat(redactor.push("Ada Lovelace was here. ")).isEqualTo("Ada Lovelace was here. ");
        assertThat(names.characters).isZero();
    }

    @Test
    void endsTheStreamWhenADetectorFailsUnlessThePolicyIsOpen() {
        names.fails = true;
        StreamRedactor closed = engine.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
        assertThat(streamed(closed, List.of("Ada Lovelace ", "was here"))).isEmpty();
        assertThat(closed.decision()).isEqualTo(Action.BLOCK);
        StreamRedactor open =
                engine.redactText(Stage.OUTPUT, policy(REPLACE, FailureMode.OPEN), PlaceholderVault.fresh());
        assertThat(streamed(open, List.of("Ada Lovelace, a", "da@example.com")))
                .isEqualTo("Ada Lovelace, <EMAIL_ADDRESS>");
        Inspection json =
                engine.inspectJson(Stage.OUTPUT, "[\"Ada Lovelace\", \"Byron\"]", POLICY, PlaceholderVault.fresh());
        assertThat(json.decision()).isEqualTo(Action.BLOCK);
        assertThat(json.failures()).hasSize(1);
    }

    @Test
    void tellsADetectorTheNameOfAValue() {
        String json = "{\"customer\":\"Ada Lovelace\",\"status\":\"active\"}";
        assertThat(engine.inspectJson(Stage.OUTPUT, json, POLICY, PlaceholderVault.fresh())
                        .text())
                .isEqualTo("{\"customer\":\"<PERSON>\",\"status\":\"active\"}");
        assertThat(names.characters).isEqualTo("customer: Ada Lovelace".length());
    }
}
