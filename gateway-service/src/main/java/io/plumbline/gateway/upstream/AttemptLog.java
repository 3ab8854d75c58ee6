package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The attempts of one call. Not thread-safe.
public final class AttemptLog {

    /// The outcome of a successful attempt.
    public static final String ANSWERED = "answered";

    private static final int MOST = 30;

    private final List<Tried> tried = new ArrayList<>(2);
    private final List<Discarded> discarded = new ArrayList<>(0);
    private final List<Lost> lost = new ArrayList<>(0);
    private int count;

    /// One attempt.
    ///
    /// @param target as `provider/model`
    /// @param outcome [#ANSWERED], otherwise the type of error
    /// @param nanos its duration, for a stream to its first event
    public record Tried(String target, String outcome, long nanos) {}

    /// A paid answer that no client receives.
    ///
    /// @param usage that the provider reported; empty for none
    public record Discarded(UpstreamTarget target, ObjectNode usage) {}

    /// An attempt that was sent and had no output. Its provider may have processed and billed it.
    ///
    /// @param nanos its duration
    /// @param begun whether it was a started stream, in which models may reason without output
    /// @param usage that the provider reported until then, in the client's dialect; empty for none
    public record Lost(UpstreamTarget target, long nanos, boolean begun, ObjectNode usage) {}

    void next() {
        count++;
    }

    void ended(UpstreamTarget target, String outcome, long nanos) {
        if (tried.size() < MOST) {
            tried.add(new Tried(target.label(), outcome, nanos));
        }
    }

    void lost(UpstreamTarget target, long nanos) {
        lost.add(new Lost(target, nanos, false, WireJson.newObject()));
    }

    /// Records that the last attempt's stream had started and was interrupted before its first token.
    ///
    /// @param usage that the stream reported
    void brokeOff(UpstreamAnswer.Streamed answer, ErrorType why, ObjectNode usage) {
        long nanos = answer.attempt().nanos();
        lost.add(new Lost(answer.target(), nanos, true, usage));
        correct(why, nanos);
    }

    /// Records that the last attempt's answer is discarded, since the provider's content filter withheld it.
    void discard(FilteredAnswer answer) {
        answer.answer().close();
        discarded.add(new Discarded(answer.answer().target(), answer.usage()));
        if (!tried.isEmpty()) {
            correct(ErrorType.CALLER_REJECTED_BY_PROVIDER, tried.getLast().nanos());
        }
    }

    /// Corrects the last attempt, which was recorded as answered.
    private void correct(ErrorType outcome, long nanos) {
        if (count <= MOST && !tried.isEmpty()) {
            Tried last = tried.removeLast();
            tried.add(new Tried(last.target(), outcome.wireName(), nanos));
        }
    }

    /// Returns the discarded answers in order.
    public List<Discarded> discarded() {
        return List.copyOf(discarded);
    }

    /// Returns the lost attempts in order.
    public List<Lost> lost() {
        return List.copyOf(lost);
    }

    public int count() {
        return count;
    }

    /// Returns the first thirty attempts in order.
    public List<Tried> tried() {
        return List.copyOf(tried);
    }
}
