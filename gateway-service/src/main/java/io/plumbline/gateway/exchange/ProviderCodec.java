package io.plumbline.gateway.exchange;

import io.plumbline.kit.problem.ProblemException;

/// A provider's dialect. Stateless.
public interface ProviderCodec {

    /// Begins a call.
    ///
    /// @param model the provider's name for it
    /// @throws ProblemException `invalid-call` for what cannot be said in this dialect, with the client's name of
    ///     the place as `param`
    ProviderCall begin(ModelRequest request, String model);
}
