/// Recognizers of credentials.
@NullMarked
package io.plumbline.guardrails.secret;

import org.jspecify.annotations.NullMarked;
