package io.plumbline.bench.promptcache;

import java.util.Arrays;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// A provider's prompt cache that forgets nothing and has no minimum block: it serves the longest prefix that a
/// prompt shares with any earlier prompt. Not thread-safe.
public final class IdealCache {

    private final TreeSet<byte[]> prompts = new TreeSet<>(Arrays::compareUnsigned);

    /// The number of bytes at the beginning of a prompt that it serves. Adds the prompt to the cache.
    public int serve(byte[] prompt) {
        // Of all prompts, one of the neighbours in order has the longest beginning in common.
        int served = Math.max(common(prompts.floor(prompt), prompt), common(prompts.ceiling(prompt), prompt));
        prompts.add(prompt);
        return served;
    }

    private static int common(byte @Nullable [] earlier, byte[] prompt) {
        if (earlier == null) {
            return 0;
        }
        int mismatch = Arrays.mismatch(earlier, prompt);
        return mismatch < 0 ? prompt.length : mismatch;
    }
}
