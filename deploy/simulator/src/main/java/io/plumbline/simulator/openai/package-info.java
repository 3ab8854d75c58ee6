/// The OpenAI surface: chat completions, embeddings, models.
@NullMarked
package io.plumbline.simulator.openai;

import org.jspecify.annotations.NullMarked;
