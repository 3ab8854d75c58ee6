package io.plumbline.personaldata.pii.crypto;

import java.math.BigInteger;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Numbers in base 58 with four bytes of their double SHA-256 at the end (Base58Check).
enum Base58 {
    BITCOIN("123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"),
    RIPPLE("rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz");

    private static final int BYTES = 25;
    private static final int CHECK = 4;
    private static final BigInteger BASE = BigInteger.valueOf(58);

    private final String alphabet;

    Base58(String alphabet) {
        this.alphabet = alphabet;
    }

    /// Whether it is a version, twenty bytes and their valid checksum.
    boolean checksumHolds(String address) {
        BigInteger number = BigInteger.ZERO;
        for (int i = 0; i < address.length(); i++) {
            int value = alphabet.indexOf(address.charAt(i));
            if (value < 0) {
                return false;
            }
            number = number.multiply(BASE).add(BigInteger.valueOf(value));
        }
        if (number.bitLength() > Byte.SIZE * BYTES) {
            return false;
        }
        byte[] digits = number.toByteArray();
        byte[] whole = new byte[BYTES];
        int length = Math.min(BYTES, digits.length); // a leading byte of its sign is cut off
        System.arraycopy(digits, digits.length - length, whole, BYTES - length, length);
        byte[] hash = sha256(sha256(Arrays.copyOf(whole, BYTES - CHECK)));
        return Arrays.equals(hash, 0, CHECK, whole, BYTES - CHECK, BYTES);
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
