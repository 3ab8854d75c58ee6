/// The baselines for the gateway: a provider that answers at once, and a minimal proxy.
@NullMarked
package io.plumbline.bench.proxy;

import org.jspecify.annotations.NullMarked;
