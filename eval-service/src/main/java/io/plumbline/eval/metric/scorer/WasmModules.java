package io.plumbline.eval.metric.scorer;

import java.util.Optional;

/// The registered modules, by their digests.
@FunctionalInterface
public interface WasmModules {

    /// Without any.
    WasmModules NONE = _ -> Optional.empty();

    /// Returns the module with that digest, if the caller can see it.
    ///
    /// @param digest `sha256:` and 64 hexadecimal digits
    Optional<WasmProgram> find(String digest);
}
