package io.plumbline.gateway.chat;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The events of a stream of which none may go out before its end. So many bytes and no more. Not
/// thread-safe.
final class HeldEvents {

    private static final long MOST_BYTES = 16_000_000;

    private final List<Event> events = new ArrayList<>();
    private long bytes;

    private record Event(@Nullable String name, byte[] data) {}

    /// @throws ProblemException `answer-off-schema` when there is no holding all of it
    void add(@Nullable String name, byte[] data) {
        bytes += data.length;
        if (bytes > MOST_BYTES) {
            throw CallProblem.ANSWER_OFF_SCHEMA
                    .because("The model's answer is longer than this route looks at.")
                    .with("x-should-retry", "false");
        }
        events.add(new Event(name, data));
    }

    void write(OutputStream out) throws IOException {
        for (Event event : events) {
            EventFrames.write(event.name(), event.data(), out);
        }
    }
}
