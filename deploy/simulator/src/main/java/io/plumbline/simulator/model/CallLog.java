package io.plumbline.simulator.model;

import io.plumbline.simulator.http.Credential;
import io.plumbline.simulator.http.Request;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// The latest calls of all models: at most [#MOST], and therefore at most 32 MB. Thread-safe.
final class CallLog {
    static final int MOST = 500;

    private final Clock clock;
    private final Deque<RecordedCall> calls = new ArrayDeque<>();

    CallLog(Clock clock) {
        this.clock = clock;
    }

    void record(String model, Request request) {
        byte[] body = request.body();
        int kept = Math.min(body.length, RecordedCall.MOST_BODY_BYTES);
        RecordedCall call = new RecordedCall(
                model,
                clock.instant(),
                request.method(),
                request.path(),
                request.headers().keySet().stream().sorted().toList(),
                Credential.of(request).map(Credential::sha256).orElse(null),
                new String(body, 0, kept, StandardCharsets.UTF_8),
                body.length);
        synchronized (calls) {
            if (calls.size() == MOST) {
                calls.removeFirst();
            }
            calls.addLast(call);
        }
    }

    /// The latest calls of one model, newest first.
    List<RecordedCall> latest(String model, int limit) {
        List<RecordedCall> latest = new ArrayList<>();
        synchronized (calls) {
            Iterator<RecordedCall> newestFirst = calls.descendingIterator();
            while (newestFirst.hasNext() && latest.size() < limit) {
                RecordedCall call = newestFirst.next();
                if (call.model().equals(model)) {
                    latest.add(call);
                }
            }
        }
        return latest;
    }

    void clear() {
        synchronized (calls) {
            calls.clear();
        }
    }
}
