/// Names of people, places, organizations and addresses, and what else is said of persons in words: by lists and
/// rules, and by a small network on the encoder's vectors where there is an encoder.
@NullMarked
package io.plumbline.guardrails.names;

import org.jspecify.annotations.NullMarked;
