package io.plumbline.simulator.model;

import io.plumbline.simulator.dials.Dials;
import io.plumbline.simulator.http.ClientGoneException;
import io.plumbline.simulator.http.Exchange;
import io.plumbline.simulator.http.Request;
import io.plumbline.simulator.http.RequestRefusal;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/// All models, created on first mention. Thread-safe and bounded: after [#MOST] names a new model is still
/// served, healthy, but not remembered.
public final class Models {
    static final int MOST = 1_000;
    private static final int LONGEST_NAME = 256;

    private final ConcurrentMap<String, SimulatedModel> models = new ConcurrentHashMap<>();
    private final CallLog log;

    public Models(Clock clock) {
        this.log = new CallLog(clock);
    }

    /// The model of that name, created if it is new.
    ///
    /// @throws RequestRefusal 400 when the name is longer than 256 characters
    public SimulatedModel named(String name) {
        SimulatedModel model = look(name);
        return models.size() < MOST ? models.computeIfAbsent(name, any -> model) : model;
    }

    /// The model of that name, or the model that would be created; creates none.
    ///
    /// @throws RequestRefusal 400 when the name is longer than 256 characters
    public SimulatedModel look(String name) {
        if (name.length() > LONGEST_NAME) {
            throw RequestRefusal.badField("model", "must have at most " + LONGEST_NAME + " characters");
        }
        SimulatedModel known = models.get(name);
        return known == null ? new SimulatedModel(name) : known;
    }

    /// @throws RequestRefusal 409 when the maximum number of models is reached
    public SimulatedModel dial(String name, Dials dials) {
        SimulatedModel model = named(name);
        if (!models.containsKey(name)) {
            throw RequestRefusal.of(409, MOST + " models are known already: POST /control/reset first");
        }
        model.dial(dials);
        return model;
    }

    /// Removes all dials, counters and recorded calls.
    public void reset() {
        models.clear();
        log.clear();
    }

    public List<String> names() {
        return models.keySet().stream().sorted().toList();
    }

    public List<RecordedCall> recorded(String name, int limit) {
        return log.latest(name, limit);
    }

    /// Records a request that is not a call of the model, such as a token count.
    public void record(String name, Request request) {
        log.record(name, request);
    }

    /// Runs one call from its record to its counters. First applies the failures of the dials; then calls the
    /// answerer.
    ///
    /// @throws RequestRefusal the drawn failure, or the answerer's refusal of the request
    public void call(String name, Request request, Exchange exchange, Answerer answerer) throws InterruptedException {
        SimulatedModel model = named(name);
        log.record(name, request);
        Counters counters = model.counters();
        counters.calls.increment();
        counters.inFlight.increment();
        try {
            ModelCall call = new ModelCall(model, exchange);
            call.failIfDrawn();
            answerer.answer(call);
        } catch (ClientGoneException | InterruptedException e) {
            counters.cancelled.increment();
            throw e;
        } finally {
            counters.inFlight.decrement();
        }
    }

    /// A surface's handling of a call.
    @FunctionalInterface
    public interface Answerer {
        void answer(ModelCall call) throws InterruptedException;
    }
}
