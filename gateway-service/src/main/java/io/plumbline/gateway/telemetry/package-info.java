/// Spans and metrics of calls, under OpenTelemetry's names for generative AI.
@NullMarked
package io.plumbline.gateway.telemetry;

import org.jspecify.annotations.NullMarked;
