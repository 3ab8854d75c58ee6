/// Reading through disguise: a normalised view of a text that still knows where each of its characters came
/// from.
@NullMarked
package io.plumbline.guardrails.text;

import org.jspecify.annotations.NullMarked;
