package io.plumbline.gateway.route.resolve;

import io.plumbline.gateway.route.definition.Variant;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Chooses a variant for a key by weighted rendezvous hashing: each variant draws a number from the key and its
/// own name, and the best draw wins. The same key always gets the same variant. When weights change, the minimum
/// number of keys move, and only to variants whose share grows.
final class VariantChoice {

    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private VariantChoice() {}

    /// @param variants with at least one weight above 0
    /// @param route salts the choice: other routes choose differently for the same key
    static Variant of(List<Variant> variants, String route, String key) {
        long keyHash = hash(hash(FNV_OFFSET, route), key);
        Variant chosen = null;
        double best = Double.NEGATIVE_INFINITY;
        for (Variant variant : variants) {
            if (variant.weight() > 0) {
                double draw = -variant.weight() / Math.log(unit(hash(keyHash, variant.name())));
                if (isBetter(draw, best, chosen)) {
                    best = draw;
                    chosen = variant;
                }
            }
        }
        if (chosen == null) {
            throw new IllegalArgumentException("no variant has a weight");
        }
        return chosen;
    }

    private static boolean isBetter(double draw, double best, @Nullable Variant chosen) {
        return chosen == null || draw > best;
    }

    /// Returns FNV-1a over the bytes of the text and a separator.
    private static long hash(long seed, String text) {
        long hash = seed;
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (b & 0xFF)) * FNV_PRIME;
        }
        return (hash ^ 0xFF) * FNV_PRIME;
    }

    /// Returns a number in (0, 1) from a hash, its bits well mixed (the finalizer of MurmurHash3).
    private static double unit(long hash) {
        long mixed = hash;
        mixed = (mixed ^ (mixed >>> 33)) * 0xff51afd7ed558ccdL;
        mixed = (mixed ^ (mixed >>> 33)) * 0xc4ceb9fe1a85ec53L;
        mixed ^= mixed >>> 33;
        return ((mixed >>> 11) + 0.5) * 0x1.0p-53;
    }
}
