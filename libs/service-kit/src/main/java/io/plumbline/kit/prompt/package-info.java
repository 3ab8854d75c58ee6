/// Prompt templates: what the registry accepts and what the gateway renders, by the same code.
@NullMarked
package io.plumbline.kit.prompt;

import org.jspecify.annotations.NullMarked;
