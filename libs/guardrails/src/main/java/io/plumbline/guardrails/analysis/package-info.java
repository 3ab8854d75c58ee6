/// Looking for personal data and secrets without a policy: what to look for, what to leave, and what remains of
/// findings that overlap.
@NullMarked
package io.plumbline.guardrails.analysis;

import org.jspecify.annotations.NullMarked;
