package io.plumbline.gateway.dialect;

import io.plumbline.gateway.guard.TextPlace;
import io.plumbline.gateway.price.TokenUsage;
import java.util.List;

/// How many tokens a text has when nobody says: one for each four characters, rounded up.
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

    /// What a call used whose provider has not said.
    ///
    /// @param inputTokens an estimate
    /// @param characters how many the model has said
    public static TokenUsage usage(long inputTokens, long characters) {
        return new TokenUsage(inputTokens, 0, ofCharacters(characters), true);
    }
}
