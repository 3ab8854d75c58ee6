package io.plumbline.eval.scorer;

import io.plumbline.eval.metric.scorer.ItemScorer;
import io.plumbline.eval.metric.scorer.WasmProgram;
import io.plumbline.eval.sandbox.Sandbox;
import io.plumbline.kit.webhook.WebhookSecret;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.springframework.stereotype.Component;

/// Makes the scorers of definitions.
@Component
final class ItemScorers {

    private final Sandbox sandbox;
    private final ScorerTransport transport;
    private final Clock clock;

    ItemScorers(Sandbox sandbox, ScorerTransport transport, Clock clock) {
        this.sandbox = sandbox;
        this.transport = transport;
        this.clock = clock;
    }

    /// @param reference `name@version`
    /// @param secret of a scorer over HTTP
    /// @param stated receives the versions that a scorer over HTTP states
    /// @throws WasmProgram.Failure if its module cannot be a scorer
    ItemScorer of(
            String reference, ScorerSpec spec, Supplier<Optional<WebhookSecret>> secret, Consumer<String> stated) {
        return switch (spec.kind()) {
            case WASM -> new WasmItemScorer(WasmProgram.of(Objects.requireNonNull(spec.module())));
            case PYTHON -> new PythonItemScorer(sandbox, reference, Objects.requireNonNull(spec.source()));
            case HTTP ->
                new HttpItemScorer(reference, Objects.requireNonNull(spec.http()), transport, secret, stated, clock);
        };
    }

    /// @throws io.plumbline.kit.problem.ProblemException 503 if this machine cannot run scorers of that kind
    void requireAvailable(ScorerKind kind) {
        if (kind == ScorerKind.PYTHON) {
            sandbox.requireAvailable();
        }
    }
}
