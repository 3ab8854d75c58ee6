package io.plumbline.audit.payload;

import java.security.SecureRandom;
import java.util.Arrays;

/// The content of an event, and the commitment to it in the leaf.
///
/// The payload consists of 32 random bytes followed by the content. The commitment's salt remains in the leaf for
/// ever, so without the random bytes short content could be guessed from the digest, even after an erasure.
/// Immutable.
public final class Payload {
    public static final int MAX_CONTENT_BYTES = 10_000_000;

    private static final int BLINDING_BYTES = 32;
    private static final int SALT_BYTES = 32;

    private final byte[] bytes;
    private final PayloadCommitment commitment;

    private Payload(byte[] bytes, PayloadCommitment commitment) {
        this.bytes = bytes;
        this.commitment = commitment;
    }

    public static Payload of(byte[] content, SecureRandom random) {
        if (content.length > MAX_CONTENT_BYTES) {
            throw new IllegalArgumentException(
                    "A payload has at most %d bytes, not %d".formatted(MAX_CONTENT_BYTES, content.length));
        }
        byte[] blinding = new byte[BLINDING_BYTES];
        random.nextBytes(blinding);
        byte[] bytes = Arrays.copyOf(blinding, BLINDING_BYTES + content.length);
        System.arraycopy(content, 0, bytes, BLINDING_BYTES, content.length);
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        return new Payload(bytes, PayloadCommitment.to(bytes, salt));
    }

    /// Restores a payload stored elsewhere, for example in a journal.
    ///
    /// @param bytes the result of [#bytes()]
    /// @throws IllegalArgumentException if they do not match the commitment
    public static Payload restore(byte[] bytes, PayloadCommitment commitment) {
        if (bytes.length < BLINDING_BYTES || !commitment.isTo(bytes)) {
            throw new IllegalArgumentException("The payload is not the one that was committed to");
        }
        return new Payload(bytes.clone(), commitment);
    }

    public byte[] content() {
        return Arrays.copyOfRange(bytes, BLINDING_BYTES, bytes.length);
    }

    /// The payload, whose salted digest is in the leaf.
    public byte[] bytes() {
        return bytes.clone();
    }

    public PayloadCommitment commitment() {
        return commitment;
    }
}
