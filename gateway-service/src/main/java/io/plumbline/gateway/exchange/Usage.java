package io.plumbline.gateway.exchange;

/// The tokens of a call, as the provider counts them.
///
/// @param input the whole prompt, including tokens read from or written to a cache
/// @param cacheRead part of the input
/// @param cacheWritten part of the input
/// @param output including reasoning
/// @param reasoning part of the output; 0 if the provider does not report it
public record Usage(long input, long cacheRead, long cacheWritten, long output, long reasoning) {

    public static final Usage NONE = new Usage(0, 0, 0, 0, 0);
}
