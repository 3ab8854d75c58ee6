package io.plumbline.gateway.tokens;

import com.knuddels.jtokkit.api.EncodingType;

/// Models that share a tokenizer.
enum TokenFamily {
    O200K(
            EncodingType.O200K_BASE,
            100,
            "gpt-4o",
            "chatgpt-4o",
            "gpt-4.1",
            "gpt-4.5",
            "gpt-5",
            "gpt-oss",
            "o1",
            "o3",
            "o4"),
    CL100K(EncodingType.CL100K_BASE, 100, "gpt-4", "gpt-3.5", "text-embedding-"),
    /// Models whose tokenizer is not public or not included: counted with OpenAI's newest. The vendors' own
    /// counts of the same text are up to a half higher.
    OTHER(EncodingType.O200K_BASE, 150);

    private final EncodingType encoding;
    private final int ceilingPercent;

    @SuppressWarnings("ImmutableEnumChecker") // never written to
    private final String[] prefixes;

    TokenFamily(EncodingType encoding, int ceilingPercent, String... prefixes) {
        this.encoding = encoding;
        this.ceilingPercent = ceilingPercent;
        this.prefixes = prefixes;
    }

    static TokenFamily of(String model) {
        for (TokenFamily family : values()) {
            for (String prefix : family.prefixes) {
                if (model.startsWith(prefix)) {
                    return family;
                }
            }
        }
        return OTHER;
    }

    EncodingType encoding() {
        return encoding;
    }

    /// Returns the upper bound as a percentage of the count.
    int ceilingPercent() {
        return ceilingPercent;
    }
}
