/// The overview of the routes: traffic, alerts, rollouts, drift and error budgets.
@NullMarked
package io.plumbline.console.overview;

import org.jspecify.annotations.NullMarked;
