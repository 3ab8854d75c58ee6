/// What a call costs: the amount to reserve, and the cost of answers that do not arrive.
@NullMarked
package io.plumbline.gateway.pipeline.cost;

import org.jspecify.annotations.NullMarked;
