/// The use of models that bypasses the gateway, by service and model.
@NullMarked
package io.plumbline.monitoring.unguarded;

import org.jspecify.annotations.NullMarked;
