package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.GuardEngine;
import io.plumbline.guardrails.policy.BuiltInPolicy;
import io.plumbline.guardrails.policy.Stage;
import io.plumbline.personaldata.operator.SecretKeys;
import io.plumbline.personaldata.placeholder.PlaceholderVault;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceholderVaultTest {

    private static final byte[] MASTER = "a secret of the test".getBytes(StandardCharsets.UTF_8);
    private static final SecretKeys SECRET = SecretKeys.of(MASTER, "tests");

    private final PlaceholderVault vault = PlaceholderVault.fresh();

    private static PlaceholderVault conversation(String name) {
        return PlaceholderVault.forConversation(SECRET, name);
    }

    @Test
    void givesTheSameValueTheSamePlaceholder() {
        String first = vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com");
        assertThat(first).matches("\\[EMAIL_ADDRESS_[A-Z]{5}_[A-Z]{5}]");
        assertThat(vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com")).isEqualTo(first);
        assertThat(vault.placeholderFor("EMAIL_ADDRESS", "bob@example.com")).isNotEqualTo(first);
        assertThat(vault.placeholderFor("PHONE_NUMBER", "ada@example.com"))
                .startsWith("[PHONE_NUMBER_" + vault.tag())
                .doesNotEndWith(first.substring(first.length() - 6));
        assertThat(vault.valueOf(first)).contains("ada@example.com");
        assertThat(vault.valueOf("[EMAIL_ADDRESS_1]")).isEmpty();
    }

    @Test
    void repeatsItselfForOneConversationOnly() {
        String first = conversation("a").placeholderFor("URL", "x");
        PlaceholderVault later = conversation("a");
        String _ = later.placeholderFor("URL", "another");
        assertThat(later.placeholderFor("URL", "x"))
                .as("whatever was hidden before it")
                .isEqualTo(first);
        assertThat(conversation("b").placeholderFor("URL", "x")).isNotEqualTo(first);
        assertThat(PlaceholderVault.fresh().placeholderFor("URL", "x")).isNotEqualTo(first);
        String ofTeam = PlaceholderVault.forTeam(SECRET).placeholderFor("URL", "x");
        assertThat(PlaceholderVault.forTeam(SECRET).placeholderFor("URL", "x"))
                .isEqualTo(ofTeam)
                .isNotEqualTo(first);
    }

    @Test
    void hasATagForEachTeamThatNobodyElseKnows() {
        SecretKeys other = SecretKeys.of(MASTER, "others");
        assertThat(conversation("a").tag())
                .isEqualTo(conversation("b").tag())
                .isEqualTo(PlaceholderVault.forTeam(SECRET).tag())
                .isNotEqualTo(PlaceholderVault.forTeam(other).tag());
        assertThat(PlaceholderVault.forConversation(other, "a").placeholderFor("URL", "x"))
                .isNotEqualTo(conversation("a").placeholderFor("URL", "x"));
    }

    @Test
    void hidesWhatAnApplicationSaysAlikeInEveryConversation() {
        List<String> prompt = List.of("Write to help@example.com.");
        PlaceholderVault one = conversation("a");
        String shared = one.ofApplication("instructions", prompt).placeholderFor("EMAIL_ADDRESS", "help@example.com");
        PlaceholderVault other = conversation("b");
        assertThat(other.ofApplication("instructions", prompt).placeholderFor("EMAIL_ADDRESS", "help@example.com"))
                .isEqualTo(shared);
        assertThat(other.placeholderFor("EMAIL_ADDRESS", "help@example.com"))
                .as("what the user says of it is about the same")
                .isEqualTo(shared);
        assertThat(one.restore("to " + shared)).isEqualTo("to help@example.com");
        assertThat(conversation("a")
                        .ofApplication("instructions", List.of("Write to help@example.com!"))
                        .placeholderFor("EMAIL_ADDRESS", "help@example.com"))
                .as("nobody can try values without the rest of the text")
                .isNotEqualTo(shared);
        assertThat(vault.ofApplication("instructions", prompt)).isSameAs(vault);
    }

    @Test
    void shiftsAllDatesOfACallAlike() {
        PlaceholderVault one = conversation("a");
        PlaceholderVault prompt = one.ofApplication("instructions", List.of("Today is 2026-11-30."));
        String today = prompt.surrogateFor("DATE_TIME", "2026-11-30", true);
        String tomorrow = one.surrogateFor("DATE_TIME", "2026-12-01", true);
        assertThat(LocalDate.parse(tomorrow)).isEqualTo(LocalDate.parse(today).plusDays(1));
    }

    /// Among this many values some codes collide at first.
    @Test
    void givesNoTwoValuesOnePlaceholder() {
        Set<String> placeholders = new HashSet<>();
        PlaceholderVault again = conversation("many");
        PlaceholderVault many = conversation("many");
        for (int i = 0; i < 6_000; i++) {
            String placeholder = many.placeholderFor("ID", "value " + i);
            assertThat(placeholders.add(placeholder)).isTrue();
            assertThat(again.placeholderFor("ID", "value " + i)).isEqualTo(placeholder);
            assertThat(many.restore("(" + placeholder + ")")).isEqualTo("(value " + i + ")");
        }
        assertThat(placeholders).as("longer where another value had the code").anyMatch(each -> each.length() > 16);
    }

    /// A model's answer contains them before the values are restored.
    @Test
    void looksLikeNothingThatAPolicyTakesOut() {
        GuardEngine engine = GuardEngine.standard();
        for (int i = 0; i < 1_000; i++) {
            PlaceholderVault each = PlaceholderVault.fresh();
            String text = "Her password is " + each.placeholderFor("PASSWORD", "value") + ", licence "
                    + each.placeholderFor("DRIVER_LICENSE_NUMBER", "value") + ", IBAN "
                    + each.placeholderFor("IBAN_CODE", "value") + ", passport number "
                    + each.placeholderFor("PASSPORT", "value") + ", for "
                    + each.placeholderFor("PERSON", "value") + ".";
            assertThat(engine.inspect(Stage.OUTPUT, text, BuiltInPolicy.STRICT.policy())
                            .text())
                    .isEqualTo(text);
        }
    }

    @Test
    void makesWordsOfAnyEntityType() {
        assertThat(vault.placeholderFor("ärzte-nummer [1]", "x")).matches("\\[_RZTE_NUMMER__1__[A-Z]{5}_[A-Z]{5}]");
    }

    @Test
    void revealsWhatItHolds() {
        String mail = vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com");
        String phone = vault.placeholderFor("PHONE_NUMBER", "+44 20 7946 0958");
        assertThat(vault.reveal())
                .containsOnlyKeys(mail, phone)
                .containsEntry(mail, "ada@example.com")
                .containsEntry(phone, "+44 20 7946 0958");
        assertThat(vault.size()).isEqualTo(2);
    }

    @Test
    void neverPrintsWhatItHolds() {
        vault.placeholderFor("EMAIL_ADDRESS", "canary-7f3a@example.com");
        assertThat(vault.toString()).doesNotContain("canary").contains("1");
    }

    @Test
    void isSharedByThreads() {
        Set<String> placeholders = ConcurrentHashMap.newKeySet();
        IntStream.range(0, 4000)
                .parallel()
                .forEach(i -> placeholders.add(vault.placeholderFor("TYPE_" + i % 5, "value " + i % 100)));
        assertThat(placeholders).hasSize(100);
        assertThat(placeholders)
                .allSatisfy(
                        each -> assertThat(vault.restore("x " + each + " y")).startsWith("x value "));
    }
}
