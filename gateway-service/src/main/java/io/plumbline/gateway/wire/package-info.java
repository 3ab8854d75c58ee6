/// JSON and server-sent events as they travel between clients and providers.
@NullMarked
package io.plumbline.gateway.wire;

import org.jspecify.annotations.NullMarked;
