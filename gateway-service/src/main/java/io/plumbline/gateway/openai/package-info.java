/// OpenAI's shapes: what in a request or an answer is text, and what an error looks like.
@NullMarked
package io.plumbline.gateway.openai;

import org.jspecify.annotations.NullMarked;
