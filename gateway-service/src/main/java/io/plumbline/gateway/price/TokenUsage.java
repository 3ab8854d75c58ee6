package io.plumbline.gateway.price;

/// What a call used.
///
/// @param input all of it, what was cached included
/// @param cachedInput the part of the input that the provider had cached
/// @param estimated whether the provider did not say, and it was estimated from the length of the texts
public record TokenUsage(long input, long cachedInput, long output, boolean estimated) {

    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, false);

    public TokenUsage {
        input = Math.max(0, input);
        cachedInput = Math.clamp(cachedInput, 0, input);
        output = Math.max(0, output);
    }

    public long total() {
        return input + output;
    }
}
