package io.plumbline.eval.metric.scorer;

import io.plumbline.eval.metric.Metric;
import java.util.Optional;

/// The scorers that users registered.
public interface RegisteredScorers {

    /// Without any.
    RegisteredScorers NONE = new RegisteredScorers() {

        @Override
        public Optional<WasmProgram> module(String digest) {
            return Optional.empty();
        }

        @Override
        public Optional<Metric> version(String reference) {
            return Optional.empty();
        }
    };

    /// Returns the WebAssembly module with that digest, if the caller can see it.
    ///
    /// @param digest `sha256:` and 64 hexadecimal digits
    Optional<WasmProgram> module(String digest);

    /// Returns the metric of a version, if the caller can see it.
    ///
    /// @param reference `name@version`
    Optional<Metric> version(String reference);
}
