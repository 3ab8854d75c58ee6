/// What must not leave in an answer: payloads that harm whoever uses it unseen, and the application's own secrets.
@NullMarked
package io.plumbline.guardrails.output;

import org.jspecify.annotations.NullMarked;
