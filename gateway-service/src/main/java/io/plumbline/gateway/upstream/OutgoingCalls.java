package io.plumbline.gateway.upstream;

import io.plumbline.gateway.dialect.Dialect;
import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Presets;
import io.plumbline.gateway.fault.CallProblem;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.translation.Translation;
import io.plumbline.gateway.translation.Translations;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Makes a client's request ready for a target: adds what the target's version presets, and translates where
/// the provider speaks another language. Thread-safe.
@Component
final class OutgoingCalls {

    static final String CACHE_KEY = "prompt_cache_key";

    private final Map<ProviderKind, ProviderProtocol> protocols = new EnumMap<>(ProviderKind.class);
    private final Clock clock;

    OutgoingCalls(List<ProviderProtocol> protocols, Clock clock) {
        protocols.forEach(protocol -> this.protocols.put(protocol.kind(), protocol));
        this.clock = clock;
    }

    /// @throws ProblemException `invalid-call` when the target cannot be asked this, or not in these words
    Outgoing prepare(UpstreamTarget target, UpstreamRequest request) {
        return prepare(target, request, false);
    }

    /// @param cached whether the target may be told by which key it finds the prompt in its cache
    Outgoing prepare(UpstreamTarget target, UpstreamRequest request, boolean cached) {
        ProviderProtocol protocol = protocolOf(target);
        requireOffered(protocol, request.operation());
        ObjectNode body = WireJson.newObject();
        body.setAll(request.body());
        boolean chat = request.operation() == Operation.CHAT;
        boolean inOpenAisWords = request.dialect() == Dialect.OPENAI;
        if (chat && inOpenAisWords) {
            Presets.apply(target.defaults(), body);
        }
        Translation translation = Translations.begin(
                request.dialect(),
                protocol.dialect(),
                protocol.codec(),
                body,
                target.defaults(),
                target.model(),
                clock.instant().getEpochSecond());
        ObjectNode translated = translation == null ? body : translation.request();
        if (chat && !inOpenAisWords && (translation == null || protocol.codec() == null)) {
            Presets.apply(target.defaults(), translated, protocol.dialect());
        }
        RoutingMembers.strip(translated, target.provider().kind());
        boolean knowsKey = chat && target.provider().kind().hasPromptCacheKey();
        if (cached && knowsKey && request.cacheKey() != null && !translated.has(CACHE_KEY)) {
            translated.put(CACHE_KEY, request.cacheKey());
        }
        UpstreamRequest ready = request.with(protocol.dialect(), translated);
        return new Outgoing(target, ready, protocol, protocol.prepare(target, ready), translation);
    }

    /// Whether another target can take the request over.
    boolean canAsk(UpstreamTarget target, UpstreamRequest request) {
        try {
            prepare(target, request);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    boolean offers(UpstreamTarget target, Operation operation) {
        return protocolOf(target).offers(operation);
    }

    private ProviderProtocol protocolOf(UpstreamTarget target) {
        ProviderProtocol protocol = protocols.get(target.provider().kind());
        if (protocol == null) {
            throw CallProblem.PROVIDER_UNAVAILABLE.because("This kind of provider is not supported yet.");
        }
        return protocol;
    }

    private static void requireOffered(ProviderProtocol protocol, Operation operation) {
        if (!protocol.offers(operation)) {
            throw InvalidCalls.at(
                    "model",
                    "uses a provider that does not offer "
                            + operation.wireName().replace('_', ' '));
        }
    }
}
