/// Translates messages between the client's dialect and the exchange.
@NullMarked
package io.plumbline.gateway.client.messages.codec;

import org.jspecify.annotations.NullMarked;
