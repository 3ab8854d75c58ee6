/// Taking values out of text and putting them back: placeholders, streams and JSON.
@NullMarked
package io.plumbline.guardrails.redact;

import org.jspecify.annotations.NullMarked;
