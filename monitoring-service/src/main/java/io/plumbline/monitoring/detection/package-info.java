/// Detectors of a change in a stream of observations, with a stated rate of false alarms.
@NullMarked
package io.plumbline.monitoring.detection;

import org.jspecify.annotations.NullMarked;
