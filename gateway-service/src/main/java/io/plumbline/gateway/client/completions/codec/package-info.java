/// Translates chat completions between the client's dialect and the exchange.
@NullMarked
package io.plumbline.gateway.client.completions.codec;

import org.jspecify.annotations.NullMarked;
