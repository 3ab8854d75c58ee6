/// OpenAI's responses as clients speak them, and what the gateway stores of them.
@NullMarked
package io.plumbline.gateway.client.responses;

import org.jspecify.annotations.NullMarked;
