/// Cost: why it changed, what the month will cost, and hours that cost far more than usual.
@NullMarked
package io.plumbline.monitoring.cost;

import org.jspecify.annotations.NullMarked;
