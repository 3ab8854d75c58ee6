package io.plumbline.gateway.upstream;

import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.upstream.translation.AnswerEvents;
import tools.jackson.databind.node.ObjectNode;

/// A provider's answer in the client's dialect. The receiver must close it.
public sealed interface UpstreamAnswer extends AutoCloseable {

    /// Returns the target that answered.
    UpstreamTarget target();

    @Override
    void close();

    /// An answer that is not streamed.
    record Whole(UpstreamTarget target, ObjectNode body) implements UpstreamAnswer {
        @Override
        public void close() {
            // was read to its end
        }
    }

    /// A streamed answer.
    ///
    /// @param attempt to be notified of its end
    record Streamed(UpstreamTarget target, AnswerEvents events, Attempt attempt) implements UpstreamAnswer {
        @Override
        public void close() {
            attempt.close();
        }
    }
}
