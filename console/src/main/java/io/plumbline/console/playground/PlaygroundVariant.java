package io.plumbline.console.playground;

import java.math.BigDecimal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A variant as submitted: a target, its call parameters, and the prompt version whose text it uses.
///
/// @param prompt `NAME@VERSION`; empty for the messages of the page
/// @param target a route, `registry:NAME@VERSION` or a provider's model
/// @param temperature empty for the target's default
/// @param maxTokens empty for the target's default
record PlaygroundVariant(
        @Nullable String target,
        @Nullable String temperature,
        @Nullable String maxTokens,
        @Nullable String prompt) {

    static final PlaygroundVariant EMPTY = new PlaygroundVariant("", "", "", "");

    private static final BigDecimal HOTTEST = BigDecimal.valueOf(2);
    private static final int MOST_TOKENS = 1_000_000;

    String model() {
        return Objects.requireNonNullElse(target, "").strip();
    }

    String promptOrNone() {
        return Objects.requireNonNullElse(prompt, "").strip();
    }

    /// Adds the parameters to a request or to a prompt version.
    ///
    /// @throws InvalidVariantException if one is out of its range
    void addTo(ObjectNode body) throws InvalidVariantException {
        if (temperature != null && !temperature.isBlank()) {
            body.put("temperature", number(temperature));
        }
        if (maxTokens != null && !maxTokens.isBlank()) {
            body.put("max_tokens", whole(maxTokens));
        }
    }

    private static BigDecimal number(String text) throws InvalidVariantException {
        try {
            BigDecimal number = new BigDecimal(text.strip());
            if (number.signum() >= 0 && number.compareTo(HOTTEST) <= 0) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidVariantException("temperature", "must be a number from 0 to 2");
        }
        throw new InvalidVariantException("temperature", "must be a number from 0 to 2");
    }

    private static int whole(String text) throws InvalidVariantException {
        try {
            int number = Integer.parseInt(text.strip());
            if (number > 0 && number <= MOST_TOKENS) {
                return number;
            }
        } catch (NumberFormatException e) {
            throw new InvalidVariantException("maxTokens", "must be a whole number above 0");
        }
        throw new InvalidVariantException("maxTokens", "must be a whole number above 0");
    }

    /// A parameter that is out of its range.
    static final class InvalidVariantException extends Exception {

        private static final long serialVersionUID = 1L;

        private final String field;

        InvalidVariantException(String field, String message) {
            super(message);
            this.field = field;
        }

        String field() {
            return field;
        }
    }
}
