package io.plumbline.gateway.upstream;

import io.plumbline.gateway.provider.protocol.OutgoingRequest;
import io.plumbline.gateway.provider.protocol.ProviderProtocol;
import io.plumbline.gateway.provider.protocol.UpstreamHttp.UpstreamExchange;
import io.plumbline.gateway.provider.protocol.UpstreamTarget;
import org.jspecify.annotations.Nullable;

/// A request that is ready to be sent to one target.
///
/// @param translation null when client and provider speak the same
record Outgoing(
        UpstreamTarget target,
        OutgoingRequest request,
        ProviderProtocol protocol,
        UpstreamExchange exchange,
        @Nullable Translation translation) {

    /// The same, by an exchange around its own.
    Outgoing by(UpstreamExchange around) {
        return new Outgoing(target, request, protocol, around, translation);
    }
}
