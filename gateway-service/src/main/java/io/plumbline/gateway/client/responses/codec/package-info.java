/// Translates OpenAI's responses between the client's dialect and the exchange.
@NullMarked
package io.plumbline.gateway.client.responses.codec;

import org.jspecify.annotations.NullMarked;
