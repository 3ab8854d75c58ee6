/// Versioned models, prompts and datasets, and the rules for promotion to production.
@NullMarked
package io.plumbline.registry;

import org.jspecify.annotations.NullMarked;
