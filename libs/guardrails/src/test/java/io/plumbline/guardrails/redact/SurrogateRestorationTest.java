package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.FailureMode;
import io.plumbline.guardrails.policy.GuardPolicy;
import io.plumbline.guardrails.policy.Rule;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.guardrails.policy.StageRules;
import io.plumbline.personaldata.detect.Category;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import io.plumbline.personaldata.placeholder.StreamRestorer;
import io.plumbline.personaldata.redact.Action;
import io.plumbline.personaldata.redact.StreamRedactor;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SurrogateRestorationTest {

    private static final SecretKeys KEYS =
            SecretKeys.of("a master secret of the tests".getBytes(StandardCharsets.UTF_8), "team");

    private final PlaceholderVault vault = PlaceholderVault.forConversation(KEYS, "conversation");
    private final String name = vault.surrogateFor("PERSON", "Ada \"Lady\" Lovelace", true);
    private final String russian = vault.surrogateFor("PERSON", "Анна Каренина", true);
    private final String mail = vault.surrogateFor("EMAIL_ADDRESS", "ada@lovelace.org", true);
    private final String phone = vault.surrogateFor("PHONE_NUMBER", "+44 20 8123 4567", true);

    @Test
    void putsValuesBackHoweverAModelWritesThem() {
        assertThat(vault.restore("Dear " + name + ",")).isEqualTo("Dear Ada \"Lady\" Lovelace,");
        assertThat(vault.restore(name.toUpperCase(Locale.ROOT) + "'s **" + mail + "**"))
                .isEqualTo("Ada \"Lady\" Lovelace's **ada@lovelace.org**");
        assertThat(vault.restore(name.replace(' ', '\n') + " / "
                        + mail.replace(".", "\\.").replace("@", "\\@")))
                .isEqualTo("Ada \"Lady\" Lovelace / ada@lovelace.org");
        assertThat(vault.restore("call \\" + phone + ".")).isEqualTo("call +44 20 8123 4567.");
    }

    @Test
    void putsPartsOfNamesBackWhereTheyAreWrittenLikeNames() {
        String plain = vault.surrogateFor("PERSON", "Charles Babbage", true);
        String given = plain.substring(0, plain.indexOf(' '));
        String family = plain.substring(plain.indexOf(' ') + 1);
        assertThat(vault.restore("Dear " + given + ", and Mr. " + family + "'s son, " + plain))
                .isEqualTo("Dear Charles, and Mr. Babbage's son, Charles Babbage");
        String lower = given.toLowerCase(Locale.ROOT) + " advice";
        assertThat(vault.restore(lower)).isEqualTo(lower);
        assertThat(vault.reveal()).containsEntry(plain, "Charles Babbage").doesNotContainKey(given);
        String titled = vault.surrogateFor("PERSON", "Dr. Grace Hopper", true);
        assertThat(vault.restore("Dr. " + titled.substring(titled.lastIndexOf(' ') + 1)))
                .isEqualTo("Dr. Hopper");
    }

    @Test
    void leavesWhatOnlyLooksLikeOne() {
        for (String text : List.of("x" + mail, mail + "s", mail.substring(0, mail.length() - 1) + " ", phone + "7")) {
            assertThat(vault.restore(text)).isEqualTo(text);
        }
    }

    @Test
    void putsValuesBackIntoJsonEscaped() {
        String escaped = escapedAsAscii(russian);
        assertThat(escaped).contains("\\u04");
        assertThat(vault.restoreJson("{\"to\":\"" + escaped + "\",\"cc\":\"Hi\\n" + name + "\"}"))
                .isEqualTo("{\"to\":\"Анна Каренина\",\"cc\":\"Hi\\nAda \\\"Lady\\\" Lovelace\"}");
    }

    private static String escapedAsAscii(String text) {
        StringBuilder escaped = new StringBuilder();
        text.chars().forEach(c -> escaped.append(c < 128 ? Character.toString(c) : "\\u%04x".formatted(c)));
        return escaped.toString();
    }

    @Test
    void givesForAnyPiecesWhatItGivesForTheWhole() {
        Random random = new Random(5);
        List<String> words = List.of(
                name,
                russian,
                escapedAsAscii(russian),
                mail,
                phone,
                name.substring(0, 5),
                mail.substring(0, 7),
                "\\",
                "\\\\",
                "\n",
                "\\n",
                " ",
                ", ",
                "x",
                "😀",
                "[",
                "\\u00",
                vault.placeholderFor("URL", "http://x"),
                "\ud83d");
        for (int round = 0; round < 4000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(12); i >= 0; i--) {
                text.append(words.get(random.nextInt(words.size())));
            }
            boolean json = round % 2 == 0;
            String whole = json ? vault.restoreJson(text.toString()) : vault.restore(text.toString());
            StreamRestorer restorer = json ? StreamRestorer.ofJson(vault) : StreamRestorer.ofText(vault);
            StringBuilder out = new StringBuilder();
            Cuts.random(text.toString(), random).forEach(piece -> out.append(restorer.push(piece)));
            assertThat(out.append(restorer.finish()).toString())
                    .as("round %d: %s", round, text)
                    .isEqualTo(whole);
        }
    }

    @Test
    void isTheSameForTheSameValueAndAnotherForEachOther() {
        assertThat(PlaceholderVault.forConversation(KEYS, "conversation")
                        .surrogateFor("PERSON", "Ada \"Lady\" Lovelace", true))
                .isEqualTo(name);
        Set<String> invented = new HashSet<>();
        for (int i = 0; i < 300; i++) {
            invented.add(vault.surrogateFor("PERSON", "Person Number " + i, true));
        }
        assertThat(invented).hasSize(300);
    }

    @Test
    void leavesWhatWasInventedInAnswersToBeTurnedBack() {
        GuardEngine engine = GuardEngine.standard();
        GuardPolicy policy = new GuardPolicy(
                Map.of(Stage.OUTPUT, StageRules.of(Map.of(Category.PII, Rule.of(Action.BLOCK)))),
                FailureMode.CLOSED,
                60_000);
        PlaceholderVault answers = vault.forAnswers();
        String answer = "Write to " + mail.toUpperCase(Locale.ROOT) + " then.";
        assertThat(engine.inspect(Stage.OUTPUT, answer, policy, answers).decision())
                .isEqualTo(Action.ALLOW);
        assertThat(engine.inspect(Stage.OUTPUT, answer, policy, vault).decision())
                .isEqualTo(Action.BLOCK);
        StreamRedactor redactor = engine.redactText(Stage.OUTPUT, policy, answers);
        assertThat(redactor.push(answer) + redactor.finish()).isEqualTo(answer);
        StreamRedactor others = engine.redactText(Stage.OUTPUT, policy, answers);
        assertThat(others.push("bob@lovelace.org, and ") + others.finish()).isEmpty();
        assertThat(vault.restore(answer)).isEqualTo("Write to ada@lovelace.org then.");
    }

    @Test
    void leavesAPlaceholderWhereNothingCanBeInventedAndForgetsWhatIsForGood() {
        assertThat(vault.surrogateFor("NRP", "Buddhist", true)).startsWith("[NRP_");
        String gone = vault.surrogateFor("PERSON", "Charles Babbage", false);
        assertThat(vault.restore(gone)).isEqualTo(gone);
        assertThat(vault.reveal()).containsEntry(mail, "ada@lovelace.org").doesNotContainKey(gone);
    }
}
