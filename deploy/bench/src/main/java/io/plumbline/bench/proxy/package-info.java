/// What the gateway is measured against: a provider that answers at once, and a proxy that does nothing else.
@NullMarked
package io.plumbline.bench.proxy;

import org.jspecify.annotations.NullMarked;
