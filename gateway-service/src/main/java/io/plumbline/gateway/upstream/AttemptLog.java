package io.plumbline.gateway.upstream;

import io.plumbline.gateway.fault.ErrorType;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The attempts of one call. Not thread-safe.
public final class AttemptLog {

    /// How an attempt ends that is answered.
    public static final String ANSWERED = "answered";

    private static final int MOST = 30;

    private final List<Tried> tried = new ArrayList<>(2);
    private final List<Discarded> discarded = new ArrayList<>(0);
    private final List<Lost> lost = new ArrayList<>(0);
    private int count;

    /// One attempt.
    ///
    /// @param target as `provider/model`
    /// @param outcome [#ANSWERED], else the type of error
    /// @param nanos it took, of a stream to its first event
    public record Tried(String target, String outcome, long nanos) {}

    /// An answer that was paid for and goes to nobody.
    ///
    /// @param usage what the provider said that it used; empty when it did not
    public record Discarded(UpstreamTarget target, ObjectNode usage) {}

    /// An attempt that was sent and of which no word came: its provider may have worked for it, and be paid.
    ///
    /// @param nanos it took
    /// @param begun whether it was a stream that had begun: models think unheard then
    /// @param usage what the provider said by then that it used, in the client's language; empty when it did not
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

    /// The last attempt's stream, which had begun, broke off before its first word.
    ///
    /// @param usage what it had told of its usage
    void brokeOff(UpstreamAnswer.Streamed answer, ErrorType why, ObjectNode usage) {
        long nanos = answer.attempt().nanos();
        lost.add(new Lost(answer.target(), nanos, true, usage));
        correct(why, nanos);
    }

    /// The last attempt's answer goes to nobody: the provider's own rules on content forbid it.
    void discard(FilteredAnswer answer) {
        answer.answer().close();
        discarded.add(new Discarded(answer.answer().target(), answer.usage()));
        if (!tried.isEmpty()) {
            correct(ErrorType.CALLER_REJECTED_BY_PROVIDER, tried.getLast().nanos());
        }
    }

    /// The last attempt was noted as answered.
    private void correct(ErrorType outcome, long nanos) {
        if (count <= MOST && !tried.isEmpty()) {
            Tried last = tried.removeLast();
            tried.add(new Tried(last.target(), outcome.wireName(), nanos));
        }
    }

    /// Answers that went to nobody, in their order.
    public List<Discarded> discarded() {
        return List.copyOf(discarded);
    }

    /// In their order.
    public List<Lost> lost() {
        return List.copyOf(lost);
    }

    public int count() {
        return count;
    }

    /// The first thirty, in their order.
    public List<Tried> tried() {
        return List.copyOf(tried);
    }
}
