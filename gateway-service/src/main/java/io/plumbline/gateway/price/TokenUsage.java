package io.plumbline.gateway.price;

/// What a call used. No number is beyond [#MOST]: the audit log takes no larger ones, and no call uses more.
///
/// @param input all of it, what was cached included
/// @param cachedInput the part of the input that the provider had cached
/// @param estimated whether the provider did not say, and it was estimated from the length of the texts
public record TokenUsage(long input, long cachedInput, long output, boolean estimated) {

    public static final long MOST = 1_000_000_000;
    public static final TokenUsage NONE = new TokenUsage(0, 0, 0, false);

    public TokenUsage {
        input = Math.clamp(input, 0, MOST);
        cachedInput = Math.clamp(cachedInput, 0, input);
        output = Math.clamp(output, 0, MOST);
    }

    public long total() {
        return input + output;
    }
}
