package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.AnswerEvents;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import tools.jackson.databind.node.ObjectNode;

/// What a provider answered, in the client's language. To be closed by whoever took it.
public sealed interface UpstreamAnswer extends AutoCloseable {

    /// Which of the targets answered.
    UpstreamTarget target();

    @Override
    void close();

    /// An answer that is there in full.
    record Whole(UpstreamTarget target, ObjectNode body) implements UpstreamAnswer {
        @Override
        public void close() {
            // was read to its end
        }
    }

    /// An answer that is on its way.
    ///
    /// @param attempt to be told how it ends
    record Streamed(UpstreamTarget target, AnswerEvents events, Attempt attempt) implements UpstreamAnswer {
        @Override
        public void close() {
            attempt.close();
        }
    }
}
