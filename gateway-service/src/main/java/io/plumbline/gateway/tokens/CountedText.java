package io.plumbline.gateway.tokens;

import com.knuddels.jtokkit.api.EncodingType;
import io.plumbline.gateway.tokens.TokenCounter.Counted;
import java.util.EnumMap;
import java.util.Map;

/// A text whose tokens are counted at most once per encoding, and only on demand. Not thread-safe.
public final class CountedText {

    private static final int PERCENT = 100;

    private final String text;
    private final TokenCounter counter;
    private final Map<EncodingType, Counted> counted = new EnumMap<>(EncodingType.class);

    CountedText(String text, TokenCounter counter) {
        this.text = text;
        this.counter = counter;
    }

    /// Returns an upper bound of its tokens, as far as it can be known.
    ///
    /// @param model the provider's name for it
    public long ceiling(String model) {
        TokenFamily family = TokenFamily.of(model);
        long most = counted.computeIfAbsent(family.encoding(), encoding -> counter.counted(encoding, text))
                .most();
        return Math.min(most * family.ceilingPercent() / PERCENT + 1, TokenCounter.bytes(text));
    }
}
