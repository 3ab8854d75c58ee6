/// The form of a text's words, compared with that of attacks.
@NullMarked
package io.plumbline.guardrails.injection.ngram;

import org.jspecify.annotations.NullMarked;
