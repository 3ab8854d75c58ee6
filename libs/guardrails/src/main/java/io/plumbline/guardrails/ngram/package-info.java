/// Texts as hashed n-grams, and estimates from these alone.
@NullMarked
package io.plumbline.guardrails.ngram;

import org.jspecify.annotations.NullMarked;
