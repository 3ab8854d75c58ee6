/// Decides by the newest audit whether a dataset version may be used.
@NullMarked
package io.plumbline.registry.dataset.standing;

import org.jspecify.annotations.NullMarked;
