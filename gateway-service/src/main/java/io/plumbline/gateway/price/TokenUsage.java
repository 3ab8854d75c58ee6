package io.plumbline.gateway.price;

import org.jspecify.annotations.Nullable;

/// The token usage of a call. No number exceeds [#MOST]: the audit log accepts no larger ones, and no call uses
/// more. The parts of the input never sum to more than the input.
///
/// @param input total, including tokens read from and written to the provider's cache
/// @param cachedInput part of the input that the provider had cached
/// @param cacheWrite part of the input that the provider cached for some minutes
/// @param cacheWriteLong part of the input that the provider cached for an hour
/// @param output total, including reasoning
/// @param estimated whether the provider reported no usage and it was estimated from the texts
/// @param tier service tier in which the call was served; null if unknown
public record TokenUsage(
        long input,
        long cachedInput,
        long cacheWrite,
        long cacheWriteLong,
        long output,
        boolean estimated,
        @Nullable String tier) {

    public static final long MOST = 1_000_000_000;
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, false);

    public TokenUsage {
        input = Math.clamp(input, 0, MOST);
        cachedInput = Math.clamp(cachedInput, 0, input);
        cacheWrite = Math.clamp(cacheWrite, 0, input - cachedInput);
        cacheWriteLong = Math.clamp(cacheWriteLong, 0, input - cachedInput - cacheWrite);
        output = Math.clamp(output, 0, MOST);
    }

    /// Creates usage without a known service tier.
    public TokenUsage(
            long input, long cachedInput, long cacheWrite, long cacheWriteLong, long output, boolean estimated) {
        this(input, cachedInput, cacheWrite, cacheWriteLong, output, estimated, null);
    }

    /// Creates usage as OpenAI counts: cached tokens are part of the input.
    public TokenUsage(long input, long cachedInput, long output, boolean estimated) {
        this(input, cachedInput, 0, 0, output, estimated);
    }

    /// Creates usage as Anthropic counts: tokens read from or written to the cache are not part of the input.
    ///
    /// @param fresh input without cached tokens
    public static TokenUsage withCacheBeside(
            long fresh, long cachedInput, long cacheWrite, long cacheWriteLong, long output) {
        long read = Math.clamp(cachedInput, 0, MOST);
        long written = Math.clamp(cacheWrite, 0, MOST);
        long writtenLong = Math.clamp(cacheWriteLong, 0, MOST);
        long all = Math.clamp(fresh, 0, MOST) + read + written + writtenLong;
        return new TokenUsage(all, read, written, writtenLong, output, false);
    }

    /// Returns the sum of both.
    public TokenUsage plus(TokenUsage other) {
        return new TokenUsage(
                input + other.input,
                cachedInput + other.cachedInput,
                cacheWrite + other.cacheWrite,
                cacheWriteLong + other.cacheWriteLong,
                output + other.output,
                estimated || other.estimated,
                tier == null ? other.tier : tier);
    }

    /// Returns the usage as an estimate, if the call used more than is reported.
    public TokenUsage asEstimate() {
        return new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, output, true, tier);
    }

    /// Returns the usage with another output if that is larger.
    public TokenUsage withOutput(long more) {
        return new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, Math.max(output, more), estimated, tier);
    }

    /// Returns the usage with a service tier unless it already has one.
    ///
    /// @param served null if unknown
    public TokenUsage in(@Nullable String served) {
        return tier != null || served == null
                ? this
                : new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, output, estimated, served);
    }

    /// Returns the part of the input that was neither read from nor written to the provider's cache.
    public long freshInput() {
        return input - cachedInput - cacheWrite - cacheWriteLong;
    }

    public long total() {
        return input + output;
    }
}
