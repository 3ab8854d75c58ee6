package io.plumbline.guardrails.redact;

import static org.assertj.core.api.Assertions.assertThat;

import io.plumbline.guardrails.operator.SecretKeys;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PlaceholderVaultTest {

    private static final SecretKeys SECRET =
            SecretKeys.of("a secret of the test".getBytes(StandardCharsets.UTF_8), "tests");

    private final PlaceholderVault vault = PlaceholderVault.fresh();

    @Test
    void givesTheSameValueTheSamePlaceholder() {
        String first = vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com");
        assertThat(first).matches("\\[EMAIL_ADDRESS_[A-Z][A-Z2-9]{4}_1]");
        assertThat(vault.placeholderFor("EMAIL_ADDRESS", "ada@example.com")).isEqualTo(first);
        assertThat(vault.placeholderFor("EMAIL_ADDRESS", "bob@example.com"))
                .isNotEqualTo(first)
                .endsWith("_2]");
        assertThat(vault.placeholderFor("PHONE_NUMBER", "ada@example.com"))
                .isNotEqualTo(first)
                .endsWith("_1]");
        assertThat(vault.valueOf(first)).contains("ada@example.com");
        assertThat(vault.valueOf("[EMAIL_ADDRESS_1]")).isEmpty();
    }

    @Test
    void repeatsItselfForOneConversationOnly() {
        String first = PlaceholderVault.forConversation(SECRET, "a").placeholderFor("URL", "x");
        assertThat(PlaceholderVault.forConversation(SECRET, "a").placeholderFor("URL", "x"))
                .isEqualTo(first);
        assertThat(PlaceholderVault.forConversation(SECRET, "b").placeholderFor("URL", "x"))
                .isNotEqualTo(first);
        assertThat(PlaceholderVault.fresh().placeholderFor("URL", "x")).isNotEqualTo(first);
    }

    @Test
    void makesWordsOfAnyEntityType() {
        assertThat(vault.placeholderFor("ärzte-nummer [1]", "x")).matches("\\[_RZTE_NUMMER__1__[A-Z][A-Z2-9]{4}_1]");
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
