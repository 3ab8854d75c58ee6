package io.plumbline.gateway.exchange;

/// Tokens that an answer used, as the provider counts them.
///
/// @param input all of the prompt, with what was read from a cache and written to one
/// @param cacheRead of the input
/// @param cacheWritten of the input
/// @param output with what was thought
/// @param reasoning of the output; 0 where the provider does not say
public record Usage(long input, long cacheRead, long cacheWritten, long output, long reasoning) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);
}
