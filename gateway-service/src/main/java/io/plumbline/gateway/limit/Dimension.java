package io.plumbline.gateway.limit;

import io.plumbline.gateway.price.TokenUsage;
import io.plumbline.gateway.route.RouteLimits;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What is counted in each minute.
enum Dimension {
    REQUESTS {
        @Override
        @Nullable
        Integer limitOf(RouteLimits limits) {
            return limits.requestsPerMinute();
        }

        @Override
        long expected(long inputTokens) {
            return 1;
        }

        @Override
        long used(TokenUsage usage) {
            return 1;
        }
    },
    TOKENS {
        @Override
        @Nullable
        Integer limitOf(RouteLimits limits) {
            return limits.tokensPerMinute();
        }

        @Override
        long expected(long inputTokens) {
            return inputTokens;
        }

        @Override
        long used(TokenUsage usage) {
            return usage.total();
        }
    },
    INPUT_TOKENS {
        @Override
        @Nullable
        Integer limitOf(RouteLimits limits) {
            return limits.inputTokensPerMinute();
        }

        @Override
        long expected(long inputTokens) {
            return inputTokens;
        }

        @Override
        long used(TokenUsage usage) {
            return usage.input();
        }
    },
    OUTPUT_TOKENS {
        @Override
        @Nullable
        Integer limitOf(RouteLimits limits) {
            return limits.outputTokensPerMinute();
        }

        @Override
        long expected(long inputTokens) {
            return 1;
        }

        @Override
        long used(TokenUsage usage) {
            return usage.output();
        }
    };

    private final String wireName = name().toLowerCase(Locale.ROOT).replace('_', '-');

    /// Null when it is not limited.
    abstract @Nullable Integer limitOf(RouteLimits limits);

    /// How many a call takes before more is known of it.
    abstract long expected(long inputTokens);

    /// How many a call has used that was let in.
    abstract long used(TokenUsage usage);

    /// As headers and counters name it.
    String wireName() {
        return wireName;
    }
}
