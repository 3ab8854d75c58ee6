package io.plumbline.gateway.upstream;

import io.plumbline.gateway.provider.ProviderKind;
import io.plumbline.gateway.upstream.UpstreamHttp.UpstreamExchange;
import tools.jackson.databind.node.ObjectNode;

/// How one kind of provider is asked for a chat completion.
interface ChatProtocol {

    ProviderKind kind();

    /// Prepares the request.
    ///
    /// @param body of an OpenAI chat completion; stays as it is
    UpstreamExchange prepare(UpstreamTarget target, ObjectNode body, boolean stream);
}
