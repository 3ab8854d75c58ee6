package io.plumbline.gateway.limit.counter;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.definition.RouteLimits;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What is counted per minute.
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
public enum Dimension {
    REQUESTS(RouteLimits::requestsPerMinute, _ -> 1, _ -> 1),
    TOKENS(RouteLimits::tokensPerMinute, input -> input, TokenUsage::total),
    INPUT_TOKENS(RouteLimits::inputTokensPerMinute, input -> input, TokenUsage::input),
    /// The length of an answer is known only when it is complete.
    OUTPUT_TOKENS(RouteLimits::outputTokensPerMinute, _ -> 1, TokenUsage::output);

    private final Function<RouteLimits, @Nullable Integer> limit;
    private final LongUnaryOperator expected;
    private final ToLongFunction<TokenUsage> used;
    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    Dimension(
            Function<RouteLimits, @Nullable Integer> limit,
            LongUnaryOperator expected,
            ToLongFunction<TokenUsage> used) {
        this.limit = limit;
        this.expected = expected;
        this.used = used;
    }

    /// Returns null if it is not limited.
    @Nullable
    public Integer limitOf(RouteLimits limits) {
        return limit.apply(limits);
    }

    /// Returns the expected number for a call before it is made.
    long expected(long inputTokens) {
        return expected.applyAsLong(inputTokens);
    }

    /// Returns the number that an admitted call used.
    long used(TokenUsage usage) {
        return used.applyAsLong(usage);
    }

    /// Returns its member of the limits in the API.
    public String member() {
        return switch (this) {
            case REQUESTS -> "requestsPerMinute";
            case TOKENS -> "tokensPerMinute";
            case INPUT_TOKENS -> "inputTokensPerMinute";
            case OUTPUT_TOKENS -> "outputTokensPerMinute";
        };
    }

    /// Returns its name in headers and counters.
    public String wireName() {
        return wireName;
    }
}
