/// Texts as hashed n-grams, and what can be told of them by these alone.
@NullMarked
package io.plumbline.guardrails.ngram;

import org.jspecify.annotations.NullMarked;
