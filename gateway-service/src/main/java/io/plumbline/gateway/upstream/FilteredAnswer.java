package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.answer.FilterSigns;
import io.plumbline.gateway.exchange.codec.NotAChunkException;
import io.plumbline.gateway.fault.FailureClass;
import io.plumbline.gateway.upstream.translation.PeekedEvents;
import io.plumbline.gateway.wire.WireJson;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Detects answers that a provider's content filter withheld, by the [FilterSigns] of the client's dialect. For a
/// stream, reads the events before the first output; an error among them that names the filter counts as well.
///
/// @param answer complete, so that it can still be sent to the client
/// @param isFiltered whether the filter withheld all of its output
/// @param usage that the provider reports; empty for none
record FilteredAnswer(UpstreamAnswer answer, boolean isFiltered, ObjectNode usage) {

    /// The maximum number of events without output to wait for: OpenAI sends one, Azure two, Anthropic three.
    private static final int MOST_SILENT = 32;

    /// The maximum number of events after the end that may contain the usage.
    private static final int MOST_AFTER = 4;

    private static final int BAD_REQUEST = 400;

    /// Inspects an answer.
    ///
    /// @param usage receives the usage that a stream reports, even if it is interrupted
    /// @throws UpstreamFailure if a stream is interrupted before its first output
    /// @throws CallEndedException if the client has disconnected
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

    /// Returns null at the end, and for data that only the answer's own reader can judge.
    private static @Nullable ObjectNode event(byte @Nullable [] data) {
        return data == null ? null : WireJson.object(data).orElse(null);
    }

    private static boolean isError(byte @Nullable [] said) {
        return said != null && RefusedRequest.classOf(BAD_REQUEST, said) == FailureClass.CONTENT_POLICY;
    }

    /// Leaves out the content.
    @Override
    public String toString() {
        return "FilteredAnswer[" + isFiltered + "]";
    }
}
