/// Changes and forecasts of cost.
@NullMarked
package io.plumbline.console.cost;

import org.jspecify.annotations.NullMarked;
