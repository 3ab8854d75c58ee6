/// Stages and aliases of versions, and the rules by which they move.
@NullMarked
package io.plumbline.registry.promotion;

import org.jspecify.annotations.NullMarked;
