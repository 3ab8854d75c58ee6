package io.plumbline.personaldata.pii.crypto;

/// Keccak-256 as Ethereum uses it: with the padding of Keccak before it became SHA-3 (FIPS 202), which Java's
/// SHA-3 does not support.
final class Keccak256 {

    private static final int ROUNDS = 24;
    private static final int LANES = 25;
    private static final int RATE = 136;
    private static final int BYTES = 32;
    private static final int[] ROTATIONS = {
        1, 3, 6, 10, 15, 21, 28, 36, 45, 55, 2, 14, 27, 41, 56, 8, 25, 43, 62, 18, 39, 61, 20, 44
    };
    private static final int[] LANE_ORDER = {
        10, 7, 11, 17, 18, 3, 5, 16, 8, 21, 24, 4, 15, 23, 19, 13, 12, 2, 20, 14, 22, 9, 6, 1
    };

    private Keccak256() {}

    static byte[] of(byte[] message) {
        byte[] padded = new byte[(message.length / RATE + 1) * RATE];
        System.arraycopy(message, 0, padded, 0, message.length);
        padded[message.length] ^= 1;
        padded[padded.length - 1] ^= (byte) 0x80;
        long[] state = new long[LANES];
        for (int block = 0; block < padded.length; block += RATE) {
            for (int i = 0; i < RATE; i++) {
                state[i / 8] ^= (padded[block + i] & 0xffL) << (8 * (i % 8));
            }
            permute(state);
        }
        byte[] hash = new byte[BYTES];
        for (int i = 0; i < BYTES; i++) {
            hash[i] = (byte) (state[i / 8] >>> (8 * (i % 8)));
        }
        return hash;
    }

    private static void permute(long[] state) {
        int shift = 1;
        for (int round = 0; round < ROUNDS; round++) {
            theta(state);
            rhoAndPi(state);
            chi(state);
            for (int bit = 0; bit < 7; bit++) {
                if ((shift & 1) == 1) {
                    state[0] ^= 1L << ((1 << bit) - 1);
                }
                shift = (shift & 0x80) == 0 ? shift << 1 : (shift << 1) ^ 0x171;
            }
        }
    }

    private static void theta(long[] state) {
        long[] columns = new long[5];
        for (int i = 0; i < LANES; i++) {
            columns[i % 5] ^= state[i];
        }
        for (int i = 0; i < LANES; i++) {
            state[i] ^= columns[(i + 4) % 5] ^ Long.rotateLeft(columns[(i + 1) % 5], 1);
        }
    }

    private static void rhoAndPi(long[] state) {
        long moved = state[1];
        for (int i = 0; i < LANE_ORDER.length; i++) {
            long next = state[LANE_ORDER[i]];
            state[LANE_ORDER[i]] = Long.rotateLeft(moved, ROTATIONS[i]);
            moved = next;
        }
    }

    private static void chi(long[] state) {
        for (int row = 0; row < LANES; row += 5) {
            long first = state[row];
            long second = state[row + 1];
            for (int i = 0; i < 5; i++) {
                long one = i < 4 ? state[row + i + 1] : first;
                long two = i < 3 ? state[row + i + 2] : i == 3 ? first : second;
                state[row + i] ^= ~one & two;
            }
        }
    }
}
