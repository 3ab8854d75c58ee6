package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.placeholder.StreamRestorer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StreamRestorerTest {

    private static final SecretKeys SECRET =
            SecretKeys.of("a secret of the test".getBytes(StandardCharsets.UTF_8), "tests");

    private final PlaceholderVault vault = PlaceholderVault.forConversation(SECRET, "conversation");
    private final String email = vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com");
    private final String quoted = vault.placeholderFor("PERSON", "Ada \"the\\first\"\nLovelace");

    private static String streamed(StreamRestorer restorer, List<String> pieces) {
        StringBuilder out = new StringBuilder();
        for (String piece : pieces) {
            out.append(restorer.push(piece));
        }
        return out.append(restorer.finish()).toString();
    }

    @Test
    void restoresWhereverAPlaceholderIsCut() {
        String text = "Write to " + email + " 😀, that is " + quoted + "'s address.";
        for (List<String> pieces : Cuts.everywhere(text)) {
            assertThat(streamed(StreamRestorer.ofText(vault), pieces))
                    .isEqualTo("Write to ada@example.com 😀, that is Ada \"the\\first\"\nLovelace's address.");
        }
    }

    @Test
    void restoresAtTheVeryEnd() {
        String core = email.substring(1, email.length() - 1);
        assertThat(vault.restore("mail " + email)).isEqualTo("mail ada@example.com");
        assertThat(vault.restore("mail " + core)).isEqualTo("mail ada@example.com");
        assertThat(vault.restore("[" + core)).isEqualTo("[ada@example.com");
    }

    @Test
    void givesForAnyPiecesWhatItGivesForTheWhole() {
        Random random = new Random(20261124);
        String core = email.substring(1, email.length() - 1);
        String[] parts = {
            email,
            quoted,
            core,
            core.replace("_", "\\_"),
            "\\[" + core + "\\]",
            email.toLowerCase(Locale.ROOT),
            "[",
            "[EMAIL",
            "EMAIL_ADDRESS",
            vault.tag(),
            "\\",
            core.substring(core.lastIndexOf('_')),
            "]",
            "[" + core,
            core.replace('_', ' ')
        };
        for (int round = 0; round < 4000; round++) {
            String text = SampleTexts.random(random, parts);
            List<String> pieces = Cuts.random(text, random);
            assertThat(streamed(StreamRestorer.ofText(vault), pieces))
                    .as("%s", pieces)
                    .isEqualTo(vault.restore(text));
            assertThat(streamed(StreamRestorer.ofJson(vault), pieces))
                    .as("%s", pieces)
                    .isEqualTo(vault.restoreJson(text));
        }
    }

    @Test
    void undoesEveryRedaction() {
        GuardEngine engine = GuardEngine.standard();
        Random random = new Random(42);
        for (int round = 0; round < 6000; round++) {
            PlaceholderVault fresh = PlaceholderVault.forConversation(SECRET, "round " + round);
            String lookalike = "[EMAIL_ADDRESS_" + fresh.tag() + "_RTWNK]";
            String text = SampleTexts.random(
                    random,
                    lookalike,
                    lookalike.toLowerCase(Locale.ROOT),
                    "\\[EMAIL\\_ADDRESS\\_" + fresh.tag(),
                    "_RTWNK]");
            String redacted = engine.inspect(Stage.INPUT, text, GuardPolicy.standard(), fresh)
                    .text();
            assertThat(fresh.restore(redacted)).as("redacted: %s", redacted).isEqualTo(text);
        }
    }

    @Test
    void takesWhatModelsMakeOfPlaceholders() {
        String core = email.substring(1, email.length() - 1);
        assertThat(List.of(
                        email,
                        core,
                        email.toLowerCase(Locale.ROOT),
                        "[ " + core + " ]",
                        "[" + core.replace("_", "\\_") + "]",
                        "\\[" + core.replace("_", "\\_") + "\\]",
                        core.replace('_', ' '),
                        core.replace('_', '-')))
                .allSatisfy(written -> assertThat(vault.restore("to " + written + ", please"))
                        .isEqualTo("to ada@example.com, please"));
        assertThat(vault.restore("**" + email + "**'s")).isEqualTo("**ada@example.com**'s");
        assertThat(vault.restore("(" + core + ").")).isEqualTo("(ada@example.com).");
    }

    @Test
    void leavesAloneWhatItDoesNotKnow() {
        String core = email.substring(1, email.length() - 1);
        assertThat(List.of(
                        "[EMAIL_ADDRESS_1]",
                        "[EMAIL_ADDRESS_" + vault.tag() + "_BBBBB]",
                        core.substring(0, core.length() - 1),
                        core.replace("EMAIL_ADDRESS", "IBAN_CODE"),
                        "X" + core,
                        core + "X",
                        "X_" + core,
                        "[EMAIL_ADDRESS",
                        "\\[EMAIL"))
                .allSatisfy(written ->
                        assertThat(vault.restore("to " + written + " now")).isEqualTo("to " + written + " now"));
    }

    @Test
    void holdsBackNothingThatDoesNotLookLikeOne() {
        StreamRestorer restorer = StreamRestorer.ofText(vault);
        assertThat(restorer.push("The end")).isEqualTo("The end");
        assertThat(restorer.push(" [1] and [")).isEqualTo(" [1] and ");
        assertThat(restorer.push("2] p")).isEqualTo("[2] ");
        assertThat(restorer.push("lease")).isEqualTo("please");
        assertThat(restorer.finish()).isEmpty();
    }

    @Test
    void restoresInsideJsonStringsSoThatTheyStayStrings() {
        String json = "{\"name\":\"" + quoted + "\",\"n\":1}";
        String expected = "{\"name\":\"Ada \\\"the\\\\first\\\"\\nLovelace\",\"n\":1}";
        for (List<String> pieces : Cuts.everywhere(json)) {
            assertThat(streamed(StreamRestorer.ofJson(vault), pieces)).isEqualTo(expected);
        }
        String escaped = "{\"to\":\"" + email.replace("_", "\\\\_") + "\"}";
        assertThat(vault.restoreJson(escaped)).isEqualTo("{\"to\":\"ada@example.com\"}");
    }

    @Test
    void learnsWhatIsHiddenWhileTheStreamRuns() {
        PlaceholderVault late = PlaceholderVault.fresh();
        StreamRestorer restorer = StreamRestorer.ofText(late);
        assertThat(restorer.push("a")).isEqualTo("a");
        String placeholder = late.placeholderFor("URL", "https://example.com");
        assertThat(restorer.push(" " + placeholder + " ")).isEqualTo(" https://example.com ");
    }

    @Test
    void keepsSurrogatePairsTogether() {
        for (PlaceholderVault each : List.of(vault, PlaceholderVault.fresh())) {
            StreamRestorer restorer = StreamRestorer.ofText(each);
            assertThat(restorer.push("ok \ud83d")).isEqualTo("ok ");
            assertThat(restorer.push("\ude00")).isEqualTo("😀");
            assertThat(restorer.push("\ud83d")).isEmpty();
            assertThat(restorer.finish()).isEqualTo("\ud83d");
        }
    }
}
