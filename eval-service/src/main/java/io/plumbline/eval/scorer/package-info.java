/// Scorers that users register: WebAssembly modules, by version.
@NullMarked
package io.plumbline.eval.scorer;

import org.jspecify.annotations.NullMarked;
