package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.dialect.answer.AnswerStream;
import io.plumbline.gateway.guard.answer.AnswerGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// Records the stream for its client if the answer may require an approval. Words are sent as soon as there are
/// any. Tool calls wait for the end of the answer, since a later one may require the approval, in which case none
/// is sent. A full tape records nothing more, and its answer cannot be parked. Not thread-safe.
final class StreamTape {

    private final AnswerStream stream;
    private final AnswerGuard guard;
    private final int longest;
    private @Nullable ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private final ByteArrayOutputStream waiting = new ByteArrayOutputStream();

    StreamTape(AnswerStream stream, AnswerGuard guard, int longest) {
        this.stream = stream;
        this.guard = guard;
        this.longest = longest;
    }

    /// Adds the next event, which waits.
    void add(@Nullable String name, byte[] data) {
        try {
            if (!isParked()) {
                EventFrames.write(name, data, waiting);
            }
            ByteArrayOutputStream tape = kept;
            if (tape != null) {
                EventFrames.write(name, data, tape);
                kept = tape.size() > longest ? null : tape;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Whether waiting events may be sent now. A stream that would take too much memory does not wait for its end
    /// and can no longer be parked.
    boolean flows() {
        return !isParked() && ((stream.hasSaidWords() && !guard.tools().hasJudged()) || waiting.size() > longest);
    }

    /// Whether an approval is required, so that waiting events are not sent.
    boolean isParked() {
        return guard.isAsked();
    }

    boolean isEmpty() {
        return waiting.size() == 0;
    }

    /// Sends the waiting events.
    void release(OutputStream client) throws IOException {
        waiting.writeTo(client);
        waiting.reset();
    }

    /// Returns everything from the beginning; null if it is too large.
    byte @Nullable [] all() {
        return kept == null ? null : kept.toByteArray();
    }
}
