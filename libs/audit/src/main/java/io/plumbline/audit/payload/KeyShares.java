package io.plumbline.audit.payload;

import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;

/// Splits a key so that all shares together yield it and fewer reveal nothing: all but one are random, and the
/// last is the exclusive-or of the others with the key.
final class KeyShares {
    private KeyShares() {}

    static List<byte[]> split(byte[] key, int count, SecureRandom random) {
        List<byte[]> shares = new ArrayList<>();
        byte[] rest = key.clone();
        for (int i = 1; i < count; i++) {
            byte[] share = AesGcm.random(key.length, random);
            add(rest, share);
            shares.add(share);
        }
        shares.add(rest);
        return shares;
    }

    static byte[] join(List<byte[]> shares) {
        byte[] key = new byte[AesGcm.KEY_BYTES];
        shares.forEach(share -> add(key, share));
        return key;
    }

    private static void add(byte[] target, byte[] share) {
        for (int i = 0; i < target.length; i++) {
            target[i] ^= share[i];
        }
    }
}
