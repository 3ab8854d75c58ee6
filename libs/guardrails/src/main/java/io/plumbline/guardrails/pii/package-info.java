/// Recognizers of personal data, under Presidio's entity names.
@NullMarked
package io.plumbline.guardrails.pii;

import org.jspecify.annotations.NullMarked;
