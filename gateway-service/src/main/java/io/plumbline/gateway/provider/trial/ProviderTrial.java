package io.plumbline.gateway.provider.trial;

import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.provider.Provider;
import io.plumbline.gateway.provider.ProviderCatalog;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.ProviderProtocol.StatedRefusal;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamResponse;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.audit.AuditEntry;
import io.plumbline.kit.audit.AuditTrail;
import io.plumbline.kit.problem.RequestProblem;
import io.plumbline.kit.security.Caller;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.node.ObjectNode;

/// Tests a provider with its stored credential: sends the shortest possible request to one of its models and says
/// what came back, but nothing that the provider said, since that could contain the credential. It counts for no
/// budget and no circuit breaker. Thread-safe.
@Service
class ProviderTrial {

    private static final Duration LONGEST = Duration.ofSeconds(15);
    private static final int MOST_BYTES = 1_048_576;
    private static final int REFUSED = 300;
    private static final String WORDS = "Reply with: ok";

    private final ProviderCatalog catalog;
    private final List<ProviderProtocol> protocols;
    private final AuditTrail trail;
    private final TransactionTemplate transactions;

    ProviderTrial(
            ProviderCatalog catalog,
            List<ProviderProtocol> protocols,
            AuditTrail trail,
            PlatformTransactionManager transactionManager) {
        this.catalog = catalog;
        this.protocols = List.copyOf(protocols);
        this.trail = trail;
        this.transactions = new TransactionTemplate(transactionManager);
    }

    /// What came back.
    ///
    /// @param status of the HTTP response; null without one
    private record Returned(TrialOutcome outcome, @Nullable Integer status) {}

    /// @param model null for the first of the provider's models
    /// @throws io.plumbline.kit.problem.ProblemException 404; 400 without a model, or for one that may not be
    ///     called
    TrialResponse test(String name, @Nullable String model) {
        Provider provider = catalog.get(name);
        String called = model(provider, model);
        long start = System.nanoTime();
        Returned returned = call(new UpstreamTarget(provider, called, null));
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        transactions.executeWithoutResult(_ -> trail.append(AuditEntry.of(
                        TrialAction.TESTED,
                        provider.isShared() ? Caller.PLATFORM_TEAM : provider.team(),
                        "provider",
                        name)
                .with("model", called)
                .with("result", returned.outcome().name())));
        return new TrialResponse(returned.outcome(), returned.outcome().detail(), called, returned.status(), millis);
    }

    private static String model(Provider provider, @Nullable String model) {
        if (model == null) {
            return provider.models().stream()
                    .findFirst()
                    .orElseThrow(() -> RequestProblem.INVALID_REQUEST
                            .because("The provider declares no models. Name the one to test with.")
                            .at("/model", "is required"));
        }
        if (!provider.offers(model)) {
            throw RequestProblem.INVALID_REQUEST
                    .because("The provider's models do not include this one.")
                    .at("/model", "must be one of the provider's models");
        }
        return model;
    }

    private Returned call(UpstreamTarget target) {
        ProviderProtocol protocol = protocols.stream()
                .filter(each -> each.kind() == target.provider().kind())
                .findFirst()
                .orElseThrow();
        OutgoingRequest request = new OutgoingRequest(Operation.CHAT, body(protocol), false, Map.of());
        try (UpstreamExchange exchange = protocol.prepare(target, request)) {
            FutureTask<Returned> task = new FutureTask<>(() -> returned(protocol, exchange));
            Thread.startVirtualThread(task);
            try {
                return task.get(LONGEST.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                exchange.abort();
                return new Returned(TrialOutcome.TIMED_OUT, null);
            } catch (InterruptedException e) {
                exchange.abort();
                Thread.currentThread().interrupt();
                return new Returned(TrialOutcome.TIMED_OUT, null);
            } catch (ExecutionException e) {
                if (e.getCause() instanceof SocketTimeoutException) {
                    return new Returned(TrialOutcome.TIMED_OUT, null);
                }
                if (e.getCause() instanceof IOException) {
                    return new Returned(TrialOutcome.UNREACHABLE, null);
                }
                throw new IllegalStateException(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
    }

    private static Returned returned(ProviderProtocol protocol, UpstreamExchange exchange) throws IOException {
        UpstreamResponse response = exchange.send();
        byte[] body = response.body().readNBytes(MOST_BYTES);
        if (response.status() >= REFUSED) {
            StatedRefusal refusal = protocol.refusal(response, body);
            return new Returned(TrialOutcome.ofStatus(refusal.status()), response.status());
        }
        boolean whole = WireJson.object(body)
                .filter(answer -> protocol.faultOf(Operation.CHAT, answer) == null)
                .isPresent();
        return new Returned(whole ? TrialOutcome.ANSWERED : TrialOutcome.NOT_A_MODEL_API, response.status());
    }

    /// Returns a request of a few tokens. OpenAI's dialect sets no limit of its answer, since its models disagree
    /// about the name of the member.
    private static ObjectNode body(ProviderProtocol protocol) {
        ObjectNode body = WireJson.newObject();
        switch (protocol.dialect()) {
            case OPENAI ->
                body.putArray("messages").addObject().put("role", "user").put("content", WORDS);
            case ANTHROPIC -> {
                body.put("max_tokens", 1);
                body.putArray("messages").addObject().put("role", "user").put("content", WORDS);
            }
            case BEDROCK -> {
                body.putArray("messages")
                        .addObject()
                        .put("role", "user")
                        .putArray("content")
                        .addObject()
                        .put("text", WORDS);
                body.putObject("inferenceConfig").put("maxTokens", 1);
            }
            case GEMINI -> {
                body.putArray("contents")
                        .addObject()
                        .put("role", "user")
                        .putArray("parts")
                        .addObject()
                        .put("text", WORDS);
                body.putObject("generationConfig").put("maxOutputTokens", 1);
            }
        }
        return body;
    }
}
