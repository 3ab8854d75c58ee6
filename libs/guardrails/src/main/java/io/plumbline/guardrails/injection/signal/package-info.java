/// Phrases of attacks, read through the usual disguises.
@NullMarked
package io.plumbline.guardrails.injection.signal;

import org.jspecify.annotations.NullMarked;
