package io.plumbline.gateway.pipeline;

import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.kit.problem.ProblemException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// The events of a stream of which none may go out before its end. So many bytes and no more. Not
/// thread-safe.
final class HeldEvents extends OutputStream {

    private static final int MOST_BYTES = 16_000_000;

    private final ByteArrayOutputStream events = new ByteArrayOutputStream();

    /// @throws ProblemException `answer-off-schema` when there is no holding all of it
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

    /// In bytes.
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
