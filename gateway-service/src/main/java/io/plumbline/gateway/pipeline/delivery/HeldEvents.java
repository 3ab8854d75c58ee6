package io.plumbline.gateway.pipeline.delivery;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Holds the events of a stream until its end, up to a number of bytes. Not thread-safe.
final class HeldEvents extends OutputStream {

    private static final int MOST_BYTES = 16_000_000;

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    /// @throws ProblemException `answer-off-schema` if the limit is exceeded
    @Override
    public void write(byte[] bytes, int offset, int length) {
        makeRoom(length);
        events.write(bytes, offset, length);
    }

    @Override
    public void write(int each) {
        makeRoom(1);
        events.write(each);
    }

    /// Returns the size in bytes.
    int size() {
        return events.size();
    }

    void writeTo(OutputStream out) throws IOException {
        events.writeTo(out);
    }

    private void makeRoom(int more) {
        if (events.size() > MOST_BYTES - more) {
            throw CallProblem.ANSWER_OFF_SCHEMA
                    .because("The model's answer is longer than this route can inspect.")
                    .with("x-should-retry", "false");
        }
    }
}
