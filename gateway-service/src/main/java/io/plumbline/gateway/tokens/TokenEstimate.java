package io.plumbline.gateway.tokens;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.price.TokenUsage;
import java.util.List;

/// Estimates tokens if no exact count is available: one per four characters, rounded up.
public final class TokenEstimate {

    private static final int CHARACTERS_PER_TOKEN = 4;

    private TokenEstimate() {}

    public static long ofCharacters(long characters) {
        return (characters + CHARACTERS_PER_TOKEN - 1) / CHARACTERS_PER_TOKEN;
    }

    public static long of(List<? extends TextPlace> places) {
        return ofCharacters(characters(places));
    }

    public static long characters(List<? extends TextPlace> places) {
        long characters = 0;
        for (TextPlace place : places) {
            characters += place.text().length();
        }
        return characters;
    }

    /// Estimates the usage of a call whose provider reports none.
    ///
    /// @param inputTokens an estimate
    /// @param characters number of characters that the model produced
    public static TokenUsage usage(long inputTokens, long characters) {
        return new TokenUsage(inputTokens, 0, ofCharacters(characters), true);
    }
}
