package io.plumbline.gateway.exchange.codec;

import io.plumbline.gateway.exchange.ModelRequest;
import io.plumbline.kit.problem.ProblemException;

/// Writes and reads a provider's dialect. Stateless.
public interface ProviderCodec {

    /// Begins a call.
    ///
    /// @param model the provider's name for it
    /// @throws ProblemException `invalid-call` if this dialect cannot express the request; `param` is the
    ///     client's name of the field
    ProviderCall begin(ModelRequest request, String model);
}
