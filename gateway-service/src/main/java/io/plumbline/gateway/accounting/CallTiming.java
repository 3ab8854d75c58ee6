package io.plumbline.gateway.accounting;

import org.jspecify.annotations.Nullable;

/// The times of a call in nanoseconds. Not thread-safe.
public final class CallTiming {

    private final IncomingCall call;
    private long upstreamStart;
    private long upstreamNanos;
    private @Nullable Long firstTokenNanos;

    CallTiming(IncomingCall call) {
        this.call = call;
    }

    public void upstreamBegins() {
        upstreamStart = System.nanoTime();
    }

    /// Records that the provider is done; for a stream, called first at its beginning and then at its end.
    public void upstreamEnds() {
        upstreamNanos = System.nanoTime() - upstreamStart;
    }

    public long upstreamNanos() {
        return upstreamNanos;
    }

    public void firstTokenCame() {
        firstTokenNanos = call.elapsedNanos();
    }

    /// Returns the time from the call's arrival to its first token; null before that and without a stream.
    public @Nullable Long firstTokenNanos() {
        return firstTokenNanos;
    }
}
