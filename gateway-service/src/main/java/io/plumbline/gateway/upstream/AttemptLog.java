package io.plumbline.gateway.upstream;

import java.util.ArrayList;
import java.util.List;

/// The attempts of one call. Not thread-safe.
public final class AttemptLog {

    /// How an attempt ends that is answered.
    public static final String ANSWERED = "answered";

    private static final int MOST = 30;

    private final List<Tried> tried = new ArrayList<>(2);
    private int count;

    /// One attempt.
    ///
    /// @param target as `provider/model`
    /// @param outcome [#ANSWERED], else the type of error
    /// @param nanos it took, of a stream to its first event
    public record Tried(String target, String outcome, long nanos) {}

    void next() {
        count++;
    }

    void ended(UpstreamTarget target, String outcome, long nanos) {
        if (tried.size() < MOST) {
            tried.add(new Tried(target.label(), outcome, nanos));
        }
    }

    public int count() {
        return count;
    }

    /// The first thirty, in their order.
    public List<Tried> tried() {
        return List.copyOf(tried);
    }
}
