/// JSON and server-sent events between clients and providers.
@NullMarked
package io.plumbline.gateway.wire;

import org.jspecify.annotations.NullMarked;
