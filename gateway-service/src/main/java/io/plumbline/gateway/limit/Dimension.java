package io.plumbline.gateway.limit;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.RouteLimits;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.LongUnaryOperator;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What is counted in each minute.
@SuppressWarnings("ImmutableEnumChecker") // functions without a state
enum Dimension {
    REQUESTS(RouteLimits::requestsPerMinute, _ -> 1, _ -> 1),
    TOKENS(RouteLimits::tokensPerMinute, input -> input, TokenUsage::total),
    INPUT_TOKENS(RouteLimits::inputTokensPerMinute, input -> input, TokenUsage::input),
    /// How long an answer gets is known only when it is there.
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

    /// Null when it is not limited.
    @Nullable
    Integer limitOf(RouteLimits limits) {
        return limit.apply(limits);
    }

    /// How many a call takes before more is known of it.
    long expected(long inputTokens) {
        return expected.applyAsLong(inputTokens);
    }

    /// How many a call has used that was let in.
    long used(TokenUsage usage) {
        return used.applyAsLong(usage);
    }

    /// As headers and counters name it.
    String wireName() {
        return wireName;
    }
}
