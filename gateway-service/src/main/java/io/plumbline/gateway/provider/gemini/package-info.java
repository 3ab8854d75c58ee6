/// Gemini's `generateContent` on the Gemini API and Vertex AI.
@NullMarked
package io.plumbline.gateway.provider.gemini;

import org.jspecify.annotations.NullMarked;
