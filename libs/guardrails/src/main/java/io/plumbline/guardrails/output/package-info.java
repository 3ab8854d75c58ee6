/// Content that must not leave in an answer: payloads that harm its users without review, and the application's
/// own secrets.
@NullMarked
package io.plumbline.guardrails.output;

import org.jspecify.annotations.NullMarked;
