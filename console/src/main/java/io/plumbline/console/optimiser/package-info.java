/// Prompt optimisations: list, form, and the page of one with its candidates.
@NullMarked
package io.plumbline.console.optimiser;

import org.jspecify.annotations.NullMarked;
