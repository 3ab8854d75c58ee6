package io.plumbline.simulator.model;

import java.util.HexFormat;
import java.util.concurrent.ThreadLocalRandom;

/// Creates ids for answers and tool calls. They are random: no two calls share one, even over restarts with one
/// seed.
public final class Ids {
    private Ids() {}

    public static String next(String prefix) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        HexFormat hex = HexFormat.of();
        return prefix + hex.toHexDigits(random.nextLong()) + hex.toHexDigits(random.nextLong(), 8);
    }
}
