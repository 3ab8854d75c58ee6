package io.plumbline.personaldata.operator;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class SealingTest {

    private static final byte[] MASTER = "a master secret of the tests".getBytes(StandardCharsets.UTF_8);

    private final Sealing sealing = new Sealing(SecretKeys.of(MASTER, "team"));

    @Test
    void opensWhatItSealsAndOnlyItself() {
        for (boolean deterministic : new boolean[] {false, true}) {
            String token = sealing.seal("Ada Lovelace, née Byron 😀", deterministic);
            assertThat(token).matches("ENC\\[[A-Za-z0-9_-]+]").doesNotContain("Lovelace");
            assertThat(sealing.open(token)).contains("Ada Lovelace, née Byron 😀");
            assertThat(new Sealing(SecretKeys.of(MASTER, "other")).open(token)).isEmpty();
            for (int at = 4; at < token.length() - 2; at += 5) {
                char other = token.charAt(at) == 'A' ? 'Q' : 'A';
                assertThat(sealing.open(token.substring(0, at) + other + token.substring(at + 1)))
                        .isEmpty();
            }
        }
    }

    @Test
    void repeatsItselfOnlyWhereAskedTo() {
        assertThat(sealing.seal("Ada", true))
                .isEqualTo(sealing.seal("Ada", true))
                .isNotEqualTo(sealing.seal("Adb", true));
        assertThat(sealing.seal("Ada", false)).isNotEqualTo(sealing.seal("Ada", false));
    }

    @Test
    void opensEveryTokenInAText() {
        String text = "Dear " + sealing.seal("Ada", true) + ", ENC[nothing] ENC[ " + sealing.seal("Byron", false) + "!";
        assertThat(sealing.openAll(text)).isEqualTo("Dear Ada, ENC[nothing] ENC[ Byron!");
        assertThat(sealing.openAll("no token")).isEqualTo("no token");
        assertThat(sealing.openAll("ENC[".repeat(1000))).isEqualTo("ENC[".repeat(1000));
    }
}
