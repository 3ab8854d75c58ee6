package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.connection.CallWatch;
import io.plumbline.gateway.upstream.CallEndedException;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// The response of an event stream. Events are sent with the next flush, or at the end if the whole answer is
/// held. Not thread-safe, except for the keep-alive.
final class EventResponse {

    static final String TYPE = "text/event-stream;charset=utf-8";

    private final HttpServletResponse response;
    private final CallWatch watch;
    private final @Nullable String idleEvent;
    private volatile boolean begun;
    private boolean unflushed;
    private @Nullable HeldEvents held;

    /// @param idleEvent the keep-alive event; null for a comment
    EventResponse(HttpServletResponse response, CallWatch watch, @Nullable String idleEvent) {
        this.response = response;
        this.watch = watch;
        this.idleEvent = idleEvent;
    }

    /// Holds everything except keep-alives until the end.
    void hold() {
        held = new HeldEvents();
    }

    boolean isHeld() {
        return held != null;
    }

    /// Whether anything is sent, so that the status is fixed.
    boolean hasBegun() {
        return begun;
    }

    /// Begins an answer. If it replaces another, drops the held events of the previous one. The headers are sent
    /// with the first event.
    void begin(String guardrails) {
        if (held != null) {
            held = new HeldEvents();
        }
        response.setContentType(TYPE);
        response.setHeader("Cache-Control", "no-cache");
        response.setHeader("X-Accel-Buffering", "no");
        response.setHeader(CallHeaders.GUARDRAILS, guardrails);
    }

    /// Sends a keep-alive after every period of silence, for the client and for proxies in between.
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

    /// Returns the number of held bytes.
    int heldBytes() {
        HeldEvents holding = held;
        return holding == null ? 0 : holding.size();
    }

    /// Writes the held events.
    void writeHeld(OutputStream out) throws IOException {
        HeldEvents holding = held;
        if (holding != null) {
            holding.writeTo(out);
        }
    }

    /// Sends the held events and the end.
    void finish(CallWatch.Writing end) throws IOException {
        begun = true;
        last(end);
    }

    /// Sends the end of an interrupted answer and drops the held events.
    void last(CallWatch.Writing end) throws IOException {
        watch.write(response.getOutputStream(), out -> {
            end.write(out);
            out.flush();
        });
    }
}
