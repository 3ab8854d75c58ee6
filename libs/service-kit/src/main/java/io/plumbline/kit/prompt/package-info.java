/// Prompt templates, shared by the registry (validation) and the gateway (rendering).
@NullMarked
package io.plumbline.kit.prompt;

import org.jspecify.annotations.NullMarked;
