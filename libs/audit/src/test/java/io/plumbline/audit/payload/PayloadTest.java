package io.plumbline.audit.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayloadTest {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] CONTENT = "My PIN is 1234".getBytes(StandardCharsets.UTF_8);

    @Test
    void commitsToSaltAndPayload() throws NoSuchAlgorithmException {
        Payload payload = Payload.of(CONTENT, RANDOM);
        PayloadCommitment commitment = payload.commitment();

        MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
        sha256.update(HexFormat.of().parseHex(commitment.salt()));
        assertThat(commitment.digest()).isEqualTo(HexFormat.of().formatHex(sha256.digest(payload.bytes())));
        assertThat(payload.content()).isEqualTo(CONTENT);
    }

    @Test
    void cannotBeGuessedFromItsCommitment() {
        PayloadCommitment commitment = Payload.of(CONTENT, RANDOM).commitment();

        assertThat(commitment.isTo(CONTENT)).isFalse();
        assertThat(Payload.of(CONTENT, RANDOM).commitment()).isNotEqualTo(commitment);
    }

    @Test
    void isRestoredOnlyFromItsOwnBytes() {
        Payload payload = Payload.of(CONTENT, RANDOM);
        byte[] changed = payload.bytes();
        changed[changed.length - 1] ^= 1;

        assertThat(Payload.restore(payload.bytes(), payload.commitment()).content())
                .isEqualTo(CONTENT);
        assertThatThrownBy(() -> Payload.restore(changed, payload.commitment()))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Payload.of(new byte[Payload.MAX_CONTENT_BYTES + 1], RANDOM))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void yieldsAKeyOnlyFromAllShares() {
        byte[] key = AesGcm.random(AesGcm.KEY_BYTES, RANDOM);
        for (int count = 1; count <= 5; count++) {
            List<byte[]> shares = KeyShares.split(key, count, RANDOM);

            assertThat(KeyShares.join(shares)).isEqualTo(key);
            assertThat(KeyShares.join(shares.subList(1, count))).isNotEqualTo(key);
        }
    }

    @Test
    void unwrapsAKeyOnlyForItsOwnRow() {
        KeyWrap wrap = new KeyWrap(new byte[32], RANDOM);
        byte[] key = AesGcm.random(AesGcm.KEY_BYTES, RANDOM);
        UUID id = UUID.randomUUID();
        byte[] wrapped = wrap.wrap(key, id, "s_a");
        byte[] otherKey = new byte[32];
        otherKey[0] = 1;

        assertThat(wrap.unwrap(wrapped, id, "s_a")).isEqualTo(key);
        assertThat(wrap.wrap(key, id, "s_a")).isNotEqualTo(wrapped);
        assertThatThrownBy(() -> wrap.unwrap(wrapped, id, "s_b")).hasMessageContaining("Cannot decrypt");
        assertThatThrownBy(() -> wrap.unwrap(wrapped, UUID.randomUUID(), "s_a")).hasMessageContaining("Cannot decrypt");
        assertThatThrownBy(() -> new KeyWrap(otherKey, RANDOM).unwrap(wrapped, id, "s_a"))
                .hasMessageContaining("Cannot decrypt");
        assertThatThrownBy(() -> new KeyWrap(new byte[16], RANDOM)).isInstanceOf(IllegalArgumentException.class);
    }

    /// HMAC-SHA-256 as Python's hmac computes it.
    @Test
    void givesASubjectAStablePseudonymThatRevealsNothing() {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) 7);
        Pseudonyms pseudonyms = new Pseudonyms(key);

        assertThat(pseudonyms.of("jane.doe@bank.example")).isEqualTo("s_8f1ab22be9af0fedc6ecbea76c48f106");
        assertThat(pseudonyms.of("john.doe@bank.example")).isNotEqualTo(pseudonyms.of("jane.doe@bank.example"));
        assertThat(new Pseudonyms(new byte[32]).of("jane.doe@bank.example"))
                .isNotEqualTo(pseudonyms.of("jane.doe@bank.example"));
        assertThatThrownBy(() -> pseudonyms.of(" ")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> pseudonyms.of("x".repeat(513))).isInstanceOf(IllegalArgumentException.class);
    }
}
