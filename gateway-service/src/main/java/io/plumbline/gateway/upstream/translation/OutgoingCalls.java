package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.dialect.InvalidCalls;
import io.plumbline.gateway.dialect.Operation;
import io.plumbline.gateway.dialect.Presets;
import io.plumbline.gateway.dialect.Surface;
import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.gateway.exchange.codec.ClientCodec;
import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import io.plumbline.gateway.wire.WireJson;
import io.plumbline.kit.problem.ProblemException;
import java.time.Clock;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.databind.node.ObjectNode;

/// Prepares a client's request for a target: adds the presets of the target's version, and translates if the
/// provider has another dialect. Thread-safe.
@Component
public final class OutgoingCalls {

    public static final String CACHE_KEY = "prompt_cache_key";

    private final Map<ProviderKind, ProviderProtocol> protocols = new EnumMap<>(ProviderKind.class);
    private final RoutingMembers routing;
    private final ClientCodec presetCodec;
    private final Clock clock;

    /// @param presetCodec reads what a version presets, which is in the words of chat completions
    OutgoingCalls(List<ProviderProtocol> protocols, RoutingMembers routing, ClientCodec presetCodec, Clock clock) {
        this.presetCodec = presetCodec;
        this.routing = routing;
        protocols.forEach(protocol -> this.protocols.put(protocol.kind(), protocol));
        this.clock = clock;
    }

    /// @throws ProblemException `invalid-call` if the target does not offer the operation or cannot express the
    ///     request
    Outgoing prepare(UpstreamTarget target, UpstreamRequest request) {
        return prepare(target, request, false);
    }

    /// @param cached whether the target may receive a prompt cache key
    public Outgoing prepare(UpstreamTarget target, UpstreamRequest request, boolean cached) {
        ProviderProtocol protocol = protocolOf(target);
        requireOffered(protocol, request.operation());
        boolean chat = request.operation() == Operation.CHAT;
        Translation translation = translation(protocol, target, request);
        ObjectNode body = WireJson.newObject();
        if (translation != null) {
            body = translation.request();
        } else {
            body.setAll(request.body());
            if (chat) {
                request.surface().parameters().preset(target.defaults(), body);
            }
        }
        routing.strip(body, target.provider().kind());
        boolean knowsKey = chat && target.provider().kind().hasPromptCacheKey();
        if (cached && knowsKey && request.cacheKey() != null && !body.has(CACHE_KEY)) {
            body.put(CACHE_KEY, request.cacheKey());
        }
        OutgoingRequest ready = new OutgoingRequest(request.operation(), body, request.stream(), request.headers());
        return new Outgoing(target, ready, protocol, protocol.prepare(target, ready), translation);
    }

    /// Returns null if client and provider have the same dialect, so that nothing is translated.
    private @Nullable Translation translation(
            ProviderProtocol protocol, UpstreamTarget target, UpstreamRequest request) {
        Surface surface = request.surface();
        if (surface.dialect() == protocol.dialect()) {
            return null;
        }
        ClientCodec codec = surface.codec();
        if (codec == null) {
            throw notOffered(request.operation());
        }
        ObjectNode presets = WireJson.newObject();
        Presets.apply(target.defaults(), presets);
        ModelRequest asked = codec.read(request.body()).orElse(presetCodec.read(presets));
        return new Translation(
                codec,
                protocol.codec().begin(asked, target.model()),
                clock.instant().getEpochSecond());
    }

    /// Whether another target can take over the request.
    public boolean canAsk(UpstreamTarget target, UpstreamRequest request) {
        try {
            prepare(target, request);
            return true;
        } catch (ProblemException e) {
            return false;
        }
    }

    public boolean offers(UpstreamTarget target, Operation operation) {
        return protocolOf(target).offers(operation);
    }

    private ProviderProtocol protocolOf(UpstreamTarget target) {
        return Objects.requireNonNull(protocols.get(target.provider().kind()), "each kind has a protocol");
    }

    private static void requireOffered(ProviderProtocol protocol, Operation operation) {
        if (!protocol.offers(operation)) {
            throw notOffered(operation);
        }
    }

    private static ProblemException notOffered(Operation operation) {
        return InvalidCalls.at(
                "model",
                "uses a provider that does not offer " + operation.wireName().replace('_', ' '));
    }
}
