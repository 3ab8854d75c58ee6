/// Stages and aliases of versions, and the rules for moving them.
@NullMarked
package io.plumbline.registry.promotion;

import org.jspecify.annotations.NullMarked;
