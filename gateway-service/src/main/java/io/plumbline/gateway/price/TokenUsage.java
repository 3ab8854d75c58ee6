package io.plumbline.gateway.price;

import org.jspecify.annotations.Nullable;

/// What a call used. No number is beyond [#MOST]: the audit log takes no larger ones, and no call uses more.
/// The parts of the input never sum to more than the input.
///
/// @param input all of it, what was read from and written to the provider's cache included
/// @param cachedInput the part of the input that the provider had cached
/// @param cacheWrite the part of the input that the provider cached for some minutes
/// @param cacheWriteLong the part of the input that the provider cached for an hour
/// @param output all of it, reasoning included
/// @param estimated whether the provider did not say, and it was estimated from the texts
/// @param tier the service tier in which it was served; null when nobody says
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

    /// In no service tier that is known.
    public TokenUsage(
            long input, long cachedInput, long cacheWrite, long cacheWriteLong, long output, boolean estimated) {
        this(input, cachedInput, cacheWrite, cacheWriteLong, output, estimated, null);
    }

    /// As OpenAI counts: what was cached is a part of the input.
    public TokenUsage(long input, long cachedInput, long output, boolean estimated) {
        this(input, cachedInput, 0, 0, output, estimated);
    }

    /// As Anthropic counts: what was read from the cache and written to it stands beside the input.
    ///
    /// @param fresh input that has nothing to do with the cache
    public static TokenUsage withCacheBeside(
            long fresh, long cachedInput, long cacheWrite, long cacheWriteLong, long output) {
        long read = Math.clamp(cachedInput, 0, MOST);
        long written = Math.clamp(cacheWrite, 0, MOST);
        long writtenLong = Math.clamp(cacheWriteLong, 0, MOST);
        long all = Math.clamp(fresh, 0, MOST) + read + written + writtenLong;
        return new TokenUsage(all, read, written, writtenLong, output, false);
    }

    /// Both together.
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

    /// The same, when more was used that is not said.
    public TokenUsage asEstimate() {
        return new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, output, true, tier);
    }

    /// The same with another output, if that is more.
    public TokenUsage withOutput(long more) {
        return new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, Math.max(output, more), estimated, tier);
    }

    /// The same, in a service tier, if it is not known yet.
    ///
    /// @param served null when nobody says
    public TokenUsage in(@Nullable String served) {
        return tier != null || served == null
                ? this
                : new TokenUsage(input, cachedInput, cacheWrite, cacheWriteLong, output, estimated, served);
    }

    /// The part of the input that has nothing to do with the provider's cache.
    public long freshInput() {
        return input - cachedInput - cacheWrite - cacheWriteLong;
    }

    public long total() {
        return input + output;
    }
}
