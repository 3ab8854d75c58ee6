/// Sampling of the items that a judge rates, and estimates for all items.
@NullMarked
package io.plumbline.eval.sampling;

import org.jspecify.annotations.NullMarked;
