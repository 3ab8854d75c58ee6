/// Leaks of the application's own instructions: copies of the system prompt, and marks hidden in it.
@NullMarked
package io.plumbline.guardrails.output.leak;

import org.jspecify.annotations.NullMarked;
