/// Benchmarks of the gateway, and the scene that they share.
@NullMarked
package io.plumbline.bench.gateway;

import org.jspecify.annotations.NullMarked;
