/// Scorers that users register, by version: WebAssembly modules, Python functions, and services over HTTP.
@NullMarked
package io.plumbline.eval.scorer;

import org.jspecify.annotations.NullMarked;
