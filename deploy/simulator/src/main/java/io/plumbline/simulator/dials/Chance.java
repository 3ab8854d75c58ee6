package io.plumbline.simulator.dials;

/// Repeatable chance: every draw is a pure function of the seed, the purpose, and a key.
///
/// Draws for different purposes are independent: changing one dial affects nothing else. A share `s` is decided
/// by `unit < s`, which makes it monotone: what happens at a share of 0.1 also happens at 0.2. Not for secrets.
///
/// The text is hashed with FNV-1a, followed by the mixer of SplitMix64 (Steele, Lea, Flood 2014).
public final class Chance {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private final long seed;

    public Chance(long seed) {
        this.seed = seed;
    }

    /// A number in [0, 1).
    public double unit(String purpose, String key) {
        return (bits(purpose, key) >>> 11) * 0x1.0p-53;
    }

    public double unit(String purpose, long number) {
        return unit(purpose, Long.toString(number));
    }

    public int pick(String purpose, String key, int size) {
        return (int) Long.remainderUnsigned(bits(purpose, key), size);
    }

    /// A normally distributed number with mean 0 and deviation 1 (Box and Muller 1958).
    double normal(String purpose, long number) {
        double radius = Math.sqrt(-2 * Math.log(1 - unit(purpose + ".radius", number)));
        return radius * Math.cos(2 * Math.PI * unit(purpose + ".angle", number));
    }

    private long bits(String purpose, String key) {
        long hash = hash(hash(FNV_OFFSET ^ mix(seed), purpose) * FNV_PRIME, key);
        return mix(hash);
    }

    private static long hash(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return hash;
    }

    private static long mix(long value) {
        long z = value + 0x9e3779b97f4a7c15L;
        z = (z ^ (z >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }
}
