/// The Gemini surface: `generateContent` and `streamGenerateContent`.
@NullMarked
package io.plumbline.simulator.gemini;

import org.jspecify.annotations.NullMarked;
