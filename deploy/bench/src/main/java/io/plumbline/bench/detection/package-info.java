/// Replays of labelled regressions through the monitors of monitoring-service.
@NullMarked
package io.plumbline.bench.detection;

import org.jspecify.annotations.NullMarked;
