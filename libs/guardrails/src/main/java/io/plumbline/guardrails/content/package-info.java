/// What is said that should not be: toxicity and hate, self-harm, weapons.
@NullMarked
package io.plumbline.guardrails.content;

import org.jspecify.annotations.NullMarked;
