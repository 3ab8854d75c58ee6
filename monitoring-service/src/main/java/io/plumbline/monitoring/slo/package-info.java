/// Service level objectives: error budgets, burn rates and the alerts on them.
@NullMarked
package io.plumbline.monitoring.slo;

import org.jspecify.annotations.NullMarked;
