package io.plumbline.audit.payload;

import java.security.SecureRandom;
import java.util.Arrays;

/// The content that an event is about, and the commitment to it that goes into the leaf.
///
/// The payload proper is 32 random bytes followed by the content. The commitment's salt stands in the leaf for
/// ever, so without those bytes anybody could try out what short content gives the digest, also after it was
/// erased. Immutable.
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

    /// Takes up a payload that was kept elsewhere, such as in a journal.
    ///
    /// @param bytes as [#bytes()] gave them
    /// @throws IllegalArgumentException when they are not what the commitment is to
    public static Payload restore(byte[] bytes, PayloadCommitment commitment) {
        if (bytes.length < BLINDING_BYTES || !commitment.isTo(bytes)) {
            throw new IllegalArgumentException("The payload is not the one that was committed to");
        }
        return new Payload(bytes.clone(), commitment);
    }

    public byte[] content() {
        return Arrays.copyOfRange(bytes, BLINDING_BYTES, bytes.length);
    }

    /// The payload proper, whose salted digest is in the leaf.
    public byte[] bytes() {
        return bytes.clone();
    }

    public PayloadCommitment commitment() {
        return commitment;
    }
}
