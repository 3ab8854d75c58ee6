/// Plans that store new preferences in a dataset on a schedule.
@NullMarked
package io.plumbline.monitoring.preference.plan;

import org.jspecify.annotations.NullMarked;
