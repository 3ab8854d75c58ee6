/// OpenAI's responses as clients speak them.
@NullMarked
package io.plumbline.gateway.client.responses;

import org.jspecify.annotations.NullMarked;
