/// Providers with OpenAI's chat completions.
@NullMarked
package io.plumbline.gateway.provider.openai;

import org.jspecify.annotations.NullMarked;
