package io.plumbline.monitoring.preference;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Two answers to a prompt, of which one is preferred; or one answer, labelled as desirable or not.
///
/// @param chosen null for an answer labelled as undesirable
/// @param rejected null for an answer labelled as desirable
/// @param raters whose feedback it comes from
/// @param feedback ids of the feedback
record Preference(
        Origin origin,
        String route,
        List<PromptMessage> prompt,
        @Nullable String chosen,
        @Nullable String rejected,
        Set<String> raters,
        List<UUID> feedback) {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final String SEPARATOR = "\0";
    private static final int KEY_BYTES = 16;

    public Preference {
        prompt = List.copyOf(prompt);
        raters = Set.copyOf(raters);
        feedback = List.copyOf(feedback);
    }

    /// The reasons for a preference.
    public enum Origin {
        /// A correction is preferred to the answer.
        CORRECTION,
        /// Thumbs up is preferred to thumbs down.
        THUMBS,
        /// The better score is preferred.
        SCORE
    }

    /// Returns a digest of the normalised texts: two preferences with the same key are duplicates.
    String key() {
        String texts = normal(prompt) + SEPARATOR + normal(chosen) + SEPARATOR + normal(rejected);
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(texts.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, KEY_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }

    /// Returns the text in compatibility form and lower case, with single spaces; nothing for null.
    static String normal(@Nullable String text) {
        return text == null
                ? ""
                : SPACES.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC))
                        .replaceAll(" ")
                        .strip()
                        .toLowerCase(Locale.ROOT);
    }

    static String normal(List<PromptMessage> prompt) {
        StringBuilder normal = new StringBuilder();
        prompt.forEach(message -> normal.append(message.role())
                .append(SEPARATOR)
                .append(normal(message.content()))
                .append(SEPARATOR));
        return normal.toString();
    }
}
