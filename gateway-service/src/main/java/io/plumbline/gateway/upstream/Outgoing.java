package io.plumbline.gateway.upstream;

import io.plumbline.gateway.translation.Translation;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import org.jspecify.annotations.Nullable;

/// A request that is ready to be sent to one target.
///
/// @param translation null when client and provider speak the same
record Outgoing(
        UpstreamTarget target,
        UpstreamRequest request,
        ProviderProtocol protocol,
        UpstreamExchange exchange,
        @Nullable Translation translation) {}
