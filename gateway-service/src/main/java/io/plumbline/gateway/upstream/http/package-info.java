/// HTTP exchanges with providers: pooled connections, limits and timeouts.
@NullMarked
package io.plumbline.gateway.upstream.http;

import org.jspecify.annotations.NullMarked;
