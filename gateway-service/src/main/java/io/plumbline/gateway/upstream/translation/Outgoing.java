package io.plumbline.gateway.upstream.translation;

import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import org.jspecify.annotations.Nullable;

/// A request that is ready to be sent to one target.
///
/// @param translation null if client and provider have the same dialect
public record Outgoing(
        UpstreamTarget target,
        OutgoingRequest request,
        ProviderProtocol protocol,
        UpstreamExchange exchange,
        @Nullable Translation translation) {

    /// Returns the request with an exchange that wraps its own.
    public Outgoing by(UpstreamExchange around) {
        return new Outgoing(target, request, protocol, around, translation);
    }
}
