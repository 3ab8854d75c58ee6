package io.plumbline.audit.note;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Checks a tlog-proof as somebody does who has the text, the entry and the verifier key, and none of our code: by
/// the texts of c2sp.org/tlog-proof and c2sp.org/signed-note, and by the definition of the tree (RFC 6962, 2.1)
/// rather than the algorithm of RFC 9162 that the product uses.
public final class OfflineVerifier {

    /// What precedes a raw Ed25519 key in X.509 (RFC 8410).
    private static final byte[] X509 = new BigInteger("302a300506032b6570032100", 16).toByteArray();

    private OfflineVerifier() {}

    /// Whether the entry is in the log of that key.
    public static boolean holds(String proof, byte[] entry, String vkey) {
        try {
            return check(proof, entry, vkey);
        } catch (IllegalArgumentException | IndexOutOfBoundsException | GeneralSecurityException e) {
            return false;
        }
    }

    private static boolean check(String proof, byte[] entry, String vkey) throws GeneralSecurityException {
        int gap = proof.indexOf("\n\n");
        List<String> head = List.of(proof.substring(0, gap).split("\n", -1));
        String note = proof.substring(gap + 2);
        int at = 1;
        if (head.get(at).startsWith("extra ")) {
            at++;
        }
        if (!head.getFirst().equals("c2sp.org/tlog-proof@v1") || !head.get(at).matches("index (0|[1-9][0-9]*)")) {
            return false;
        }
        long index = Long.parseLong(head.get(at).substring("index ".length()));
        List<byte[]> path = new ArrayList<>();
        for (String line : head.subList(at + 1, head.size())) {
            path.add(Base64.getDecoder().decode(line));
        }
        String text = note.substring(0, note.lastIndexOf("\n\n") + 1);
        String[] checkpoint = text.split("\n", -1);
        String name = vkey.substring(0, vkey.indexOf('+'));
        byte[] root = root(sha256(new byte[] {0}, entry), index, Long.parseLong(checkpoint[1]), path);
        return checkpoint[0].equals(name)
                && Arrays.equals(root, Base64.getDecoder().decode(checkpoint[2]))
                && isSigned(text, note.substring(text.length() + 1), vkey);
    }

    private static boolean isSigned(String text, String signatures, String vkey) throws GeneralSecurityException {
        String[] parts = vkey.split("\\+", 3);
        byte[] typed = Base64.getDecoder().decode(parts[2]);
        for (String line : signatures.split("\n", -1)) {
            String[] words = line.split(" ", -1);
            if (words.length == 3 && words[0].equals("—") && words[1].equals(parts[0])) {
                byte[] bytes = Base64.getDecoder().decode(words[2]);
                byte[] id = Arrays.copyOf(bytes, 4);
                Signature ed25519 = Signature.getInstance("Ed25519");
                ed25519.initVerify(KeyFactory.getInstance("Ed25519")
                        .generatePublic(new X509EncodedKeySpec(concat(X509, Arrays.copyOfRange(typed, 1, 33)))));
                ed25519.update(text.getBytes(StandardCharsets.UTF_8));
                if (new BigInteger(1, id).equals(new BigInteger(parts[1], 16))
                        && ed25519.verify(Arrays.copyOfRange(bytes, 4, bytes.length))) {
                    return true;
                }
            }
        }
        return false;
    }

    /// The root of a tree, from a leaf and what stands beside the way up: nothing when the path has not the length
    /// that it must have.
    public static byte @Nullable [] root(byte[] leaf, long index, long size, List<byte[]> path) {
        if (index < 0 || index >= size || leaf.length != 32) {
            return null;
        }
        if (size == 1) {
            return path.isEmpty() ? leaf : null;
        }
        if (path.isEmpty()) {
            return null;
        }
        // The largest power of two that is smaller than the size.
        long left = 1;
        while (left * 2 < size) {
            left *= 2;
        }
        byte[] beside = path.getLast();
        List<byte[]> below = path.subList(0, path.size() - 1);
        byte[] inner = index < left ? root(leaf, index, left, below) : root(leaf, index - left, size - left, below);
        if (inner == null || beside.length != 32) {
            return null;
        }
        return index < left ? sha256(new byte[] {1}, inner, beside) : sha256(new byte[] {1}, beside, inner);
    }

    private static byte[] sha256(byte[]... parts) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(concat(parts));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] concat(byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] all = new byte[length];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
