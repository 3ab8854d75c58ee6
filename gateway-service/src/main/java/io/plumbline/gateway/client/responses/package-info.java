/// OpenAI's responses in the client's dialect.
@NullMarked
package io.plumbline.gateway.client.responses;

import org.jspecify.annotations.NullMarked;
