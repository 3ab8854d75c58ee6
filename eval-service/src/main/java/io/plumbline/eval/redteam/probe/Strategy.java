package io.plumbline.eval.redteam.probe;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A way to deliver an attack.
public enum Strategy {
    /// Unchanged.
    DIRECT(Kind.ENCODING),
    BASE64(Kind.ENCODING),
    ROT13(Kind.ENCODING),
    HEX(Kind.ENCODING),
    LEET(Kind.ENCODING),
    HOMOGLYPH(Kind.ENCODING),
    ZERO_WIDTH(Kind.ENCODING),
    MORSE(Kind.ENCODING),
    LANGUAGE_DE(Kind.FRAME),
    LANGUAGE_FR(Kind.FRAME),
    LANGUAGE_ES(Kind.FRAME),
    LANGUAGE_IT(Kind.FRAME),
    LANGUAGE_PT(Kind.FRAME),
    LANGUAGE_NL(Kind.FRAME),
    LANGUAGE_PL(Kind.FRAME),
    LANGUAGE_TR(Kind.FRAME),
    PERSUASION(Kind.FRAME),
    ROLE_PLAY(Kind.FRAME),
    PAYLOAD_SPLITTING(Kind.FRAME),
    MANY_SHOT(Kind.FRAME),
    /// Leads up to the attack over several turns.
    CRESCENDO(Kind.TURNS),
    /// Tries variants of the attack, and continues from the most promising.
    TREE(Kind.TURNS);

    /// How a strategy changes an attack.
    public enum Kind {
        /// Writes the same text differently, harmless texts too.
        ENCODING,
        /// Puts other text around it.
        FRAME,
        /// Takes several turns.
        TURNS
    }

    private final String code = name().toLowerCase(Locale.ROOT).replace('_', '-');
    private final Kind kind;

    Strategy(Kind kind) {
        this.kind = kind;
    }

    /// Returns the name in documents, for example `role-play`.
    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    static Optional<Strategy> find(String code) {
        return Arrays.stream(values())
                .filter(strategy -> strategy.code.equals(code))
                .findFirst();
    }
}
