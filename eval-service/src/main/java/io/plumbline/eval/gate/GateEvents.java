package io.plumbline.eval.gate;

import io.plumbline.eval.gate.ledger.Gate;
import io.plumbline.eval.gate.report.GateResponse;
import io.plumbline.eval.gate.report.RunResponse;
import io.plumbline.kit.security.Callers;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/// Streams the progress of a gate as server-sent events (HTML, section 9.2): its current state at once, then each
/// change, and the gate with its verdict at the end. It polls the database because any replica may run the gate.
/// A reconnecting client receives the current state; events are not numbered.
@Component
class GateEvents {

    private static final String TYPE = "text/event-stream;charset=utf-8";
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration KEEP_ALIVE = Duration.ofSeconds(15);
    /// After this time, the client must reconnect with a valid credential.
    private static final Duration LONGEST = Duration.ofMinutes(15);

    private static final int MOST = 100;
    private static final int MOST_OF_A_CALLER = 10;

    private final GateArchive archive;
    private final JsonMapper json;
    private final Clock clock;
    private final CallerPermits places = new CallerPermits(MOST_OF_A_CALLER, MOST);
    private volatile boolean closing;

    GateEvents(GateArchive archive, JsonMapper json, Clock clock) {
        this.archive = archive;
        this.json = json;
        this.clock = clock;
    }

    /// Writes until the gate has ended or the client has disconnected.
    ///
    /// @throws io.plumbline.kit.problem.ProblemException 404 if the gate does not exist; 429 if the caller has
    ///     too many streams; 503 if all callers together have
    void write(UUID id, HttpServletResponse response) {
        Gate gate = archive.get(id);
        String caller = Callers.current().id();
        switch (places.take(caller)) {
            case GRANTED -> {}
            case CALLER_HAS_ALL ->
                throw GateProblem.TOO_MANY_OWN_STREAMS.because(
                        "End one of your " + MOST_OF_A_CALLER + " streams, or read the gate with ?wait=60.");
            case NONE_LEFT ->
                throw GateProblem.TOO_MANY_STREAMS.because("Try again later, or read the gate with ?wait=60.");
        }
        try {
            response.setContentType(TYPE);
            response.setHeader("Cache-Control", "no-cache");
            response.setHeader("X-Accel-Buffering", "no");
            follow(gate, response.getOutputStream());
        } catch (IOException e) {
            // The client has gone.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            places.release(caller);
        }
    }

    private void follow(Gate first, OutputStream out) throws IOException, InterruptedException {
        long end = System.nanoTime() + LONGEST.toNanos();
        long written = System.nanoTime();
        String before = "";
        send(out, "retry: 2000\n\n");
        for (Gate gate = first; ; gate = archive.get(first.id())) {
            if (gate.status().isFinal()) {
                send(out, event("progress", RunResponse.from(gate, clock.instant())));
                send(out, event("end", GateResponse.from(gate)));
                return;
            }
            String now = event("progress", RunResponse.from(gate, clock.instant()));
            if (!now.equals(before)) {
                send(out, now);
                before = now;
                written = System.nanoTime();
            } else if (System.nanoTime() - written > KEEP_ALIVE.toNanos()) {
                send(out, ": the gate is " + gate.status() + "\n\n");
                written = System.nanoTime();
            }
            if (closing || System.nanoTime() > end) {
                return;
            }
            TimeUnit.MILLISECONDS.sleep(LOOK_EVERY.toMillis());
        }
    }

    private String event(String name, Object data) {
        return "event: " + name + "\ndata: " + json.writeValueAsString(data) + "\n\n";
    }

    private static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /// Ends all streams when the service stops.
    @EventListener(ContextClosedEvent.class)
    void close() {
        closing = true;
    }
}
