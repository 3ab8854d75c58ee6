/// The contracts of the codecs that translate between dialects and the exchange.
@NullMarked
package io.plumbline.gateway.exchange.codec;

import org.jspecify.annotations.NullMarked;
