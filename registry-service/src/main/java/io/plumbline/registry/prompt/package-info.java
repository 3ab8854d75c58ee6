/// Prompts: versioned templates with described variables.
@NullMarked
package io.plumbline.registry.prompt;

import org.jspecify.annotations.NullMarked;
