package io.plumbline.simulator.dials;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The tone of answers. Their content stays the same, except that CURT shortens it.
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
