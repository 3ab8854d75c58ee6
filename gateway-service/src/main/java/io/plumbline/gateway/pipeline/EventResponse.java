package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.upstream.CallEndedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The response of a stream of events: what is given to it goes out with the next flush, or, where all of the
/// answer is held, at its end. Not thread-safe, but for what keeps it alive.
final class EventResponse {

    static final String TYPE = "text/event-stream;charset=utf-8";

    private final HttpServletResponse response;
    private final CallWatch watch;
    private final @Nullable String idleEvent;
    private volatile boolean begun;
    private boolean unflushed;
    private @Nullable HeldEvents held;

    /// @param idleEvent that tells that there is nothing to tell yet; null for a comment
    EventResponse(HttpServletResponse response, CallWatch watch, @Nullable String idleEvent) {
        this.response = response;
        this.watch = watch;
        this.idleEvent = idleEvent;
    }

    /// Nothing but signs of life is to go out before the end.
    void hold() {
        held = new HeldEvents();
    }

    boolean isHeld() {
        return held != null;
    }

    /// Whether anything has gone out, so that there is no status to be told any more.
    boolean hasBegun() {
        return begun;
    }

    /// Begins an answer, or another in its place: what is held of one before is not for the client. The head
    /// goes out with the first event.
    void begin(String guardrails) {
        if (held != null) {
            held = new HeldEvents();
        }
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader(CallHeaders.GUARDRAILS, guardrails);
    }

    /// Lets the client, and what is on the way to it, know in every silence that the stream is still there.
    void keepAlive(Duration silence) throws IOException {
        watch.onSilence(silence, response.getOutputStream(), out -> {
            begun = true;
            EventFrames.writeIdle(idleEvent, out);
            out.flush();
        });
    }

    void give(CallWatch.Writing writing) throws CallEndedException {
        HeldEvents holding = held;
        if (holding == null) {
            begun = true;
            unflushed = true;
            write(writing);
            return;
        }
        try {
            writing.write(holding);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void flush() throws CallEndedException {
        if (unflushed) {
            unflushed = false;
            write(OutputStream::flush);
        }
    }

    private void write(CallWatch.Writing writing) throws CallEndedException {
        try {
            watch.write(response.getOutputStream(), writing);
        } catch (IOException e) {
            throw new CallEndedException();
        }
    }

    /// How much is held.
    int heldBytes() {
        HeldEvents holding = held;
        return holding == null ? 0 : holding.size();
    }

    /// Tells what is held.
    void writeHeld(OutputStream out) throws IOException {
        HeldEvents holding = held;
        if (holding != null) {
            holding.writeTo(out);
        }
    }

    /// Gives the end, and before it what is held.
    void finish(CallWatch.Writing end) throws IOException {
        begun = true;
        last(end);
    }

    /// Gives the end of an answer that breaks off, and nothing of what is held.
    void last(CallWatch.Writing end) throws IOException {
        watch.write(response.getOutputStream(), out -> {
            end.write(out);
            out.flush();
        });
    }
}
