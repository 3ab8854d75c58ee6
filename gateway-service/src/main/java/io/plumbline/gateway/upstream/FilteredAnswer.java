package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.FilterSigns;
import io.plumbline.gateway.exchange.NotAChunkException;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.wire.WireJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Tells an answer that a provider's own rules on content have kept back from one that says something, by the
/// [FilterSigns] of the client's language. Of a stream it looks at the events before the first that says
/// something; an error among them that names those rules is the same.
///
/// @param answer as it may still go to the client: nothing of it is lost
/// @param isFiltered whether nothing is said in it, for the provider's rules
/// @param usage what the provider says that it used; empty when it does not
record FilteredAnswer(UpstreamAnswer answer, boolean isFiltered, ObjectNode usage) {

    /// Events that say nothing, before it is no longer worth waiting: OpenAI sends one, Azure two, Anthropic
    /// three.
    private static final int MOST_SILENT = 32;

    /// Events after the end in which the usage may stand.
    private static final int MOST_AFTER = 4;

    private static final int BAD_REQUEST = 400;

    /// Looks at an answer.
    ///
    /// @param usage takes what a stream says of its usage, also of one that breaks
    /// @throws UpstreamFailure when a stream breaks before it says anything
    /// @throws CallEndedException when the client has gone
    static FilteredAnswer look(UpstreamAnswer answer, FilterSigns signs, ObjectNode usage)
            throws UpstreamFailure, CallEndedException {
        return switch (answer) {
            case UpstreamAnswer.Whole whole ->
                new FilteredAnswer(whole, signs.isFiltered(whole.body()), signs.usage(whole.body()));
            case UpstreamAnswer.Streamed streamed -> look(streamed, signs, usage);
        };
    }

    private static FilteredAnswer look(UpstreamAnswer.Streamed answer, FilterSigns signs, ObjectNode usage)
            throws UpstreamFailure, CallEndedException {
        PeekedEvents events = new PeekedEvents(answer.events());
        UpstreamAnswer same = new UpstreamAnswer.Streamed(answer.target(), events, answer.attempt());
        boolean kept = false;
        try {
            boolean filtered = false;
            for (int i = 0; i < MOST_SILENT && !filtered; i++) {
                byte[] data = events.peek();
                ObjectNode event = event(data);
                if (data == null || event == null || signs.saysSomething(event)) {
                    break;
                }
                usage.setAll(signs.usage(event));
                filtered = signs.endsFiltered(event) || (event.hasNonNull("error") && isError(data));
            }
            for (int i = 0; filtered && i < MOST_AFTER; i++) {
                ObjectNode event = event(events.peek());
                if (event == null) {
                    break;
                }
                usage.setAll(signs.usage(event));
            }
            kept = true;
            return new FilteredAnswer(same, filtered, usage);
        } catch (NotAChunkException e) {
            if (isError(e.said())) {
                kept = true;
                return new FilteredAnswer(same, true, usage);
            }
            throw answer.attempt().broken(e.problem());
        } catch (IOException e) {
            throw answer.attempt().failed(e);
        } finally {
            if (!kept) {
                answer.close();
            }
        }
    }

    /// Null at the end, and for what only the answer's own reader may judge.
    private static @Nullable ObjectNode event(byte @Nullable [] data) {
        return data == null ? null : WireJson.object(data).orElse(null);
    }

    private static boolean isError(byte @Nullable [] said) {
        return said != null && RefusedRequest.classOf(BAD_REQUEST, said) == FailureClass.CONTENT_POLICY;
    }

    /// Never what is in it.
    @Override
    public String toString() {
        return "FilteredAnswer[" + isFiltered + "]";
    }
}
