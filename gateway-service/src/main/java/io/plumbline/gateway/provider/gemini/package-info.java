/// Gemini's `generateContent`, as the Gemini API and Vertex AI speak it.
@NullMarked
package io.plumbline.gateway.provider.gemini;

import org.jspecify.annotations.NullMarked;
