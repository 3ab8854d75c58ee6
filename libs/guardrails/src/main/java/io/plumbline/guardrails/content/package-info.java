/// Detectors of harmful content: toxicity and hate, self-harm, weapons.
@NullMarked
package io.plumbline.guardrails.content;

import org.jspecify.annotations.NullMarked;
