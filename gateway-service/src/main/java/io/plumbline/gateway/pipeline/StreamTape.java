package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.dialect.AnswerStream;
import io.plumbline.gateway.guard.AnswerGuard;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/// What a stream gives its client, kept where a person may have to decide about it. Words flow once there are any.
/// Calls of tools wait for the end of the answer, since one that comes later may need the decision, and then nothing
/// of them goes out. A tape that is full keeps nothing, and what is on it cannot be parked. Not thread-safe.
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

    /// Takes the next event, which waits.
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

    /// Whether what waits may go out already. What would take too much memory does not wait for the end; of it
    /// nothing can be parked any more.
    boolean flows() {
        return !isParked() && ((stream.hasSaidWords() && !guard.tools().hasJudged()) || waiting.size() > longest);
    }

    /// Whether a person has to decide, so that what waits does not go out.
    boolean isParked() {
        return guard.isAsked();
    }

    boolean isEmpty() {
        return waiting.size() == 0;
    }

    /// Lets out what waits.
    void release(OutputStream client) throws IOException {
        waiting.writeTo(client);
        waiting.reset();
    }

    /// All that there is from the beginning on; null when that is too much.
    byte @Nullable [] all() {
        return kept == null ? null : kept.toByteArray();
    }
}
