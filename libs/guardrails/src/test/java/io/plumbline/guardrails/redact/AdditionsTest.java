package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.Inspection;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.document.PolicyDocument;
import io.plumbline.guardrails.policy.document.PolicyFormatException;
import io.plumbline.personaldata.detect.Finding;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// A policy's own findings and allowed values: in texts, JSON and streams.
class AdditionsTest {

    private static final GuardEngine ENGINE = GuardEngine.standard();
    private static final SecretKeys SECRET =
            SecretKeys.of("a secret of the test".getBytes(StandardCharsets.UTF_8), "tests");
    private static final GuardPolicy POLICY = policy("""
            {`stages`: {`output`: {`pii`: {`action`: `redact`}, `policy`: {`action`: `block`}}}, `timeoutMs`: 60000,
             `allowList`: [`support@example.com`, {`value`: `Ada Lovelace`, `entities`: [`PERSON`], `anyCase`: true},
                           {`pattern`: `[a-z.]+@example\\\\.org`}],
             `denyList`: [`Blue Heron`, {`value`: `Omega`, `category`: `policy`}],
             `customRecognizers`: [
               {`name`: `badge`, `entity`: `BADGE`, `patterns`: [{`regex`: `\\\\bB-\\\\d{6}\\\\b`, `score`: 0.3}],
                `context`: [`turnstile`]},
               {`name`: `member`, `entity`: `MEMBER_ID`, `checksum`: `luhn`,
                `patterns`: [{`regex`: `\\\\bM\\\\d{8}\\\\b`, `score`: 0.2}]},
               {`name`: `beleg`, `entity`: `BELEG`, `languages`: [`de`],
                `patterns`: [{`regex`: `\\\\bBL\\\\d{5}\\\\b`, `score`: 0.9}]}]}""");

    private static GuardPolicy policy(String json) {
        Map<String, Object> document = new JsonMapper().readValue(json.replace('`', '"'), new TypeReference<>() {});
        return PolicyDocument.read(document);
    }

    private static PlaceholderVault vault() {
        return PlaceholderVault.forConversation(SECRET, "conversation");
    }

    private static Inspection inspect(String text) {
        return ENGINE.inspect(Stage.OUTPUT, text, POLICY, vault());
    }

    private static List<String> entities(String text) {
        return inspect(text).reported().stream().map(Finding::entityType).toList();
    }

    @Test
    void findsWhatThePolicyBrings() {
        assertThat(entities("Her turnstile said B-123456 today.")).containsExactly("BADGE");
        assertThat(entities("Part B-123456 here.")).isEmpty();
        assertThat(entities("Ask for the BLUE  HERON file; bluebird herons do not count."))
                .isEmpty();
        assertThat(entities("Ask for the BLUE HERON file.")).containsExactly("DENY_LIST");
        assertThat(inspect("Ask for the blue heron file.").findings().getFirst().detector())
                .isEqualTo("deny_list");
        assertThat(inspect("All about omega.").decision()).isEqualTo(Action.BLOCK);
    }

    @Test
    void goesByTheChecksum() {
        GuardPolicy luhn = policy("""
                {`stages`: {`input`: {`pii`: {`action`: `redact`}}}, `customRecognizers`: [{`name`: `m`, `entity`: `M`,
                 `checksum`: `luhn`, `patterns`: [{`regex`: `\\\\b\\\\d{4}-\\\\d{4}\\\\b`, `score`: 0.2}]}]}""");
        int found = 0;
        for (int last = 0; last < 10; last++) {
            String text = "no. 1837-838" + last;
            found += (int) ENGINE.inspect(Stage.INPUT, text, luhn).findings().stream()
                    .filter(each -> each.entityType().equals("M") && each.score() == 1)
                    .count();
        }
        assertThat(found).isEqualTo(1);
        assertThat(entities("No. M18378380")).containsExactly("MEMBER_ID");
        assertThat(entities("No. M18378384")).isEmpty();
    }

    @Test
    void letsPassWhatThePolicyAllows() {
        assertThat(entities("Write to support@example.com, not to private@example.com."))
                .containsExactly("EMAIL_ADDRESS");
        assertThat(entities("Write to jane.roe@example.org.")).isEmpty();
        assertThat(entities("I met Mr. Charles Babbage today.")).contains("PERSON");
        assertThat(entities("I met Mr. ADA Lovelace today.")).doesNotContain("PERSON");
    }

    @Test
    void looksInTextsOfALanguage() {
        assertThat(entities("Der Beleg mit der Nummer BL12345 ist leider nicht mehr auffindbar und wird gesucht."))
                .contains("BELEG");
        assertThat(entities("The document with the number BL12345 is not to be found and we are looking for it."))
                .doesNotContain("BELEG");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Mail support@example.com or other@example.com now.",
                "Her turnstile B-123456, and the Blue Heron file, for jane.roe@example.org and ada@example.net.",
                "The Blue \\u0048eron and M18378384, turnstile: B-000001."
            })
    void givesForAnyPiecesWhatItGivesForTheWhole(String text) {
        String whole = inspect(text).text();
        for (List<String> pieces : Cuts.everywhere(text)) {
            StreamRedactor redactor = ENGINE.redactText(Stage.OUTPUT, POLICY, vault());
            StringBuilder out = new StringBuilder();
            pieces.forEach(piece -> out.append(redactor.push(piece)));
            assertThat(out.append(redactor.finish()).toString()).isEqualTo(whole);
        }
    }

    @Test
    void endsAStreamAtWordsThatThePolicyBlocks() {
        StreamRedactor redactor = ENGINE.redactText(Stage.OUTPUT, POLICY, vault());
        String out = redactor.push("Let us talk of ome") + redactor.push("ga today.") + redactor.finish();
        assertThat(redactor.decision()).isEqualTo(Action.BLOCK);
        assertThat(out).isEqualTo("Let us talk of ");
    }

    @Test
    void looksIntoJson() {
        String json = "{\"turnstile\": \"B-123456\", \"mail\": \"support@example.com\", \"to\": \"a@example.com\"}";
        Inspection inspection = ENGINE.inspectJson(Stage.OUTPUT, json, POLICY, vault());
        assertThat(inspection.text())
                .contains("\"mail\": \"support@example.com\"", "[BADGE_", "[EMAIL_ADDRESS_")
                .doesNotContain("B-123456", "\"a@example.com\"");
    }

    @Test
    void switchesOffByName() {
        GuardPolicy off = policy("""
                {`stages`: {`input`: {`pii`: {`action`: `redact`}}}, `denyList`: [`Heron`],
                 `detectors`: {`deny_list`: false}}""");
        assertThat(ENGINE.inspect(Stage.INPUT, "The heron.", off).findings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "(?=a)b           # look-around",
                "a(b              # unmatched (",
                "a)b              # unmatched )",
                "\\\\1            # is not supported",
                "a+?b             # quantifier after a quantifier",
                "^a               # is not allowed here",
                "[a               # unmatched [",
                "((a{256}){256}){256} # too long",
                "(a|b)*a(a|b){14} # states"
            })
    void refusesWhatNoAutomatonReadsAndSaysWhere(String regex, String why) {
        String json = """
                {`stages`: {}, `customRecognizers`: [{`name`: `a`, `entity`: `A`, `patterns`: [
                 {`regex`: `b`, `score`: 0.5}, {`regex`: `%s`, `score`: 0.5}]}]}""".formatted(regex);
        assertThatExceptionOfType(PolicyFormatException.class)
                .isThrownBy(() -> policy(json))
                .satisfies(e -> assertThat(e.pointer()).isEqualTo("/customRecognizers/0/patterns/1/regex"))
                .withMessageContaining(why);
    }

    @Test
    void readsExpressionsMadeToCostInBoundedTime() {
        String costly = "(a|b)*a(a|b){10}(c?d?e?){20}".replace("\\", "\\\\");
        StringBuilder recognizers = new StringBuilder();
        for (int i = 0; i < 10; i++) {
            recognizers
                    .append(i == 0 ? "" : ",")
                    .append("{`name`: `r%d`, `entity`: `A`, `patterns`: [{`regex`: `%s`, `score`: 1}]}"
                            .formatted(i, costly + i));
        }
        long start = System.nanoTime();
        try {
            policy("{`stages`: {}, `customRecognizers`: [%s]}".formatted(recognizers));
        } catch (PolicyFormatException e) {
            assertThat(e).hasMessageContaining("states");
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(20));
    }
}
