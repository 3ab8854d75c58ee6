/// OpenAI's embeddings: request, answer and endpoint.
@NullMarked
package io.plumbline.gateway.client.embeddings;

import org.jspecify.annotations.NullMarked;
