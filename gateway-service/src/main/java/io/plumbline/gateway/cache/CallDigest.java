package io.plumbline.gateway.cache;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Computes SHA-256 over everything that an answer depends on. Each part is prefixed with its kind and length, so
/// that different lists of parts never collide by concatenation. Object members are sorted by name, so their
/// order is irrelevant. Not thread-safe.
public final class CallDigest {

    private static final byte TEXT = 't';
    private static final byte NUMBER = 'n';
    private static final byte OBJECT = 'o';
    private static final byte ARRAY = 'a';
    private static final byte WORD = 'w';
    private static final byte ABSENT = '0';

    private final MessageDigest digest;

    public CallDigest() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    public CallDigest text(@Nullable String text) {
        if (text == null) {
            digest.update(ABSENT);
        } else {
            part(TEXT, text);
        }
        return this;
    }

    /// Adds a list of texts.
    public CallDigest texts(Collection<String> texts) {
        begin(ARRAY, texts.size());
        texts.forEach(this::text);
        return this;
    }

    /// Adds a JSON value. Numbers count as written: 1 and 1.0 differ.
    public CallDigest json(@Nullable JsonNode node) {
        if (node == null) {
            digest.update(ABSENT);
        } else if (node.isObject()) {
            begin(OBJECT, node.size());
            TreeMap<String, JsonNode> members = new TreeMap<>();
            node.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            members.forEach((name, value) -> {
                part(TEXT, name);
                json(value);
            });
        } else if (node.isArray()) {
            begin(ARRAY, node.size());
            node.forEach(this::json);
        } else {
            part(node.isString() ? TEXT : node.isNumber() ? NUMBER : WORD, node.asString());
        }
        return this;
    }

    private void part(byte kind, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        begin(kind, bytes.length);
        digest.update(bytes);
    }

    private void begin(byte kind, int size) {
        digest.update(kind);
        digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(size).flip());
    }

    /// Returns the digest in hex. Nothing may be added afterwards.
    public String end() {
        return HexFormat.of().formatHex(digest.digest());
    }
}
