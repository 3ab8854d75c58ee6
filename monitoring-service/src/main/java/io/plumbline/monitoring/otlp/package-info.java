/// Receives traces and metrics over OTLP/HTTP from programs whose calls bypass the gateway.
@NullMarked
package io.plumbline.monitoring.otlp;

import org.jspecify.annotations.NullMarked;
