package io.plumbline.simulator.model;

import io.plumbline.simulator.dials.Chance;
import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.http.EventStream;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Framing;
import io.plumbline.simulator.http.RequestRefusal;
import io.plumbline.simulator.http.Response;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// One call of a model: its number determines, with the dials, its failure and its latency. Belongs to the
/// answering thread; every wait ends when the client disconnects.
public final class ModelCall {
    private final Dials dials;
    private final Chance chance;
    private final long number;
    private final Counters counters;
    private final Exchange exchange;

    ModelCall(SimulatedModel model, Exchange exchange) {
        SimulatedModel.Setting setting = model.setting();
        this.dials = setting.dials();
        this.chance = dials.chance();
        this.number = setting.calls().getAndIncrement();
        this.counters = model.counters();
        this.exchange = exchange;
    }

    public Dials dials() {
        return dials;
    }

    void failIfDrawn() {
        int status = dials.failureOf(number);
        if (status != 0) {
            counters.failed.increment();
            boolean passes = status == 429 || status == 503 || status == 529;
            throw passes
                    ? RequestRefusal.forNow(status, "The simulator is set to be busy (" + status + ")", 1)
                    : RequestRefusal.of(status, "The simulator is set to fail (" + status + ")");
        }
    }

    /// Sends a plain answer after the drawn latency.
    public void answer(Response response) throws InterruptedException {
        Thread.sleep(dials.latencyMs().draw(chance, number));
        if (happens("malformed", dials.malformed())) {
            counters.malformed.increment();
            exchange.send(response.torn());
        } else {
            exchange.send(response);
        }
    }

    /// Plays a streamed answer as server-sent events.
    public void stream(Map<String, String> headers, List<Frame> frames) throws InterruptedException {
        stream(Framing.SERVER_SENT, headers, frames);
    }

    /// Plays a streamed answer: waits for the first token, then paces the rest.
    public void stream(Framing framing, Map<String, String> headers, List<Frame> frames) throws InterruptedException {
        Thread.sleep(timeToFirstToken());
        counters.streams.increment();
        int middle = middleToken(frames);
        boolean cuts = happens("cut", dials.cutStreams());
        boolean tears = happens("malformed", dials.malformed());
        Pace pace = new Pace(dials.tokensPerSecond());
        EventStream stream = exchange.openStream(framing, headers);
        for (int i = 0; i < frames.size(); i++) {
            Frame frame = frames.get(i);
            if (frame.token()) {
                pace.awaitNext();
            }
            boolean torn = tears && i == middle;
            stream.send(frame.event(), torn ? half(frame.data()) : frame.data());
            if (torn) {
                counters.malformed.increment();
            }
            if (cuts && i == middle) {
                counters.cut.increment();
                exchange.cut();
                return;
            }
        }
        stream.end();
    }

    private Duration timeToFirstToken() {
        Double millis = dials.timeToFirstTokenMs();
        return millis == null ? dials.latencyMs().draw(chance, number) : Duration.ofNanos((long) (millis * 1_000_000));
    }

    private boolean happens(String purpose, double share) {
        return chance.unit(purpose, number) < share;
    }

    private static int middleToken(List<Frame> frames) {
        long tokens = frames.stream().filter(Frame::token).count();
        long before = 0;
        for (int i = 0; i < frames.size(); i++) {
            if (frames.get(i).token() && before++ == tokens / 2) {
                return i;
            }
        }
        return 0;
    }

    private static String half(String data) {
        return data.substring(0, data.length() / 2);
    }
}
