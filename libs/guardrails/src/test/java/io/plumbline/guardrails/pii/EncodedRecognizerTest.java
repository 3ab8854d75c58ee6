package io.plumbline.guardrails.pii;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.Operator;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedRecognizerTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final Rule REPLACE =
            Rule.of(Action.REDACT).withOperator(Operator.REPLACE).withThreshold(0.4);
    private static final GuardPolicy POLICY = new GuardPolicy(
            Map.of(Stage.OUTPUT, StageRules.of(Map.of(Category.PII, REPLACE))), FailureMode.CLOSED, 60_000);

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ada.lovelace@example.org                     | EMAIL_ADDRESS
            {"card": "4111 1111 1111 1111", "cvv": 123}  | CREDIT_CARD
            the phone is +44 20 7946 0958                | PHONE_NUMBER
            Maria Rodriguez                              | PERSON
            """)
    void findsWhatIsInBase64AsAWhole(String hidden, String entity) {
        String run = Base64.getEncoder().encodeToString(hidden.getBytes(StandardCharsets.UTF_8));
        assertThat(found("The record is " + run + " as we said.")).containsEntry(run, entity);
        assertThat(found("key=" + run)).containsEntry(run, entity);
    }

    @Test
    void findsWhatIsInHexadecimal() {
        String run = HexFormat.of().formatHex("ada@example.org".getBytes(StandardCharsets.UTF_8));
        assertThat(found("see " + run)).containsEntry(run, "EMAIL_ADDRESS");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            GET /u?phone=%2B44%2020%207946%200958&x=1      | %2B44%2020%207946%200958   | PHONE_NUMBER
            mail to ada&#64;example&#46;org, please        | ada&#64;example&#46;org    | EMAIL_ADDRESS
            mail to &#x61;da&#x40;example.org today        | &#x61;da&#x40;example.org  | EMAIL_ADDRESS
            mail to ada&commat;example&period;org today    | ada&commat;example&period;org | EMAIL_ADDRESS
            mail to ada&#0000000064;example.org today      | ada&#0000000064;example.org | EMAIL_ADDRESS
            mail to ada&#64example.org today               | ada&#64example.org         | EMAIL_ADDRESS
            pay 4111&nbsp;1111&nbsp;1111&nbsp;1111 today   | 4111&nbsp;1111&nbsp;1111&nbsp;1111 | CREDIT_CARD
            card%3D4111%201111%201111%201111               | %3D4111%201111%201111%201111 | CREDIT_CARD
            ?name=Maria%20Rodriguez&next=1                 | Maria%20Rodriguez          | PERSON
            """)
    void findsWhatIsBehindEscapes(String text, String span, String entity) {
        assertThat(found(text)).containsEntry(span, entity);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "The quickbrownfoxjumpsoverthelazydog is a word of 30 % letters & signs.",
                "SGVsbG8gV29ybGQsIGhvdyBhcmUgeW91IHRvZGF5",
                "https://example.com/search?q=caf%C3%A9%20au%20lait&lang=fr",
                "d41d8cd98f00b204e9800998ecf8427e",
            })
    void findsNothingInWhatHidesNothing(String text) {
        assertThat(ENGINE.analyze(text))
                .noneMatch(finding -> finding.detector().equals("pii.encoded")
                        || finding.entityType().equals("PERSON"));
    }

    @Test
    void isTheSameInAStreamWhereverItIsCut() {
        String run = Base64.getEncoder().encodeToString("ada.lovelace@example.org".getBytes(StandardCharsets.UTF_8));
        String text = "It was " + run + " or ?tel=%2B44%2020%207946%200958&b or ada&#64;example&#46;org, then more.";
        String whole = redacted(text, text.length());
        assertThat(whole).contains("<EMAIL_ADDRESS>", "<PHONE_NUMBER>").doesNotContain(run, "%207946", "&#64;");
        for (int cut = 1; cut < text.length(); cut++) {
            assertThat(redacted(text, cut)).isEqualTo(whole);
        }
    }

    @Test
    void readsEscapesWithoutEnd() {
        assertThat(ENGINE.analyze("%41".repeat(100_000))).isNotNull();
        assertThat(ENGINE.analyze("QUJD".repeat(100_000))).isNotNull();
    }

    private static String redacted(String text, int cut) {
        StreamRedactor redactor = ENGINE.redactText(Stage.OUTPUT, POLICY, PlaceholderVault.fresh());
        return redactor.push(text.substring(0, cut)) + redactor.push(text.substring(cut)) + redactor.finish();
    }

    private static Map<String, String> found(String text) {
        List<Finding> findings = ENGINE.analyze(text);
        Map<String, String> found = new HashMap<>();
        findings.forEach(finding -> found.put(text.substring(finding.start(), finding.end()), finding.entityType()));
        return found;
    }
}
