/// Semantic drift of the texts of routes.
@NullMarked
package io.plumbline.console.drift;

import org.jspecify.annotations.NullMarked;
