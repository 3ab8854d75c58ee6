package io.plumbline.personaldata.operator;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.SecretKeySpec;

/// Format-preserving encryption FF1 of NIST SP 800-38G revision 1: a string of numerals becomes another of the same
/// length and radix. Ten Feistel rounds, whose function is AES in CBC-MAC.
///
/// Not thread-safe.
final class Ff1 {

    /// Domains of fewer strings are too easy to search exhaustively.
    static final BigInteger LEAST_DOMAIN = BigInteger.valueOf(1_000_000);

    /// The standard has no such bound; arithmetic on longer numbers would take more than linear time.
    static final int LONGEST = 256;

    private static final int BLOCK = 16;
    private static final int ROUNDS = 10;

    private final Cipher aes;
    private final BigInteger radix;
    private final byte[] tweak;

    /// @param key 16, 24 or 32 bytes
    /// @param radix 2 to 65536
    /// @param tweak not secret; makes the same string encrypt differently in another place
    Ff1(byte[] key, int radix, byte[] tweak) {
        this.radix = BigInteger.valueOf(radix);
        this.tweak = tweak.clone();
        try {
            aes = Cipher.getInstance("AES/ECB/NoPadding");
            aes.init(Cipher.ENCRYPT_MODE, new SecretKeySpec(key, "AES"));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has AES", e);
        }
    }

    /// Whether strings of this length can be encrypted.
    boolean takes(int length) {
        return length >= 2 && length <= LONGEST && radix.pow(length).compareTo(LEAST_DOMAIN) >= 0;
    }

    int[] encrypt(int[] numerals) {
        Halves halves = new Halves(numerals);
        for (int round = 0; round < ROUNDS; round++) {
            BigInteger sum = halves.left.add(halves.mix(round, halves.right)).mod(halves.modulus(round));
            halves.left = halves.right;
            halves.right = sum;
        }
        return halves.numerals();
    }

    int[] decrypt(int[] numerals) {
        Halves halves = new Halves(numerals);
        for (int round = ROUNDS - 1; round >= 0; round--) {
            BigInteger difference =
                    halves.right.subtract(halves.mix(round, halves.left)).mod(halves.modulus(round));
            halves.right = halves.left;
            halves.left = difference;
        }
        return halves.numerals();
    }

    /// The two halves of a string during the rounds: A and B of the standard, and the values that it derives from
    /// their lengths.
    private final class Halves {
        private final int length;
        private final int u;
        private final int v;
        private final int b;
        private final int d;
        private final byte[] p;
        private BigInteger left;
        private BigInteger right;

        private Halves(int[] numerals) {
            if (!takes(numerals.length)) {
                throw new IllegalArgumentException("too short or too long for FF1: " + numerals.length);
            }
            length = numerals.length;
            u = length / 2;
            v = length - u;
            b = (radix.pow(v).subtract(BigInteger.ONE).bitLength() + 7) / 8;
            d = 4 * ((b + 3) / 4) + 4;
            p = ByteBuffer.allocate(BLOCK)
                    .put((byte) 1)
                    .put((byte) 2)
                    .put((byte) 1)
                    .put((byte) (radix.intValue() >> 16))
                    .putShort(radix.shortValue())
                    .put((byte) ROUNDS)
                    .put((byte) u)
                    .putInt(length)
                    .putInt(tweak.length)
                    .array();
            left = number(numerals, 0, u);
            right = number(numerals, u, length);
        }

        private BigInteger modulus(int round) {
            return radix.pow(round % 2 == 0 ? u : v);
        }

        /// The round's number: y of the standard.
        private BigInteger mix(int round, BigInteger half) {
            int unpadded = tweak.length + 1 + b;
            int padding = Math.floorMod(-unpadded, BLOCK);
            byte[] q = new byte[BLOCK + unpadded + padding];
            System.arraycopy(p, 0, q, 0, BLOCK);
            System.arraycopy(tweak, 0, q, BLOCK, tweak.length);
            q[q.length - b - 1] = (byte) round;
            byte[] bytes = half.toByteArray();
            int taken = Math.min(b, bytes.length);
            System.arraycopy(bytes, bytes.length - taken, q, q.length - taken, taken);
            return new BigInteger(1, stretched(mac(q)));
        }

        private byte[] stretched(byte[] r) {
            byte[] s = Arrays.copyOf(r, Math.max(BLOCK, (d + BLOCK - 1) / BLOCK * BLOCK));
            for (int j = 1; j * BLOCK < d; j++) {
                byte[] counted = r.clone();
                counted[BLOCK - 1] ^= (byte) j;
                System.arraycopy(block(counted), 0, s, j * BLOCK, BLOCK);
            }
            return Arrays.copyOf(s, d);
        }

        private int[] numerals() {
            int[] numerals = new int[length];
            write(left, numerals, 0, u);
            write(right, numerals, u, length);
            return numerals;
        }
    }

    private BigInteger number(int[] numerals, int from, int to) {
        BigInteger number = BigInteger.ZERO;
        for (int i = from; i < to; i++) {
            number = number.multiply(radix).add(BigInteger.valueOf(numerals[i]));
        }
        return number;
    }

    private void write(BigInteger number, int[] numerals, int from, int to) {
        BigInteger rest = number;
        for (int i = to - 1; i >= from; i--) {
            BigInteger[] division = rest.divideAndRemainder(radix);
            numerals[i] = division[1].intValue();
            rest = division[0];
        }
    }

    private byte[] mac(byte[] blocks) {
        byte[] chained = new byte[BLOCK];
        for (int at = 0; at < blocks.length; at += BLOCK) {
            for (int i = 0; i < BLOCK; i++) {
                chained[i] ^= blocks[at + i];
            }
            chained = block(chained);
        }
        return chained;
    }

    private byte[] block(byte[] plain) {
        try {
            return aes.doFinal(plain);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("one block is one block", e);
        }
    }
}
