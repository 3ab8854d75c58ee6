package io.plumbline.simulator.dials;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The voice in which answers are given. What they say stays the same, but for CURT, which says less of it.
public enum Tone {
    NEUTRAL,
    FORMAL,
    CASUAL,
    ENTHUSIASTIC,
    CURT;

    public static Optional<Tone> named(String name) {
        return Stream.of(values())
                .filter(tone -> tone.label().equals(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
